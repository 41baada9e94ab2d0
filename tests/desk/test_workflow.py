"""The verbs as functions: what they change, what they keep, and what they refuse."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import workflow
from articles.desk.workflow import Refused, reviewing
from articles.ingest.joining import join
from articles.models import Article, Handling, Issue, Page, Role, Stage, Verb
from tests.house import at_stage, make_article, make_issue, make_newspaper, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Five colleagues, who may all do everything: what is tested is who may not do it twice."""
    return [make_user(Role.DUTY_EDITOR, name) for name in ("writer", "first", "second", "third", "chief")]


def stage_of(thing) -> str:
    return type(thing).objects.get(pk=thing.pk).stage


@pytest.mark.parametrize("noun", ["article", "page", "issue"])
def test_the_whole_way(people, noun):
    issue = make_issue(pages=1)
    article, page = make_article(issue), issue.pages.get()
    writer, first, second, third, chief = people
    thing = {"article": article, "page": page, "issue": issue}[noun]
    steps = [
        (workflow.submit, writer, "submitted"),
        (workflow.first_review, first, "first_review"),
        (workflow.second_review, second, "second_review"),
        (workflow.final_review, third, "final_review"),
        (workflow.sign_off, chief, "signed_off"),
    ]
    for verb, user, stage in steps:
        along = {"along": True} if noun != "article" else {}
        verb(thing, user, f"注：{stage}", **along)
        thing.refresh_from_db()
        assert thing.stage == stage
    workflow.publish(thing, chief)
    assert stage_of(thing) == "published"
    if noun != "article":
        assert stage_of(article) == "published"
    if noun == "issue":
        assert stage_of(page) == "published"
    kept = list(Handling.objects.of(thing).order_by("pk"))
    assert [(one.user, one.from_stage, one.to_stage, one.note) for one in kept[:2]] == [
        (writer, "draft", "submitted", "注：submitted"),
        (first, "submitted", "first_review", "注：first_review"),
    ]
    assert [one.verb for one in kept] == [
        "submit",
        "first_review",
        "second_review",
        "final_review",
        "sign_off",
        "publish",
    ]
    assert all(one.user_name and one.at and one.subject for one in kept)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    "verb", ["submit", "first_review", "second_review", "final_review", "sign_off", "send_back", "publish"]
)
def test_a_verb_is_refused_at_every_other_stage(stage, verb):
    article = at_stage(make_article(make_issue()), stage)
    before = Handling.objects.count()
    if stage.after(Verb(verb)) is None:
        with pytest.raises(Refused):
            getattr(workflow, verb)(article, None, "注")
        assert stage_of(article) == stage
        assert Handling.objects.count() == before
    else:
        getattr(workflow, verb)(article, None, "注")
        assert stage_of(article) == stage.after(Verb(verb))


class TestFourEyes:
    def test_nobody_reviews_what_they_submitted(self, people):
        article = make_article(make_issue())
        workflow.submit(article, people[0])
        article.refresh_from_db()
        with pytest.raises(Refused):
            workflow.first_review(article, people[0])
        workflow.first_review(article, people[1])

    def test_nobody_reviews_what_they_wrote_though_another_submitted_it(self, people):
        article = make_article(make_issue(), written_by=people[0])
        workflow.submit(article, people[1])
        article.refresh_from_db()
        with pytest.raises(Refused):
            workflow.first_review(article, people[0])

    def test_nobody_passes_two_reviews(self, people):
        article = at_stage(make_article(make_issue()), Stage.SUBMITTED)
        workflow.first_review(article, people[1])
        article.refresh_from_db()
        with pytest.raises(Refused):
            workflow.second_review(article, people[1])

    def test_the_final_reviewer_may_sign_off_and_the_writer_may_not(self, people):
        article = at_stage(make_article(make_issue(), written_by=people[0]), Stage.SECOND_REVIEW)
        workflow.final_review(article, people[3])
        article.refresh_from_db()
        with pytest.raises(Refused):
            workflow.sign_off(article, people[0])
        workflow.sign_off(article, people[3])

    def test_a_new_round_begins_with_a_new_submission(self, people):
        article = at_stage(make_article(make_issue()), Stage.SUBMITTED)
        workflow.first_review(article, people[1])
        article.refresh_from_db()
        workflow.send_back(article, people[2], "导语太长")
        article.refresh_from_db()
        workflow.submit(article, people[0])
        article.refresh_from_db()
        workflow.first_review(article, people[1])
        assert stage_of(article) == "first_review"


class TestFaster:
    def test_who_comes_second_is_told_who_was_faster(self, people):
        article = at_stage(make_article(make_issue()), Stage.SUBMITTED)
        seen_by_both = Article.objects.get(pk=article.pk)
        workflow.first_review(article, people[1])
        with pytest.raises(Refused, match="first"):
            workflow.first_review(seen_by_both, people[2])
        assert Handling.objects.filter(verb=Verb.FIRST_REVIEW).count() == 1

    def test_the_stage_that_the_form_showed_counts(self, people):
        article = at_stage(make_article(make_issue()), Stage.FIRST_REVIEW)
        with pytest.raises(Refused):
            workflow.second_review(article, people[2], seen="submitted")
        assert stage_of(article) == "first_review"

    def test_a_change_between_the_look_and_the_write_is_refused(self, people, monkeypatch):
        """What a database without row locks may let through, the write itself refuses."""
        article = at_stage(make_article(make_issue()), Stage.SUBMITTED)

        def meanwhile(row, *rest):
            Article.objects.filter(pk=row.pk).update(stage=Stage.DRAFT)

        monkeypatch.setattr(reviewing, "refuse_own_work", meanwhile)
        with pytest.raises(Refused):
            workflow.first_review(article, people[1])
        assert not Handling.objects.filter(verb=Verb.FIRST_REVIEW).exists()

    def test_what_was_deleted_is_refused_in_words(self):
        article = make_article(make_issue())
        Article.objects.filter(pk=article.pk).delete()
        with pytest.raises(Refused):
            workflow.submit(article, None)


class TestSendBackAndUndo:
    def test_a_note_is_needed(self):
        article = at_stage(make_article(make_issue()), Stage.SUBMITTED)
        with pytest.raises(Refused):
            workflow.send_back(article, None, "  ")

    @pytest.mark.parametrize("verb", ["submit", "first_review", "final_review", "sign_off", "send_back"])
    def test_undo_goes_one_step_back_and_is_kept(self, people, verb):
        before = {
            "submit": Stage.DRAFT,
            "first_review": Stage.SUBMITTED,
            "final_review": Stage.SECOND_REVIEW,
            "sign_off": Stage.FINAL_REVIEW,
            "send_back": Stage.SECOND_REVIEW,
        }[verb]
        article = at_stage(make_article(make_issue()), before)
        getattr(workflow, verb)(article, people[1], "注")
        article.refresh_from_db()
        assert workflow.undoable(article, people[1])
        assert not workflow.undoable(article, people[2])
        with pytest.raises(Refused):
            workflow.take_back(article, people[2])
        assert workflow.take_back(article, people[1]) == 1
        assert stage_of(article) == before
        assert Handling.objects.of(article)[1].undone
        article.refresh_from_db()
        with pytest.raises(Refused):
            workflow.take_back(article, people[1])

    def test_what_was_undone_does_not_count_as_a_review(self, people):
        article = at_stage(make_article(make_issue()), Stage.SUBMITTED)
        workflow.first_review(article, people[1])
        article.refresh_from_db()
        workflow.take_back(article, people[1])
        article.refresh_from_db()
        workflow.first_review(article, people[1])
        assert stage_of(article) == "first_review"

    def test_undo_takes_back_what_went_along_and_still_stands_so(self, people):
        issue = make_issue(pages=1)
        kept, moved = make_article(issue), make_article(issue)
        page = issue.pages.get()
        assert workflow.submit(page, people[0], along=True) == 3
        moved.refresh_from_db()
        workflow.first_review(moved, people[1])
        page.refresh_from_db()
        assert workflow.take_back(page, people[0]) == 2
        assert [stage_of(row) for row in (page, kept, moved)] == ["draft", "draft", "first_review"]


class TestAlong:
    def test_own_work_and_other_stages_stay_behind(self, people):
        issue = make_issue(pages=1)
        own = make_article(issue, written_by=people[1])
        other, draft = make_article(issue), make_article(issue)
        page = issue.pages.get()
        for thing in (page, own, other):
            at_stage(thing, Stage.SUBMITTED)
        assert workflow.first_review(page, people[1], along=True) == 2
        assert [stage_of(row) for row in (page, own, other, draft)] == [
            "first_review",
            "submitted",
            "first_review",
            "draft",
        ]

    def test_without_along_only_the_thing_itself_moves(self, people):
        issue = make_issue(pages=1)
        article = make_article(issue)
        assert workflow.submit(issue.pages.get(), people[0]) == 1
        assert stage_of(article) == "draft"

    def test_a_page_is_not_signed_off_before_its_articles_nor_an_issue_before_its_pages(self, people):
        issue = make_issue(pages=2)
        make_article(issue, headline="还在审的稿")
        page = issue.pages.first()
        Page.objects.update(stage=Stage.FINAL_REVIEW)
        Issue.objects.update(stage=Stage.FINAL_REVIEW)
        page.refresh_from_db()
        issue.refresh_from_db()
        with pytest.raises(Refused, match="还在审的稿"):
            workflow.sign_off(page, people[4])
        with pytest.raises(Refused):
            workflow.sign_off(issue, people[4])
        assert not Handling.objects.exists()
        assert stage_of(page) == stage_of(issue) == "final_review"

    def test_tails_follow_their_story(self):
        issue = make_issue()
        story, tail = make_article(issue, (1,)), make_article(issue, (3,))
        join(story.parts.get(), tail.parts.get())
        for stage in (Stage.SUBMITTED, Stage.SIGNED_OFF, Stage.PUBLISHED, Stage.WITHDRAWN):
            at_stage(story, stage)
            assert stage_of(tail) == stage
        tail.refresh_from_db()
        with pytest.raises(Refused):
            workflow.restore(tail, None)


class TestPublishing:
    def test_only_what_is_signed_off_goes_with_the_issue(self):
        issue = make_issue(pages=2)
        ready = make_article(issue)
        at_stage(issue, Stage.SIGNED_OFF)
        late = make_article(issue)
        assert workflow.publish(issue, None) == 4
        assert (stage_of(ready), stage_of(late)) == ("published", "draft")
        issue.refresh_from_db()
        at_stage(late, Stage.SIGNED_OFF)
        assert workflow.publish(issue, None) == 1
        assert stage_of(late) == "published"
        assert workflow.publish(issue, None) == 0

    @pytest.mark.parametrize("verb", [workflow.publish_page, workflow.publish])
    def test_a_tail_that_came_to_a_public_story_goes_with_its_page(self, verb):
        issue = make_issue(pages=3)
        story, tail = make_article(issue, (1,)), make_article(issue, (3,))
        published(issue)
        Article.objects.filter(pk=tail.pk).update(stage=Stage.DRAFT, published_at=None)  # as by a late import
        page = issue.pages.get(sequence=3)
        Page.objects.filter(pk=page.pk).update(stage=Stage.SIGNED_OFF, published_at=None)
        join(story.parts.get(), tail.parts.get())
        assert stage_of(tail) == "draft"
        verb(Page.objects.get(pk=page.pk), None)
        assert stage_of(page) == stage_of(tail) == "published"

    def test_the_short_way_is_kept_under_its_own_name(self, people):
        issue = make_issue(pages=1)
        article = make_article(issue)
        workflow.publish_issue(issue, user=people[4])
        for thing in (issue, issue.pages.get(), article):
            one = Handling.objects.of(thing).get()
            assert (one.verb, one.from_stage, one.to_stage) == ("publish_at_once", "draft", "published")
            assert one.user == people[4]

    def test_the_short_way_leaves_what_is_withdrawn(self):
        issue = published(make_issue())
        article = published_article(issue)
        workflow.withdraw(article, None, "撤下。")
        assert workflow.publish_issue(issue) == 0
        assert stage_of(article) == "withdrawn"
        workflow.withdraw(issue, None, "撤下。")
        issue.refresh_from_db()
        with pytest.raises(Refused):
            workflow.publish_issue(issue)

    def test_publishing_fixes_page_addresses(self):
        issue = make_issue(pages=2)
        workflow.publish_page(issue.pages.last())
        assert list(issue.pages.order_by("sequence").values_list("address_number", flat=True)) == [1, 2]


def published_article(issue) -> Article:
    article = make_article(issue)
    workflow.publish_article(article)
    article.refresh_from_db()
    return article


class TestTime:
    def test_the_clock_publishes_what_is_signed_off_and_due(self):
        issue = make_issue(pages=1)
        make_article(issue)
        other = make_issue(edition=2, pages=1)
        soon = timezone.now() + datetime.timedelta(hours=1)
        for one in (issue, other):
            at_stage(one, Stage.SIGNED_OFF)
            workflow.schedule(one, soon, None)
        assert workflow.publish_due(soon - datetime.timedelta(minutes=1)) == []
        assert not Issue.objects.published().exists()
        done = workflow.publish_due(soon)
        assert [(thing.pk, n) for thing, n in done] == [(issue.pk, 3), (other.pk, 2)]
        assert Issue.objects.published().count() == 2
        assert workflow.publish_due(soon) == []
        issue.refresh_from_db()
        assert issue.published_at == soon
        assert Handling.objects.of(issue).first().user_name == ""

    def test_what_is_not_signed_off_waits(self):
        issue = make_issue(pages=1)
        soon = timezone.now() + datetime.timedelta(hours=1)
        workflow.schedule(issue, soon, None)
        assert workflow.publish_due(soon) == []
        assert stage_of(issue) == "draft"

    def test_published_reads_no_clock(self):
        issue = at_stage(make_issue(pages=1), Stage.SIGNED_OFF)
        workflow.schedule(issue, timezone.now() + datetime.timedelta(seconds=1), None)
        Issue.objects.update(publish_at=timezone.now() - datetime.timedelta(days=1))
        assert not Issue.objects.published().exists()

    def test_an_embargo_holds_against_both_ways_and_ends_by_the_clock(self):
        issue = make_issue(pages=1)
        held, free = make_article(issue), make_article(issue)
        until = timezone.now() + datetime.timedelta(hours=3)
        workflow.schedule(held, until, None)
        workflow.publish_issue(issue)
        assert (stage_of(held), stage_of(free)) == ("signed_off", "published")
        held.refresh_from_db()
        with pytest.raises(Refused):
            workflow.publish(held, None)
        with pytest.raises(Refused):
            workflow.publish_article(held)
        issue.refresh_from_db()
        assert workflow.publish(issue, None) == 0
        assert [thing.pk for thing, _n in workflow.publish_due(until)] == [held.pk]
        assert stage_of(held) == "published"

    def test_an_embargo_waits_for_its_issue(self):
        issue = make_issue(pages=1)
        article = at_stage(make_article(issue), Stage.SIGNED_OFF)
        until = timezone.now() + datetime.timedelta(hours=1)
        workflow.schedule(article, until, None)
        assert workflow.publish_due(until) == []

    def test_a_time_can_be_taken_away_and_must_lie_ahead(self):
        issue = make_issue(pages=1)
        with pytest.raises(Refused):
            workflow.schedule(issue, timezone.now() - datetime.timedelta(minutes=1), None)
        with pytest.raises(Refused, match="一百年"):
            workflow.schedule(issue, timezone.now().replace(year=9999, month=1), None)
        workflow.schedule(issue, timezone.now() + datetime.timedelta(hours=1), None)
        workflow.schedule(issue, None, None)
        issue.refresh_from_db()
        assert issue.publish_at is None
        published(issue)
        with pytest.raises(Refused):
            workflow.schedule(issue, timezone.now() + datetime.timedelta(hours=1), None)

    def test_the_record_names_the_newspapers_own_time(self):
        issue = make_issue(pages=1)
        issue.newspaper.time_zone = "Asia/Urumqi"
        issue.newspaper.save()
        moment = datetime.datetime(2099, 1, 1, 6, 0, tzinfo=zoneinfo.ZoneInfo("Asia/Urumqi"))
        workflow.schedule(issue, moment, None)
        assert Handling.objects.of(issue).first().note.startswith("2099-01-01 06:00 Asia/Urumqi")


class TestWithdrawing:
    @pytest.mark.parametrize("noun", ["article", "page", "issue"])
    def test_there_and_back(self, people, noun):
        issue = published(make_issue(pages=1))
        article = published_article(issue)
        thing = {"article": article, "page": issue.pages.get(), "issue": issue}[noun]
        first = thing.published_at
        workflow.withdraw(thing, people[4], "本稿有误，已撤下。", "总编室电话")
        thing.refresh_from_db()
        assert (thing.stage, thing.withdrawal_notice) == ("withdrawn", "本稿有误，已撤下。")
        assert "总编室电话" in Handling.objects.of(thing).first().note
        workflow.restore(thing, people[4])
        thing.refresh_from_db()
        assert (thing.stage, thing.withdrawal_notice) == ("published", "")
        assert thing.published_at == first

    def test_a_notice_is_needed(self):
        issue = published(make_issue())
        with pytest.raises(Refused):
            workflow.withdraw(issue, None, " \n ")
        assert stage_of(issue) == "published"


def test_a_handling_outlives_its_user_and_its_draft(people):
    article = make_article(make_issue(), headline="要闻")
    workflow.submit(article, people[0])
    people[0].delete()
    Article.objects.filter(pk=article.pk).delete()
    one = Handling.objects.get()
    assert (one.user, one.user_name, one.subject, one.article) == (None, "writer", "要闻", None)


def test_verbs_ask_as_many_queries_for_many_rows_as_for_few():
    counts = set()
    for rows in (3, 12):
        issue = make_issue(make_newspaper(f"paper-{rows}"), pages=2)
        for _ in range(rows):
            make_article(issue)
        with CaptureQueriesContext(connection) as asked:
            workflow.submit(issue, None, along=True)
            issue.refresh_from_db()
            workflow.publish_issue(issue)
        counts.add(len(asked))
        assert issue.articles.published().count() == rows
    assert len(counts) == 1
