"""Photos: who gets the file, in what size, and what a page shows where rights forbid it."""

from __future__ import annotations

import datetime
import io

import pytest
from django.utils import timezone
from PIL import Image

from articles.ingest.photos import store_photo_file
from articles.models import PhotoCredit, Stage
from tests.house import (
    make_article,
    make_editor,
    make_issue,
    make_outsider,
    make_photo,
    picture_file,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    issue = make_issue()
    photo = make_photo(issue.pages.get(sequence=1), make_article(issue), alt_text="江上的晨光")
    store_photo_file(photo, picture_file())
    PhotoCredit.objects.create(photo=photo, name="张三", affiliation="新华社", role="photographer")
    return photo


def address(photo, size="480") -> str:
    return f"/pictures/{photo.key}/{size}.jpg"


def publish(photo) -> None:
    published(photo.page.issue)


@pytest.mark.parametrize(("size", "width"), [("480", 480), ("960", 960), ("original", 1200)])
def test_a_public_photo_in_its_sizes(client, photo, size, width):
    publish(photo)
    response = client.get(address(photo, size))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "Vary" not in response
    assert "Set-Cookie" not in response
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).width == width


@pytest.mark.parametrize("size", ["481", "x", "-480", "480.5", "９６０", "9" * 30])
def test_a_size_that_was_not_made(client, photo, size):
    publish(photo)
    assert client.get(address(photo, size)).status_code == 404


def test_a_draft_photo_is_for_editors(client, photo):
    assert client.get(address(photo)).status_code == 404
    client.force_login(make_outsider())
    assert client.get(address(photo)).status_code == 404
    client.force_login(make_editor())
    response = client.get(address(photo))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("days", [-1, None])
def test_where_rights_end_the_caption_stays_and_the_picture_goes(client, photo, days):
    publish(photo)
    if days is None:
        photo.online_permitted = False
    else:
        photo.permitted_until = timezone.localdate() + datetime.timedelta(days=days)
    photo.save()
    assert client.get(address(photo)).status_code == 404
    for page in ("", "p1/", "a1/"):
        text = client.get(f"/harbour-daily/2026-03-14/{page}").content.decode()
        assert "/pictures/" not in text
        assert ("晨光里的渡口" in text) == ("不能在网上展示" in text)
    assert "晨光里的渡口" in text


def test_a_photo_of_an_unpublished_article_or_page(client, photo):
    publish(photo)
    type(photo.article).objects.update(stage=Stage.DRAFT)
    assert client.get(address(photo)).status_code == 404
    type(photo.article).objects.update(stage=Stage.PUBLISHED)
    type(photo.page).objects.update(stage=Stage.DRAFT)
    assert client.get(address(photo)).status_code == 404


def test_a_file_that_is_lost(client, photo):
    publish(photo)
    photo.file.storage.delete(photo.renditions.get(width=480).file.name)
    assert client.get(address(photo)).status_code == 404


def test_a_page_offers_all_sizes(client, photo):
    publish(photo)
    text = client.get("/en/harbour-daily/2026-03-14/a1/").content.decode()
    for size, width in (("480", 480), ("960", 960), ("original", 1200)):
        assert f"{address(photo, size)} {width}w" in text
    assert 'alt="江上的晨光"' in text
    assert 'width="1200" height="800"' in text
    assert "新华社记者 张三 摄" in text


def test_a_photo_without_a_file_is_its_caption(client):
    issue = make_issue()
    make_photo(issue.pages.get(sequence=1), caption="只有说明")
    published(issue)
    text = client.get("/harbour-daily/2026-03-14/p1/").content.decode()
    assert "只有说明" in text
    assert "<img" not in text
