"""The plan of pages: what it shows; arranged, inserted into, taken out of, named, undone; each by whom."""

from __future__ import annotations

import threading
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.desk.entry import autosaves
from articles.desk.layout import Wanted, save_layout
from articles.desk.plan import verbs
from articles.desk.plan.board import board_of
from articles.desk.workflow import Refused
from articles.models import Autosave, Column, Page, PageSource, Role, Stage, Verb
from tests.desk.conftest import address, logged_in
from tests.house import (
    at_stage,
    make_article,
    make_issue,
    make_newspaper,
    make_page_image,
    make_photo,
    make_user,
    published,
    wait_until_somebody_waits,
)

pytestmark = pytest.mark.django_db

R, E, D, A, M = Role.REPORTER, Role.EDITOR, Role.DUTY_EDITOR, Role.ARCHIVIST, Role.ADMINISTRATOR


def _pages(issue) -> list[Page]:
    return list(issue.pages.order_by("sequence"))


def _ids(issue) -> list[int]:
    return [page.pk for page in _pages(issue)]


def _shown(issue) -> list[tuple[int, str, str]]:
    return [(page.sequence, page.number, page.section_name) for page in _pages(issue)]


def _seen(issue) -> str:
    return ",".join(map(str, _ids(issue)))


def _post(client, issue, verb, **sent):
    data = {"seen": _seen(issue), "follow": "on", **sent}
    return client.post(address("issue", f"plan_{verb}", issue.pk), data)


def _ask(client, issue, verb, **sent):
    data = {"seen": _seen(issue), "follow": "on", **sent}
    return client.post(
        address("issue", f"plan_{verb}", issue.pk), data, headers={"Accept": "application/json"}
    )


class TestArranging:
    def test_numbers_that_are_a_run_follow_the_position(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        response = _post(desk, issue, "arrange", order=f"{one},{four},{two},{three}")
        assert response.status_code == 302
        assert _ids(issue) == [one, four, two, three]
        assert _shown(issue) == [(1, "1", "要闻"), (2, "2", "副刊"), (3, "3", "民生"), (4, "4", "综合")]

    def test_numbers_stay_with_their_pages_where_that_is_wanted(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        _post(desk, issue, "arrange", order=f"{two},{one},{three},{four}", follow="")
        assert [number for _sequence, number, _name in _shown(issue)] == ["2", "1", "3", "4"]

    def test_the_run_of_each_section_stays_where_it_is(self, desk):
        issue = make_issue()
        for page, number in zip(_pages(issue), ["A01", "A02", "B01", "B02"], strict=True):
            Page.objects.filter(pk=page.pk).update(number=number)
        one, two, three, four = _ids(issue)
        _post(desk, issue, "arrange", order=f"{one},{three},{two},{four}")
        assert [number for _sequence, number, _name in _shown(issue)] == ["A01", "A02", "B01", "B02"]
        assert _ids(issue) == [one, three, two, four]

    @pytest.mark.parametrize(
        ("way", "which", "order"),
        [
            ("earlier", 2, [0, 2, 1, 3]),
            ("later", 0, [1, 0, 2, 3]),
            ("earlier", 0, [0, 1, 2, 3]),
            ("later", 3, [0, 1, 2, 3]),
        ],
    )
    def test_a_page_goes_one_place_by_a_button(self, desk, way, which, order):
        issue = make_issue()
        ids = _ids(issue)
        _post(desk, issue, "arrange", **{way: str(ids[which])})
        assert _ids(issue) == [ids[i] for i in order]

    def test_a_place_that_no_page_has_stays_free(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        Page.objects.get(pk=two).delete()
        _post(desk, issue, "arrange", order=f"{four},{one},{three}", follow="")
        assert [(page.pk, page.sequence) for page in _pages(issue)] == [(four, 1), (one, 3), (three, 4)]

    def test_who_comes_second_is_refused_and_sees_the_order_that_is(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        seen = _seen(issue)
        _post(desk, issue, "arrange", order=f"{two},{one},{three},{four}")
        refused = _ask(desk, issue, "arrange", seen=seen, order=f"{one},{two},{four},{three}")
        assert refused.status_code == 409
        assert "有人先动了" in refused.json()["message"]
        assert f'data-seen="{two},{one},{three},{four}"' in refused.json()["plan"]
        assert _ids(issue) == [two, one, three, four]

    @pytest.mark.parametrize("order", ["", "1,2,3", "1,1,2,3,4", "x", "1,,2", "9" * 40, "①"])
    def test_an_order_of_other_pages_is_refused(self, desk, order):
        issue = make_issue()
        before = _shown(issue)
        known = {str(page.sequence): str(page.pk) for page in _pages(issue)}
        order = ",".join(known.get(part, part) for part in order.split(","))
        refused = _ask(desk, issue, "arrange", order=order)
        assert refused.status_code == 409
        assert refused.json()["message"]
        assert _shown(issue) == before

    def test_a_page_that_is_signed_off_keeps_its_place(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        at_stage(Page.objects.get(pk=two), Stage.SIGNED_OFF)
        assert _ask(desk, issue, "arrange", order=f"{two},{one},{three},{four}").status_code == 409
        assert _ask(desk, issue, "arrange", order=f"{one},{two},{four},{three}").status_code == 200
        assert _ids(issue) == [one, two, four, three]

    def test_nothing_moves_in_an_issue_that_is_signed_off(self, desk):
        issue = at_stage(make_issue(), Stage.SIGNED_OFF)
        one, two, three, four = _ids(issue)
        assert _ask(desk, issue, "arrange", order=f"{two},{one},{three},{four}").status_code == 403
        with pytest.raises(Refused):
            verbs.arrange(issue, [two, one, three, four], seen=_ids(issue), follow=True)

    def test_it_is_in_the_history_of_the_issue(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        _post(desk, issue, "arrange", order=f"{two},{one},{three},{four}")
        assert LogEntry.objects.get().object_id == str(issue.pk)


class TestWhatReadersSee:
    def test_published_addresses_and_numbers_stay_and_the_order_changes(self, desk, client):
        issue = make_issue()
        make_article(issue, (1, 3), "江堤夜话")
        published(issue)
        one, two, three, four = _ids(issue)
        urls = {page.pk: page.get_absolute_url() for page in _pages(issue)}
        _post(desk, issue, "arrange", order=f"{three},{one},{two},{four}")
        assert _ids(issue) == [three, one, two, four]
        assert {page.pk: page.get_absolute_url() for page in _pages(issue)} == urls
        assert [page.number for page in _pages(issue)] == ["3", "1", "2", "4"]
        for page in _pages(issue):
            body = client.get(urls[page.pk]).content.decode()
            assert page.section_name in body
        listed = client.get(issue.get_absolute_url()).content.decode()
        places = [listed.index(f'href="{urls[pk]}"') for pk in (three, one, two, four)]
        assert places == sorted(places)

    def test_jump_lines_follow_a_page_that_moves(self, desk, client):
        issue = make_issue()
        article = make_article(issue, (1, 3), "江堤夜话")
        one, two, three, four = _ids(issue)
        _post(desk, issue, "arrange", order=f"{one},{two},{four},{three}")
        published(issue)
        body = client.get(article.get_absolute_url()).content.decode()
        assert "第四版" in body
        assert "第三版" not in body
        front = client.get(Page.objects.get(pk=one).get_absolute_url()).content.decode()
        assert "下转第四版" in front

    def test_search_hears_of_what_moved(self, desk):
        from articles.models import Change

        issue = make_issue()
        one, two, three, four = _ids(issue)
        Change.objects.all().delete()
        _post(desk, issue, "arrange", order=f"{two},{one},{three},{four}")
        assert set(Change.objects.filter(kind="page").values_list("row", flat=True)) == {one, two}

    def test_a_page_put_into_a_published_issue_takes_no_address_of_another(self, desk, client):
        issue = published(make_issue())
        urls = {page.pk: page.get_absolute_url() for page in _pages(issue)}
        _post(desk, issue, "insert", before=str(_ids(issue)[1]), section_name="号外")
        new = issue.pages.get(section_name="号外")
        assert (new.sequence, new.address) == (2, 5)
        assert {pk: Page.objects.get(pk=pk).get_absolute_url() for pk in urls} == urls
        assert desk.get(f"/preview/harbour-daily/{issue.address}/p5/").status_code == 200
        assert client.get(new.get_absolute_url()).status_code == 404


class TestInserting:
    def test_at_the_end(self, desk):
        issue = make_issue()
        _post(desk, issue, "insert", count="2", section_name="专版")
        assert _shown(issue)[4:] == [(5, "5", "专版"), (6, "6", "专版")]

    def test_between_two_pages_which_count_on(self, desk):
        issue = make_issue()
        _post(desk, issue, "insert", before=str(_ids(issue)[1]), section_name="专版")
        assert _shown(issue) == [
            (1, "1", "要闻"),
            (2, "2", "专版"),
            (3, "3", "民生"),
            (4, "4", "综合"),
            (5, "5", "副刊"),
        ]

    def test_a_free_place_takes_it_and_nothing_shifts(self, desk):
        issue = make_issue()
        issue.pages.get(sequence=2).delete()
        _post(desk, issue, "insert", before=str(_ids(issue)[1]), follow="", number="2")
        assert [(sequence, number) for sequence, number, _name in _shown(issue)] == [
            (1, "1"),
            (2, "2"),
            (3, "3"),
            (4, "4"),
        ]

    def test_into_an_issue_without_pages(self, desk):
        issue = make_issue(pages=0)
        _post(desk, issue, "insert", count="4")
        assert [sequence for sequence, _number, _name in _shown(issue)] == [1, 2, 3, 4]

    @pytest.mark.parametrize(
        "sent", [{"count": "0"}, {"count": "5000"}, {"count": "x"}, {"before": "999999"}]
    )
    def test_nonsense_is_refused(self, desk, sent):
        issue = make_issue()
        assert _ask(desk, issue, "insert", **sent).status_code == 409
        assert issue.pages.count() == 4

    def test_before_a_page_that_is_signed_off_it_is_refused(self, desk):
        issue = make_issue()
        at_stage(issue.pages.get(sequence=3), Stage.SIGNED_OFF)
        assert _ask(desk, issue, "insert", before=str(_ids(issue)[1])).status_code == 409
        assert _ask(desk, issue, "insert", before=str(_ids(issue)[3])).status_code == 200


class TestTakingOut:
    def test_an_empty_page_goes_at_once_and_the_others_close_up(self, desk):
        issue = make_issue()
        gone = _ids(issue)[1]
        assert _post(desk, issue, "remove", page=str(gone)).status_code == 302
        assert _shown(issue) == [(1, "1", "要闻"), (2, "2", "综合"), (3, "3", "副刊")]

    def test_what_stands_on_it_goes_where_the_editor_says(self, desk):
        issue = make_issue()
        make_article(issue, (1,), "一版头条")
        story = make_article(issue, (2,), "二版头条")
        left = issue.pages.get(sequence=2)
        photo = make_photo(left, zones=[[[0, 0], [1, 0], [1, 1]]])
        left.left_out.create(text="启事")
        make_page_image(left)
        PageSource.objects.create(page=left, sha256="0" * 64, text="原文")
        asked = _post(desk, issue, "remove", page=str(left.pk))
        assert asked.status_code == 200
        assert "二版头条" in asked.content.decode()
        assert issue.pages.count() == 4
        target = issue.pages.get(sequence=1)
        assert _post(desk, issue, "remove", page=str(left.pk), onto=str(target.pk)).status_code == 302
        assert issue.pages.count() == 3
        part = story.parts.get()
        photo.refresh_from_db()
        assert (part.page, photo.page) == (target, target)
        assert part.position > target.parts.exclude(pk=part.pk).get().position
        assert photo.zones == []
        assert target.left_out.get().text == "启事"

    def test_it_does_not_go_where_nothing_may_change(self, desk):
        issue = make_issue()
        make_article(issue, (2,), "二版头条")
        target = at_stage(issue.pages.get(sequence=4), Stage.SIGNED_OFF)
        left = issue.pages.get(sequence=2)
        refused = _ask(desk, issue, "remove", page=str(left.pk), onto=str(target.pk))
        assert refused.status_code == 409
        assert issue.pages.count() == 4

    def test_what_somebody_types_for_it_is_not_lost(self, desk):
        issue = make_issue()
        one, two, three, four = _ids(issue)
        writer = make_user(Role.REPORTER)
        for page, key in ((two, "first-of-them"), (four, "second-of-them")):
            autosaves.keep(writer, Page.objects.get(pk=page), key, 0, {"headline": "写到一半"}, {})
        stranger = make_issue(make_newspaper("hill-post", "山城报")).pages.first()
        _post(desk, issue, "remove", page=str(two), onto=str(stranger.pk))
        _post(desk, issue, "remove", page=str(four), onto=str(one))
        places = dict(Autosave.objects.values_list("key", "page"))
        assert places == {"first-of-them": three, "second-of-them": one}

    def test_nor_a_photo_of_what_is_signed_off_elsewhere(self, desk):
        issue = make_issue()
        one, two, *_rest = _ids(issue)
        story = at_stage(make_article(issue, (3,), "三版头条"), Stage.SIGNED_OFF)
        photo = make_photo(issue.pages.get(pk=two), story)
        assert _ask(desk, issue, "remove", page=str(two), onto=str(one)).status_code == 409
        photo.refresh_from_db()
        assert photo.page_id == two

    def test_a_story_that_is_signed_off_stays_and_so_does_its_page(self, desk):
        issue = make_issue()
        at_stage(make_article(issue, (2,), "二版头条"), Stage.SIGNED_OFF)
        one, two, *_rest = _ids(issue)
        assert _ask(desk, issue, "remove", page=str(two), onto=str(one)).status_code == 409
        assert issue.pages.count() == 4

    def test_without_a_place_for_what_stands_on_it_it_stays(self, desk):
        issue = make_issue()
        make_article(issue, (2,), "二版头条")
        two = _ids(issue)[1]
        for onto in ("", str(two), "999999"):
            assert _ask(desk, issue, "remove", page=str(two), onto=onto).status_code == 409
        assert issue.pages.count() == 4

    def test_what_is_public_stays(self, desk):
        issue = published(make_issue())
        assert _post(desk, issue, "remove", page=str(_ids(issue)[3])).status_code == 403
        page = issue.pages.get(sequence=4)
        with pytest.raises(Refused):
            verbs.remove(issue, page.pk, seen=_ids(issue), follow=False)
        assert issue.pages.count() == 4

    def test_a_page_of_another_issue_is_not_found(self, desk):
        issue, other = make_issue(), make_issue(edition=2)
        assert _post(desk, issue, "remove", page=str(_ids(other)[0])).status_code == 404


class TestNaming:
    def _name(self, client, issue, page, **sent):
        was = {"was_number": page.number, "was_section_name": page.section_name}
        return _ask(client, issue, "name", page=str(page.pk), **{**was, **sent})

    def test_number_and_section(self, desk):
        issue = make_issue()
        page = _pages(issue)[1]
        assert self._name(desk, issue, page, number="特2", section_name="特刊").status_code == 200
        assert _shown(issue)[1] == (2, "特2", "特刊")

    def test_who_saw_another_name_is_refused(self, desk):
        issue = make_issue()
        page = _pages(issue)[1]
        refused = self._name(desk, issue, page, was_section_name="旧名", section_name="特刊")
        assert refused.status_code == 409
        assert "民生" in refused.json()["message"]

    def test_a_name_that_is_too_long_is_refused(self, desk):
        issue = make_issue()
        assert self._name(desk, issue, _pages(issue)[1], section_name="长" * 61).status_code == 409

    def test_a_page_that_is_signed_off_keeps_its_name(self, desk):
        issue = make_issue()
        page = at_stage(issue.pages.get(sequence=2), Stage.SIGNED_OFF)
        assert self._name(desk, issue, page, section_name="特刊").status_code == 403


class TestUndoing:
    def test_the_order_and_the_numbers_come_back(self, desk):
        issue = make_issue()
        before, ids = _shown(issue), _ids(issue)
        _post(desk, issue, "arrange", order=",".join(map(str, reversed(ids))))
        page = desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert "data-undo" in page
        _post(desk, issue, "undo")
        assert (_shown(issue), _ids(issue)) == (before, ids)
        assert "重做" in desk.get(address("issue", "plan", issue.pk)).content.decode()
        _post(desk, issue, "undo")  # and forth again
        assert _ids(issue) == ids[::-1]

    def test_not_after_lunch(self, desk, monkeypatch):
        issue = make_issue()
        _post(desk, issue, "arrange", earlier=str(_ids(issue)[2]))
        now = time.time()
        monkeypatch.setattr("articles.desk.plan.views.time.time", lambda: now + 3600)
        assert "data-undo" not in desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert _ask(desk, issue, "undo").status_code == 409

    def test_a_page_taken_out_is_there_again(self, desk):
        issue = make_issue()
        before = _shown(issue)
        _post(desk, issue, "remove", page=str(_ids(issue)[1]))
        _post(desk, issue, "undo")
        assert _shown(issue) == before

    def test_a_page_put_in_goes_again_unless_something_stands_on_it(self, desk):
        issue = make_issue()
        before = _shown(issue)
        _post(desk, issue, "insert")
        make_article(issue, (5,), "抢先")
        assert _ask(desk, issue, "undo").status_code == 409
        assert issue.pages.count() == 5
        issue.articles.get().delete()
        assert _ask(desk, issue, "undo").status_code == 200
        assert _shown(issue) == before

    def test_not_after_somebody_else_changed_the_plan(self, desk):
        issue = make_issue()
        ids = _ids(issue)
        _post(desk, issue, "arrange", order=",".join(map(str, reversed(ids))))
        other = logged_in(make_user(Role.EDITOR, "colleague"))
        _post(other, issue, "arrange", earlier=str(ids[0]))
        now = _ids(issue)
        assert _ask(desk, issue, "undo").status_code == 409
        assert _ids(issue) == now
        assert "data-undo" not in desk.get(address("issue", "plan", issue.pk)).content.decode()

    def test_not_what_was_done_with_another_issue(self, desk):
        issue, other = make_issue(), make_issue(edition=2)
        _post(desk, issue, "arrange", earlier=str(_ids(issue)[2]))
        assert _ask(desk, other, "undo").status_code == 409

    def test_not_where_the_content_has_moved(self, desk):
        issue = make_issue()
        make_article(issue, (2,), "二版头条")
        one, two, *_rest = _ids(issue)
        _post(desk, issue, "arrange", later=str(_ids(issue)[2]))
        _post(desk, issue, "remove", page=str(two), onto=str(one))
        assert _ask(desk, issue, "undo").status_code == 409


@pytest.mark.only_on("postgresql")  # SQLite has one writer at a time, and its test database is in memory
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused():
    issue = make_issue()
    ids = _ids(issue)
    orders = [ids[::-1], [ids[1], ids[0], *ids[2:]]]
    outcomes: list[object] = []
    start = threading.Barrier(2)

    def arrange(order: list[int]) -> None:
        try:
            start.wait()
            outcomes.append(verbs.arrange(issue, order, seen=ids, follow=True))
        except Refused as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=arrange, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(one) for one in sorted(outcomes, key=lambda one: isinstance(one, Refused))] == [
        verbs.Change,
        Refused,
    ]
    assert _ids(issue) in orders


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("does", ["submits the page", "lays out a new story"])
def test_who_is_at_work_on_a_page_and_the_plan_do_not_block_each_other(does):
    """The plan holds the issue and waits for the page, whose verb writes something that belongs to the issue."""
    issue = make_issue()
    ids, page = _ids(issue), issue.pages.get(sequence=2)
    editor = make_user(Role.EDITOR)
    outcomes: list[object] = []

    def arrange() -> None:
        try:
            outcomes.append(verbs.arrange(issue, ids[::-1], seen=ids, follow=True))
        except Exception as error:
            outcomes.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=arrange)
    zones = [[0.1, 0.1], [0.4, 0.1], [0.4, 0.4]]
    with transaction.atomic():
        if does == "submits the page":
            row = workflow.handling.locked(page)
        else:
            save_layout(page, Wanted({}, []), editor)
        thread.start()
        wait_until_somebody_waits()
        if does == "submits the page":
            workflow.handling.move([row], Verb.SUBMIT, Stage.SUBMITTED, editor)
        else:
            save_layout(page, Wanted({}, [], {"story-1": {"zone": [zones]}}), editor)
    thread.join()
    assert [type(one) for one in outcomes] == [verbs.Change]


VERBS = {
    "arrange": lambda ids: {"later": str(ids[0])},
    "insert": lambda ids: {"count": "1"},
    "remove": lambda ids: {"page": str(ids[3])},
    "name": lambda ids: {
        "page": str(ids[0]),
        "number": "1",
        "section_name": "头版",
        "was_number": "1",
        "was_section_name": "要闻",
    },
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_for_each_role(verb, role):
    issue = make_issue()
    before = _shown(issue), _ids(issue)
    response = _post(logged_in(make_user(role)), issue, verb, **VERBS[verb](_ids(issue)))
    allowed = role in {E, D, M}
    assert response.status_code == (302 if allowed else 403)
    assert ((_shown(issue), _ids(issue)) != before) == allowed


@pytest.mark.parametrize("role", Role)
def test_a_published_issue_is_arranged_by_who_corrects(role):
    issue = published(make_issue())
    ids = _ids(issue)
    response = _post(logged_in(make_user(role)), issue, "arrange", later=str(ids[0]))
    allowed = role in {E, D, A, M}
    assert response.status_code == (302 if allowed else 403)
    assert (_ids(issue) != ids) == allowed
    assert _post(logged_in(make_user(Role.ARCHIVIST, "second")), issue, "insert").status_code == 403


@pytest.mark.parametrize("verb", [*VERBS, "undo"])
def test_a_verb_is_never_a_link_and_never_open_to_strangers(cast, verb):
    issue = make_issue()
    url = address("issue", f"plan_{verb}", issue.pk)
    assert cast["editor"].get(url).status_code == 405
    assert cast["anonymous"].post(url).status_code == 302
    assert cast["outsider"].post(url).status_code == 302
    assert cast["staff"].post(url).status_code == 403


def test_another_newspapers_plan_is_out_of_reach():
    here, there = make_newspaper(), make_newspaper("other-paper", "他报")
    mine, theirs = make_issue(here), make_issue(there)
    client = logged_in(make_user(Role.ADMINISTRATOR, newspapers=[here]))
    assert client.get(address("issue", "plan", mine.pk)).status_code == 200
    assert client.get(address("issue", "plan", theirs.pk)).status_code == 404
    for verb, sent in VERBS.items():
        assert _post(client, theirs, verb, **sent(_ids(theirs))).status_code == 404
    assert _post(client, theirs, "undo").status_code == 404


class TestShowing:
    @pytest.mark.parametrize("role", Role)
    def test_everybody_looks_and_who_may_not_arrange_has_no_buttons(self, role):
        issue = make_issue()
        page = logged_in(make_user(role)).get(address("issue", "plan", issue.pk)).content.decode()
        assert page.count('class="plan-card"') == 4
        assert ("data-handle" in page) == (role in {E, D, M})

    def test_spreads_as_a_paper_lies_open(self, editor):
        issue = make_issue(pages=6)
        board = board_of(issue, editor)
        places = [
            tuple(slot and slot.page.sequence for slot in spread)  # type: ignore[union-attr]
            for spread in board.spreads
        ]
        assert places == [(None, 1), (2, 3), (4, 5), (6, None)]

    def test_each_section_is_folded_by_itself(self, editor):
        issue = make_issue(pages=6)
        for page, number in zip(_pages(issue), ["A01", "A02", "A03", "A04", "B01", "B02"], strict=True):
            Page.objects.filter(pk=page.pk).update(number=number)
        board = board_of(issue, editor)
        numbers = [tuple(slot and slot.page.number for slot in spread) for spread in board.spreads]
        assert numbers == [(None, "A01"), ("A02", "A03"), ("A04", None), (None, "B01"), ("B02", None)]

    def test_a_position_without_a_page_is_shown(self, editor):
        issue = make_issue()
        issue.pages.get(sequence=2).delete()
        board = board_of(issue, editor)
        assert board.spreads[1][0] == 2
        assert board.spreads[1][1].page.sequence == 3

    def test_what_is_open_on_each_page(self, editor):
        issue = make_issue()
        front = make_article(issue, (1,), "有下转")
        front.parts.update(printed_jump="下转第三版", printed_jump_page="3")
        make_article(issue, (2,), "")
        make_article(issue, (2,), "好稿")
        make_photo(issue.pages.get(sequence=3))
        cards = board_of(issue, editor).cards
        assert [card.stories for card in cards] == [1, 2, 0, 0]
        assert [card.open_jumps for card in cards] == [1, 0, 0, 0]
        said = [[warning.text for warning in card.warnings] for card in cards]
        assert [card.warned for card in cards] == [1, 1, 1, 1]
        assert said == [["1处错误"], ["1处错误"], ["1处提醒"], ["这一版还是空的"]]
        assert [card.is_empty for card in cards] == [False, False, False, True]

    def test_who_is_in_a_page_and_what_waits_for_me(self, editor):
        issue = make_issue()
        article = make_article(issue, (2,), "请审")
        workflow.submit(article, None)
        second = issue.pages.get(sequence=2)
        board = board_of(
            issue,
            editor,
            who=lambda pages, user: {
                page.pk: ["周望"] for page in pages if page == second and user == editor
            },
        )
        assert board.cards[1].who == ["周望"]
        assert [card.waits for card in board.cards] == [0, 1, 0, 0]
        assert [row.thing for row in board.waiting] == [article]

    def test_what_waits_in_another_issue_is_not_told_here(self, editor):
        issue, other = make_issue(), make_issue(edition=2)
        workflow.submit(make_article(other, (2,), "请审"), None)
        assert board_of(issue, editor).waiting == []

    def test_columns_that_stand_on_such_a_page_are_asked_for(self, editor):
        import datetime

        last = make_issue(date=datetime.date(2026, 3, 7))
        column = Column.objects.create(newspaper=last.newspaper, name="江边话", slug="江边话")
        make_article(last, (4,), "旧话", column=column)
        issue = make_issue(date=datetime.date(2026, 3, 14))
        issue.pages.filter(sequence=2).update(section_name="副刊")
        issue.pages.filter(sequence=4).update(section_name="民生")
        expected = [[str(one) for one in card.expected] for card in board_of(issue, editor).cards]
        assert expected == [[], ["江边话"], [], []]
        make_article(issue, (2,), "新话", column=column)
        assert not any(card.expected for card in board_of(issue, editor).cards)

    def test_pages_with_and_without_pictures(self, desk):
        issue = make_issue()
        make_article(issue, (1,), "一版头条")
        make_article(issue, (2,), "二版头条")
        make_page_image(issue.pages.get(sequence=1))
        page = desk.get(address("issue", "plan", issue.pk)).content.decode()
        assert page.count("<img src=") == 1
        assert "二版头条" in page

    def test_more_pages_and_stories_ask_no_more_queries(self, desk):
        issue = make_issue(pages=2)
        counts = []
        for more in (range(2), range(2, 12)):
            for n in more:
                make_article(issue, (1 + n % 2,), f"稿{n}")
                page = Page.objects.create(issue=issue, sequence=3 + n, number=str(3 + n))
                make_page_image(page, 60, 90)
                workflow.submit(make_article(issue, (3 + n,), ""), None)
                at_stage(page, Stage.SUBMITTED)
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(address("issue", "plan", issue.pk)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
        assert counts[0] < 45

    def test_the_ways_to_the_plan(self, desk):
        issue = make_issue()
        plan = address("issue", "plan", issue.pk)
        page = issue.pages.get(sequence=2)
        for url in (
            "/desk/",
            address("issue", "changelist"),
            address("issue", "change", issue.pk),
            address("page", "change", page.pk),
        ):
            assert plan in desk.get(url).content.decode(), url

    def test_a_script_gets_the_plan_alone(self, desk):
        issue = make_issue()
        url = address("issue", "plan", issue.pk)
        answer = desk.get(url, headers={"Accept": "application/json"})
        assert list(answer.json()) == ["plan"]
