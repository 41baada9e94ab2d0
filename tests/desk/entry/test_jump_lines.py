"""Jump lines typed at the desk: they find their other half, give way to derived ones, and come back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.desk.preflight import preflight
from articles.ingest.joining import undo
from articles.ingest.loader import load_page
from articles.models import Article, Join, Role, Stage
from tests.desk.conftest import form_data, logged_in
from tests.desk.entry.sending import filled, new, old
from tests.house import at_stage, make_issue, make_user, published
from tests.ingest.test_brought import tail_of
from tests.ingest.test_loader import draft, target

pytestmark = pytest.mark.django_db

HEADLINE = "骑楼修缮三年记"


@pytest.fixture
def issue():
    return make_issue()


def write(client, issue, sequence, *, do="save", headline=HEADLINE, **fields):
    page = issue.pages.get(sequence=sequence)
    sent = filled(client, new(page), headline=headline, do=do, **fields)
    return client.post(new(page), sent, follow=True)


def write_both(client, issue):
    write(client, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    return write(client, issue, 3, body_new="老茶馆第一个搬了回来。", continuation_new="上接第一版")


def test_the_halves_join_where_headline_and_pages_agree(desk, issue):
    response = write_both(desk, issue)
    story = Article.objects.get(merged_into=None)
    assert [part.page.label for part in story.parts.order_by("order")] == ["1", "3"]
    assert response.request["PATH_INFO"] == old(story)
    assert "第3版" in str(list(response.context["messages"])[-1])
    front, tail = story.parts.order_by("order")
    assert (front.printed_jump, tail.printed_continuation) == ("", "")


def test_the_form_shows_the_derived_lines_and_asks_for_none(desk, issue):
    write_both(desk, issue)
    story = Article.objects.get(merged_into=None)
    front, tail = story.parts.order_by("order")
    page = desk.get(old(story)).content.decode()
    assert "下转第三版" in page
    assert "上接第一版" in page
    data = filled(desk, old(story))
    assert f"jump_{front.pk}" not in data
    assert f"continuation_{tail.pk}" not in data
    assert f"continuation_{front.pk}" in data
    sent = {**data, f"body_{front.pk}": "改过的开头。", "do": "save"}
    assert desk.post(old(story), sent).status_code == 302
    assert story.parts.get(pk=front.pk).body == "<p>改过的开头。</p>"


def test_a_page_that_moves_takes_the_lines_along_and_preflight_is_content(desk, issue):
    write_both(desk, issue)
    pages = issue.pages
    pages.filter(sequence=4).update(sequence=9, number="9")
    pages.filter(sequence=3).update(sequence=4, number="4")
    story = Article.objects.get(merged_into=None)
    assert "下转第四版" in desk.get(old(story)).content.decode()
    assert not [
        one for one in preflight(issue).errors if "jump" in one.kind.name or "contin" in one.kind.name
    ]


def test_printed_lines_stay_as_evidence_and_a_moved_page_is_no_error():
    issue = load_page(draft(), target(), "front").page.issue
    tail = target(number="3")
    report = load_page(tail_of(), tail, "tail")
    (join,) = report.matched.joined
    assert join.front_part.printed_jump == "（下转第三版）"
    issue.pages.filter(number="3").update(number="4", sequence=4)
    kinds = {one.kind.name for one in preflight(issue).errors}
    assert not kinds & {"wrong_jump", "wrong_continuation"}
    Join.objects.update(stood={})
    assert {"wrong_jump"} <= {one.kind.name for one in preflight(issue).errors}


def test_taking_the_join_back_gives_the_typed_lines_back(desk, issue):
    write_both(desk, issue)
    undo(Join.objects.get())
    lines = {
        (part.printed_jump, part.printed_jump_page, part.printed_continuation, part.printed_continuation_page)
        for article in Article.objects.all()
        for part in article.parts.all()
    }
    assert lines == {("下转第三版", "3", "", ""), ("", "", "上接第一版", "1")}
    tail = Article.objects.get(parts__page__sequence=3)
    desk.post(old(tail), filled(desk, old(tail), deck="——再存一次", do="save"))
    assert Join.objects.get().state == Join.State.UNDONE  # what was taken back is not made again


@pytest.mark.parametrize("role", list(Role))
def test_by_itself_it_joins_only_what_its_writer_may_change(role, desk, issue):
    write(desk, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    client = logged_in(make_user(role, "second"))
    if client.get(new(issue.pages.get(sequence=3))).status_code == 403:
        assert role == Role.ARCHIVIST
        return
    write(client, issue, 3, body_new="老茶馆第一个搬了回来。", continuation_new="上接第一版")
    state = Join.objects.get().state
    assert state == (Join.State.PROPOSED if role == Role.REPORTER else Join.State.JOINED)


def test_halves_at_different_stages_are_proposed(desk, issue):
    write(desk, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    at_stage(Article.objects.get(), Stage.SUBMITTED)
    write(desk, issue, 3, body_new="老茶馆第一个搬了回来。", continuation_new="上接第一版")
    assert Join.objects.get().state == Join.State.PROPOSED


def test_another_headline_joins_nothing(desk, issue):
    write(desk, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    write(desk, issue, 3, headline="江堤夜话", body_new="今夜水位回落。", continuation_new="上接第二版")
    assert not Join.objects.filter(state=Join.State.JOINED).exists()


def test_what_is_public_is_joined_by_no_typing(desk, issue):
    write(desk, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    published(issue)
    write(desk, issue, 3, body_new="老茶馆第一个搬了回来。", continuation_new="上接第一版")
    assert not Join.objects.filter(state=Join.State.JOINED).exists()


def test_the_way_back_to_a_tail_that_was_joined_since_loses_no_text(desk, issue):
    write(desk, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    page = issue.pages.get(sequence=3)
    sent = filled(
        desk, new(page), headline=HEADLINE, body_new="一。", continuation_new="上接第一版", do="save"
    )
    desk.post(new(page), sent)
    assert Article.objects.filter(merged_into=None).count() == 1
    refused = desk.post(new(page), {**sent, "body_new": "一。\n后来又写的。"})
    assert refused.status_code == 409
    assert "后来又写的" in refused.content.decode()
    assert Article.objects.count() == 2


def test_the_full_form_lets_a_line_be_emptied(desk, issue):
    write(desk, issue, 1, body_new="沿街三十二栋骑楼开始修缮。", jump_new="下转第三版")
    article = Article.objects.get()
    url = reverse("admin:articles_article_change", args=[article.pk])

    data = form_data(desk, url, "article_form")
    assert data["parts-0-printed_jump_page"] == "3"
    assert desk.post(url, {**data, "parts-0-printed_jump": ""}).status_code == 302
    part = article.parts.get()
    assert (part.printed_jump, part.printed_jump_page) == ("", "")
