"""Newspapers, issues, pages and columns by hand."""

from __future__ import annotations

import pytest

from articles.desk.workflow import withdraw
from articles.models import RESERVED_SLUGS, Column, Issue, LeftOutText, Newspaper, Page, Stage
from tests.desk.conftest import address, errors_of, form_data
from tests.house import at_stage, make_article, make_issue, make_newspaper, published


def _add(desk, noun, **fields):
    url = address(noun, "add")
    return desk.post(url, {**form_data(desk, url, f"{noun}_form"), **fields})


def _change(desk, noun, row, **fields):
    url = address(noun, "change", row.pk)
    return desk.post(url, {**form_data(desk, url, f"{noun}_form"), **fields})


def test_a_newspaper(desk):
    response = _add(desk, "newspaper", name="港湾日报", slug="harbour-daily", issn="9999-9994")
    assert response.status_code == 302, errors_of(response)
    assert Newspaper.objects.get().language == "zh-Hans"


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_a_reserved_slug_is_refused_where_it_was_typed(desk, slug):
    response = _add(desk, "newspaper", name="港湾日报", slug=slug)
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert list(errors) == ["slug"]
    assert not Newspaper.objects.exists()


@pytest.mark.parametrize("slug", ["", "Harbour", "2nd", "a--b", "港湾", "a/b", "a" * 61])
def test_a_slug_that_is_no_address_is_refused(desk, slug):
    assert "slug" in _add(desk, "newspaper", name="港湾日报", slug=slug).context["adminform"].form.errors


def test_no_newspaper_is_its_own_predecessor(desk):
    newspaper = make_newspaper()
    response = _change(desk, "newspaper", newspaper, predecessor=str(newspaper.pk))
    assert "predecessor" in response.context["adminform"].form.errors


def test_the_slug_of_a_published_newspaper_stays(desk):
    newspaper = make_newspaper()
    published(make_issue(newspaper))
    assert _change(desk, "newspaper", newspaper, slug="other", name="新名").status_code == 302
    newspaper.refresh_from_db()
    assert (newspaper.slug, newspaper.name) == ("harbour-daily", "新名")


def test_an_issue_with_its_pages(desk):
    newspaper = make_newspaper()
    pages = {}
    for at, (number, section) in enumerate([("A01", "要闻"), ("A02", "民生"), ("B01", "副刊")]):
        pages |= {f"pages-{at}-number": number, f"pages-{at}-section_name": section}
    response = _add(desk, "issue", newspaper=str(newspaper.pk), date="2026-03-14", number="73", **pages)
    assert response.status_code == 302, errors_of(response)
    issue = Issue.objects.get()
    assert [(p.sequence, p.number, p.section_name) for p in issue.pages.order_by("sequence")] == [
        (1, "A01", "要闻"),
        (2, "A02", "民生"),
        (3, "B01", "副刊"),
    ]


def test_several_editions_a_day(desk):
    newspaper = make_newspaper()
    for edition in (1, 2):
        response = _add(
            desk,
            "issue",
            newspaper=str(newspaper.pk),
            date="2026-03-14",
            edition=str(edition),
            edition_label="晚刊",
        )
        assert response.status_code == 302, errors_of(response)
    assert [issue.address for issue in Issue.objects.order_by("edition")] == ["2026-03-14", "2026-03-14-2"]
    again = _add(desk, "issue", newspaper=str(newspaper.pk), date="2026-03-14", edition="2")
    assert again.status_code == 200
    assert Issue.objects.count() == 2


def test_pages_swap_places(desk):
    issue = make_issue(pages=3)
    first, second, third = issue.pages.order_by("sequence")
    response = _change(desk, "issue", issue, **{"pages-0-sequence": "3", "pages-2-sequence": "1"})
    assert response.status_code == 302, errors_of(response)
    assert [page.pk for page in issue.pages.order_by("sequence")] == [third.pk, second.pk, first.pk]


def test_two_pages_in_one_place_are_told_so(desk):
    issue = make_issue(pages=3)
    assert _change(desk, "issue", issue, **{"pages-2-sequence": "1"}).status_code == 200


def test_what_makes_up_a_published_address_stays(desk):
    issue = published(make_issue(pages=2))
    _change(desk, "issue", issue, date="2001-01-01", edition="7", number="99")
    issue.refresh_from_db()
    assert (issue.address, issue.number) == ("2026-03-14", 99)


@pytest.mark.parametrize("stage", ["published", "submitted"])
def test_the_stage_cannot_be_sent(desk, stage):
    issue = make_issue()
    _change(desk, "issue", issue, stage=stage, **{"pages-0-stage": stage})
    assert not Issue.objects.published().exists()
    assert not Page.objects.published().exists()


def test_a_draft_issue_can_be_deleted(desk):
    issue = make_issue(pages=2)
    make_article(issue, (1, 2), bylines=["周望舒"])
    assert desk.post(address("issue", "delete", issue.pk), {"post": "yes"}).status_code == 302
    assert not Issue.objects.exists()


@pytest.mark.parametrize("withdrawn", [False, True])
@pytest.mark.parametrize("noun", ["issue", "page", "article", "newspaper", "column"])
def test_nothing_published_is_deleted_by_any_way(desk, noun, withdrawn):
    issue = make_issue(pages=1)
    column = Column.objects.create(newspaper=issue.newspaper, name="论坛", slug="luntan")
    article = make_article(issue, column=column, bylines=["周望舒"])
    published(issue)
    row = {
        "issue": issue,
        "page": issue.pages.get(),
        "article": article,
        "newspaper": issue.newspaper,
        "column": column,
    }[noun]
    if withdrawn:
        withdraw(issue, None, "撤下。")
        withdraw(article, None, "撤下。", seen="published")
    desk.post(address(noun, "delete", row.pk), {"post": "yes"})
    bulk = {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"}
    desk.post(address(noun, "changelist"), bulk)
    assert type(row).objects.filter(pk=row.pk).exists()
    assert article.parts.count() == 1


def test_a_draft_issue_stays_when_something_in_it_is_published(desk):
    from articles.desk.workflow import publish_article

    issue = make_issue(pages=1)
    publish_article(make_article(issue))
    response = desk.post(address("issue", "delete", issue.pk), {"post": "yes"})
    assert Issue.objects.exists()
    assert response.status_code == 200  # the page that says what stands in the way
    assert "渡口新桥通车" in response.content.decode()


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.WITHDRAWN])
def test_a_page_that_was_public_does_not_go_with_a_row_of_its_draft_issue(desk, stage):
    issue = make_issue(pages=2)
    at_stage(issue.pages.get(sequence=1), stage)
    response = _change(desk, "issue", issue, **{"pages-0-DELETE": "on"})
    assert response.status_code == 200
    assert issue.pages.count() == 2
    assert _change(desk, "issue", issue, **{"pages-1-DELETE": "on"}).status_code == 302
    assert issue.pages.count() == 1


def test_a_page_that_is_signed_off_is_not_changed_in_its_issues_form(desk):
    issue = make_issue(pages=2)
    at_stage(issue.pages.get(sequence=1), Stage.SIGNED_OFF)
    assert _change(desk, "issue", issue, **{"pages-0-section_name": "改"}).status_code == 200
    assert _change(desk, "issue", issue, **{"pages-1-section_name": "改"}).status_code == 302


def test_the_bulk_action_names_what_is_published(desk):
    issue = published(make_issue(pages=1))
    draft = make_issue(edition=2)
    chosen = {"action": "delete_selected", "_selected_action": [str(issue.pk), str(draft.pk)]}
    response = desk.post(address("issue", "changelist"), chosen)
    assert response.status_code == 200
    desk.post(address("issue", "changelist"), {**chosen, "post": "yes"})
    assert Issue.objects.count() == 2


def test_left_out_texts_stand_on_their_page(desk):
    page = make_issue().pages.first()
    response = _change(
        desk,
        "page",
        page,
        **{"left_out-TOTAL_FORMS": "1", "left_out-0-kind": "notice", "left_out-0-text": "停水通知"},
    )
    assert response.status_code == 302, errors_of(response)
    assert LeftOutText.objects.get().text == "停水通知"


def test_a_left_out_text_becomes_an_article(desk):
    page = make_issue().pages.first()
    text = LeftOutText.objects.create(page=page, text="停水通知\n今夜十时起<b>停水</b>。")
    response = desk.post(address("leftouttext", "promote", text.pk))
    assert response.status_code == 302
    part = page.parts.get()
    assert part.body == "<p>停水通知</p><p>今夜十时起&lt;b&gt;停水&lt;/b&gt;。</p>"
    assert not LeftOutText.objects.exists()


def test_a_column(desk):
    newspaper = make_newspaper()
    response = _add(desk, "column", newspaper=str(newspaper.pk), name="江边话", slug="江边话")
    assert response.status_code == 302, errors_of(response)
    again = _add(desk, "column", newspaper=str(newspaper.pk), name="江边话", slug="other")
    assert again.status_code == 200


def test_the_issues_page_leads_on(desk):
    issue = make_issue()
    page = desk.get(address("issue", "change", issue.pk)).content.decode()
    for wanted in (
        f"/desk/import-page/?issue={issue.pk}",
        address("issue", "jumps", issue.pk),
        address("issue", "publish_at_once", issue.pk),
        "/preview/harbour-daily/2026-03-14/",
        f"{address('article', 'add')}?issue={issue.pk}",
    ):
        assert wanted in page, wanted
