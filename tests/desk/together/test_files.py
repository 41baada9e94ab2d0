"""Files sent with a form that is put together with another's."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk.together.sending import form_of, settle, url_of
from tests.house import make_photo, picture_file

pytestmark = pytest.mark.django_db


def _upload(form: dict, name: str) -> dict:
    return {**form, name: SimpleUploadedFile("p.jpg", picture_file(60, 40).read(), "image/jpeg")}


def test_a_file_goes_along_when_rows_are_put_together(desk, other, issue, article):
    photo = make_photo(issue.pages.first(), article, order=2)
    mine = form_of(desk, article)
    first = make_photo(issue.pages.first(), article, caption="后来插在前面的。", order=1)
    assert desk.post(url_of(article), _upload(mine, "photos-0-upload")).status_code == 302
    photo.refresh_from_db()
    first.refresh_from_db()
    assert photo.file
    assert not first.file


def test_two_files_for_one_photo(desk, other, issue):
    photo = make_photo(issue.pages.first())
    mine, theirs = form_of(desk, photo), form_of(other, photo)
    assert other.post(url_of(photo), _upload(theirs, "upload")).status_code == 302
    photo.refresh_from_db()
    kept = photo.sha256
    response = desk.post(url_of(photo), _upload({**mine, "caption": "我的说明。"}, "upload"))
    assert response.status_code == 409
    assert response.context["merge"].notes
    assert settle(desk, photo, response).status_code == 302
    photo.refresh_from_db()
    assert (photo.sha256, photo.caption) == (kept, "我的说明。")
