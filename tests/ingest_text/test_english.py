"""Pages of papers in English: short jump lines, bylines of two lines, credits below pictures, briefs."""

from __future__ import annotations

import pytest

from articles.ingest.text import read_page
from articles.wording.bylines import parse_byline
from articles.wording.credits import split_credit
from articles.wording.jumps import find_continuation, find_jump

LIGHT = """Keeper leaves the Gull Point light
By Ada Thornley
{station}
The keeper of the Gull Point light will climb his two
hundred steps for the last time on Sunday. From Monday
a clock will do his work.
Ruben Castle has kept the lamp for thirty-one years,
and his father kept it before him, as the
{out}
"""


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("Continued on A5", "A5"),
        ("(Continued on Page B2)", "B2"),
        ("Cont'd on page 7", "7"),
        ("See LIGHT, Page A6", "A6"),
        ("See GULL POINT, A6", "A6"),
        ("Please turn to Page 3", "3"),
    ],
)
def test_a_jump_in_few_words(line, page):
    (article,) = read_page(LIGHT.format(station="Staff Writer", out=line)).articles
    assert article.jump.page == page
    assert article.body[-1].text.endswith("as the")


@pytest.mark.parametrize(
    "line",
    ["See page 4 for the plans", "He went on to see ADAM, page 5", "See Adam, page 5", "Turn to the left"],
)
def test_words_that_are_no_jump(line):
    assert find_jump(line) is None


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("From page A1", "A1"),
        ("LIGHT: From A1", "A1"),
        ("Keeper, from page 1", "1"),
        ("Continued from A1", "A1"),
    ],
)
def test_a_continuation_in_few_words(line, page):
    text = f"{line}\nboard had asked him to do. He has been offered a post in\nthe harbour office.\n"
    (article,) = read_page(text).articles
    assert article.continued_from.page == page


@pytest.mark.parametrize("line", ["From page 12 of the report", "From 1 to 5", "Tales from page and stage"])
def test_words_that_are_no_continuation(line):
    assert find_continuation(line) is None


@pytest.mark.parametrize(
    "station", ["Staff Writer", "Courier Staff", "Special to The Courier", "STAFF WRITER"]
)
def test_where_the_writer_belongs_is_part_of_the_byline(station):
    draft = read_page(LIGHT.format(station=station, out="Continued on A5"))
    assert [one.name for one in draft.articles[0].bylines] == ["Ada Thornley"]
    assert not draft.left_out
    assert parse_byline(f"By Ada Thornley, {station}") == parse_byline("By Ada Thornley")


@pytest.mark.parametrize(
    ("credit", "house"),
    [
        ("Photo by Kit Marlow", ""),
        ("Photo: Kit Marlow", ""),
        ("(Kit Marlow photo)", ""),
        ("Kit Marlow/The Courier", "The Courier"),
        ("Courier photo by Kit Marlow", "Courier"),
        ("KIT MARLOW / Staff", ""),
    ],
)
def test_who_took_the_picture(credit, house):
    caption = "Ruben Castle on the steps of the light at Salthaven."
    found, (one,) = split_credit(f"{caption} {credit}")
    assert (found, one.name.title(), one.affiliation) == (caption, "Kit Marlow", house)
    draft = read_page(LIGHT.format(station="Staff Writer", out=f"Continued on A5\n\n{caption}\n{credit}"))
    assert [photo.caption for photo in draft.photos] == [caption]


def test_running_text_with_a_stroke_is_no_credit():
    assert split_credit("They asked for a vote of the Harbour/Fishery board.")[1] == ()


def test_briefs_below_their_label():
    items = [
        (
            "Road closed",
            "Quay Road will be closed to traffic from Wednesday to\nFriday while the water main is mended.",
        ),
        ("Flower show", "The flower show opens in the drill hall on Saturday at\nten. Admission is free."),
        (
            "Choir wanted",
            "The parish choir seeks tenors and basses. Rehearsals are\nheld on Wednesdays at seven.",
        ),
    ]
    column = "\n".join(f"{head}\n{text}" for head, text in items)
    draft = read_page(f"{LIGHT.format(station='Staff Writer', out='Continued on A5')}\nIn brief\n{column}\n")
    assert [one.headline for one in draft.articles[1:]] == [head for head, _text in items]
