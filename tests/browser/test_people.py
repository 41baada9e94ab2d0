"""Persons in real Chromium: the page of their work, type-ahead, merging and the answers to proposals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Byline, Column, Person, PhotoCredit
from tests.browser.looks import expect_no_side_scroll
from tests.browser.session import log_in
from tests.house import DAY, make_article, make_editor, make_issue, make_photo, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def career(db) -> Person:
    """Thirty years of one person's work, with holes, a second name and a padded one."""
    for at, year in enumerate((1996, 2003, 2004, 2011, 2020, 2025, 2026)):
        issue = make_issue(date=DAY.replace(year=year), pages=1)
        for number in range(at + 1):
            make_article(issue, headline=f"{year}年渡口见闻之{number + 1}", bylines=("周望舒",))
        published(issue)
    person = Person.objects.get()
    credit = {"name": "望舒", "role": "photographer", "affiliation": "融媒体中心", "person": person}
    for number in range(3):
        photo = make_photo(issue.pages.get(), caption=f"晨光里的渡口之{number + 1}。")
        PhotoCredit.objects.create(photo=photo, **credit)
    Byline.objects.filter(article__issue__date__year__lt=2010).update(affiliation="港湾日报", role="intern")
    return person


@pytest.fixture
def desk(new_context, viewport, live_server) -> Iterator[Page]:
    """An editor's browser; what its console complains of fails the test."""
    page = new_context(viewport=viewport).new_page()
    make_editor()
    log_in(page, live_server.url, "editor", "/desk/")
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints


def go(page: Page, live_server, name: str, *args: object) -> None:
    page.goto(live_server.url + reverse(f"admin:{name}", args=args))


def test_the_lists_and_a_column_have_no_fault(page, live_server, career, faults_in_both_schemes):
    column = Column.objects.create(
        newspaper=career.newspaper, name="江边话", slug="江边话", about="说说江边的事。"
    )
    Article.objects.update(column=column)
    for address in ("/people/", "/people/?initial=周", "/harbour-daily/columns/", column.get_absolute_url()):
        page.goto(f"{live_server.url}/en{address}")
        assert faults_in_both_schemes(page) == [], address
        expect_no_side_scroll(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_bar_narrows_to_its_year_and_back(new_context, viewport, live_server, career, script):
    page = new_context(viewport=viewport, java_script_enabled=script).new_page()
    page.goto(f"{live_server.url}{career.get_absolute_url()}")
    expect(page.locator(".story-rows li")).to_have_count(28)
    bar = page.get_by_role("link", name="2004: ")
    bar.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}{career.get_absolute_url()}2004/")
    expect(page.locator(".story-rows li")).to_have_count(3)
    expect(page.locator("svg [aria-current=page]")).to_have_count(1)
    page.get_by_role("link", name="全部年份").click()
    expect(page.locator(".story-rows li")).to_have_count(28)
    page.locator(".timeline-place").last.click()
    expect(page).to_have_url(f"{live_server.url}{career.get_absolute_url()}2026/")


def test_the_page_fits_and_has_no_serious_fault(page, live_server, career, faults_in_both_schemes):
    for prefix in ("", "/en"):
        for rest in ("", "2026/"):
            page.goto(f"{live_server.url}{prefix}{career.get_absolute_url()}{rest}")
            for width in (320, 390, 1280, 2560):
                page.set_viewport_size({"width": width, "height": 900})
                expect_no_side_scroll(page)
                labels = page.locator(".timeline-chart text").evaluate_all(
                    "all => all.map(text => text.getBoundingClientRect()).map(box => [box.left, box.right])"
                )
                assert labels
                assert all(one[1] < next_one[0] for one, next_one in pairwise(labels)), width
            assert faults_in_both_schemes(page) == []


def test_a_byline_is_filled_by_typing(desk, live_server, career):
    article = make_article(make_issue(pages=1, edition=9))
    go(desk, live_server, "articles_article_change", article.pk)
    desk.locator("#bylines-group .add-row a").click()
    name = desk.locator("#id_bylines-0-name")
    name.press_sequentially("周")
    option = desk.get_by_role("option", name="周望舒")
    expect(option).to_be_visible()
    name.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(name).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    name.press("Enter")
    expect(name).to_have_value("周望舒")
    expect(desk.locator("#id_bylines-0-affiliation")).to_have_value("本报")
    expect(desk.locator("#select2-id_bylines-0-person-container")).to_contain_text("周望舒")
    desk.locator("#bylines-group .add-row a").click()
    other = desk.locator("#id_bylines-1-name")
    other.press_sequentially("临江晚报通讯员 望")
    desk.get_by_role("option", name="周望舒").click()
    expect(desk.locator("#id_bylines-1-role")).to_have_value("correspondent")
    expect(desk.locator("#id_bylines-1-affiliation")).to_have_value("临江晚报")
    third = desk.locator("#id_bylines-1-name")
    third.fill("周")
    expect(option).to_be_visible()
    third.press("Escape")
    expect(desk.get_by_role("listbox").locator("visible=true")).to_have_count(0)
    third.fill("周望舒")
    desk.locator('input[name="_save"]').click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert [line.person for line in article.bylines.order_by("order")] == [career, career]


def test_a_headline_leads_to_its_article(desk, live_server, career):
    go(desk, live_server, "articles_article_changelist")
    desk.locator("#searchbar").press_sequentially("见闻之7")
    desk.get_by_role("option", name="2026年渡口见闻之7").click()
    expect(desk.locator("#id_headline")).to_have_value("2026年渡口见闻之7")


def test_merged_by_choosing_and_split_again(desk, live_server, career):
    padded = Person.objects.create(newspaper=career.newspaper, name="周 望舒", affiliation="")
    go(desk, live_server, "articles_person_changelist")
    desk.get_by_role("link", name="疑似重复的作者").click()
    expect(desk.get_by_role("button", name="合并")).to_be_visible()
    expect_no_side_scroll(desk)
    desk.get_by_role("button", name="合并").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    padded.refresh_from_db()
    assert padded.merged_into == career
    desk.get_by_role("button", name="重新拆分").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    padded.refresh_from_db()
    assert padded.merged_into is None
    desk.get_by_role("link", name="与另一作者合并").click()
    desk.locator(".select2-selection").click()
    desk.locator(".select2-search__field").fill("周")
    desk.locator(".select2-results__option", has_text="周望舒（").click()
    desk.get_by_role("button", name="显示").click()
    expect(desk.locator('input[name="into"]')).to_have_count(2)


def test_proposals_are_answered_in_the_list(desk, live_server, career):
    lines = [
        Byline.objects.create(
            article=make_article(issue, headline=f"待认领之{at}"), name="周望舒", affiliation="远山报"
        )
        for at, issue in enumerate([make_issue(pages=1, edition=8)] * 2)
    ]
    desk.goto(f"{live_server.url}/desk/")
    desk.get_by_role("link", name="2处署名待确认作者").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
    expect_no_side_scroll(desk)
    desk.get_by_role("button", name="不是此人").first.click()
    expect(desk.locator(".messagelist .info")).to_be_visible()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    desk.get_by_role("button", name="是此人", exact=False).first.click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(0)
    assert {line.person for line in Byline.objects.filter(pk__in=[line.pk for line in lines])} == {
        career,
        None,
    }


def test_the_desks_pages_of_persons_have_no_serious_fault(
    new_context, live_server, career, faults_in_both_schemes
):
    make_editor()
    page = new_context().new_page()  # not `desk`: axe itself offends against the policy
    log_in(page, live_server.url, "editor", "/desk/")
    Person.objects.create(newspaper=career.newspaper, name="周 望舒", affiliation="")
    merged = Person.objects.create(
        newspaper=career.newspaper, name="望舒", merged_into=career, merged_at="2026-03-14T08:00:00Z"
    )
    Byline.objects.create(article=make_article(make_issue(edition=7)), name="周望舒", affiliation="远山报")
    for address in (
        reverse("admin:articles_person_duplicates"),
        f"{reverse('admin:articles_person_merge')}?person={career.pk}",
        reverse("admin:articles_person_change", args=[merged.pk]),
        reverse("admin:articles_person_changelist"),
        f"{reverse('admin:articles_byline_changelist')}?proposed=yes",
    ):
        page.goto(f"{live_server.url}{address}")
        assert faults_in_both_schemes(page) == [], address
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            expect_no_side_scroll(page)
