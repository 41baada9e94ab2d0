"""A person's page and a column's."""

from __future__ import annotations

import datetime
import re

import pytest

from articles.desk.merging_people import merge_people, split_person
from articles.ingest.joining import join
from articles.models import Column, Person, PhotoCredit, Stage
from articles.reading.timeline import HEIGHT, bars
from tests.house import DAY, make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_persons_articles_newest_first(client):
    for days, headline in ((0, "较早的"), (1, "较晚的")):
        issue = make_issue(date=DAY + datetime.timedelta(days=days))
        make_article(issue, headline=headline, bylines=("张三",))
        make_article(issue, headline="别人的", bylines=("李四",))
        published(issue)
    draft = make_issue(date=DAY + datetime.timedelta(days=2))
    make_article(draft, headline="未发布的", bylines=("张三",))
    person = Person.objects.get(name="张三")
    text = text_of(client, person.get_absolute_url())
    assert text.index("较晚的") < text.index("较早的")
    assert "别人的" not in text
    assert "未发布的" not in text
    assert "港湾日报" in text


def test_who_signed_a_joined_tail_signed_the_story(client):
    issue = make_issue()
    front = make_article(issue, (1,), headline="前篇", bylines=("张三",))
    tail = make_article(issue, (3,), headline="后篇", bylines=("李四",))
    join(front.parts.get(), tail.parts.get())
    published(issue)
    text = text_of(client, Person.objects.get(name="李四").get_absolute_url())
    assert front.get_absolute_url() in text
    assert "后篇" not in text


def test_photos_that_credit_a_person(client):
    issue = make_issue()
    person = Person.objects.create(newspaper=issue.newspaper, name="王五")
    photo = make_photo(issue.pages.get(sequence=2), caption="渡口的晨光")
    PhotoCredit.objects.create(photo=photo, name="王五", role="photographer", person=person)
    assert client.get(person.get_absolute_url()).status_code == 404
    published(issue)
    text = text_of(client, person.get_absolute_url())
    assert "渡口的晨光" in text
    assert "/harbour-daily/2026-03-14/p2/" in text


def test_a_person_whom_nothing_public_names_is_not_there(client):
    issue = make_issue()
    article = make_article(issue, bylines=("张三",))
    person = Person.objects.get()
    assert client.get(person.get_absolute_url()).status_code == 404
    published(issue)
    assert client.get(person.get_absolute_url()).status_code == 200
    type(article).objects.update(stage=Stage.DRAFT)
    assert client.get(person.get_absolute_url()).status_code == 404


def test_long_lists_are_paged(client):
    issue = make_issue()
    for number in range(53):
        make_article(issue, headline=f"第{number}篇", bylines=("张三",))
    published(issue)
    address = Person.objects.get().get_absolute_url()
    first, second = text_of(client, address), text_of(client, f"{address}?page=2")
    assert first.count("<h3>") == 50
    assert second.count("<h3>") == 3
    assert '?page=2"' in first
    for wrong in ("0", "3", "x", "-1", "9" * 30):
        assert client.get(f"{address}?page={wrong}").status_code == 404


def test_a_column(client):
    issue = make_issue()
    column = Column.objects.create(
        newspaper=issue.newspaper, name="江边话", slug="江边话", about="说说江边的事。"
    )
    make_article(issue, headline="栏目里的", column=column)
    make_article(issue, headline="栏目外的")
    assert client.get(column.get_absolute_url()).status_code == 404
    published(issue)
    text = text_of(client, column.get_absolute_url())
    assert "栏目里的" in text
    assert "栏目外的" not in text
    assert "说说江边的事" in text


@pytest.fixture
def career():
    """Two years of articles and photos by one person, under two names and affiliations."""
    for year, stories, photos in ((2023, 2, 0), (2026, 1, 2)):
        issue = make_issue(date=DAY.replace(year=year))
        for number in range(stories):
            make_article(issue, headline=f"{year}年第{number}篇", bylines=("张三",))
        person = Person.objects.get(name="张三")
        for number in range(photos):
            photo = make_photo(issue.pages.get(sequence=1), caption=f"{year}年的第{number}幅")
            PhotoCredit.objects.create(photo=photo, name="三张", role="photographer", person=person)
        published(issue)
    draft = make_issue(date=DAY.replace(year=2028))
    story = make_article(draft, headline="未发布的", bylines=("张三",))
    story.bylines.update(name="张弎", affiliation="远山报", role="author")
    return person


def test_work_stands_under_its_years_with_their_counts(client, career):
    text = text_of(client, f"/en{career.get_absolute_url()}")
    assert [int(year) for year in re.findall(r'class="year-of-work".*?>(\d{4})<', text)] == [2026, 2023, 2026]
    for bar in ("2023: 2 articles, 0 photos", "2026: 1 article, 2 photos"):
        assert f'aria-label="{bar}"' in text
    assert "2028" not in text


def test_a_year_has_an_address_of_its_own(client, career):
    text = text_of(client, f"{career.get_absolute_url()}2023/")
    assert "2023年第0篇" in text
    assert "2026年" not in text.split("<main")[1].split("</svg>")[1].replace("2026年的", "")
    assert f'<link rel="canonical" href="http://testserver{career.get_absolute_url()}2023/">' in text
    assert "aria-current" in text
    for nothing in ("2024", "2028", "0", "99999999999999999999"):
        assert client.get(f"{career.get_absolute_url()}{nothing}/").status_code == 404


def test_how_the_name_was_printed_and_when(client, career):
    text = text_of(client, career.get_absolute_url())
    printed = re.search(r'<ul class="printed-as">.*?</ul>', text, re.S)[0]
    assert "2023–2026" in printed
    assert "摄影" in printed
    assert "三张" in re.search(r'class="also-printed".*?</p>', text, re.S)[0]
    assert "张弎" not in text  # only a draft prints it
    assert "远山报" not in text


def test_the_address_of_a_merged_person_leads_on(client, career):
    issue = make_issue(date=DAY.replace(month=5))
    make_article(issue, headline="别名写的", bylines=("渡口客",))
    published(issue)
    pen = Person.objects.get(name="渡口客")
    merge_people(career, pen)
    for rest in ("", "2023/"):
        answer = client.get(career.get_absolute_url() + rest)
        assert (answer.status_code, answer.url) == (301, pen.get_absolute_url() + rest)
        assert answer["Cache-Control"] == "no-cache"
    text = text_of(client, pen.get_absolute_url())
    assert "2023年第0篇" in text
    assert "张三" in re.search(r'class="also-printed".*?</p>', text, re.S)[0]
    split_person(career)
    assert client.get(career.get_absolute_url()).status_code == 200
    assert "2023年第0篇" not in text_of(client, pen.get_absolute_url())


def test_a_merged_person_of_whom_nothing_is_public_is_not_there(client):
    issue = make_issue()
    make_article(issue, bylines=("张三", "李四"))
    one, other = Person.objects.order_by("pk")
    merge_people(one, other)
    assert client.get(one.get_absolute_url()).status_code == 404


class TestBars:
    """The drawing of years."""

    def test_every_year_has_a_place_and_the_fullest_is_the_tallest(self):
        drawn = bars({2020: 4, 2023: 1}, {2023: 1})
        assert [bar.year for bar in drawn] == [2020, 2021, 2022, 2023]
        assert [bar.height for bar in drawn] == [HEIGHT, 0, 0, HEIGHT // 2]
        assert all(bar.y + bar.height == HEIGHT for bar in drawn)

    def test_a_small_year_beside_a_great_one_is_still_seen(self):
        assert bars({2020: 10_000, 2021: 1}, {})[1].height == 2

    @pytest.mark.parametrize("years", [1, 3, 8, 30, 75, 150])
    def test_labels_stay_few_and_all_places_on_the_page(self, years):
        drawn = bars({1950: 1, 1949 + years: 1}, {})
        assert sum(bar.labelled for bar in drawn) <= 8
        assert float(drawn[-1].place_x[:-1]) + float(drawn[-1].place_width[:-1]) <= 100.01

    def test_nothing_draws_nothing(self):
        assert bars({}, {}) == []


@pytest.mark.parametrize("slug", ["%00", "river%00", "%0a", "river%7f", "%ff"])
def test_a_path_that_no_column_has_is_not_there(client, slug):
    make_newspaper()
    assert client.get(f"/harbour-daily/columns/{slug}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "affiliation", "shown"),
    [
        ("林晓", "港湾日报", "林晓（港湾日报）"),
        ("林晓", "The Quay", "林晓（The Quay）"),
        ("Anna Keller", "The Quay", "Anna Keller (The Quay)"),
        ("Anna Keller", "", "Anna Keller"),
    ],
)
def test_a_person_is_told_from_namesakes_with_the_brackets_of_the_name(name, affiliation, shown):
    assert str(Person(name=name, affiliation=affiliation)) == shown
