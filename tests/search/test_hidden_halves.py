"""A public story of which a part is not: readers find what they see of it, editors the whole, each of them once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.desk import workflow
from articles.ingest.joining import match_issue, undo
from articles.models import Article, Issue, Join, Page, Stage
from articles.search import folder as folders
from articles.search.applying import values_of
from articles.search.asking import Ask, Filters, Order
from articles.search.checking import Difference, Wrong, check
from articles.search.document import read_records
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.record import Kind, Ref
from articles.search.refs import all_refs, count_refs
from articles.search.results import search
from tests.house import at_stage, make_article, make_issue, make_photo, published
from tests.search.found import article_ref, catch_up, found

pytestmark = pytest.mark.django_db(transaction=True)

SEEN = ("全长一千二百", "headline:渡口新桥", "page:1", "section:要闻", "byline:林小满")
HIDDEN = ("试通航的船", "一千二百三十米", "桥头的人群", "page:3", "section:综合", "新桥 船", '"百 船"~20')
"""In the half that readers do not see, across the page break, or in both halves."""


def withdraw_the_page(issue: Issue) -> None:
    workflow.withdraw(published(issue).pages.get(sequence=3), None, "因故撤下。")


def publish_before_the_time_of_the_page(issue: Issue) -> None:
    for held in (*issue.articles.all(), *issue.pages.all(), issue):
        at_stage(held, Stage.SIGNED_OFF)
    workflow.schedule(issue.pages.get(sequence=3), timezone.now() + timedelta(days=1), None)
    workflow.publish(issue, None)


def publish_at_once_before_the_time_of_the_page(issue: Issue) -> None:
    workflow.schedule(issue.pages.get(sequence=3), timezone.now() + timedelta(days=1), None)
    workflow.publish_at_once(issue)


WAYS = [
    withdraw_the_page,
    publish_before_the_time_of_the_page,
    publish_at_once_before_the_time_of_the_page,
]


@pytest.fixture
def issue() -> Issue:
    return make_issue()


@pytest.fixture
def story(issue) -> Article:
    """Of a draft issue: a story on the pages 1 and 3, with a photo on the latter; the index is built."""
    bodies = ("<p>新桥全长一千二百</p>", "<p>三十米，昨天等着试通航的船。</p>")
    article = make_article(issue, (1, 3), bodies=bodies, bylines=("林小满",))
    article.parts.filter(order=2).update(joins_as="sentence")
    make_photo(issue.pages.get(sequence=3), article, "桥头的人群")
    rebuild()
    return article


def both_find(words: str) -> tuple[set[Ref], set[Ref]]:
    """What readers find, and what editors do."""
    return found(words), found(words, drafts=True)


@pytest.mark.parametrize("hide", WAYS)
def test_editors_find_what_readers_do_not_see_and_what_stands_across_the_break(issue, story, hide):
    hide(issue)
    story.refresh_from_db()
    assert story.is_published
    assert not issue.pages.get(sequence=3).is_published
    here = {article_ref(story)}
    for bring_up_to_date in (catch_up, rebuild):
        bring_up_to_date()
        for words in SEEN:
            assert both_find(words) == (here, here), words
        for words in HIDDEN:
            assert both_find(words) == (set(), here), words
        assert both_find("新桥 -船") == (here, set())
        assert check() == []


def test_the_whole_comes_and_goes_with_the_stages(issue, story):
    here = {article_ref(story)}

    def after(verb, thing, *said) -> tuple[set[Ref], set[Ref]]:
        verb(type(thing).objects.get(pk=thing.pk), *said)
        catch_up()
        assert check() == []
        assert search(Ask(parse("").tree, drafts=True)).total == 1
        return both_find("一千二百三十米")

    page = issue.pages.get(sequence=3)
    catch_up()
    assert both_find("一千二百三十米") == (set(), here)
    assert after(workflow.publish_issue, issue) == (here, here)
    assert values_of([article_ref(story)])[article_ref(story)][0].get("state") is None
    assert after(workflow.withdraw, page, None, "因故撤下。") == (set(), here)
    assert found("新桥") == here
    assert after(workflow.withdraw, story, None, "因故撤下。") == (set(), here)
    assert found("新桥") == set()
    assert after(workflow.restore, page, None) == (set(), here)
    assert after(workflow.withdraw, page, None, "因故撤下。") == (set(), here)
    assert after(workflow.restore, story, None) == (set(), here)
    assert found("新桥") == here
    assert after(workflow.withdraw, issue, None, "因故撤下。") == (set(), here)
    assert found("新桥") == set()
    assert after(workflow.restore, issue, None) == (set(), here)
    assert after(workflow.restore, page, None) == (here, here)


def test_a_tail_that_an_import_brings_to_a_public_story_is_a_draft(issue, story):
    """A digital edition's front holds the whole text; its page 2 is imported after the issue was published."""
    text = "江水在堤下流着，渡船靠岸，灯一盏一盏地亮起来，等船的人走上新修的石阶，谁也没有说话。" * 3
    front = make_article(issue, (1,), "渡口的最后一夜", [f"<p>{text}</p>"])
    published(issue)
    late = Page.objects.create(issue=issue, sequence=5, number="5", section_name="迟到")
    tail = make_article(issue, (5,), "摆渡人的灯", [f"<p>{text[: len(text) // 2]}</p>"], bylines=("周渡",))
    tail.parts.update(printed_continuation="上接第一版", printed_continuation_page="1")
    make_photo(late, tail, "收起的缆绳")
    assert len(match_issue(issue).joined) == 1
    tail.refresh_from_db()
    assert (tail.merged_into, tail.is_published) == (front, False)
    here = {article_ref(front)}
    for bring_up_to_date in (catch_up, rebuild):
        bring_up_to_date()
        for words in ("headline:摆渡人的灯", "byline:周渡", "caption:收起的缆绳", "page:5", "section:迟到"):
            assert both_find(words) == (set(), here), words
        assert both_find("走上新修的石阶") == (here, here)
        assert check() == []
    undo(Join.objects.get())
    catch_up()
    assert both_find("headline:摆渡人的灯") == (set(), {article_ref(tail)})
    assert check() == []


def test_nobody_finds_or_counts_it_twice(issue, story):
    other = make_article(issue, (1,), "码头夜航", ["<p>新桥的灯。</p>"], bylines=("林小满",))
    lone = make_photo(issue.pages.get(sequence=3), caption="新桥晨光")
    withdraw_the_page(issue)
    catch_up()
    refs = {article_ref(story), article_ref(other), Ref(Kind.PHOTO, lone.pk)}
    tree = parse("新桥").tree
    for order in Order:
        answer = search(Ask(tree, order=order, drafts=True))
        assert sorted(hit.ref for hit in answer.hits) == sorted(refs)
        assert answer.total == 3
        one_by_one = [
            search(Ask(tree, order=order, drafts=True, limit=1, offset=at, facets=False)).hits[0].ref
            for at in range(3)
        ]
        assert set(one_by_one) == refs
    newest = search(Ask(tree, order=Order.NEWEST, drafts=True))
    on = search(Ask(tree, order=Order.NEWEST, drafts=True, after=newest.hits[0].key))
    assert [hit.ref for hit in on.hits] == [hit.ref for hit in newest.hits[1:]]
    facets, public = newest.facets, search(Ask(tree)).facets
    person = story.bylines.get().person_id
    assert [(one.value, one.count) for one in facets.people] == [(person, 2)]
    assert [(one.value, one.count) for one in facets.years] == [(2026, 3)]
    assert [(one.value, one.count) for one in facets.pages] == [("1", 2), ("3", 2)]
    assert [(one.value, one.count) for one in public.pages] == [("1", 2)]
    assert [(one.value, one.count) for one in public.sections] == [("要闻", 2)]
    assert [(one.value, one.count) for one in public.people] == [(person, 2)]
    assert (facets.with_photo, public.with_photo) == (2, 0)
    assert search(Ask(tree)).total == 2
    here = {article_ref(story)}
    assert found("新桥", drafts=True, filters=Filters(page="3", person=person)) == here
    assert found("新桥", filters=Filters(page="3")) == set()
    assert set(all_refs()) == refs
    assert count_refs() == 3


def test_no_half_without_something_that_is_hidden(issue, story):
    """Neither where all is public or none, nor for a tail that prints nothing of its own."""
    [record] = read_records([article_ref(story)])
    assert (record.public, record.is_half) == (False, False)
    published(issue)
    tail = make_article(issue, (2,), "")
    tail.parts.all().delete()
    Article.objects.filter(pk=tail.pk).update(merged_into=story)
    [record] = read_records([article_ref(story)])
    assert (record.public, record.is_half) == (True, False)
    withdraw_the_page(issue)
    half, whole = read_records([article_ref(story)])
    assert (half.ref, half.public, half.is_half) == (whole.ref, True, True)
    assert (whole.public, whole.is_half) == (False, False)


def test_an_archive_without_such_stories_excludes_nothing_for_them(issue, story):
    published(issue)
    rebuild()
    engine = folders.here().open().engine
    ask = Ask(parse("新桥").tree)
    assert not engine.has_halves
    assert repr(engine.query(ask)) == repr(engine.query(Ask(ask.tree, drafts=True)))


@pytest.mark.parametrize("left", ["half", "whole", "both twice", "neither"])
def test_a_story_that_is_not_held_as_it_should_be_is_reported(issue, story, left):
    withdraw_the_page(issue)
    catch_up()
    assert check() == []
    ref = article_ref(story)
    half, whole = values_of([ref])[ref]
    held, wrong = {
        "half": ([half], Wrong.DIFFERENT),
        "whole": ([whole], Wrong.DIFFERENT),
        "both twice": ([half, whole, half, whole], Wrong.DOUBLED),
        "neither": ([], Wrong.MISSING),
    }[left]
    opened = folders.here().open()
    with folders.Writer(opened.index) as writer:
        writer.put(ref.number, held)
        writer.publish(opened.position)
    assert check() == [Difference(ref, wrong)]
    with pytest.raises(CommandError):
        call_command("check_search", stdout=io.StringIO())
    rebuild()
    assert check() == []


def test_a_whole_that_passes_for_published_is_reported(issue, story):
    withdraw_the_page(issue)
    catch_up()
    ref = article_ref(story)
    half, whole = values_of([ref])[ref]
    opened = folders.here().open()
    for state, values in ((None, whole), ("draft", half)):
        wrong = {**values, "state": [state]} if state else {k: v for k, v in values.items() if k != "state"}
        with folders.Writer(opened.index) as writer:
            writer.put(ref.number, [half if values is whole else whole, wrong])
            writer.publish(opened.position)
        assert check() == [Difference(ref, Wrong.DIFFERENT)]
