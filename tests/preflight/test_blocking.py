"""Errors stop the sign-off and the short way; overrides let them pass while their text stands; who may what."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles.desk import workflow
from articles.desk.preflight import counts_by_page, preflight
from articles.models import Article, ArticlePart, Handling, Issue, Override, Page, Role, Stage, WordEntry
from tests.desk.conftest import address, logged_in
from tests.house import (
    at_stage,
    make_article,
    make_issue,
    make_newspaper,
    make_outsider,
    make_photo,
    make_user,
    make_zoned_picture,
    published,
)
from tests.preflight.conftest import LEVEE, MARKET

pytestmark = pytest.mark.django_db

R, E, D, A, M = Role.REPORTER, Role.EDITOR, Role.DUTY_EDITOR, Role.ARCHIVIST, Role.ADMINISTRATOR
SPOILT = LEVEE.replace("砂石料", "【待核】吨砂石料")


@pytest.fixture
def spoilt(issue) -> Article:
    """A story through all reviews with one error in it."""
    return at_stage(make_article(issue, (1,), "雨夜守堤人", [SPOILT]), Stage.FINAL_REVIEW)


def keys(thing) -> list[str]:
    return [finding.key for finding in preflight(thing).errors]


def held(issue: Issue, noun: str) -> Issue | Page | Article:
    """The spoilt story, its page or issue, ready to be signed off but for the error."""
    article = issue.articles.get()
    if noun == "article":
        return article
    Article.objects.filter(pk=article.pk).update(stage=Stage.SIGNED_OFF)
    page = issue.pages.get(sequence=1)
    if noun == "page":
        return at_stage(page, Stage.FINAL_REVIEW)
    issue.pages.update(stage=Stage.SIGNED_OFF)
    return at_stage(issue, Stage.FINAL_REVIEW)


@pytest.mark.parametrize("noun", ["article", "page", "issue"])
class TestSignOff:
    def test_is_stopped_by_an_error(self, issue, spoilt, noun):
        thing = held(issue, noun)
        handled = Handling.objects.count()
        with pytest.raises(workflow.Blocked, match="待核"):
            workflow.sign_off(thing, None)
        thing.refresh_from_db()
        assert thing.stage == Stage.FINAL_REVIEW
        assert Handling.objects.count() == handled

    def test_passes_once_it_is_overridden(self, issue, spoilt, noun):
        thing = held(issue, noun)
        user = make_user(D)
        assert workflow.override(thing, keys(thing), "工程部门稍后补数，版面已留空。", user) == 1
        row = Override.objects.get()
        assert (row.user, row.user_name, row.kind) == (user, "duty-editor", "leftover")
        assert "待核" in row.message
        assert row.at is not None
        workflow.sign_off(thing, None)
        thing.refresh_from_db()
        assert thing.stage == Stage.SIGNED_OFF

    def test_the_desk_leads_to_what_stops_it(self, issue, spoilt, noun):
        thing = held(issue, noun)
        client = logged_in(make_user(D))
        answer = client.post(address(noun, "sign_off", thing.pk), follow=True)
        assert answer.redirect_chain == [(address(noun, "preflight", thing.pk), 302)]
        text = answer.content.decode()
        assert "待核" in text
        assert f'name="key" value="{keys(thing)[0]}"' in text
        form = client.get(address(noun, "change", thing.pk)).content.decode()
        assert address(noun, "preflight", thing.pk) in form
        assert "付印检查：1处错误" in form


@pytest.mark.parametrize("noun", ["article", "page", "issue"])
def test_the_short_way_is_stopped_too(issue, noun):
    article = make_article(issue, (1,), "雨夜守堤人", [SPOILT])
    thing = {"article": article, "page": issue.pages.get(sequence=1), "issue": issue}[noun]
    client = logged_in(make_user(D))
    url = address(noun, "publish_at_once", thing.pk)
    assert client.post(url)["Location"] == address(noun, "preflight", thing.pk)
    thing.refresh_from_db()
    assert thing.stage == Stage.DRAFT
    client.post(address(noun, "override", thing.pk), {"key": keys(thing), "reason": "先发，后补。"})
    assert client.post(url)["Location"] == address(noun, "change", thing.pk)
    thing.refresh_from_db()
    assert thing.is_published


def test_a_list_says_what_stops_it(spoilt):
    client = logged_in(make_user(D))
    sent = {"action": "sign_off", "_selected_action": [str(spoilt.pk)]}
    page = client.post(address("article", "changelist"), sent, follow=True).content.decode()
    assert "待核" in page
    spoilt.refresh_from_db()
    assert spoilt.stage == Stage.FINAL_REVIEW


def test_an_import_publishes_what_was_printed(issue):
    make_article(issue, (1,), "雨夜守堤人", [SPOILT])
    assert published(issue).is_published


def test_what_is_public_stops_nothing(issue):
    old = make_article(issue, (1,), "雨夜守堤人", [SPOILT])
    published(issue)
    make_article(issue, (1,), "菜市场换了秤", [MARKET])
    issue.refresh_from_db()
    assert keys(issue)
    assert workflow.publish_at_once(issue) == 1
    assert workflow.publish_at_once(issue) == 0
    old.refresh_from_db()
    assert old.is_published


def test_an_override_ends_with_its_text(issue, spoilt):
    user = make_user(D)
    workflow.override(spoilt, keys(spoilt), "版面已留空。", user)
    assert keys(spoilt) == []
    ArticlePart.objects.filter(article=spoilt).update(body=SPOILT.replace("老徐", "老钟"))
    assert len(keys(spoilt)) == 1
    with pytest.raises(workflow.Blocked):
        workflow.sign_off(spoilt, None)
    ArticlePart.objects.filter(article=spoilt).update(body=SPOILT)
    assert keys(spoilt) == []  # it stands as it was looked at
    spoilt.headline = "雨夜的守堤人"
    spoilt.save()
    assert keys(spoilt) == []  # another field is another text


def test_an_override_counts_for_page_and_issue(issue, spoilt):
    workflow.override(spoilt, keys(spoilt), "版面已留空。", None)
    page = issue.pages.get(sequence=1)
    assert keys(issue) == keys(page) == []
    assert counts_by_page(issue)[page.pk].errors == 0
    assert len(preflight(page).overridden) == 1


def test_keys_are_the_same_in_either_language(spoilt):
    chinese = keys(spoilt)
    with translation.override("en"):
        assert keys(spoilt) == chinese
        assert "looks like a note" in preflight(spoilt).errors[0].message


def test_overriding_is_refused_in_words(issue, spoilt):
    known = keys(spoilt)
    for sent, reason in ((known, "  "), ([], "理由"), (["0" * 40], "理由"), ([*known, "x"], "理由")):
        with pytest.raises(workflow.Refused):
            workflow.override(spoilt, sent, reason, None)
    assert not Override.objects.exists()


def test_overriding_twice_is_once(spoilt):
    known = keys(spoilt)
    assert workflow.override(spoilt, [*known, *known], "版面已留空。", None) == 1
    assert workflow.override(spoilt, known, "又一次。", None) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.create(issue=spoilt.issue, key=known[0], kind="leftover", message="x", reason="x")


def test_taken_back_it_stands_in_the_way_again(spoilt):
    workflow.override(spoilt, keys(spoilt), "版面已留空。", None)
    row = Override.objects.get()
    assert workflow.take_back_override(row) == 1
    assert workflow.take_back_override(row) == 0
    assert len(keys(spoilt)) == 1
    assert workflow.override(spoilt, keys(spoilt), "再放行。", None) == 1
    assert Override.objects.count() == 2


def test_warnings_stop_nothing(issue):
    article = at_stage(make_article(issue, (1,), "渡口,停航", [MARKET]), Stage.FINAL_REVIEW)
    assert preflight(article).warnings
    workflow.sign_off(article, None)


class TestWhoMay:
    @pytest.mark.parametrize("noun", ["article", "page", "issue"])
    @pytest.mark.parametrize("role", Role)
    def test_look(self, issue, spoilt, role, noun):
        thing = {"article": spoilt, "page": issue.pages.first(), "issue": issue}[noun]
        page = logged_in(make_user(role)).get(address(noun, "preflight", thing.pk))
        assert page.status_code == 200
        assert ('name="key"' in page.content.decode()) == (role in {D, M})

    @pytest.mark.parametrize("noun", ["article", "page", "issue"])
    @pytest.mark.parametrize("role", Role)
    def test_override_and_take_back(self, issue, spoilt, role, noun):
        thing = {"article": spoilt, "page": issue.pages.first(), "issue": issue}[noun]
        client = logged_in(make_user(role))
        sent = {"key": keys(thing), "reason": "版面已留空。"}
        assert client.post(address(noun, "override", thing.pk), sent).status_code == (
            302 if role in {D, M} else 403
        )
        assert Override.objects.count() == (role in {D, M})
        workflow.override(thing, keys(thing) or [row.key for row in Override.objects.all()], "又一次。", None)
        row = Override.objects.get()
        answer = client.post(address(noun, "override_take_back", thing.pk), {"override": row.pk})
        assert answer.status_code == (302 if role in {D, M} else 403)
        row.refresh_from_db()
        assert row.undone == (role in {D, M})

    def test_strangers(self, cast, spoilt):
        for who, expected in {"anonymous": 302, "outsider": 302, "staff": 403}.items():
            for name in ("preflight", "override", "override_take_back"):
                url = address("article", name, spoilt.pk)
                answer = cast[who].get(url) if name == "preflight" else cast[who].post(url, {"key": ["x"]})
                assert answer.status_code == expected or (who == "staff" and answer.status_code == 404), name
        assert cast["editor"].get(address("article", "override", spoilt.pk)).status_code == 405
        assert cast["editor"].post(address("article", "preflight", spoilt.pk)).status_code == 405
        assert cast["editor"].get(address("article", "preflight", 12345)).status_code == 404

    def test_a_tied_user_reaches_nothing_of_others(self, issue, spoilt):
        other = make_newspaper("other-paper", "远山晚报")
        client = logged_in(make_user(D, newspapers=[other]))
        for noun, thing in (("article", spoilt), ("page", issue.pages.first()), ("issue", issue)):
            assert client.get(address(noun, "preflight", thing.pk)).status_code == 404
            sent = {"key": keys(thing), "reason": "理由"}
            assert client.post(address(noun, "override", thing.pk), sent).status_code == 404
        assert not Override.objects.exists()
        mine = make_article(make_issue(other), (1,), "雨夜守堤人", [SPOILT])
        workflow.override(spoilt, keys(spoilt), "版面已留空。", None)
        row = Override.objects.get()
        assert (
            client.post(address("article", "override_take_back", mine.pk), {"override": row.pk}).status_code
            == 404
        )
        assert "待核" not in client.get(address("override", "changelist")).content.decode()

    def test_bad_input_of_a_form(self, spoilt):
        client = logged_in(make_user(D))
        for sent in ({}, {"key": "x"}, {"key": keys(spoilt)}, {"key": keys(spoilt), "reason": "  "}):
            answer = client.post(address("article", "override", spoilt.pk), sent, follow=True)
            assert answer.status_code == 200
            assert "errorlist" in answer.content.decode() or 'class="error"' in answer.content.decode()
        for number in ("", "x", "9" * 30, "٣"):
            url = address("article", "override_take_back", spoilt.pk)
            assert client.post(url, {"override": number}).status_code == 404
        assert not Override.objects.exists()

    def test_overrides_are_looked_at_only(self, editor, spoilt):
        workflow.override(spoilt, keys(spoilt), "版面已留空。", editor)
        client = logged_in(editor)
        assert "版面已留空" in client.get(address("override", "changelist")).content.decode()
        assert client.get(address("override", "add")).status_code == 403
        row = Override.objects.get()
        client.post(address("override", "change", row.pk), {"reason": "改了"})
        client.post(address("override", "delete", row.pk), {"post": "yes"})
        row.refresh_from_db()
        assert row.reason == "版面已留空。"


def _fill(issue: Issue, stories: int) -> None:
    for number in range(stories):
        sequence = number % 4 + 1
        article = make_article(
            issue, (sequence, sequence % 4 + 1), f"第{number}篇", [MARKET, ""], bylines=[f"周{number}"]
        )
        make_photo(issue.pages.get(sequence=sequence), article, "")
    WordEntry.objects.create(newspaper=issue.newspaper, word=f"词{stories}")


def test_the_number_of_queries_does_not_grow(issue):
    make_zoned_picture(issue.pages.first())
    counted = []
    for stories in (2, 12):
        _fill(issue, stories)
        fresh = Issue.objects.select_related("newspaper").get(pk=issue.pk)
        page = fresh.pages.select_related("issue__newspaper").first()
        article = page.parts.first().article
        taken = []
        looks = [(preflight, fresh), (counts_by_page, fresh), (preflight, page), (preflight, article)]
        for look, thing in looks:
            with CaptureQueriesContext(connection) as asked:
                look(thing)
            assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in asked), "it only reads"
            taken.append(len(asked))
        counted.append(taken)
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 22


def test_the_page_costs_the_same_whatever_was_found(issue):
    client = logged_in(make_user(D))
    counted = []
    for stories in (2, 10):
        _fill(issue, stories)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address("issue", "preflight", issue.pk)).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_an_outsider_is_none_of_ours(issue):
    assert logged_in(make_outsider()).get(address("issue", "preflight", issue.pk)).status_code == 302
