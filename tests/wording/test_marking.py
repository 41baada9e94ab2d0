"""Marks inside allow-listed HTML."""

from __future__ import annotations

import random

import pytest

from articles.wording import html
from articles.wording.marking import flatten


@pytest.mark.parametrize(
    ("body", "sought", "marked"),
    [
        ("<p>渡口新桥</p>", "新桥", "<p>渡口<mark>新桥</mark></p>"),
        (
            "<p>渡<strong>口新</strong>桥</p>",
            "口新桥",
            "<p>渡<strong><mark>口新</mark></strong><mark>桥</mark></p>",
        ),
        ("<p>一</p><p>二</p>", "一\n二", "<p><mark>一</mark></p><p><mark>二</mark></p>"),
        ("<p>a &amp; b</p>", "& b", "<p>a <mark>&amp; b</mark></p>"),
        ("<p>1 &lt; 2</p>", "<", "<p>1 <mark>&lt;</mark> 2</p>"),
        ("<p>&nosuch; &amp</p>", "&nosuch;", "<p><mark>&nosuch;</mark> &amp</p>"),
    ],
)
def test_a_span_is_marked(body, sought, marked):
    flat = flatten(body)
    at = flat.text.index(sought)
    assert flat.marked([(at, at + len(sought))]) == marked


def test_only_the_first_mark_has_the_anchor():
    assert (
        flatten("<p>一二</p>").marked([(0, 1), (1, 2)], "hit")
        == '<p><mark id="hit">一</mark><mark>二</mark></p>'
    )


def test_marks_change_nothing_else():
    rnd = random.Random(5)
    pieces = [
        "<p>",
        "</p>",
        "<strong>",
        "</strong>",
        "<em>",
        "</em>",
        "渡口",
        "&amp;",
        "&lt;",
        "a",
        "<h3>",
        "</h3>",
        "\n",
    ]
    for _turn in range(300):
        body = html.clean("".join(rnd.choices(pieces, k=20)))
        flat = flatten(body)
        assert len(flat.text) == len(flat.places)
        assert "".join(flat.text.split()) == "".join(html.plain_text(body).split())
        cuts = sorted(rnd.sample(range(len(flat.text) + 1), k=min(4, (len(flat.text) + 1) // 2 * 2)))
        spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
        marked = flat.marked(spans)
        assert marked.replace("<mark>", "").replace("</mark>", "") == body
        assert (
            html.clean(marked) == body
        )  # it is well-formed: taking the marks away gives back what was there
