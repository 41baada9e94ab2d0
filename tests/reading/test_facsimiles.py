"""Page pictures: who gets them at which address, with which headers."""

from __future__ import annotations

import datetime
import io
import re

import pypdfium2
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
    make_photo,
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


def test_the_information_names_its_own_address(client, page):
    published(page.issue)
    response = client.get(shown(page).info_url)
    info = response.json()
    assert info["id"] == f"http://testserver{shown(page).address}"
    assert (info["width"], info["height"]) == (1300, 1900)
    assert response["Content-Type"] == "application/json"
    response = client.get(shown(page).info_url, headers={"Accept": "application/ld+json"})
    assert response["Content-Type"].startswith("application/ld+json")
    base = client.get(shown(page).address)
    assert (base.status_code, base["Location"]) == (303, shown(page).info_url)


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


def colour(client, address, at):
    """Of a point of the picture at the address, in shares of it."""
    image = Image.open(io.BytesIO(content(client.get(address)))).convert("RGB")
    return image.getpixel((int(at[0] * image.width), int(at[1] * image.height)))


def covered(client, address, at):
    return all(
        abs(one - two) < 8 for one, two in zip(colour(client, address, at), (212, 209, 202), strict=True)
    )


@pytest.mark.parametrize(
    "rights", [{"online_permitted": False}, {"permitted_until": datetime.date(2026, 1, 1)}]
)
def test_a_photo_that_may_not_be_shown_is_painted_over_in_all_copies(client, page, rights):
    make_photo(page, picture_zone=corners((0.6, 0.6, 0.9, 0.8)), **rights)
    published(page.issue)
    address = shown(page).address
    sizes = [
        f"full/{size}/0/default.{suffix}" for size in ("325,475", "650,950") for suffix in ("webp", "jpg")
    ]
    for path in (*sizes, "full/max/0/default.jpg"):
        assert covered(client, f"{address}/{path}", (0.7, 0.7)), path
        assert covered(client, f"{address}/{path}", (0.61, 0.61)), path
        assert colour(client, f"{address}/{path}", (0.3, 0.9)) == (255, 255, 255), path
    for suffix in ("webp", "jpg"):
        tile = f"{address}/512,1024,512,512/512,512/0/default.{suffix}"
        assert (
            Image.open(io.BytesIO(content(client.get(tile)))).format
            == {"webp": "WEBP", "jpg": "JPEG"}[suffix]
        )
        assert covered(client, tile, (0.9, 0.9))  # which is at 0.75, 0.78 of the page
        assert not covered(client, tile, (0.1, 0.9))
    made = pypdfium2.PdfDocument(content(client.get(shown(page).pdf_url)))  # the page's own holds the photo
    assert made[0].get_size() == pytest.approx((1300 * 72 / 200, 1900 * 72 / 200))
    drawn = made[0].render().to_pil()
    assert drawn.getpixel((int(0.7 * drawn.width), int(0.7 * drawn.height)))[0] == pytest.approx(212, abs=8)
    assert drawn.getpixel((int(0.3 * drawn.width), int(0.9 * drawn.height))) == (255, 255, 255)
    client.force_login(make_editor())
    assert not covered(client, f"{shown(page, drafts=True).address}/full/max/0/default.jpg", (0.7, 0.7))
    assert content(client.get(shown(page, drafts=True).pdf_url)) == b"%PDF-1.7 whole"


def test_where_nobody_knows_the_place_of_such_a_photo_the_page_has_no_picture(client, page):
    make_photo(page, online_permitted=False)
    published(page.issue)
    for address in addresses(page):
        assert client.get(address).status_code == 404
    text = client.get("/harbour-daily/2026-03-14/p1/").content.decode()
    assert 'class="facsimile"' not in text
    assert "/iiif/" not in text


def test_rights_that_are_granted_again_show_the_photo_again(client, page):
    photo = make_photo(page, picture_zone=corners((0.6, 0.6, 0.9, 0.8)), online_permitted=False)
    published(page.issue)
    address = f"{shown(page).address}/full/650,950/0/default.webp"
    assert covered(client, address, (0.7, 0.7))
    photo.online_permitted = True
    photo.save()
    assert not covered(client, address, (0.7, 0.7))


def test_a_withdrawn_article_is_painted_over_until_it_is_restored(client, page):
    article = make_article(page.issue, headline="桥成")
    article.parts.update(zones=[corners((0.1, 0.1, 0.5, 0.3)), corners((0.1, 0.3, 0.3, 0.5))])
    make_photo(page, article, picture_zone=corners((0.6, 0.6, 0.9, 0.8)))
    make_photo(page, article)  # nobody knows where it stands; the rest is still shown
    published(page.issue)
    article.refresh_from_db()
    address = f"{shown(page).address}/full/650,950/0/default.webp"
    assert not covered(client, address, (0.2, 0.4))
    workflow.withdraw(article, make_editor(), "因事实有误撤下。")
    for at in ((0.2, 0.2), (0.2, 0.4), (0.7, 0.7)):
        assert covered(client, address, at), at
    assert not covered(client, address, (0.4, 0.4))
    made = pypdfium2.PdfDocument(content(client.get(shown(page).pdf_url)))
    assert made[0].get_textpage().get_text_range() == ""
    text = client.get("/harbour-daily/2026-03-14/p1/").content.decode()
    assert text.count('class="cover"') == 2
    assert ">已撤下</text>" in text
    article.refresh_from_db()
    workflow.restore(article, None)
    assert not covered(client, address, (0.2, 0.2))


def test_the_caption_goes_with_a_withdrawn_article_and_stays_where_the_picture_alone_may_not_be_shown(
    client, page
):
    article = make_article(page.issue)
    article.parts.update(zones=[corners((0.1, 0.1, 0.5, 0.3))])
    whole, picture = corners((0.6, 0.6, 0.9, 0.9)), corners((0.6, 0.6, 0.9, 0.8))
    photo = make_photo(page, article, zones=[whole], picture_zone=picture, online_permitted=False)
    published(page.issue)
    address = f"{shown(page).address}/full/650,950/0/default.webp"
    assert covered(client, address, (0.7, 0.7))
    assert not covered(client, address, (0.7, 0.85))
    article.refresh_from_db()
    workflow.withdraw(article, None, "撤下。")
    assert covered(client, address, (0.7, 0.7))
    assert covered(client, address, (0.7, 0.85))
    photo.online_permitted = True
    photo.save()
    assert covered(client, address, (0.7, 0.85))


def test_a_withdrawn_article_whose_place_nobody_knows_takes_the_picture_along(client, page):
    article = make_article(page.issue)
    published(page.issue)
    opened = addresses(page)
    article.refresh_from_db()
    workflow.withdraw(article, None, "撤下。")
    for address in opened:
        assert client.get(address).status_code == 404


def test_copies_are_kept_for_a_day_so_that_withdrawing_works(client, page):
    published(page.issue)
    for address in addresses(page):
        kept = client.get(address)["Cache-Control"]
        assert int(re.search(r"max-age=(\d+)", kept).group(1)) <= 24 * 3600
        assert "immutable" not in kept


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
