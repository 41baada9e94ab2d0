"""Page pictures in storage: put there, replaced, rolled back, cut out, swept away."""

from __future__ import annotations

import datetime
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image

from articles.geometry import corners
from articles.imaging import tiles
from articles.imaging.pyramid import writing
from articles.ingest.page_images import (
    BadPicture,
    MadePicture,
    attach,
    path_of,
    remove_unclaimed,
    stored,
)
from articles.ingest.photo_cuts import cut_photos
from articles.interchange.text_layer import from_bytes
from articles.models import PageImage, PageSource, PageText, Photo
from articles.records import LayerLine, TextLayer
from tests.house import make_issue, make_page_image, make_photo

pytestmark = pytest.mark.django_db
LAYER = TextLayer((LayerLine("渡口", ((0.1, 0.1, 0.2, 0.2), (0.2, 0.1, 0.3, 0.2))),))


@pytest.fixture
def page():
    return make_issue(pages=1).pages.get()


def kept(settings) -> set[str]:
    """All files under storage."""
    root = settings.MEDIA_ROOT
    return {
        os.path.relpath(os.path.join(folder, name), root)
        for folder, _folders, names in os.walk(root)
        for name in names
    }


def made(folder, size=(600, 700)) -> MadePicture:
    with writing(Image.new("L", size, 255), folder):
        pass
    return MadePicture(folder, *size)


def test_a_picture_is_moved_into_storage_and_named(page, settings, tmp_path):
    with stored(made(tmp_path)) as image:
        attach(page, image, "ab" * 32, LAYER)
    page.refresh_from_db()
    assert kept(settings) == {f"pages/{page.image.folder}/{name}" for name in tiles.file_names(600, 700)}
    assert (page.image.width, page.image.height, page.image.suffix) == (600, 700, ".webp")
    assert page.image.public_key is None
    assert page.text_layer.characters == 2
    assert from_bytes(page.text_layer.content).lines[0].text == "渡口"


def test_a_second_picture_takes_the_firsts_place(page, settings, django_capture_on_commit_callbacks):
    former = make_page_image(page)
    with django_capture_on_commit_callbacks(execute=True):
        image = make_page_image(page, 600, 700)
    assert PageImage.objects.get() == image
    assert image.folder != former.folder
    assert kept(settings) == {path_of(image, name) for name in tiles.file_names(600, 700)}


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_the_former_picture_alone(page, settings, tmp_path):
    former = make_page_image(page)
    before = kept(settings)
    during = set()

    def fail(picture):
        with stored(picture) as image, transaction.atomic():
            attach(page, image, "ab" * 32, LAYER)
            during.update(kept(settings))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail(made(tmp_path))
    assert during > before
    assert PageImage.objects.get() == former
    assert not PageText.objects.exists()
    assert kept(settings) == before


@pytest.mark.parametrize("fault", ["missing", "link", "folder"])
def test_what_is_no_plain_file_is_refused_and_nothing_stays(page, settings, tmp_path, fault):
    picture = made(tmp_path)
    file = tmp_path / tiles.file_names(600, 700)[-1]
    file.unlink()
    if fault == "link":
        file.symlink_to("/etc/hostname")
    elif fault == "folder":
        file.mkdir()
    with pytest.raises(BadPicture), stored(picture):
        pass
    assert kept(settings) == set()


def test_files_that_no_row_names_go_once_they_are_old(page, settings):
    image = make_page_image(page)
    PageImage.objects.all().delete()
    assert remove_unclaimed() == 0
    long_ago = (timezone.now() - datetime.timedelta(days=1)).timestamp()
    os.utime(default_storage.path(path_of(image, tiles.MASTER)), (long_ago, long_ago))
    assert remove_unclaimed() == 1
    assert kept(settings) == set()


def test_a_photo_without_a_file_gets_what_the_page_shows_of_it(page):
    image = make_page_image(page, 1000, 1400, colour="#204080")
    photo = make_photo(page, picture_zone=corners((0.6, 0.2, 0.9, 0.4)), online_permitted=False)
    plain = make_photo(page, caption="没有位置的图片")
    assert cut_photos(page) == 1
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (300, 280)
    assert not photo.online_permitted
    with photo.file.open() as file:
        red, _green, blue = Image.open(file).convert("RGB").getpixel((3, 3))
    assert red < 60 < blue
    assert cut_photos(page) == 0
    assert Photo.objects.get(pk=plain.pk).sha256 == ""
    assert image.page == page


def test_a_page_without_a_picture_cuts_no_photos(page):
    make_photo(page, picture_zone=corners((0.6, 0.2, 0.9, 0.4)))
    assert cut_photos(page) == 0


def test_originals_that_no_row_names_go_once_they_are_old(page, settings):
    row = PageSource(page=page, kind="pdf", sha256="0" * 64)
    row.file.save("kept.pdf", ContentFile(b"%PDF-"))
    lost = default_storage.save("originals/lost.pdf", ContentFile(b"%PDF-"))
    fresh = default_storage.save("originals/fresh.pdf", ContentFile(b"%PDF-"))
    long_ago = (timezone.now() - datetime.timedelta(days=1)).timestamp()
    for name in (row.file.name, lost):
        os.utime(default_storage.path(name), (long_ago, long_ago))
    assert remove_unclaimed() == 1
    assert kept(settings) == {row.file.name, fresh}
