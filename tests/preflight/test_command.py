"""manage.py preflight: what it prints, and with what it exits."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.desk import workflow
from articles.desk.preflight import preflight
from tests.house import make_article
from tests.preflight.conftest import MARKET

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("preflight", *arguments, stdout=out)
    return out.getvalue()


def test_a_clean_issue(issue, story):
    assert run("harbour-daily", "2026-03-14") == ""
    assert json.loads(run("harbour-daily", "2026-03-14", "--json")) == {"findings": [], "overridden": []}


def test_an_error_exits_with_one(issue):
    article = make_article(issue, (2,), "", [MARKET.replace("，", ",", 1)])
    out = io.StringIO()
    with pytest.raises(CommandError, match="1") as raised:
        call_command("preflight", "harbour-daily", "2026-03-14", "--json", stdout=out)
    assert raised.value.returncode == 1
    error, warning = json.loads(out.getvalue())["findings"]
    assert (error["level"], error["kind"], error["page"], error["noun"]) == (
        "error",
        "no_headline",
        "2",
        "article",
    )
    assert (warning["kind"], warning["field"], warning["length"]) == ("half_width", "body", 1)
    assert "," in warning["excerpt"]
    assert run("harbour-daily", "2026-03-14", "--page", "1") == ""
    with pytest.raises(CommandError):
        run("harbour-daily", "2026-03-14", "--page", "2")
    workflow.override(article, [error["key"]], "本无标题。", None)
    told = json.loads(run("harbour-daily", "2026-03-14", "--json"))
    assert [one["reason"] for one in told["overridden"]] == ["本无标题。"]
    assert "半角" not in run("harbour-daily", "2026-03-14")
    assert len(preflight(issue).warnings) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere", "2026-03-14"),
        ("harbour-daily", "2026-03-15"),
        ("harbour-daily", "2026-03-14", "--page", "9"),
    ],
)
def test_what_is_not_there(issue, arguments):
    with pytest.raises(CommandError):
        run(*arguments)
