"""What file names tell of a page."""

from __future__ import annotations

import datetime

import pytest

from articles.wording.file_names import read_date, read_name

DAY = datetime.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("stem", "date", "number", "position"),
    [
        ("20260314-A01", DAY, "A01", 1),
        ("2026-03-14_02", DAY, "2", 2),
        ("2026.03.14 C2", DAY, "C2", 2),
        ("2026年03月14日第12版", DAY, "12", 12),
        ("01", None, "1", 1),
        ("p3", None, "3", 3),
        ("page003", None, "3", 3),
        ("第三版", None, "三", 3),
        ("第A02版", None, "A02", 2),
        ("1-要闻", None, "1", 1),
        ("linjiang 20260314 b4", DAY, "B4", 4),
        ("front", None, "", 0),
        ("00", None, "", 0),
        ("20261399", None, "", 0),
        ("scan12345", None, "", 0),
        ("scan0007", None, "7", 7),
        ("P12", None, "12", 12),
        ("", None, "", 0),
    ],
)
def test_names_of_pages(stem, date, number, position):
    name = read_name(stem)
    assert (name.date, name.number, name.position) == (date, number, position)


def test_sections_stand_in_the_order_of_their_letters():
    stems = ["B01", "A10", "A02", "03"]
    assert sorted(stems, key=lambda stem: read_name(stem).sort_key) == ["03", "A02", "A10", "B01"]


def test_the_first_date_that_the_calendar_knows():
    assert read_date("2026-02-30 2026-03-14") == DAY
    assert read_date("12026031412") is None
