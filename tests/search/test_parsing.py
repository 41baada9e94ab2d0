"""The search language: what is meant, what is forgiven, and that nothing typed breaks it."""

from __future__ import annotations

import datetime
import random

import pytest

from articles.search.notes import NOTES, Note
from articles.search.parsing import MAX_CHARACTERS, MAX_DISTANCE, MAX_NEAR, Query, parse
from articles.search.query import And, Dates, Everything, Near, Not, Or, Page, Phrase, to_text


def dates(first: str, last: str) -> Dates:
    read = [datetime.date.fromisoformat(side) if side else None for side in (first, last)]
    return Dates(*read)


A, B, C = Phrase("甲乙"), Phrase("丙"), Phrase("pm2.5")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", Everything()),
        ("甲乙 丙", And((A, B))),
        ("甲乙 AND 丙", And((A, B))),
        ("甲乙　OR　丙", Or((A, B))),
        ("甲乙｜丙", Or((A, B))),
        ("甲乙 丙 OR pm2.5", Or((And((A, B)), C))),
        ("甲乙 (丙 OR pm2.5)", And((A, Or((B, C))))),
        ("甲乙 （丙 OR pm2.5）", And((A, Or((B, C))))),
        ("甲乙 -丙", And((A, Not(B)))),
        ("甲乙 NOT 丙", And((A, Not(B)))),
        ("甲乙 －丙", And((A, Not(B)))),
        ("--甲乙", A),
        ("甲乙 —丙", And((A, Not(B)))),
        ("甲乙 headline:—丙", And((A, Not(Phrase("丙", "headline"))))),
        ("——甲乙", A),
        ("甲乙 甲乙 丙 甲乙", And((A, B))),
        ("甲乙 OR 甲乙", A),
        ("title:甲乙 author:丙", And((Phrase("甲乙", "headline"), Phrase("丙", "byline")))),
        ("kicker:甲乙 引题：丙", And((Phrase("甲乙", "headline"), Phrase("丙", "headline")))),
        ("dateline:甲乙 电头：丙", And((Phrase("甲乙", "place"), Phrase("丙", "place")))),
        ("photo:甲乙", Phrase("甲乙", "caption")),
        ("“甲乙 丙”", Phrase("甲乙 丙")),
        ("「甲乙」", A),
        ("“铁大叔”议事团", Phrase("铁大叔议事团")),
        ("“甲乙”“丙”", And((A, B))),
        ('"他说“甲乙 丙”了" 丁', And((Phrase("他说“甲乙 丙”了"), Phrase("丁")))),
        ("“甲乙“ 丙", And((A, B))),
        ("“甲乙” ”丙”", And((A, B))),
        ('“甲乙" 丙', And((A, B))),
        ("“甲「乙」丙”", Phrase("甲「乙」丙")),
        ("“甲“乙”丙”", Phrase("甲“乙”丙")),
        ('"the “big” apple"', Phrase("the “big” apple")),
        ('"in the “New York” Times"', Phrase("in the “New York” Times")),
        ('"他说 “新桥 通车” 了"', Phrase("他说 “新桥 通车” 了")),
        ('“the "big" apple”', Phrase("the big apple")),
        ('the"big"apple', Phrase("the big apple")),
        ("ein„großer“Apfel", Phrase("ein großer Apfel")),
        ('2"."5', Phrase("2 . 5")),
        ('"a “b” 甲"~5', Near(("a", "b", "甲"), 5)),
        ("人工智能（AI）技术", Phrase("人工智能(AI)技术")),
        ('"甲乙 丙"~10', Near(("甲乙", "丙"), 10)),
        ("“甲乙　丙”～１０", Near(("甲乙", "丙"), 10)),
        ("pm*", Phrase("pm", prefix=True)),
        ("\ue123", Phrase("\ue123")),
        ("我\ue123", Phrase("我\ue123")),
        ("35℃", Phrase("35℃")),
        ("℃", Phrase("℃")),
        ("№5 100㎡", And((Phrase("№5"), Phrase("100㎡")))),
        ("。㈱、", Phrase("㈱")),
        ("की", Phrase("की")),
        ("ที่", Phrase("ที่")),
        ("cafe\u0301", Phrase("cafe\u0301")),
        ('"\ue123 №"~5', Near(("\ue123", "№"), 5)),
        ("№*", Phrase("№", prefix=True)),
        ("headline:甲乙", Phrase("甲乙", "headline")),
        ("标题：甲乙", Phrase("甲乙", "headline")),
        ("標題：“甲乙”", Phrase("甲乙", "headline")),
        ("headline:(甲乙 OR 丙)", Or((Phrase("甲乙", "headline"), Phrase("丙", "headline")))),
        ("经济（上海 OR 北京）", And((Phrase("经济"), Or((Phrase("上海"), Phrase("北京")))))),
        (
            "经济（上海|北京）发展",
            And((Phrase("经济"), Or((Phrase("上海"), Phrase("北京"))), Phrase("发展"))),
        ),
        ("经济（“上海 北京”）", Phrase("经济(上海 北京")),
        ("甲乙 -headline:丙", And((A, Not(Phrase("丙", "headline"))))),
        ("甲乙 headline:-丙", And((A, Not(Phrase("丙", "headline"))))),
        ("甲乙 headline:--丙", And((A, Phrase("丙", "headline")))),
        ("headline:甲乙 headline:丙 pm2.5", And((Phrase("甲乙", "headline"), Phrase("丙", "headline"), C))),
        ("甲乙 ＯＲ 丙", Or((A, B))),
        ("甲乙 ＮＯＴ 丙", And((A, Not(B)))),
        ('"甲乙 丙" ~10', Near(("甲乙", "丙"), 10)),
        ("“甲乙 丙”　～　１０", Near(("甲乙", "丙"), 10)),
        ('"pm*"', Phrase("pm", prefix=True)),
        ('"new yor*"', Phrase("new yor", prefix=True)),
        ("pm/2*", Phrase("pm/2", prefix=True)),
        ("甲乙 page:-1", And((A, Not(Page("1"))))),
        ("page:1-3", Or((Page("1"), Page("2"), Page("3")))),
        ("page:1..3", Or((Page("1"), Page("2"), Page("3")))),
        ("page:3～1", Or((Page("1"), Page("2"), Page("3")))),
        ("版次：第一版至第三版", Or((Page("1"), Page("2"), Page("3")))),
        ("page:A09-A10", Or((Page("A9"), Page("A10")))),
        ("page:A1-3", Or((Page("A1"), Page("A2"), Page("A3")))),
        ("page:..2", Or((Page("1"), Page("2")))),
        ("page:1|A2", Or((Page("1"), Page("A2")))),
        ("page:1、3", Or((Page("1"), Page("3")))),
        ("版次：１，３", Or((Page("1"), Page("3")))),
        ("page:“1 A2”", Or((Page("1"), Page("A2")))),
        ("page:1-2，4", Or((Page("1"), Page("2"), Page("4")))),
        ("page:“第 3 版”", Page("3")),
        ("page:（3）", Page("3")),
        ("page:副刊", Page("副刊")),
        ("page:1|甲乙", Or((Page("1"), A))),
        ("date:2024|2025", Or((dates("2024-01-01", "2024-12-31"), dates("2025-01-01", "2025-12-31")))),
        ("date: 2024 .. 2025 甲乙", And((dates("2024-01-01", "2025-12-31"), A))),
        ("date:2024 至 2025", dates("2024-01-01", "2025-12-31")),
        ("date:2024 到期", And((dates("2024-01-01", "2024-12-31"), Phrase("到期")))),
        ("甲乙 date:-2024", And((A, Not(dates("2024-01-01", "2024-12-31"))))),
        ("section:要闻 page:三", And((Phrase("要闻", "section"), Page("3")))),
        ("page:A01", Page("A1")),
        ("版次：第三版", Page("3")),
        ("date:2025", dates("2025-01-01", "2025-12-31")),
        ("date:2024-02", dates("2024-02-01", "2024-02-29")),
        ("日期：2025年5月24日", dates("2025-05-24", "2025-05-24")),
        ("date:20250524", dates("2025-05-24", "2025-05-24")),
        ("date:2024..2025-05", dates("2024-01-01", "2025-05-31")),
        ("date:2024。。2025", dates("2024-01-01", "2025-12-31")),
        ("date:2024～2025", dates("2024-01-01", "2025-12-31")),
        ("date:..2025", dates("", "2025-12-31")),
        ("date:2025…", dates("2025-01-01", "")),
    ],
)
def test_what_is_meant(typed, tree):
    assert parse(typed) == parse(typed).__class__(tree, ())


@pytest.mark.parametrize(
    ("typed", "tree", "codes"),
    [
        ("“甲乙 丙", Phrase("甲乙 丙"), ["unclosed_quote"]),
        ("((甲乙", A, ["unclosed_bracket"]),
        ("甲乙) 丙", And((A, B)), ["unopened_bracket"]),
        ("OR 甲乙", A, ["operator_alone"]),
        ("甲乙 OR", A, ["operator_alone"]),
        ("甲乙 AND", A, ["operator_alone"]),
        ("甲乙 NOT", A, ["operator_alone"]),
        ("headline: ", Everything(), ["empty_field", "everything"]),
        ("。。 甲乙", A, ["nothing_to_find"]),
        ("-甲乙", Not(A), ["only_excludes"]),
        ("-甲乙 -丙", And((Not(A), Not(B))), ["only_excludes"]),
        ("甲乙*", A, ["star_not_needed"]),
        ('"pm* 甲"~5', Near(("pm", "甲"), 5), ["star_ignored"]),
        ("p*m", Phrase("p*m"), ["star_ignored"]),
        ("page:A1-B3", Page("A1B3"), ["bad_page"]),
        ("page:1-300", Or(tuple(Page(str(number)) for number in range(1, 61))), ["pages_cut"]),
        ("page:8..", Or(tuple(Page(str(number)) for number in range(8, 68))), ["pages_cut"]),
        ("page:1-x", Page("1X"), ["bad_page"]),
        ("page:abc", Page("ABC"), ["bad_page"]),
        ("page:1、x", Page("1、X"), ["bad_page"]),
        ("版次：1，3！", Or((Page("1"), Page("3"))), []),
        ("page:「1，3！—", Or((Page("1"), Page("3"))), ["unclosed_quote"]),
        ("page:" + "、".join("123456789" * 9), Or(tuple(Page(str(n)) for n in range(1, 10))), ["cut"]),
        ("(" * 13 + "-甲" + ")" * 13 + " 丙", B, ["too_deep"]),
        ("date:昨天", Phrase("昨天"), ["bad_date"]),
        ("date:2025-02-30", Phrase("2025-02-30"), ["bad_date"]),
        ("date:3月14日", Phrase("3月14日"), ["every_year"]),
        ("date:二〇二五年三月", dates("2025-03-01", "2025-03-31"), []),
        ("date:一九四九", dates("1949-01-01", "1949-12-31"), []),
        ("date:2025-", Dates(datetime.date(2025, 1, 1), None), []),
        ("date:2025..2024", dates("2024-01-01", "2025-12-31"), ["swapped_dates"]),
        ("writer:pm2.5", Phrase("writer:pm2.5"), ["unknown_field"]),
        ("body:甲乙", A, ["anywhere"]),
        ("正文：甲乙", A, ["anywhere"]),
        ("has:photo 甲乙", And((Phrase("has:photo"), A)), ["with_photo"]),
        ("甲乙 or 丙", And((A, Phrase("or"), B)), ["operator_word"]),
        ("甲乙 NEAR 丙", And((A, Phrase("NEAR"), B)), ["near_word"]),
        ("甲乙 ——丙", And((A, B)), ["dash_word"]),
        ("甲乙、丙", Phrase("甲乙、丙"), ["one_phrase"]),
        ("甲乙?", A, ["wildcard"]),
        ("甲乙”", A, ["lone_quote"]),
        ("“” 甲乙", A, ["empty_quote"]),
        ('""', Everything(), ["empty_quote", "everything"]),
        ("()", Everything(), ["everything"]),
        ("NOT", Everything(), ["operator_alone", "everything"]),
        ("😀", Everything(), ["nothing_to_find", "everything"]),
        ('"甲乙 丙"~99999999999', Near(("甲乙", "丙"), MAX_DISTANCE), ["distance_lowered"]),
        ('"甲乙"~5', A, ["near_needs_two"]),
        ('"甲乙 丙"~500', Near(("甲乙", "丙"), MAX_DISTANCE), ["distance_lowered"]),
    ],
)
def test_what_is_forgiven_and_said(typed, tree, codes):
    query = parse(typed)
    assert query.tree == tree
    assert [note.code for note in query.notes] == codes


LETTERS = [
    *"ab 甲乙丙\ue123℃㎡№㈱ीి™\"“”「」()（）:：-－~～*＊|.。，·'1２年月 \t\n\x1f\\/😀𠮷㈠½\u0301\u200b\0",
    *[
        " AND ",
        " OR ",
        " NOT ",
        "headline:",
        "date:",
        "page:",
        "标题：",
        "2025",
        "..",
        '"a b"~9',
        "9999-12",
        "1-3",
        "A2..A4",
        "section:(",
        "0001",
    ],
]


@pytest.mark.parametrize(
    "typed",
    [
        "报纸：（" + " ".join(["甲乙丙丁戊己庚辛壬癸"] * 58) + "）",
        " ".join(["报纸:甲乙,丙丁 署名:戊,己庚"] * 30),
        "|".join(f"署名:甲{at}" for at in range(60)),
        "|".join(["版次:1", "日期:2024"] * 80),
        "page:1-60 " * 90,
        "甲|(" * 11 + "乙 丙|(标题:甲 标题:乙)|丙" + ")" * 11,
    ],
)
def test_what_prints_longer_or_deeper_than_it_was_typed_still_reads_back(typed):
    query = parse(typed)
    assert parse(to_text(query.tree)).tree == query.tree
    assert len(to_text(query.tree)) <= MAX_CHARACTERS


def test_long_queries_print_back():
    rnd = random.Random(7)
    for _ in range(300):
        typed = "".join(rnd.choices(LETTERS, k=rnd.randint(100, 500)))
        tree = parse(typed).tree
        assert parse(to_text(tree)).tree == tree, typed


def test_nothing_typed_breaks_it_and_what_was_read_prints_back():
    rnd = random.Random(3)
    for _ in range(30_000):
        typed = "".join(rnd.choices(LETTERS, k=rnd.randint(0, 16)))
        query = parse(typed)
        assert parse(to_text(query.tree)).tree == query.tree, typed
        assert {note.code for note in query.notes} <= set(NOTES)


def test_proximities_are_few_and_short():
    row = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    assert len(row) == MAX_NEAR + 2
    query = parse(f'"{" ".join(row)}"~9')
    assert query.tree == Near(tuple(row[:MAX_NEAR]), 9)
    assert query.notes == (Note("cut", "寅 卯"),)
    query = parse(" ".join('"甲 乙 丙 丁 戊"~' + str(distance) for distance in range(1, 5)))
    assert query.tree == And(
        (Near(tuple("甲乙丙丁戊"), 1), Near(tuple("甲乙丙丁戊"), 2), Near(("甲", "乙"), 3))
    )
    assert [note.text for note in query.notes] == ["丙 丁 戊", "甲 乙 丙 丁 戊"]
    assert parse(to_text(query.tree)) == Query(query.tree)


@pytest.mark.parametrize(
    "typed",
    [
        "ﷺ" * 900,
        '"甲 ' + "ﷺ " * 50 + '"~9',
        '"甲 ' + "a-" * 99 + '"~9',
        "(" * 900,
        "-" * 999 + "甲",
        "NOT " * 240 + "甲",
        "甲 " * 500,
        "甲" * 5000,
        '"' * 99,
        "\ud800甲",
    ],
)
def test_long_ones_are_cut_and_not_deep(typed):
    assert parse(to_text(parse(typed).tree)).tree == parse(typed).tree


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("甲 or 乙", "甲 OR 乙"),
        ("甲 或 乙 或者 丙", "甲 OR 乙 OR 丙"),
        ("（甲 或 乙） 与 丙", "（甲 OR 乙） AND 丙"),
        ("甲 非 乙", "甲 NOT 乙"),
        ("甲 and not 乙", "甲 AND NOT 乙"),
        ("salt or pepper", "salt OR pepper"),
        ("甲 NEAR 乙", '"甲 乙"~10'),
        ("“甲丁” near/5 乙 丙", '"甲丁 乙"~5 丙'),
        ("丙 NEAR(甲 乙, 20)", '丙 "甲 乙"~20'),
        ("NEAR（甲，乙）", '"甲 乙"~10'),
        ("甲 ——乙", "甲 -乙"),
        ("甲、乙", "甲 乙"),
        ("甲，乙 丙＋丁", "甲 乙 丙 丁"),
        ("甲；乙", "甲 乙"),
        ("甲&乙", "甲 乙"),
        ("标题：甲、乙", "标题：(甲 乙)"),
        ("cats,dogs", "cats dogs"),
        ("writer:甲 乙", "甲 乙"),
        ("headlin:甲", "headline:甲"),
        ("甲 has:photo 乙", "甲 乙"),
        ("photo:1", ""),
        ("2026年3月14日 甲", "date:2026-03-14 甲"),
        ("2026/3/14", "date:2026-03-14"),
        ("甲 一九八七年", "甲 date:1987"),
        ("1987..1990", "date:1987..1990"),
        ("ferry March 14, 2026", "ferry date:2026-03-14"),
        ("14th march 2026 ferry", "date:2026-03-14 ferry"),
        ("Sept. 1987", "date:1987-09"),
        ("date:2026-02-30 甲", "date:2026-02 甲"),
        ("日期：２０２６-１３-０１", "日期：2026"),
        ("甲OR乙", "甲 OR 乙"),
        ("甲 NOT乙", "甲 NOT 乙"),
        ("甲 OR乙AND丙", "甲 OR 乙 AND 丙"),
        ("“甲乙 丙", "甲乙 丙"),
        ("丁 “甲乙 丙", "丁 甲乙 丙"),
    ],
)
def test_what_else_may_be_meant_is_offered_and_reads_without_a_note(typed, meant):
    [note] = [note for note in parse(typed).notes if note.instead or note.code == "with_photo"]
    assert note.instead == meant
    assert parse(meant).notes == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("四十六座甲", "46座甲"),
        ("甲 58岁", "甲 五十八岁"),
        ("三月十四日", "3月14日"),
        ("百分之九十八", "98%"),
        ("3200 甲", "3,200 甲"),
    ],
)
def test_a_number_leads_to_the_other_way_to_print_it_and_back(one, other):
    for typed, meant in ((one, other), (other, one)):
        assert [note.instead for note in parse(typed).notes] == [meant]


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "23.6%",
            "10:40",
            "headline:2026/3/14",
            "2026-02-30",
            "pm/2",
            "“甲",
            "ANDROID甲",
            "OR甲",
            "甲NOT",
            "一起",
            "三三两两",
            "headline:1987",
            "March 14",
            "mayor 2026-02-30",
            "一点七四",
            "R-D",
            "甲。",
            "“甲、乙”",
            "甲 OR 乙",
            "甲 -乙",
            "or",
            "甲 or",
            "或 甲",
        ),
        *(
            "——甲乙",
            "is it?",
            "甲 ？",
            '"甲 or 乙"',
            "headline:or",
            "date:2024、2025",
            "bridge near river",
            "甲（乙）",
            "http://甲",
            "近 near",
        ),
    ],
)
def test_nothing_else_is_offered_where_nothing_else_is_meant(typed):
    assert not [note for note in parse(typed).notes if note.instead or note.code == "wildcard"]


def test_what_is_cut_is_named_or_not_told():
    assert "cut" not in [note.code for note in parse('""' * 400 + "甲").notes if not note.text]
    assert Note("cut", "甲61") in parse(" ".join(f"甲{number}" for number in range(1, 62))).notes
