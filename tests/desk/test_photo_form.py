"""Photos by hand: caption, credits, alt text, rights and the file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Photo
from tests.desk.conftest import address, errors_of, form_data
from tests.house import make_article, make_issue, make_photo, picture_file, published


@pytest.fixture
def page(db):
    return make_issue().pages.first()


def _upload(content: bytes | None = None, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_file().read() if content is None else content, "image/jpeg")


def _add(desk, page, **fields):
    url = address("photo", "add")
    return desk.post(url, {**form_data(desk, url, "photo_form"), "page": str(page.pk), **fields})


def test_a_photo_with_all_that_is_known_of_it(desk, page):
    article = make_article(page.issue)
    response = _add(
        desk,
        page,
        article=str(article.pk),
        caption="江堤。",
        alt_text="江堤上的人",
        online_permitted="on",
        permitted_until="2030-12-31",
        rights_holder="港湾日报社",
        upload=_upload(),
        **{"credits-TOTAL_FORMS": "1", "credits-0-name": "周望舒", "credits-0-role": "photographer"},
    )
    assert response.status_code == 302, errors_of(response)
    photo = Photo.objects.get()
    assert (photo.article, photo.rights_holder, str(photo.permitted_until)) == (
        article,
        "港湾日报社",
        "2030-12-31",
    )
    assert (photo.width, photo.height, photo.renditions.count()) == (1200, 800, 2)
    assert photo.credits.get().name == "周望舒"
    shown = desk.get(address("photo", "change", photo.pk)).content.decode()
    assert f"/pictures/{photo.key}/480.jpg" in shown


@pytest.mark.parametrize(
    "content", [b"", b"no picture at all", b"\xff\xd8\xff\xe0 cut short", b"<svg onload=alert(1)>"]
)
def test_a_bad_file_is_a_form_error_and_nothing_is_stored(desk, page, content):
    response = _add(desk, page, caption="江堤。", upload=_upload(content))
    assert response.status_code == 200
    assert "upload" in response.context["adminform"].form.errors
    assert not Photo.objects.exists()


def test_a_photo_may_come_without_its_file(desk, page):
    assert _add(desk, page, caption="图片新闻。").status_code == 302
    assert not Photo.objects.get().file


def test_an_article_of_another_issue_is_refused(desk, page):
    article = make_article(make_issue(edition=2))
    response = _add(desk, page, caption="江堤。", article=str(article.pk))
    assert "article" in response.context["adminform"].form.errors


def test_the_same_file_again_changes_nothing(desk, page):
    _add(desk, page, caption="江堤。", upload=_upload())
    photo = Photo.objects.get()
    url = address("photo", "change", photo.pk)
    data = form_data(desk, url, "photo_form")
    page = desk.post(url, {**data, "upload": _upload()}, follow=True).content.decode()
    assert 'class="info"' in page
    assert Photo.objects.get().key == photo.key


def test_a_photo_on_a_published_page_does_not_go_with_a_row_of_its_draft_article(desk, page):
    published(page.issue)
    article = make_article(page.issue)
    make_photo(page, article)
    url = address("article", "change", article.pk)
    data = {**form_data(desk, url, "article_form"), "photos-0-DELETE": "on"}
    assert desk.post(url, data).status_code == 200
    assert Photo.objects.exists()


def test_a_published_photo_stays(desk, page):
    photo = make_photo(page)
    published(page.issue)
    desk.post(address("photo", "delete", photo.pk), {"post": "yes"})
    assert Photo.objects.exists()


def test_photos_are_filtered_by_their_file(desk, page):
    make_photo(page, caption="没有文件")
    _add(desk, page, caption="有文件", upload=_upload())
    for value, found in (("yes", "有文件"), ("no", "没有文件")):
        rows = desk.get(address("photo", "changelist"), {"has_file": value}).context["cl"].result_list
        assert [photo.caption for photo in rows] == [found]
