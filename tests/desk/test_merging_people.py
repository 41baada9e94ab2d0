"""Two records of one person: merged, followed by imports, split again."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.duplicates import likely_duplicates, name_key
from articles.desk.merging_people import hold_apart, merge_people, split_person
from articles.desk.workflow import Refused
from articles.ingest.people import follow_merges, link_people
from articles.models import Byline, Change, Person, PhotoCredit, Role
from articles.models.person import tie
from articles.wording.values import Signature
from tests.desk.conftest import BACKEND, address, form_data, logged_in
from tests.house import (
    make_article,
    make_issue,
    make_newspaper,
    make_person,
    make_photo,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(db):
    return make_issue()


def byline(issue, of: Person) -> Byline:
    return Byline.objects.create(
        article=make_article(issue), name=of.name, affiliation=of.affiliation, person=of
    )


def tied(*lines):
    """Whom each line points to, and by way of whom."""
    out = []
    for line in lines:
        line.refresh_from_db()
        out.append((line.person and line.person.pk, line.known_as and line.known_as.pk))
    return out


@pytest.fixture
def three(issue):
    return [make_person(issue.newspaper, affiliation=house) for house in ("港湾日报", "临江晚报", "")]


def test_all_lines_move_and_come_back(issue, three, editor):
    a, b, _c = three
    of_a, of_b = byline(issue, a), byline(issue, b)
    photo = make_photo(issue.pages.first())
    credit = PhotoCredit.objects.create(photo=photo, name="沈渡", role="photographer", person=a)
    assert merge_people(a, b, editor) == 2
    assert tied(of_a, of_b, credit) == [(b.pk, a.pk), (b.pk, None), (b.pk, a.pk)]
    a.refresh_from_db()
    assert (a.merged_into, a.merged_by) == (b, editor)
    assert a.merged_at is not None
    assert merge_people(a, b, editor) == 0  # done once
    assert split_person(a) == 2
    assert tied(of_a, of_b, credit) == [(a.pk, None), (b.pk, None), (a.pk, None)]
    a.refresh_from_db()
    assert (a.merged_into, a.merged_by, a.merged_at) == (None, None, None)
    assert split_person(a) == 0


def test_a_chain_is_taken_apart_at_any_link(issue, three):
    a, b, c = three
    lines = [byline(issue, one) for one in three]
    merge_people(a, b)
    merge_people(b, c)
    assert tied(*lines) == [(c.pk, a.pk), (c.pk, b.pk), (c.pk, None)]
    split_person(b)  # with what it brought along
    assert tied(*lines) == [(b.pk, a.pk), (b.pk, None), (c.pk, None)]
    merge_people(b, c)
    split_person(a)  # from under the middle of the chain
    assert tied(*lines) == [(a.pk, None), (c.pk, b.pk), (c.pk, None)]
    split_person(b)
    assert tied(*lines) == [(one.pk, None) for one in three]


def test_merging_into_a_merged_one_ends_at_its_root(issue, three):
    a, b, c = three
    merge_people(b, c)
    merge_people(a, b)
    a.refresh_from_db()
    assert a.merged_into == c


def test_there_is_no_cycle(issue, three):
    a, b, c = three
    merge_people(a, b)
    merge_people(b, c)
    for one, into in ((c, a), (c, b), (c, c), (a, a)):
        with pytest.raises(Refused):
            merge_people(one, into)
    with pytest.raises(Refused):
        merge_people(a, make_person(issue.newspaper, affiliation="别处"))  # lives on in somebody else


def test_persons_of_two_newspapers_stay_apart(issue, three):
    other = Person.objects.create(newspaper=make_newspaper("other", "另报"), name="沈渡")
    with pytest.raises(Refused):
        merge_people(three[0], other)
    with pytest.raises(Refused):
        hold_apart([three[0], other])


def test_what_an_editor_tied_by_hand_since_stays(issue, three, desk):
    a, b, c = three
    moved, kept = byline(issue, a), byline(issue, a)
    merge_people(a, b)
    url = address("byline", "change", moved.pk)
    for chosen in (c, b):  # to a third, and to the other on its own account
        desk.post(url, {**form_data(desk, url, "byline_form"), "person": str(chosen.pk)})
    split_person(a)
    assert tied(moved, kept) == [(b.pk, None), (a.pk, None)]


def test_a_name_tied_by_hand_to_a_merged_record_goes_to_whom_it_lives_on_in(issue, three, desk):
    a, b, _c = three
    line = Byline.objects.create(article=make_article(issue), name="沈渡")
    merge_people(a, b)
    url = address("byline", "change", line.pk)
    desk.post(url, {**form_data(desk, url, "byline_form"), "person": str(a.pk)})
    assert tied(line) == [(b.pk, a.pk)]


def test_an_import_knows_a_merged_name_and_a_split_gives_it_back(issue, three):
    a, b, _c = three
    merge_people(a, b)
    printed = Signature("沈渡", "reporter", "本报")
    found = link_people([printed], issue.newspaper)
    line = Byline.objects.create(article=make_article(issue), name="沈渡", **tie(found[printed]))
    assert tied(line) == [(b.pk, a.pk)]
    split_person(a)
    assert tied(line) == [(a.pk, None)]


def test_what_was_written_while_a_merge_came_in_between_is_moved_on(issue, three):
    a, b, _c = three
    merge_people(a, b)
    late = byline(issue, a)  # read before the merge, written after it
    assert follow_merges(issue.newspaper) == 1
    assert tied(late) == [(b.pk, a.pk)]


def test_search_learns_of_each_story_and_photo(issue, three):
    a, b, _c = three
    line = byline(issue, a)
    photo = make_photo(issue.pages.first())
    PhotoCredit.objects.create(photo=photo, name="沈渡", person=a)
    # The person as well: an address that names it is another search now.
    expected = {("article", line.article_id), ("photo", photo.pk), ("person", a.pk)}
    for verb in (lambda: merge_people(a, b), lambda: split_person(a)):
        Change.objects.all().delete()
        verb()
        assert set(Change.objects.values_list("kind", "row")) == expected
    Change.objects.all().delete()
    a.refresh_from_db()
    a.name = "沈度"
    a.save()
    assert ("person", a.pk) in set(Change.objects.values_list("kind", "row"))


def test_a_merge_that_fails_changes_nothing(issue, three, monkeypatch):
    a, b, _c = three
    line = byline(issue, a)

    def fail(_newspaper):
        raise RuntimeError

    monkeypatch.setattr("articles.desk.merging_people.follow_merges", fail)
    with pytest.raises(RuntimeError):
        merge_people(a, b)
    assert tied(line) == [(a.pk, None)]
    assert Person.objects.standing().count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.only_on("postgresql")  # SQLite has one writer at a time
def test_two_merges_at_once_make_no_ring(issue, three):
    a, b, _c = three
    started, outcomes = threading.Event(), []

    def other_way() -> None:
        started.set()
        try:
            merge_people(b, a)
            outcomes.append("merged")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    thread = threading.Thread(target=other_way)
    with transaction.atomic():
        merge_people(a, b)
        thread.start()
        assert started.wait(10)
        thread.join(0.3)
        assert outcomes == []  # it waits
    thread.join(20)
    assert outcomes == ["refused"]
    assert Person.objects.filter(merged_into=F("pk")).count() == 0
    assert a.merged.count() == 0


# --- likely duplicates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["沈　渡", "沈 渡", "沉渡", "Ｌｉ Ming"])
def test_variant_forms_of_a_name_share_a_key(form):
    plain = {"沉渡": "沉渡", "Ｌｉ Ming": "li ming"}.get(form, "沈渡")
    assert name_key(form) == name_key(plain)


def test_traditional_and_simplified_are_one_name():
    assert name_key("張偉") == name_key("张伟")
    assert name_key("张伟") != name_key("张玮")


def test_groups_are_of_one_newspaper_and_go_when_answered(issue, three):
    padded = make_person(issue.newspaper, "沈　渡", "")
    other = make_newspaper("other", "另报")
    Person.objects.create(newspaper=other, name="沈渡")
    Person.objects.create(newspaper=other, name="林叙")
    everybody = Person.objects.all()
    assert [set(group) for group in likely_duplicates(everybody)] == [{*(p.pk for p in three), padded.pk}]
    merge_people(three[0], three[1])
    hold_apart([three[1], three[2], padded])
    assert likely_duplicates(everybody) == []
    split_person(three[0])
    assert len(likely_duplicates(everybody)) == 1  # nobody said that this one is somebody else


def test_merging_takes_back_that_they_were_held_apart(three):
    a, b, _c = three
    hold_apart([a, b])
    merge_people(a, b)
    split_person(a)
    assert not a.distinct_from.exists()


def test_the_page_asks_as_much_for_many_groups_as_for_few(desk, issue):
    def ask(rows: range) -> int:
        for n in rows:
            for house in ("港湾日报", "临江晚报"):
                byline(issue, make_person(issue.newspaper, f"周{n}", house))
            gone = make_person(issue.newspaper, f"吴{n}", "")
            merge_people(gone, make_person(issue.newspaper, f"吴{n}"))
        desk.get(address("person", "duplicates"))
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(address("person", "duplicates")).content.decode()
        assert page.count('class="desk-merge"') == min(20, rows.stop)
        return len(queries)

    assert ask(range(2)) == ask(range(2, 12))


def test_an_editor_merges_by_choosing_and_splits_again(desk, issue, three, editor):
    a, b, c = three
    line = byline(issue, a)
    page = desk.get(address("person", "duplicates")).content.decode()
    assert f'value="{a.pk}"' in page
    sent = {"person": [str(a.pk), str(c.pk)], "into": str(c.pk), "do": "merge"}
    answer = desk.post(address("person", "merge"), sent, follow=True)
    assert "“沈渡”" in answer.content.decode()
    assert tied(line) == [(c.pk, a.pk)]
    assert not b.merged.exists()
    a.refresh_from_db()
    assert a.merged_by == editor
    history = desk.get(address("person", "history", a.pk)).content.decode()
    assert "沈渡" in history
    assert address("person", "split", a.pk) in desk.get(address("person", "duplicates")).content.decode()
    desk.post(address("person", "split", a.pk))
    assert tied(line) == [(a.pk, None)]


def test_different_persons_are_not_proposed_again(desk, three):
    sent = {"person": [str(one.pk) for one in three], "do": "apart"}
    desk.post(address("person", "merge"), sent)
    assert 'class="desk-merge"' not in desk.get(address("person", "duplicates")).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"person": ["x", "９", "1" * 30]},
        {"person": ["{a}"], "into": "{a}", "do": "merge"},
        {"person": ["{a}", "{b}"], "do": "merge"},
        {"person": ["{a}", "{b}"], "into": "{c}", "do": "merge"},
        {"person": ["{a}", "{other}"], "into": "{a}", "do": "merge"},
    ],
)
def test_nonsense_merges_nothing(desk, three, sent):
    other = Person.objects.create(newspaper=make_newspaper("other", "另报"), name="沈渡")
    keys = {"a": three[0].pk, "b": three[1].pk, "c": three[2].pk, "other": other.pk}
    filled = {
        name: [one.format(**keys) for one in value] if isinstance(value, list) else value.format(**keys)
        for name, value in sent.items()
    }
    assert desk.post(address("person", "merge"), filled).status_code == 302
    assert desk.get(address("person", "merge"), filled).status_code == 200
    assert Person.objects.standing().count() == 4


@pytest.mark.parametrize("role", ["anonymous", "outsider", "staff", "editor"])
def test_who_merges_and_splits(cast, three, role):
    a, b, c = three
    merge_people(c, b)
    sent = {"person": [str(a.pk), str(b.pk)], "into": str(b.pk), "do": "merge"}
    cast[role].post(address("person", "merge"), sent)
    cast[role].post(address("person", "split", c.pk))
    a.refresh_from_db(), c.refresh_from_db()
    done = role == "editor"
    assert (a.merged_into == b, c.merged_into is None) == (done, done)


def test_verbs_are_posts_with_a_token(editor, three):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend=BACKEND)
    assert client.get(address("person", "split", three[0].pk)).status_code == 405
    assert client.post(address("person", "split", three[0].pk)).status_code == 403
    assert client.post(address("person", "merge")).status_code == 403


def test_the_action_lays_the_chosen_side_by_side(desk, issue, three):
    pen = make_person(issue.newspaper, "渡口客", "")
    chosen = [str(three[0].pk), str(pen.pk)]
    answer = desk.post(
        address("person", "changelist"), {"action": "merge_action", "_selected_action": chosen}, follow=True
    )
    page = answer.content.decode()
    assert "渡口客" in page
    assert page.count('name="into"') == 2


def test_a_merged_person_whose_address_is_public_stays(desk, issue, three):
    a, b, _c = three
    byline(issue, a)
    published(issue)
    merge_people(a, b)
    desk.post(address("person", "delete", a.pk), {"post": "yes"})
    assert Person.objects.filter(pk=a.pk).exists()
    desk.post(address("person", "delete", b.pk), {"post": "yes"})  # a record leads to it
    assert Person.objects.filter(pk=b.pk).exists()


def test_a_choice_offers_no_merged_record(desk, three):
    merge_people(three[0], three[1])
    answer = desk.get(
        "/desk/autocomplete/",
        {"app_label": "articles", "model_name": "byline", "field_name": "person", "term": "沈"},
    )
    assert {int(row["id"]) for row in answer.json()["results"]} == {three[1].pk, three[2].pk}


def test_who_is_tied_to_a_newspaper_reaches_no_persons_of_another(issue, three):
    other = make_newspaper("other", "另报")
    theirs = [
        Person.objects.create(newspaper=other, name="沈渡", affiliation=house) for house in ("", "另报")
    ]
    for one in theirs:
        make_article(make_issue(other, edition=one.pk), headline="沈渡的稿子")
    client = logged_in(make_user(Role.EDITOR, newspapers=[issue.newspaper]))
    page = client.get(address("person", "duplicates")).content.decode()
    assert page.count('class="desk-merge"') == 1
    assert "另报" not in page
    sent = {"person": [str(one.pk) for one in theirs], "into": str(theirs[0].pk), "do": "merge"}
    client.post(address("person", "merge"), sent)
    assert 'name="into"' not in client.get(address("person", "merge"), sent).content.decode()
    assert client.post(address("person", "split", theirs[0].pk)).status_code == 404
    assert Person.objects.standing().count() == 5
    offered = client.get("/desk/type-ahead/persons/", {"q": "沈"}).json()["results"]
    assert {row["fill"]["person"]["id"] for row in offered} == {one.pk for one in three}
    assert client.get("/desk/type-ahead/headlines/", {"q": "沈渡"}).json()["results"] == []
    asked = {"app_label": "articles", "model_name": "byline", "field_name": "person", "term": "沈"}
    found = client.get("/desk/autocomplete/", asked).json()["results"]
    assert {int(row["id"]) for row in found} == {one.pk for one in three}
