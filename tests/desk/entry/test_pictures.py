"""Photo files of a story: several at once, each by itself, with what they say of themselves and nothing of where."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Article, Photo, Role
from tests.desk.conftest import form_data, logged_in
from tests.desk.entry.sending import new, old
from tests.house import make_article, make_issue, make_user, picture_file, published
from tests.imaging.test_photo_facts import XMP, photo, with_exif, with_iptc

pytestmark = pytest.mark.django_db


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def send(client, article, *files):
    url = f"{reverse('admin:write_pictures')}?article={article.pk}"
    return client.post(url, {"pictures": list(files)})


def test_several_at_once_each_with_what_it_says(desk):
    article = make_article(make_issue())
    first = with_iptc(photo(), (120, "江堤上的晨练。本报记者 吴小满 摄".encode()), (116, b"Harbour"))
    answer = send(desk, article, upload("a.jpg", first), upload("b.jpg", photo(xmp=XMP.encode())))
    assert answer.status_code == 200
    one, two = Photo.objects.order_by("order")
    assert (one.caption, one.rights_holder) == ("江堤上的晨练。", "Harbour")
    assert [(c.name, c.affiliation) for c in one.credits.all()] == [("吴小满", "本报")]
    assert (two.caption, two.alt_text, str(two.taken_on)) == ("晨光里的渡口。", "一条船靠岸", "2026-03-13")
    assert [c.name for c in two.credits.order_by("order")] == ["吴小满", "周望舒"]
    assert {c.affiliation for c in two.credits.all()} == {"港湾日报"}
    sent = answer.json()
    assert f"caption_{one.pk}" in sent["html"]
    assert f"caption_{two.pk}" in sent["base"]
    assert (one.article, one.page) == (article, article.parts.get().page)


def test_one_that_fails_leaves_the_others_whole(desk):
    article = make_article(make_issue())
    files = [upload("a.jpg", photo()), upload("b.jpg", b"no picture"), upload("c.jpg", picture_file().read())]
    answer = send(desk, article, *files)
    assert answer.status_code == 200
    assert [one["name"] for one in answer.json()["failed"]] == ["b.jpg"]
    assert Photo.objects.exclude(file="").count() == 2
    alone = send(desk, article, upload("b.jpg", b"no picture"))
    assert alone.status_code == 422
    assert Photo.objects.count() == 2
    assert send(desk, article).status_code == 422


def test_where_it_was_taken_is_kept_nowhere(desk, settings):
    article = make_article(make_issue())
    send(desk, article, upload("a.jpg", photo(exif=with_exif(t270="A ferry", t315="Jane Miller"))))
    stored = Photo.objects.get()
    assert stored.caption == "A ferry"
    for path in Path(settings.MEDIA_ROOT).rglob("*.jpg"):
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            assert not image.getexif()


def test_with_the_form_where_there_are_no_scripts(desk):
    page = make_issue().pages.first()
    sent = form_data(desk, new(page), "entry")
    sent |= {"headline": "晨渡", "captions": "第一张。吴小满 摄\n还没来的一张。", "do": "next"}
    response = desk.post(new(page), {**sent, "pictures": [upload("a.jpg", photo()), upload("b.jpg", b"no")]})
    article = Article.objects.get()
    assert response["Location"] == old(article)  # not on: one of them has to be looked at
    photos = list(Photo.objects.order_by("order"))
    assert [(p.caption, bool(p.file)) for p in photos] == [("第一张。", True), ("还没来的一张。", False)]
    assert {p.article for p in photos} == {article}


def test_who_may(cast):
    issue = make_issue()
    article = make_article(issue)
    for who in ("anonymous", "outsider", "staff"):
        assert send(cast[who], article, upload("a.jpg", photo())).status_code in (302, 403)
    reporter = make_user(Role.REPORTER)
    assert send(logged_in(reporter), article, upload("a.jpg", photo())).status_code == 403
    mine = make_article(issue, written_by=reporter)
    assert send(logged_in(reporter), mine, upload("a.jpg", photo())).status_code == 200
    published(issue)
    assert send(cast["editor"], article, upload("a.jpg", photo())).status_code == 403
    assert Photo.objects.count() == 1


def test_a_name_of_any_length_in_a_file_is_no_error_page(desk):
    article = make_article(make_issue())
    endless = f"By {'A' + 'a' * 120} Miller"
    assert send(desk, article, upload("a.jpg", with_iptc(photo(), (80, endless.encode())))).status_code == 200
    assert not Photo.objects.get().credits.exists()
