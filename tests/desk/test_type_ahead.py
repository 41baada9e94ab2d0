"""What is offered while an editor types: prefix first, the last printed first, in a fixed number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Byline, Column, Person, PhotoCredit
from articles.search.rebuild import rebuild
from articles.wording.bylines import split_title
from tests.house import make_article, make_issue, make_newspaper, make_person, make_photo

pytestmark = pytest.mark.django_db

PERSONS, HEADLINES = "/desk/type-ahead/persons/", "/desk/type-ahead/headlines/"


@pytest.fixture
def issue(db):
    return make_issue()


def printed(issue, of: Person, role="reporter", affiliation="本报", title="") -> None:
    Byline.objects.create(
        article=make_article(issue),
        name=of.name,
        role=role,
        affiliation=affiliation,
        title=title,
        person=of,
    )


def offered(client, address, q, **rest) -> list[dict]:
    answer = client.get(address, {"q": q, **rest})
    assert answer.status_code == 200
    return answer.json()["results"]


def test_what_begins_with_the_words_stands_first_and_of_those_the_last_printed(desk, issue):
    inside, old, new, never = (
        make_person(issue.newspaper, name) for name in ("李周舟", "周望舒", "周远", "周平")
    )
    for one in (old, inside, new):
        printed(issue, one)
    assert [row["value"] for row in offered(desk, PERSONS, "周")] == ["周远", "周望舒", "周平", "李周舟"]
    printed(issue, old)
    assert offered(desk, PERSONS, "周")[0]["value"] == "周望舒"
    assert never.name in [row["value"] for row in offered(desk, PERSONS, "平")]


def test_a_row_fills_role_house_and_person_as_they_were_printed_last(desk, issue):
    one = make_person(issue.newspaper, "周望舒")
    printed(issue, one)
    printed(issue, one, role="intern", affiliation="融媒体中心")
    (row,) = offered(desk, PERSONS, "周望")
    assert row["fill"] == {
        "person": {"id": one.pk, "text": "周望舒（港湾日报）"},
        "role": "intern",
        "affiliation": "融媒体中心",
        "title": "",
    }


def test_a_rank_lasts_and_what_was_done_for_one_story_does_not(desk, issue):
    one = make_person(issue.newspaper, "周望舒")
    printed(issue, one, title="首席记者")
    assert offered(desk, PERSONS, "周望")[0]["fill"]["title"] == "首席记者"
    assert offered(desk, PERSONS, "本报见习记者 周")[0]["fill"]["title"] == "见习记者"
    printed(issue, one, title="记者…文/图")
    assert offered(desk, PERSONS, "周望")[0]["fill"]["title"] == ""


def test_a_title_before_the_name_counts_as_typed(desk, issue):
    one, writer = make_person(issue.newspaper, "周望舒"), make_person(issue.newspaper, "林叙", "")
    printed(issue, writer, role="correspondent", affiliation="")
    printed(issue, one)
    (row,) = offered(desk, PERSONS, "临江晚报通讯员 周")
    assert (row["value"], row["fill"]["role"], row["fill"]["affiliation"]) == (
        "周望舒",
        "correspondent",
        "临江晚报",
    )
    assert [row["value"] for row in offered(desk, PERSONS, "记者")] == ["周望舒"]
    assert [row["value"] for row in offered(desk, PERSONS, "通讯员")] == ["林叙"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("记者", ("", "reporter", "", "")),
        ("本报记者　周", ("本报", "reporter", "", "周")),
        ("本报见习记者周", ("本报", "reporter", "见习记者", "周")),
        ("实习生张", ("", "intern", "", "张")),
        ("周望", ("", "", "", "周望")),
        ("", ("", "", "", "")),
    ],
)
def test_a_title_is_parted_from_what_follows(typed, read):
    assert split_title(typed) == read


def test_who_has_only_credits_is_filled_from_them(desk, issue):
    one = make_person(issue.newspaper, "王川")
    photo = make_photo(issue.pages.first())
    PhotoCredit.objects.create(photo=photo, name="王川", role="photographer", person=one)
    (row,) = offered(desk, PERSONS, "王")
    assert row["fill"]["role"] == "photographer"


def test_a_newspaper_narrows_and_merged_records_are_left_out(desk, issue):
    own = make_person(issue.newspaper, "周望舒")
    Person.objects.create(newspaper=make_newspaper("other", "另报"), name="周望舒")
    Person.objects.create(newspaper=issue.newspaper, name="周望", merged_into=own)
    rows = offered(desk, PERSONS, "周", newspaper=str(issue.newspaper.pk))
    assert [row["fill"]["person"]["id"] for row in rows] == [own.pk]
    assert len(offered(desk, PERSONS, "周", newspaper="²")) == 2


@pytest.mark.django_db(transaction=True)  # as the index is built from what is committed
def test_headlines_by_a_piece_newest_first_with_or_without_an_index(desk, issue):
    later = make_issue(date=issue.date.replace(day=20))
    make_article(issue, headline="渡口新桥通车")
    article = make_article(later, headline="新桥桥头种树")
    make_article(later, headline="午饭")
    for _state in ("no index", "index"):
        rows = offered(desk, HEADLINES, "新桥")
        assert [row["value"] for row in rows] == ["新桥桥头种树", "渡口新桥通车"]
        assert rows[0]["address"] == f"/desk/articles/article/{article.pk}/change/"
        rebuild()
    assert offered(desk, HEADLINES, "") == []


@pytest.mark.parametrize("address", [PERSONS, HEADLINES])
def test_who_may_not_see_them_is_told_nothing(cast, staff_with, issue, address):
    make_person(issue.newspaper, "周望舒")
    for role in ("anonymous", "outsider"):
        assert cast[role].get(address, {"q": "周"}).status_code == 302
    assert staff_with("view_newspaper").get(address, {"q": "周"}).status_code == 403
    assert cast["editor"].post(address).status_code in (403, 405)


@pytest.mark.parametrize("q", ["\0", "%", "_", "'", "“", " ", "记者" * 90, "\ud83d\ude00"])
def test_anything_may_be_typed(desk, issue, q):
    make_person(issue.newspaper, "周望舒")
    for address in (PERSONS, HEADLINES):
        offered(desk, address, q.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@pytest.mark.parametrize("address", [PERSONS, HEADLINES])
def test_ten_rows_ask_as_much_as_two(desk, issue, address):
    counts = []
    for rows in (range(2), range(2, 30)):
        for n in rows:
            printed(issue, make_person(issue.newspaper, f"周{n}"))
            make_article(issue, headline=f"周刊第{n}期")
        desk.get(address, {"q": "周"})
        with CaptureQueriesContext(connection) as queries:
            found = offered(desk, address, "周")
        counts.append(len(queries))
    assert len(found) == 10
    assert counts[1] <= counts[0]


def test_columns_by_what_begins_and_by_use(desk, issue):
    old, new, inside = (
        Column.objects.create(newspaper=issue.newspaper, name=name, slug=name)
        for name in ("江边话", "江上", "大江")
    )
    for column in (old, inside, new):
        make_article(issue, column=column)
    asked = {"app_label": "articles", "model_name": "article", "field_name": "column", "term": "江"}
    rows = desk.get("/desk/autocomplete/", asked).json()["results"]
    assert [row["text"] for row in rows] == [new.name, old.name, inside.name]
