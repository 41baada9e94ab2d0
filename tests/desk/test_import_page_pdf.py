"""A page's PDF in the desk: read, shown for correction, saved with its picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Page, PageImage
from tests import files
from tests.desk.conftest import FormReader
from tests.house import make_newspaper

pytestmark = pytest.mark.django_db
FORM = "/desk/import-page/"
LINES = ["The bridge is open"] + ["The ferry left before dawn and the bridge stood in mist."] * 20


@pytest.fixture
def target(db):
    return {"newspaper": make_newspaper().pk, "date": "2026-03-14", "edition": "1", "number": "A01"}


def kept(settings) -> list[str]:
    return [str(path) for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def upload(desk, target, content: bytes):
    return desk.post(FORM, {**target, "text": "", "file": SimpleUploadedFile("头版.pdf", content)})


def proposed(desk, target) -> dict[str, str]:
    """The form of the draft, as a browser would send it back."""
    response = upload(desk, target, files.pages_pdf(["\n".join(LINES)], files.A4))
    assert response.status_code == 200
    data = FormReader(response.content.decode()).data
    assert data["original"]
    assert "The ferry left" in response.content.decode()
    assert not Page.objects.exists()
    return data


def test_read_corrected_and_saved(desk, target, settings):
    data = proposed(desk, target)
    name = next(name for name in data if name.endswith(("-headline", "-text")))
    data[name] = "渡口新桥合龙"
    response = desk.post(FORM, {**data, "do": "save"}, follow=True)
    page = Page.objects.get()
    assert response.redirect_chain == [(reverse("admin:page_imported", args=[page.pk]), 302)]
    assert response.status_code == 200
    assert (page.number, page.source.kind, page.source.name) == ("A01", "pdf", "头版.pdf")
    assert page.image.width == 1653
    assert page.text_layer.characters > 500
    texts = [
        *Article.objects.values_list("headline", flat=True),
        *page.left_out.values_list("text", flat=True),
    ]
    assert "渡口新桥合龙" in texts


def test_saving_twice_changes_nothing(desk, target, settings):
    data = proposed(desk, target)
    desk.post(FORM, {**data, "do": "save"})
    folder, there = PageImage.objects.get().folder, kept(settings)
    desk.post(FORM, {**data, "do": "save"})
    assert PageImage.objects.get().folder == folder
    assert kept(settings) == there
    again = proposed_again(desk, target)
    desk.post(FORM, {**again, "do": "save"})
    assert sorted(kept(settings)) == sorted(there)


def proposed_again(desk, target) -> dict[str, str]:
    response = upload(desk, target, files.pages_pdf(["\n".join(LINES)], files.A4))
    return FormReader(response.content.decode()).data


@pytest.mark.parametrize("kind", ["encrypted", "truncated pdf", "bomb", "five metres"])
def test_a_bad_file_is_refused_and_not_kept(desk, target, settings, kind):
    response = upload(desk, target, files.hostile()[kind][0])
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert kept(settings) == []


def test_a_pdf_of_several_pages_is_no_page(desk, target, settings):
    response = upload(desk, target, files.pages_pdf(["one", "two"]))
    assert "errorlist" in response.content.decode()
    assert kept(settings) == []


@pytest.mark.parametrize("original", ["forged", "WyJvcmlnaW5hbHMveC5wZGYiLCJ4Il0:x:y"])
def test_a_name_that_we_did_not_sign_opens_nothing(desk, target, original):
    data = {**proposed(desk, target), "original": original, "do": "save"}
    response = desk.post(FORM, data)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Page.objects.exists()


def test_a_file_that_has_gone_meanwhile(desk, target, settings):
    data = proposed(desk, target)
    for name in kept(settings):
        Path(name).unlink()
    response = desk.post(FORM, {**data, "do": "save"})
    assert response.status_code == 200
    assert not Page.objects.exists()
