"""The examples of the help page find something in the demo newspaper."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from articles.finding.examples import CHAPTERS
from articles.search.asking import Ask
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.results import search

# The demo's own truth; imports, preflight and search are asked of both databases by the tests of theirs.
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_every_example_finds_something():
    call_command("load_demo", no_login=True, verbosity=0)
    rebuild()
    queries = [example.query for chapter in CHAPTERS for example in chapter.examples]
    assert [query for query in queries if not search(Ask(parse(query).tree)).total] == []
