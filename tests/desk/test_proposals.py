"""Names known under another affiliation only: proposed, and the three answers."""

from __future__ import annotations

import pytest

from articles.desk.merging_people import merge_people
from articles.desk.proposals import proposed
from articles.ingest.people import link_people
from articles.models import Byline, Person, PhotoCredit
from articles.wording.values import Signature
from tests.desk.conftest import address
from tests.house import make_article, make_issue, make_newspaper, make_person, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(db):
    return make_issue()


def waiting(issue, name="沈渡", affiliation="临江晚报", **rest) -> Byline:
    return Byline.objects.create(article=make_article(issue), name=name, affiliation=affiliation, **rest)


def act(desk, action: str, *lines, noun: str = "byline"):
    chosen = {"action": action, "_selected_action": [str(line.pk) for line in lines]}
    return desk.post(address(noun, "changelist") + "?proposed=yes", chosen)


def test_within_newspaper_and_affiliation_a_name_links_by_itself_else_it_is_proposed(issue):
    own = make_person(issue.newspaper)
    make_person(make_newspaper("other", "另报"), "林叙")
    printed = [Signature("沈渡", "reporter", "本报"), Signature("沈渡", "reporter", "临江晚报")]
    found = link_people(printed, issue.newspaper)
    assert [found[one] for one in printed] == [own, None]
    line = waiting(issue)
    waiting(issue, "林叙")  # known to another newspaper alone
    assert list(proposed(Byline.objects.all())) == [line]


@pytest.mark.parametrize(
    ("affiliation", "role", "is_own"),
    [
        ("本报", "reporter", True),
        ("港湾日报", "editor", True),
        ("融媒体中心", "reporter", True),
        ("港湾日报全媒体", "reporter", True),
        ("本报融媒体", "intern", True),
        ("本报", "photographer", True),
        ("", "reporter", True),
        ("港湾日报晚刊", "reporter", False),  # other houses, whose names only begin so
        ("融媒体学院", "reporter", False),
        ("本报读者", "reporter", False),
        ("本报", "correspondent", False),  # 本报通讯员, 本报特约撰稿人
        ("本报", "author", False),
        ("", "author", False),
    ],
)
def test_our_own_staff_is_known_by_the_names_of_our_own_house_alone(issue, affiliation, role, is_own):
    own = make_person(issue.newspaper)
    printed = Signature("沈渡", role, affiliation)
    assert link_people([printed], issue.newspaper)[printed] == (own if is_own else None)


def test_the_first_page_counts_what_is_proposed_and_leads_to_it(desk, issue):
    make_person(issue.newspaper)
    waiting(issue), waiting(issue)
    waiting(issue, "无名")
    PhotoCredit.objects.create(photo=make_photo(issue.pages.first()), name="沈渡", affiliation="临江晚报")
    response = desk.get("/desk/")
    assert (response.context["proposed_bylines"], response.context["proposed_credits"]) == (2, 1)
    assert address("byline", "changelist") + "?proposed=yes" in response.content.decode()
    rows = desk.get(address("byline", "changelist"), {"proposed": "yes"}).context["cl"].result_list
    assert {row.name for row in rows} == {"沈渡"}


def test_many_are_accepted_at_once(desk, issue):
    own = make_person(issue.newspaper)
    lines = [waiting(issue), waiting(issue)]
    act(desk, "link_action", *lines)
    assert {line.person for line in Byline.objects.all()} == {own}


def test_many_become_one_new_person(desk, issue):
    own = make_person(issue.newspaper)
    lines = [waiting(issue), waiting(issue), waiting(issue, "新华社", role="source")]
    act(desk, "new_person_action", *lines)
    made = Person.objects.exclude(pk=own.pk).get()
    assert (made.name, made.affiliation, made.newspaper) == ("沈渡", "临江晚报", issue.newspaper)
    assert [line.person for line in Byline.objects.order_by("pk")] == [made, made, None]


def test_none_of_them_is_proposed_no_more(desk, issue):
    make_person(issue.newspaper)
    line, other = waiting(issue), waiting(issue)
    act(desk, "turn_down_action", line)
    assert list(proposed(Byline.objects.all())) == [other]
    third = make_person(issue.newspaper, affiliation="远山报")
    assert set(proposed(Byline.objects.all())) == {line, other}  # somebody new may be it
    act(desk, "link_action", line)
    line.refresh_from_db()
    assert line.person == third


def test_credits_are_answered_as_bylines_are(desk, issue):
    own = make_person(issue.newspaper)
    photo = make_photo(issue.pages.first())
    credits = [PhotoCredit.objects.create(photo=photo, name="沈渡", affiliation=str(n)) for n in range(3)]
    for action, line in zip(("link_action", "new_person_action", "turn_down_action"), credits, strict=True):
        act(desk, action, line, noun="photocredit")
        line.refresh_from_db()
    assert credits[0].person == own
    assert credits[1].person.affiliation == "1"
    assert credits[2].person is None
    assert not proposed(PhotoCredit.objects.all()).exists()


def test_one_of_several_is_chosen_in_the_list(desk, issue):
    first, second = make_person(issue.newspaper), make_person(issue.newspaper, affiliation="")
    line = waiting(issue)
    page = desk.get(address("byline", "changelist"), {"proposed": "yes"}).content.decode()
    link = address("byline", "link", line.pk) + "?proposed=yes"
    assert page.count(f'formaction="{link}"') == 2
    answer = desk.post(link, {"person": str(second.pk)})
    assert answer.url == address("byline", "changelist") + "?proposed=yes"
    line.refresh_from_db()
    assert line.person == second
    other = waiting(issue)
    desk.post(address("byline", "turn-down", other.pk), {"person": str(first.pk)})
    assert list(other.turned_down.all()) == [first]


@pytest.mark.parametrize("sent", ["x", "0", "9" * 30, "{other}"])
def test_who_is_not_proposed_is_not_linked(desk, issue, sent):
    make_person(issue.newspaper)
    other = make_person(issue.newspaper, "林叙")
    line = waiting(issue)
    for answer in ("link", "turn-down", "new-person"):
        desk.post(address("byline", answer, line.pk), {"person": sent.format(other=other.pk)})
    line.refresh_from_db()
    assert line.person is None
    assert not line.turned_down.exists()
    assert Person.objects.count() == 2


def test_a_merged_record_is_proposed_as_whom_it_lives_on_in(desk, issue):
    old, now = make_person(issue.newspaper), make_person(issue.newspaper, "沈舟", "")
    merge_people(old, now)
    line = waiting(issue)
    act(desk, "link_action", line)
    line.refresh_from_db()
    assert (line.person, line.known_as) == (now, old)


@pytest.mark.parametrize("answer", ["link", "new-person", "turn-down"])
@pytest.mark.parametrize("role", ["anonymous", "outsider", "staff", "editor"])
def test_who_answers(cast, issue, role, answer):
    make_person(issue.newspaper)
    line = waiting(issue)
    cast[role].post(address("byline", answer, line.pk))
    line.refresh_from_db()
    assert (line.person is not None or line.turned_down.exists()) == (role == "editor")


def test_who_may_not_add_persons_makes_none(staff_with, issue):
    line = waiting(issue)
    client = staff_with("view_byline", "change_byline")
    assert client.post(address("byline", "new-person", line.pk)).status_code == 403
    assert not Person.objects.exists()
