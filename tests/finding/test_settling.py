"""What an address means today: newspapers that are not there, persons that were merged, names not to be told."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk.merging_people import merge_people
from articles.models import Byline, Column, Person, Role
from articles.search.rebuild import rebuild
from tests.house import make_user

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def narrowed(text: str) -> str:
    found = re.search(r'<ul class="narrowed".*?</ul>', text, re.DOTALL)
    return found[0] if found else ""


def total(text: str) -> int:
    return int(re.search(r"<b>(\d+)</b>", text)[1])


def counts(client, query: str) -> list[int]:
    """How much the page, an export and the feed find."""
    rows = json.loads(b"".join(client.get(f"/search/export.json?{query}")))
    feed = client.get(f"/search/feed.atom?{query}").content.decode()
    return [total(text_of(client, f"/search/?{query}")), len(rows), feed.count("<entry")]


def test_names_of_what_is_not_public_are_not_told(client, archive):
    person = Person.objects.create(newspaper=archive.paper, name="线人甲", affiliation="密")
    column = Column.objects.create(newspaper=archive.paper, name="未推出的栏目", slug="weituichu")
    text = text_of(client, f"/search/?q=渡口&person={person.pk}&column={column.pk}")
    assert "线人甲" not in text
    assert "未推出" not in text
    assert narrowed(text).count("<b>") == 2  # their numbers alone
    assert f"<b>{person.pk}</b>" in narrowed(text)


def test_names_of_what_is_public_are_told_where_nothing_is_found(client, archive):
    person = Person.objects.get(name="林小满")
    text = narrowed(text_of(client, f"/search/?q=鲸鱼&person={person.pk}&column={archive.column.pk}"))
    assert "林小满（港湾日报）" in text
    assert "江边话" in text


def test_a_name_is_not_told_any_more_when_its_article_is_withdrawn(client, archive):
    """The index may be behind: whose names may be read is asked of the database."""
    person = Person.objects.get(name="林小满")
    Byline.objects.filter(person=person).exclude(article=archive.draft).delete()
    text = text_of(client, f"/search/?q=渡口&person={person.pk}")
    assert "林小满（港湾日报）" not in text


@pytest.mark.parametrize("role", Role)
def test_editors_read_no_names_of_newspapers_beyond_their_reach(client, archive, role):
    person = Person.objects.get(name="林小满")
    client.force_login(make_user(role, newspapers=[archive.other]))
    text = text_of(client, f"/desk/search/?q=渡口&person={person.pk}&column={archive.column.pk}")
    assert "林小满" not in text
    assert "江边话" not in text
    client.force_login(make_user(role, "other", newspapers=[archive.paper]))
    text = text_of(client, f"/desk/search/?q=渡口&person={person.pk}&column={archive.column.pk}")
    assert "林小满" in narrowed(text)
    assert "江边话" in narrowed(text)


def test_an_unknown_newspaper_means_the_same_everywhere(client, archive):
    text = text_of(client, "/search/?q=渡口&newspaper=none")
    assert counts(client, "q=渡口&newspaper=none") == [5, 5, 5]
    assert "地址中的“报纸”无法识别，已略去。" in text
    assert f'rel="canonical" href="http://testserver/search/?q={quote("渡口")}"' in text
    assert f'href="/search/export.json?q={quote("渡口")}"' in text
    assert 'name="newspaper"' not in text


def test_an_unknown_newspaper_alone_takes_nothing_away(client, archive):
    assert json.loads(b"".join(client.get("/search/export.json?newspaper=none"))) == []
    assert b"<entry" not in client.get("/search/feed.atom?newspaper=none").content


def test_the_address_of_a_merged_person_finds_what_it_found(client, archive):
    person = Person.objects.get(name="林小满")
    before = counts(client, f"person={person.pk}")
    assert before == [2, 2, 2]
    middle = Person.objects.create(newspaper=archive.paper, name="林小满", affiliation="甲")
    root = Person.objects.create(newspaper=archive.paper, name="林小满", affiliation="乙")
    merge_people(person, middle)
    merge_people(middle, root)
    rebuild()
    assert counts(client, f"person={person.pk}") == before
    text = text_of(client, f"/search/?person={person.pk}")
    assert f'href="http://testserver/search/?person={root.pk}"' in text
    assert "林小满（乙）" in narrowed(text)


def test_the_number_of_queries_for_names_does_not_grow(client, archive):
    many = [Person(newspaper=archive.paper, name=f"记者{n}") for n in range(30)]
    Person.objects.bulk_create(many)
    person = Person.objects.get(name="林小满")
    address = f"/search/?q=渡口&column={archive.column.pk}&person={person.pk}"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Byline.objects.bulk_create(
        [Byline(article=archive.ferry, name=one.name, person=one) for one in Person.objects.all()]
    )
    rebuild()
    with CaptureQueriesContext(connection) as all_of_them:
        text = client.get(address.replace(f"person={person.pk}", "")).content.decode()
    assert "记者29" in text or "记者7" in text
    assert len(all_of_them) <= len(few)
