"""The search at the desk: drafts included, for staff alone; searches that are kept."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.urls import reverse

from articles.desk import workflow
from articles.models import Article, SavedSearch, Stage
from articles.search.rebuild import rebuild
from tests.house import make_article, make_issue, make_photo, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    issue = make_issue()
    make_article(issue, (1,), headline="渡口新桥通车")
    published(issue)
    make_article(issue, (2,), headline="渡口秘密计划")
    rebuild()
    return issue


def test_editors_find_drafts_and_go_to_the_preview(desk, issue):
    text = desk.get("/desk/search/?q=渡口").content.decode()
    assert "<mark>渡口</mark>秘密计划" in text
    assert "/preview/harbour-daily/2026-03-14/a2/?q=" in text
    assert 'href="/harbour-daily/2026-03-14/a1/?q=' in text
    for article in Article.objects.all():
        assert reverse("admin:articles_article_change", args=[article.pk]) in text
    preview = desk.get("/preview/harbour-daily/2026-03-14/a2/?q=渡口")
    assert re.search(r"<mark\b[^>]*>渡口</mark>(<span.*?</span>)?秘密计划", preview.content.decode())


def test_each_stage_is_called_by_its_name(desk, issue):
    found = {"draft": "草稿"}
    text = desk.get("/desk/search/?q=秘密计划").content.decode()
    for stage in (Stage.SUBMITTED, Stage.SIGNED_OFF):
        Article.objects.filter(headline="渡口秘密计划").update(stage=stage)
        text += desk.get("/desk/search/?q=秘密计划").content.decode()
        found[stage] = str(stage.label)
    workflow.withdraw(Article.objects.get(headline="渡口新桥通车"), None, "因故撤下。")
    rebuild()
    text += desk.get("/desk/search/?q=新桥通车").content.decode()
    assert re.findall(r'<p class="desk-state desk-state-(\w+)">(.*?)</p>', text) == [
        *found.items(),
        ("withdrawn", str(Stage.WITHDRAWN.label)),
    ]


def test_the_stage_of_what_lies_above_is_told(desk, issue):
    issue.pages.update(stage=Stage.DRAFT)
    type(issue).objects.update(stage=Stage.SIGNED_OFF)
    make_photo(issue.pages.get(sequence=3), caption="渡口晨光")
    rebuild()
    text = desk.get("/desk/search/?q=新桥通车").content.decode()
    assert '<p class="desk-state desk-state-signed_off">' in text
    text = desk.get("/desk/search/?q=渡口晨光").content.decode()
    assert '<p class="desk-state desk-state-draft">' in text


def test_who_may_search_there(cast, issue):
    for role, client in cast.items():
        status = client.get("/desk/search/?q=渡口").status_code
        assert status == {"anonymous": 302, "outsider": 302, "staff": 403, "editor": 200}[role]
        assert client.post(reverse("admin:search_save"), {"q": "渡口", "name": "a"}).status_code in (302, 403)
    assert SavedSearch.objects.values_list("user__username", flat=True).get() == "editor"


def test_a_search_is_kept_changed_and_forgotten(desk, editor, issue, staff_with):
    save = reverse("admin:search_save")
    response = desk.post(save, {"q": "渡口", "page": "1", "sort": "newest", "after": "55", "name": " 渡 口 "})
    assert response["Location"] == "/desk/search/?q=%E6%B8%A1%E5%8F%A3&page=1&sort=newest"
    kept = SavedSearch.objects.get()
    assert (kept.user, kept.name, kept.address) == (
        editor,
        "渡 口",
        "q=%E6%B8%A1%E5%8F%A3&page=1&sort=newest",
    )
    assert "?q=%E6%B8%A1%E5%8F%A3&amp;page=1&amp;sort=newest" in desk.get("/desk/search/").content.decode()
    desk.post(save, {"q": "新桥", "name": "渡 口"})
    kept.refresh_from_db()
    assert kept.address == "q=%E6%96%B0%E6%A1%A5"
    other = staff_with("view_article")
    assert other.post(reverse("admin:search_forget", args=[kept.pk])).status_code == 404
    assert "渡 口" not in other.get("/desk/search/").content.decode()
    assert desk.get(reverse("admin:search_forget", args=[kept.pk])).status_code == 405
    response = desk.post(reverse("admin:search_forget", args=[kept.pk]), {"here": "page=1"})
    assert response["Location"] == "/desk/search/?page=1"  # where they were, not what is kept no longer
    assert not SavedSearch.objects.exists()


def test_a_name_is_kept_anew_when_no_more_fit(desk, monkeypatch):
    monkeypatch.setattr("articles.desk.searching.MOST_SAVED", 2)
    for name, q in (("一", "渡口"), ("二", "新桥"), ("三", "夜航"), ("一", "灯")):
        desk.post(reverse("admin:search_save"), {"q": q, "name": name})
    assert dict(SavedSearch.objects.values_list("name", "address")) == {
        "一": f"q={quote('灯')}",
        "二": f"q={quote('新桥')}",
    }


def test_a_query_of_any_length_is_kept_cut(desk, issue):
    response = desk.post(reverse("admin:search_save"), {"q": "渡" * 500_000, "name": "长"})
    assert response.status_code == 302
    assert SavedSearch.objects.get().address == f"q={quote('渡' * 1000)}"


def test_the_form_and_the_help_stay_at_the_desk(desk, issue):
    text = desk.get("/desk/search/?q=渡口&date=2026-03-14&page=2").content.decode()
    form = unescape(re.search(r'href="(/desk/search/advanced/\?[^"]*)"', text)[1])
    assert "/search/advanced/" not in text.replace("/desk/search/advanced/", "")
    text = desk.get(form).content.decode()
    assert 'action="/desk/search/advanced/"' in text
    assert 'value="2026-03-14"' in text
    led = desk.get("/desk/search/advanced/", {"go": "1", "q": "渡口", "page": "2", "sort": "relevance"})
    assert "秘密计划" in desk.get(led.url).content.decode()
    assert led.url.startswith("/desk/search/?q=")
    wrong = desk.get("/desk/search/advanced/", {"go": "1", "first": "soon", "sort": "relevance"})
    assert wrong.status_code == 400
    text = desk.get("/desk/search/help/").content.decode()
    assert 'href="/desk/search/?q=' in text


def test_the_same_day_in_all_years_at_the_desk(desk, issue):
    text = desk.get("/desk/search/?q=渡口&date=2026-03-14").content.decode()
    other = unescape(re.search(r'class="same-day"><a href="\?([^"]*)"', text)[1])
    assert "秘密计划" in desk.get(f"/desk/search/?{other}").content.decode()


def test_a_range_at_the_desk(desk, issue):
    led = desk.get("/desk/search/?q=渡口&first=2025&last=2026")
    assert led.url == f"/desk/search/?q={quote('渡口')}&date=2025..2026"


@pytest.mark.parametrize("path", ["", "advanced/", "help/"])
def test_who_may_open_its_pages(cast, issue, path):
    statuses = {role: client.get(f"/desk/search/{path}").status_code for role, client in cast.items()}
    assert statuses == {"anonymous": 302, "outsider": 302, "staff": 403, "editor": 200}


@pytest.mark.parametrize(
    "said", [{}, {"name": "a"}, {"q": "渡口", "name": "  "}, {"q": "渡口", "name": "\0"}]
)
def test_what_cannot_be_kept_is_told(desk, said):
    response = desk.post(reverse("admin:search_save"), said, follow=True)
    assert "保存检索要有名称" in response.content.decode() or response.status_code == 503
    assert not SavedSearch.objects.exists()


def test_without_an_index_the_desk_says_so(desk, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "none"
    response = desk.get("/desk/search/?q=渡口")
    assert response.status_code == 503
    assert "rebuild_search" in response.content.decode()


def test_the_name_that_is_offered_says_each_thing_once(desk, issue):
    text = desk.get(reverse("admin:search"), {"q": "渡口 date:2026"}).content.decode()
    assert re.search(r'name="name"[^>]*value="渡口 · 2026年"', text)
