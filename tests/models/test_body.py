"""A body is allow-listed HTML whichever way it comes in, and reads as text across its page breaks."""

from __future__ import annotations

import random

import pytest

from articles.models import ArticlePart
from articles.wording import html
from tests.house import make_article, make_issue

NASTY = '<p onclick="x()">稳<script>alert(1)</script></p><a href="javascript:1">链</a><img src=x onerror=y>'


def test_nasty_html_is_cleaned_on_every_way_into_the_database(db):
    part = make_article(make_issue(), bodies=[NASTY]).parts.get()
    safe = "<p>稳</p><p>链</p>"
    assert part.body == safe
    ArticlePart.objects.filter(pk=part.pk).update(body=NASTY)
    assert ArticlePart.objects.get().body == safe
    ArticlePart.objects.bulk_update([ArticlePart(pk=part.pk, body=NASTY)], ["body"])
    assert ArticlePart.objects.get().body == safe
    part.body = NASTY
    part.save()
    assert part.body == safe


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("plain < text", "<p>plain &lt; text</p>"),
        ("<div>一<br>二</div>", "<p>一</p><p>二</p>"),
        ("<h1 class=x>题</h1>", "<h3>题</h3>"),
        ("<b>粗</b><i>斜</i>", "<p><strong>粗</strong><em>斜</em></p>"),
        ("<p>&nbsp;</p><p>　</p><p>字</p>", "<p>字</p>"),
        ("<ul><li>一<ul><li>二</li></ul></li></ul>尾", "<ul><li>一<ul><li>二</li></ul></li></ul><p>尾</p>"),
        ('<table><tr><td colspan=2 style="x">1</td></tr></table>',
         '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'),
        ("<p>a\0b</p>", "<p>ab</p>"),
    ],
)  # fmt: skip
def test_cleaning(given, kept):
    assert html.clean(given) == kept


def test_cleaning_clean_html_changes_nothing():
    rnd = random.Random(1)
    bits = ["<p>", "</p>", "<strong>", "</strong>", "字", "b", "<ul>", "<li>", "</li>", "</ul>", "<table>"]
    bits += ["<td>", "</td>", "</table>", "<h3>", "</h3>", "<", ">", "&", "<script>", "</script>", "<svg>"]
    for _ in range(2000):
        once = html.clean("".join(rnd.choice(bits) for _ in range(rnd.randint(1, 14))))
        assert html.clean(once) == once


def test_the_joined_text_leaves_repeats_out(db):
    article = make_article(
        make_issue(), pages=(1, 3, 4), bodies=["<p>甲，</p>", "<p>乙。</p>", "<p>乙。</p>"]
    )
    article.parts.filter(order=2).update(joins_as="sentence")
    article.parts.filter(order=3).update(repeats=True)
    assert article.joined_text() == "甲，乙。"
