"""Bylines and datelines of papers in English and German."""

from __future__ import annotations

import pytest

from articles.wording.bylines import has_title, parse_byline
from articles.wording.datelines import opens_with_dateline, split_opening


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("By Ada Thornley", ["Ada Thornley"]),
        ("BY ADA THORNLEY", ["Ada Thornley"]),
        ("By A. Thornley and Ruben Castle", ["A. Thornley", "Ruben Castle"]),
        ("Von Jutta von der Heide, Kai Brandt", ["Jutta von der Heide", "Kai Brandt"]),
    ],
)
def test_a_byline_names_its_reporters(printed, names):
    assert [(one.name, one.role) for one in parse_byline(printed)] == [(name, "reporter") for name in names]
    assert has_title(printed)


@pytest.mark.parametrize(
    "printed",
    [
        "By noon the quay was empty again",
        "Von zwölf Booten kamen elf zurück",
        "By Tuesday, when the Harbour Board met",
    ],
)
def test_a_line_of_text_that_begins_like_a_byline_is_none(printed):
    assert parse_byline(printed) == ()
    assert not has_title(printed)


@pytest.mark.parametrize(
    ("printed", "agency", "place", "date"),
    [
        ("SALTHAVEN, April 9. The", "", "Salthaven", "April 9"),
        ("NEW HARLOW, Oct. 12 (Reuters) — The", "Reuters", "New Harlow", "Oct. 12"),
        ("SALTHAVEN — The", "", "Salthaven", ""),
        ("Marlingen, 7. Mai. Der", "", "Marlingen", "7. Mai"),
        ("Bad Marlingen am See (dpa) – Der", "dpa", "Bad Marlingen am See", ""),
        ("Marlingen (dpa). Der", "dpa", "Marlingen", ""),
    ],
)
def test_a_dateline_opens_a_story(printed, agency, place, date):
    opening = split_opening(f"{printed} first word")
    assert opening is not None
    assert opening.dateline is not None
    assert (opening.dateline.agency, opening.dateline.place, opening.dateline.date) == (agency, place, date)
    assert f"{printed} first word"[opening.end :] == f"{printed.split()[-1]} first word"


@pytest.mark.parametrize(
    "printed",
    [
        "The mayor (Harbour Party) said",
        "On Friday, May 2, the board met",
        "NATO — the alliance",
        "Mr. Thornley (Salthaven). He said",
        "Die Fraktion (Mitte) Der Antrag",
    ],
)
def test_a_sentence_is_no_dateline(printed):
    assert split_opening(printed) is None
    assert not opens_with_dateline(printed)
