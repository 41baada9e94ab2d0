"""Exact recall: the engine finds just what the definition says, over thousands of queries of all kinds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import opencc
import pytest

from articles.search.asking import Ask
from articles.search.matching import find
from articles.search.parsing import parse
from articles.search.query import Phrase, to_text
from tests.search.reference import Reference, units
from tests.search.samples import (
    LONG_WORDS,
    PIECES,
    make_engine,
    make_records,
    newspaper_texts,
    odd_texts,
    with_drafts,
)
from tests.search.test_parsing import LETTERS

_TRADITIONAL = opencc.OpenCC("s2t")
_WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)} | {'"': '"'})


def phrases(texts: list[str], rnd: random.Random, lengths: list[int]) -> Iterator[str]:
    """Pieces of the texts of these lengths, some of them written another way."""
    while True:
        text, length = rnd.choice(texts), rnd.choice(lengths)
        at = rnd.randrange(max(1, len(text) - length))
        piece = text[at : at + length].replace('"', "”")
        match rnd.randrange(8):
            case 0:
                piece = _TRADITIONAL.convert(piece)
            case 1:
                piece = piece.translate(_WIDE)
            case 2:
                piece = piece.replace("\n", "")
            case 3 if len(piece) > 1:
                cut = rnd.randrange(1, len(piece))
                piece = piece[:cut] + rnd.choice(["\n", "“", " ", "，", "·"]) + piece[cut:]
        if units(piece):
            # Inside the quotation marks of the language; half a pair would end the phrase.
            yield piece.replace("“", "「").replace("”", "」")


def queries(texts: list[str], count: int, seed: int) -> list[str]:
    """Queries of all kinds, in the search language."""
    rnd = random.Random(seed)
    some = phrases(texts, rnd, [1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 8, 12, 20, 40])
    short = phrases(texts, rnd, [1, 2, 2, 3, 4])
    rare = phrases(PIECES, rnd, [1, 2, 3])

    def term() -> str:
        field = rnd.choice(["", "", "", "", "headline:", "byline:", "caption:", "section:"])
        return field + f'"{next(short)}"'.replace("「", "").replace("」", "")

    out = []
    while len(out) < count:
        a, b, c = term(), term(), term()
        two = f"{next(short)} {next(short)}".replace("「", "").replace("」", "").replace("\n", "")
        out += [
            f'"{next(some)}"'.replace("「", "").replace("」", ""),
            f'"{next(some)}"'.replace("「", "").replace("」", ""),
            next(some),
            next(rare),
            f'"{two}"~{rnd.choice([0, 1, 2, 3, 5, 10, 20])}',
            f'headline:"{two}"~{rnd.choice([0, 3, 10])}',
            f"{a} {b}",
            f"{a} OR {b}",
            f"{a} -{b}",
            f"-{a}",
            f"({a} OR {b}) NOT {c}",
            f"-({a} {b}) {c}",
            f"{a} date:199{rnd.randrange(6, 10)}..",
            f"{a} page:{rnd.randrange(1, 9)} OR {b} date:2000-0{rnd.randrange(1, 10)}",
            f"{rnd.choice(['a', 'p', 'pm', 'pm2', '2', '5', '23', 'x'])}*",
            f"{rnd.choice(['headline:', 'caption:', ''])}{rnd.choice(LONG_WORDS)}{rnd.choice(['', '', '*'])}",
            f'"{rnd.choice(LONG_WORDS)} {next(rare)}"~50'.replace("“", "").replace("”", ""),
        ]
    return out[:count]


@pytest.mark.parametrize(
    ("make", "size", "count"), [(odd_texts, 300, 2400), (newspaper_texts, 70, 900)], ids=["odd", "printed"]
)
def test_the_engine_finds_exactly_what_the_definition_says(make, size, count):
    texts = make(size, seed=5)
    records = make_records(texts)
    engine, reference = make_engine(records), Reference(records)
    found_something = 0
    for text in queries(texts, count, seed=11):
        tree = parse(text).tree
        expected = reference.find(tree)
        assert engine.refs(Ask(tree)) == expected, (text, to_text(tree))
        found_something += bool(expected)
    assert found_something > count * 0.45  # a test of queries that find nothing would prove nothing


def test_readers_find_public_halves_and_editors_the_whole_of_each_story_once():
    texts = odd_texts(200, seed=5)
    records = with_drafts(make_records(texts))
    engine = make_engine(records)
    public = Reference([record for record in records if record.public])
    whole = Reference([record for record in records if not record.is_half])
    assert len(records) > len(whole.records) > len(public.records)
    differs = 0
    for text in queries(texts, 1000, seed=17):
        tree = parse(text).tree
        answers = []
        for drafts, reference in ((False, public), (True, whole)):
            expected, ask = reference.find(tree), Ask(tree, drafts=drafts)
            assert engine.refs(ask) == expected, (text, to_text(tree), drafts)
            assert engine.answer(replace(ask, limit=1)).total == len(expected), (text, to_text(tree), drafts)
            answers.append(expected)
        differs += answers[0] != answers[1]
    assert differs > 400


@pytest.mark.parametrize("seed", range(3))
def test_a_phrase_asks_for_all_that_was_typed(seed):
    """What the tests above cannot see, since they look for what was read: that nothing was lost on the way."""
    texts = odd_texts(300, seed=seed)
    records = make_records(texts)
    engine, reference = make_engine(records), Reference(records)
    some = phrases(texts, random.Random(seed), [1, 1, 1, 2, 2, 3, 4, 5, 8])
    for _, piece in zip(range(800), some, strict=False):
        tree = parse(f"“{piece}”").tree
        assert isinstance(tree, Phrase), piece
        assert units(tree.text) == units(piece), piece
        assert engine.refs(Ask(tree)) == reference.find(Phrase(piece)), piece


def test_whatever_is_typed_is_answered_as_it_was_read():
    records = make_records(odd_texts(60, seed=12))
    engine, reference = make_engine(records), Reference(records)
    rnd = random.Random(13)
    letters = [*LETTERS, *PIECES, "caption:", "a* ", " 发"]
    for _ in range(1500):
        tree = parse("".join(rnd.choices(letters, k=rnd.randint(1, 12)))).tree
        assert engine.refs(Ask(tree)) == reference.find(tree), to_text(tree)
        engine.answer(Ask(tree))


def test_highlights_stand_where_the_engine_found_something():
    """A record is found for a phrase if and only if the phrase is marked in one of its pieces."""
    texts = odd_texts(120, seed=8)
    records = make_records(texts)
    engine = make_engine(records)
    rnd = random.Random(2)
    for _, piece in zip(range(300), phrases(texts, rnd, [1, 2, 3, 4, 6]), strict=False):
        tree = Phrase(piece)
        marked = {r.ref.number for r in records if any(find(part, tree) for part in r.text)}
        assert engine.refs(Ask(tree)) == marked, piece


ALIKE = [
    "铁大叔议事团",
    "“铁大叔”议事团",
    "铁大叔\n议事团",
    "《铁大叔》议事团",
    "鐵大叔議事團",
    "铁 大叔议\u200b事团",
]


@pytest.mark.parametrize("typed", [*ALIKE, "“铁大叔议事团”", "《铁大叔议事团》"])
def test_one_name_in_all_its_prints(typed):
    records = make_records([f"昨天，{name}在码头碰面。" for name in ALIKE] + ["铁大叔，议事团"])
    found = make_engine(records).refs(Ask(parse(typed).tree))
    assert {r.ref.number for r in records[: len(ALIKE)]} <= found


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("二○二五年", "二〇二五年"),
        ("局⻓⻋队", "局长车队"),
        ("沿著江邊走到衞生署", "沿着江边走到卫生署"),
        ("瞭解疫情，憑藉經驗", "了解疫情，凭借经验"),
        ("屋簷下的砲台", "屋檐下的炮台"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("한국", "\u1112\u1161\u11ab"),
        ("村名\U0002ebf5里", "\U0002ebf5里"),
        ("村名\U00031355里", "\U00031355"),
    ],
)
def test_characters_that_are_stored_another_way(printed, typed):
    records = make_records([f"昨天在{printed}。", "别的"])
    assert records[0].ref.number in make_engine(records).refs(Ask(parse(typed).tree))
    assert find(printed, parse(typed).tree)


@pytest.mark.parametrize("typed", ["PM2.5", "ＰＭ２．５", "pm２.5"])
def test_a_word_is_found_whole_in_any_width(typed):
    records = make_records(["ＰＭ２．５超标", "今日PM2.5为35", "PM2.55", "pm25"])
    plain = [record.__class__(record.ref, record.date, True, 1, (record.text[2],)) for record in records]
    assert make_engine(plain).refs(Ask(parse(typed).tree)) == {plain[0].ref.number, plain[1].ref.number}
