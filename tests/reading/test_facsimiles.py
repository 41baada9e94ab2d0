"""Page pictures: who gets them at which address, with which headers."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles.desk import workflow
from articles.geometry import corners
from articles.ingest.page_images import PAGE_PDF, path_of
from articles.models import PageImage, PageSource, Stage
from articles.reading.facsimile import facsimile_of
from tests.house import (
    at_stage,
    make_article,
    make_editor,
    make_issue,
    make_newspaper,
    make_outsider,
    make_page_image,
    published,
)

pytestmark = pytest.mark.django_db
TILE = "0,0,1024,1024/512,512/0/default"


@pytest.fixture
def page():
    page = make_issue(pages=2).pages.get(sequence=1)
    make_page_image(page)
    part = make_article(page.issue).parts.get()
    part.zones = [corners((0.1, 0.1, 0.5, 0.3))]
    part.save()
    source = PageSource(page=page, kind="pdf", sha256="0" * 64, name="头版.pdf")
    source.file.save("x.pdf", ContentFile(b"%PDF-1.7 whole"))
    return page


def shown(page, drafts=False):
    page = type(page).objects.select_related("issue__newspaper", "image", "source").get(pk=page.pk)
    return facsimile_of(page, drafts)


def addresses(page, drafts=False):
    facsimile = shown(page, drafts)
    return [
        facsimile.info_url,
        *(size.url for size in facsimile.sizes),
        f"{facsimile.address}/{TILE}.webp",
        f"{facsimile.address}/{TILE}.jpg",
        facsimile.cut_out(page.parts.get()).url,
        facsimile.pdf_url,
    ]


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def test_publishing_gives_a_key_and_everything_opens_without_a_session(client, page):
    assert shown(page) is None
    published(page.issue)
    assert len(shown(page).image.public_key) >= 20
    assert shown(page).image.folder not in shown(page).address
    for address in addresses(page):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "max-age" in response["Cache-Control"]
        assert "public" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        if response.streaming:
            assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert client.post(address).status_code == 405


def test_a_key_stays_when_the_issue_is_published_again(page):
    published(page.issue)
    key = shown(page).image.public_key
    published(page.issue)
    assert shown(page).image.public_key == key


def test_drafts_are_for_editors(client, page):
    for address in addresses(page, drafts=True):
        assert client.get(address).status_code == 404
    client.force_login(make_outsider())
    for address in addresses(page, drafts=True):
        assert client.get(address).status_code == 404
    client.force_login(make_editor())
    for address in addresses(page, drafts=True):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in response


def test_the_folder_is_no_public_key(client, page):
    published(page.issue)
    image = shown(page).image
    client.force_login(make_editor())
    assert client.get(f"/iiif/{image.folder}/info.json").status_code == 404
    assert client.get(f"/preview/iiif/{image.public_key}/info.json").status_code == 404


@pytest.mark.parametrize("what", ["page", "issue", "key"])
def test_what_is_no_longer_public_is_not_served(client, page, what):
    published(page.issue)
    there = addresses(page)
    if what == "page":
        type(page).objects.update(stage=Stage.DRAFT)
    elif what == "issue":
        type(page.issue).objects.update(stage=Stage.DRAFT)
    else:
        PageImage.objects.update(public_key=None)
    for address in there:
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("noun", ["page", "issue"])
def test_withdrawing_takes_the_key_and_restoring_gives_another(client, page, noun):
    published(page.issue)
    former, there = shown(page).image.public_key, addresses(page)
    thing = type(page).objects.get(pk=page.pk)
    thing = thing.issue if noun == "issue" else thing
    workflow.withdraw(thing, None, "因故撤下。")
    assert PageImage.objects.get().public_key is None
    for address in there:
        assert client.get(address).status_code == 404
    thing.refresh_from_db()
    workflow.restore(thing, None)
    assert shown(page).image.public_key not in (None, former)
    for address in addresses(page):
        assert client.get(address).status_code == 200


def test_reviewed_publishing_gives_keys_once_page_and_issue_are_public(page):
    issue = page.issue
    workflow.publish_page(page)
    assert PageImage.objects.get().public_key is None
    at_stage(issue.pages.get(sequence=2), Stage.SIGNED_OFF)
    make_page_image(issue.pages.get(sequence=2))
    issue.refresh_from_db()
    for verb in ("submit", "first_review", "second_review", "final_review", "sign_off"):
        getattr(workflow, verb)(issue, None)
        issue.refresh_from_db()
    workflow.publish(issue, None)
    assert PageImage.objects.filter(public_key=None).count() == 0


def test_a_page_that_is_published_later_gets_its_key_then(page):
    issue = page.issue
    published(issue)
    late = type(page).objects.create(issue=issue, sequence=3, number="3")
    make_page_image(late)
    kept = shown(page).image.public_key
    assert PageImage.objects.get(page=late).public_key is None
    workflow.publish(at_stage(late, Stage.SIGNED_OFF), None)
    assert PageImage.objects.get(page=late).public_key
    assert shown(page).image.public_key == kept


def test_keys_of_many_pages_cost_no_more_queries():
    counts = set()
    for pages in (2, 9):
        issue = make_issue(make_newspaper(f"paper-{pages}"), pages=pages)
        for one in issue.pages.all():
            make_page_image(one, 60, 90)
        images = PageImage.objects.filter(page__issue=issue)
        published(issue)
        for change in (images.settle_keys, lambda images=images: images.update(public_key=None)):
            change()
        with CaptureQueriesContext(connection) as asked:
            images.settle_keys()
        counts.add(len(asked))
        assert not images.filter(public_key=None).exists()
    assert len(counts) == 1


def test_a_cut_out_of_a_withdrawn_article_is_gone(client, page):
    published(page.issue)
    article = page.parts.get().article
    facsimile = shown(page)
    cut = facsimile.cut_out(page.parts.get()).url
    workflow.withdraw(article, None, "因故撤下。")
    gone = client.get(cut)
    assert gone.status_code == 410
    assert "因故撤下。" in gone.content.decode()
    assert client.get(facsimile.info_url).status_code == 200
    article.refresh_from_db()
    workflow.restore(article, None)
    assert client.get(cut).status_code == 200
    type(article).objects.update(stage=Stage.DRAFT)
    assert client.get(cut).status_code == 404


def test_the_information_names_its_own_address(client, page):
    published(page.issue)
    response = client.get(shown(page).info_url)
    info = response.json()
    assert info["id"] == f"http://testserver{shown(page).address}"
    assert (info["width"], info["height"]) == (1300, 1900)
    assert response["Content-Type"] == "application/json"
    response = client.get(shown(page).info_url, headers={"Accept": "application/ld+json"})
    assert response["Content-Type"].startswith("application/ld+json")
    assert client.get(shown(page).address)["Location"] == shown(page).info_url


def test_the_address_is_one_in_all_languages(client, page):
    published(page.issue)
    assert client.get("/en" + shown(page).info_url).status_code == 404


@pytest.mark.parametrize(
    ("path", "kind", "size"),
    [
        ("full/max/0/default.jpg", "JPEG", (1300, 1900)),
        ("full/650,950/0/default.webp", "WEBP", (650, 950)),
        ("full/650,/0/default.webp", "WEBP", (650, 950)),
        ("full/325,475/0/default.jpg", "JPEG", (325, 475)),
        ("1024,1024,276,512/276,512/0/default.webp", "WEBP", (276, 512)),
        ("0,1024,1024,876/512,438/0/default.jpg", "JPEG", (512, 438)),
    ],
)
def test_files_are_what_their_addresses_say(client, page, path, kind, size):
    published(page.issue)
    response = client.get(f"{shown(page).address}/{path}")
    assert response["Content-Type"] == f"image/{kind.lower()}"
    image = Image.open(io.BytesIO(content(response)))
    assert (image.format, image.size) == (kind, size)


@pytest.mark.parametrize(
    "path",
    [
        "full/651,/0/default.webp",
        "full/max/90/default.jpg",
        "full/max/0/gray.jpg",
        "full/max/0/default.png",
        "0,0,512,512/256,256/0/default.webp",
        "..%2f..%2fx/max/0/default.jpg",
        "master.jpg",
    ],
)
def test_what_was_not_made_is_not_there(client, page, path):
    published(page.issue)
    assert client.get(f"{shown(page).address}/{path}").status_code == 404


def test_the_master_as_webp_leads_to_the_jpeg(client, page):
    published(page.issue)
    response = client.get(f"{shown(page).address}/full/max/0/default.webp")
    assert response["Location"] == shown(page).sizes[-1].url


def test_sizes_for_an_img(page):
    published(page.issue)
    facsimile = shown(page)
    assert [size.width for size in facsimile.sizes] == [325, 650, 1300]
    assert "650w" in facsimile.srcset
    assert "1300w" not in facsimile.srcset
    assert facsimile.thumbnail.width == 325
    assert facsimile.at_least(600).width == 650
    assert facsimile.at_least(5000).width == 1300


def test_a_cut_out_is_made_at_need_and_follows_its_zones(client, page):
    published(page.issue)
    part = page.parts.get()
    former = shown(page).cut_out(part)
    response = client.get(former.url)
    assert Image.open(io.BytesIO(content(response))).size == (former.width, former.height)
    part.zones = [corners((0.1, 0.1, 0.5, 0.4))]
    part.save()
    now = shown(page).cut_out(part)
    assert client.get(former.url)["Location"] == now.url
    assert client.get(now.url).status_code == 200
    part.zones = []
    part.save()
    assert shown(page).cut_out(part) is None
    assert client.get(now.url).status_code == 404


def test_a_cut_out_of_another_page_is_not_there(client, page):
    other = make_article(page.issue, (2,)).parts.get()
    other.zones = [corners((0.1, 0.1, 0.5, 0.4))]
    other.save()
    published(page.issue)
    assert client.get(shown(page).cut_out(other).url).status_code == 404


def test_the_pdf_is_a_download(client, page):
    published(page.issue)
    response = client.get(shown(page).pdf_url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="harbour-daily-2026-03-14-p1.pdf"'
    assert content(response) == b"%PDF-1.7 whole"
    default_storage.save(path_of(page.image, PAGE_PDF), ContentFile(b"%PDF-1.7 page"))
    assert content(client.get(shown(page).pdf_url)) == b"%PDF-1.7 page"


def test_a_page_that_came_as_text_offers_no_pdf(client, page):
    PageSource.objects.update(kind="text")
    published(page.issue)
    assert shown(page).pdf_url == ""
    assert client.get(f"{shown(page).address}/page.pdf").status_code == 404


def test_the_original_is_for_editors(client, page):
    address = f"/preview/originals/{page.pk}/"
    published(page.issue)
    assert client.get(address).status_code == 404
    client.force_login(make_editor())
    response = client.get(address)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "private, no-store"
    assert content(response) == b"%PDF-1.7 whole"
    assert client.get("/preview/originals/99999/").status_code == 404


def test_files_that_are_lost(client, page):
    published(page.issue)
    image = shown(page).image
    for name in ("master.jpg", "full-2.webp", "2/0-0.webp"):
        default_storage.delete(path_of(image, name))
    default_storage.delete(page.source.file.name)
    facsimile = shown(page)
    for address in addresses(page)[1:]:
        found = client.get(address).status_code
        assert found == (200 if "full/325" in address else 404), address
    assert client.get(facsimile.info_url).status_code == 200
