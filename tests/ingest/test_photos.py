"""Photo files: upright, without the camera's secrets, in several sizes, refused where they are none."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from articles.imaging import photos as imaging
from articles.ingest.photos import PhotoRefused, store_photo_file
from tests.house import make_issue, make_photo, picture_file


@pytest.fixture
def photo(db):
    return make_photo(make_issue().pages.first())


def with_exif(orientation=6):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (31.0, 12.0, 5.0)  # GPS latitude
    exif[0x010F] = "SecretCam"
    return picture_file(1200, 800, exif=exif)


def test_a_photo_is_turned_upright_and_tells_nothing(photo):
    assert store_photo_file(photo, with_exif())
    image = Image.open(photo.file)
    assert image.size == (photo.width, photo.height) == (800, 1200)
    assert not image.getexif()
    assert b"SecretCam" not in photo.file.storage.open(photo.file.name).read()


def test_renditions_are_smaller_copies(photo):
    store_photo_file(photo, picture_file(2000, 1000))
    assert [(r.width, r.height) for r in photo.renditions.all()] == [(480, 240), (960, 480), (1600, 800)]
    for rendition in photo.renditions.all():
        assert Image.open(rendition.file).size == (rendition.width, rendition.height)


def test_the_same_file_again_changes_nothing_and_another_replaces_it(
    photo, django_capture_on_commit_callbacks
):
    store_photo_file(photo, picture_file())
    key, name = photo.key, photo.file.name
    assert not store_photo_file(photo, picture_file())
    assert photo.key == key
    with django_capture_on_commit_callbacks(execute=True):
        assert store_photo_file(photo, picture_file(600, 400))
    assert photo.key != key
    assert not photo.file.storage.exists(name)
    assert photo.renditions.count() == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"%PDF-1.4", b"GIF89a" + b"\0" * 50, b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(photo, content):
    with pytest.raises(PhotoRefused):
        store_photo_file(photo, io.BytesIO(content))
    photo.refresh_from_db()
    assert not photo.file
    assert not photo.renditions.exists()


def test_a_cut_off_file_is_refused(photo):
    whole = picture_file().getvalue()
    with pytest.raises(PhotoRefused):
        store_photo_file(photo, io.BytesIO(whole[: len(whole) // 2]))


def test_a_picture_of_too_many_pixels_is_refused(photo, monkeypatch):
    monkeypatch.setattr(imaging, "MOST_PIXELS", 1000)
    with pytest.raises(PhotoRefused):
        store_photo_file(photo, picture_file())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_rgb_or_grey(photo, mode):
    buffer = io.BytesIO()
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    Image.new(mode, (60, 40)).save(buffer, kind)
    buffer.seek(0)
    assert store_photo_file(photo, buffer)
    assert Image.open(photo.file).mode in ("RGB", "L")
