"""The examples of the help page; a test searches the demo newspaper for each."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as noop


class Example(NamedTuple):
    """A query, and what it finds."""

    query: str
    finds: str


class Chapter(NamedTuple):
    """What belongs together."""

    title: str
    examples: list[Example]


CHAPTERS = [
    Chapter(
        noop("Words and phrases"),
        [
            Example("护堤员 涵闸", noop("both words, anywhere in the article")),
            Example("“一碗水静置”", noop("exactly this phrase, over line ends and page breaks")),
            Example("設防水位", noop("traditional characters find simplified ones, and the other way round")),
            Example("N*", noop("words that begin so; numbers and Latin words are otherwise found whole")),
        ],
    ),
    Chapter(
        noop("AND, OR, NOT"),
        [
            Example("午饭 OR 午餐", noop("one or the other, OR in capitals; | does the same")),
            Example("护堤员 -午餐", noop("the first without the second; NOT or － does the same")),
            Example("（午餐 OR 涵闸） 记者", noop("brackets; full-width punctuation is the same")),
        ],
    ),
    Chapter(
        noop("Near each other"),
        [Example('"涵闸 值班"~20', noop("both words with at most 20 characters between them"))],
    ),
    Chapter(
        noop("Where it stands"),
        [
            Example("headline:堤", noop("in the headline, kicker or deck")),
            Example("byline:周望舒", noop("who wrote or photographed it")),
            Example("caption:护堤员", noop("under a photo")),
            Example("column:街坊", noop("in a column")),
            Example("place:云州", noop("reported from there")),
            Example("agency:江南社", noop("of this news agency")),
            Example("newspaper:临江", noop("in a newspaper of this name")),
            Example("section:要闻", noop("on a page of this name")),
            Example("page:1", noop("on the first page; 一 and 01 are the same")),
            Example("page:1..2", noop("on one of these pages; 1、2 as well")),
            Example("title:堤", noop("other names: title, author, dateline, photo")),
            Example(
                "标题：堤",
                noop("fields in Chinese: 标题 署名 图说 栏目 发稿地 通讯社 版名 报纸 日期 版次"),
            ),
        ],
    ),
    Chapter(
        noop("When it was printed"),
        [
            Example("date:2026-03", noop("in March 2026; a year or a day works as well")),
            Example(
                "date:2026-03-14..2026-03-15 堤",
                noop("between two days; either may be left open"),
            ),
        ],
    ),
]
