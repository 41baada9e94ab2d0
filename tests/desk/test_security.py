"""Nothing an editor types runs, the strict policy holds but for the editor's pages, and doors are shut."""

from __future__ import annotations

import pytest

from articles.models import Join, LeftOutText
from tests.desk.conftest import address
from tests.house import make_article, make_issue, make_newspaper, make_photo

NASTY = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture
def house(db):
    """An issue in which everything is named so that it would run if it were not escaped."""
    newspaper = make_newspaper("harbour-daily", NASTY)
    issue = make_issue(newspaper, edition_label=NASTY[:40], sections=[NASTY[:60]])
    article = make_article(issue, (1,), NASTY, kicker=NASTY, bylines=[NASTY])
    article.parts.update(printed_jump=NASTY, printed_jump_page="3")
    tail = make_article(issue, (3,), NASTY)
    tail.parts.update(printed_continuation=NASTY, printed_continuation_page="1", heading=NASTY)
    make_photo(issue.pages.first(), article, NASTY, alt_text=NASTY, rights_holder=NASTY)
    LeftOutText.objects.create(page=issue.pages.first(), text=NASTY)
    Join.objects.create(
        issue=issue,
        front_part=article.parts.get(),
        tail_part=tail.parts.get(),
        tail_article=tail,
        state="proposed",
        confidence=0.5,
    )
    return issue


def _addresses(issue) -> list[str]:
    article = issue.articles.first()
    person = issue.newspaper.people.first()
    page = issue.pages.first()
    return [
        "/desk/",
        "/desk/import-page/",
        f"/desk/import-page/?issue={issue.pk}",
        address("article", "add"),
        f"{address('article', 'add')}?issue={issue.pk}",
        address("article", "change", article.pk),
        address("article", "delete", article.pk),
        address("issue", "change", issue.pk),
        address("issue", "jumps", issue.pk),
        address("newspaper", "change", issue.newspaper.pk),
        address("page", "change", page.pk),
        address("person", "change", person.pk),
        address("byline", "change", article.bylines.get().pk),
        address("photo", "change", article.photos.get().pk),
        address("leftouttext", "change", page.left_out.get().pk),
        *(
            address(noun, "changelist")
            for noun in "newspaper issue page article person byline photo leftouttext join".split()
        ),
    ]


def test_nothing_typed_runs(desk, house):
    for url in _addresses(house):
        response = desk.get(url)
        assert response.status_code == 200, url
        text = response.content.decode()
        assert "<script>alert" not in text, url
        assert "<img src=x" not in text, url


def test_the_policy_is_relaxed_on_the_editors_pages_alone(desk, house):
    article = house.articles.first()
    relaxed = {address("article", "change", article.pk), f"{address('article', 'add')}?issue={house.pk}"}
    for url in _addresses(house):
        policy = desk.get(url).headers["Content-Security-Policy"]
        assert "script-src 'self';" in f"{policy};", url
        assert "unsafe-eval" not in policy
        assert ("unsafe-inline" in policy) == (url in relaxed), (url, policy)
        if url in relaxed:
            assert "script-src-attr 'unsafe-inline'" in policy
            assert "style-src 'self' 'unsafe-inline'" in policy


@pytest.mark.parametrize("role", ["anonymous", "outsider"])
def test_the_desk_is_shut(cast, house, role):
    for url in _addresses(house):
        response = cast[role].get(url)
        assert response.status_code == 302, url
        assert response.headers["Location"].startswith("/desk/login/"), url


def test_staff_without_rights_sees_only_an_empty_first_page(cast, house):
    for url in _addresses(house):
        response = cast["staff"].get(url)
        assert response.status_code == (200 if url == "/desk/" else 403), url
    assert address("issue", "change", house.pk) not in cast["staff"].get("/desk/").content.decode()


def test_who_may_only_look_sees_every_page_and_no_field(staff_with, house):
    nouns = "newspaper issue page article articlepart column person byline photocredit photo leftouttext join"
    staff = staff_with(*(f"view_{noun}" for noun in nouns.split()))
    article = house.articles.first()
    for url in _addresses(house):
        if "import-page" in url or "/add/" in url or "/delete/" in url:
            assert staff.get(url).status_code == 403, url
            continue
        page = staff.get(url)
        assert page.status_code == 200, url
        assert 'name="_save"' not in page.content.decode(), url
        assert "<script>alert" not in page.content.decode(), url
    url = address("article", "change", article.pk)
    assert staff.post(url, {"headline": "x"}).status_code == 403


@pytest.mark.parametrize("pk", ["0", "9" * 30, "x"])
def test_what_is_not_there_is_not_there(desk, pk):
    for noun in ("issue", "article", "photo", "byline"):
        assert desk.get(f"/desk/articles/{noun}/{pk}/change/").status_code in (302, 404)
        for verb in ("publish", "publish-at-once", "take-back", "withdraw", "jumps", "link", "jumps/join"):
            assert desk.post(f"/desk/articles/{noun}/{pk}/{verb}/").status_code in (302, 404, 405)


def test_the_english_desk_is_english(desk, house):
    page = desk.get("/en/desk/").content.decode()
    assert '<html lang="en"' in page
    assert "Import page text" in page
