"""Records to search in: newspaper sentences of our own, and texts made to break an analysis."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from pathlib import Path

import opencc
import tantivy

from articles.search.engine_tantivy import Engine
from articles.search.record import Kind, Record, Ref
from articles.search.schema import build_schema, document, prepared, register_tokenizer
from articles.wording.signing import text_of
from articles.wording.values import ROLES, Signature

STORIES = Path(__file__).resolve().parent.parent / "samples" / "stories.txt"
FIRST_DAY = datetime.date(1996, 3, 1)
_TRADITIONAL = opencc.OpenCC("s2t")

# Few characters, so that everything stands beside everything: words, points, breaks, quotation marks, line
# ends, full width, traditional and simplified, rare characters outside the BMP, accents, private use.
PIECES = [
    *"甲乙丙甲乙丙发髮干乾后後里裡",
    *["𠮷", "𰻝", "\ue123", "〇", "々", "カ", "ｶ", "か\u3099", "が", "한"],
    *[
        "a",
        "A",
        "ａ",
        "b",
        "ab",
        "5",
        "５",
        "5G",
        "23.6",
        "２３．６",
        "pm2.5",
        "PM２．５",
        "é",
        "e\u0301",
        "1,000",
    ],
    # Forms of Taiwan, Hong Kong and older print, and a vowel sign as one code point and as two.
    *["著", "着", "衞", "衛", "卫", "瞭", "了", "祇", "衹", "只", "藉", "砲", "么", "麼", "கொ", "கெ\u0bbe"],
    # At the edges of words and phrases as well: what `\\w` takes for punctuation and the archive does not.
    *["℃", "㎡", "№", "㈱", "™", "①", "की", "ที่", "கி", "\U000f0001", "⑴", "⼀", "\ue123"],
    # A character of a later Unicode, radicals, circles, Korean in letters and half in letters.
    *[
        "\U0002ebf5",
        "\U00031355",
        "⻓",
        "長",
        "⻋",
        "⻢",
        "⻄",
        "○",
        "◯",
        "한",
        "\u1112\u1161\u11ab",
        "하\u11ab",
        "\u1112",
    ],
    *["，", "。", "、", ",", ".", "—", "：", "%", "％", "…", "-", "/", "😀", "￥"],
    *["“", "”", "「", "」", "《", "》", "（", "）", "(", ")", "·", "'", "’", '"'],
    *[" ", "\n", "\n", "　", "\t", "\u200b", "\u00ad", "\u00a0"],
]
MIXED_IN = [
    "铁大叔议事团", "“铁大叔”议事团", "铁大叔\n议事团", "《铁大叔》议事团", "鐵大叔議事團", "ＰＭ２．５", "PM2.5",
    "5G网络", "同比增长23.6%", "𠮷野家", "2025年5月24日", "（AI）", "GDP", "第3版", "３０％", "·",
]  # fmt: skip

# Longer than what counts of a word, in letters of one byte and of four, alike in what counts and not.
LONG_WORDS = [
    "x" * 99,
    "x" * 100,
    "X" * 101,
    "x" * 990,
    "x" * 99 + "y",
    "𐐨" * 100,
    "𐐨" * 249,
    "𐐨" * 99 + "x" * 9,
]


def odd_texts(count: int, seed: int) -> list[str]:
    """Short texts of odd pieces, and a few words without end in them."""
    rnd = random.Random(seed)
    texts = ["".join(rnd.choices(PIECES, k=rnd.randint(1, 60))) for _ in range(count)]
    for at in range(0, count, 10):
        cut = rnd.randrange(len(texts[at]) + 1)
        texts[at] = f"{texts[at][:cut]} {rnd.choice(LONG_WORDS)}{texts[at][cut:]}"
    return texts


def newspaper_texts(count: int, seed: int) -> list[str]:
    """Longer texts: sentences in new combinations, broken into lines, partly traditional or full width."""
    rnd = random.Random(seed)
    sentences = [s + "。" for s in STORIES.read_text(encoding="utf-8").replace("\n", "").split("。") if s]
    out = []
    for _ in range(count):
        text = list("".join(rnd.choices(sentences, k=rnd.randint(3, 12))))
        for _ in range(rnd.randint(1, 8)):
            text.insert(rnd.randrange(len(text)), rnd.choice(MIXED_IN))
        for _ in range(rnd.randint(0, 6)):
            text.insert(rnd.randrange(len(text)), rnd.choice(["\n", "\n", " ", "“", "”"]))
        joined = "".join(text)
        out.append(_TRADITIONAL.convert(joined) if rnd.random() < 0.2 else joined)
    return out


def make_records(texts: list[str], seed: int = 1) -> list[Record]:
    """A record a text; heads, names and captions are cut from other texts."""
    rnd = random.Random(seed)

    def piece() -> str:
        text = rnd.choice(texts)
        at = rnd.randrange(len(text))
        return text[at : at + rnd.randint(1, 12)]

    def signed() -> str:
        titles = ["", "", "见习记者", "记者…文/图", "…/文", "发（…摄）"]
        return text_of(
            [Signature(piece(), rnd.choice(ROLES), rnd.choice(["", "本报", "铁大叔社"]), rnd.choice(titles))]
            + [Signature(piece(), "correspondent")] * rnd.randrange(2),
            rnd.random() < 0.8,
        )

    records = []
    for number, text in enumerate(texts, start=1):
        headline, byline, caption = piece(), signed() if number % 2 else piece(), piece()
        date = FIRST_DAY + datetime.timedelta(days=rnd.randrange(365 * 8))
        records.append(
            Record(
                ref=Ref(Kind.PHOTO if number % 7 == 0 else Kind.ARTICLE, number),
                date=date,
                public=True,
                newspaper=1 + number % 2,
                text=(headline, byline, text, caption),
                named={
                    "headline": (headline,),
                    "byline": (byline,),
                    "caption": (caption,),
                    "section": (rnd.choice(["要闻", "民生", "国内要闻"]),),
                },
                pages=(str(1 + number % 8),),
                sections=("要闻",),
                people=(1 + number % 5,),
            )
        )
    return records


def with_drafts(records: list[Record], seed: int = 1) -> list[Record]:
    """The same, some of which are drafts; and of some the public has a half, cut anywhere, beside the whole."""
    rnd = random.Random(seed)
    out = []
    for record in records:
        match rnd.randrange(4):
            case 0:
                out.append(replace(record, public=False))
            case 1:
                headline, _byline, text, _caption = record.text
                public = (headline, text[: rnd.randrange(len(text) + 1)])
                named = {"headline": (headline,), "section": record.named["section"]}
                half = replace(record, text=public, named=named, pages=record.pages[:0], is_half=True)
                out += [half, replace(record, public=False)]
            case _:
                out.append(record)
    return out


def make_engine(records: list[Record], commits: int = 3) -> Engine:
    """An index of the records in memory, in several segments."""
    schema = build_schema()
    index = tantivy.Index(schema)
    register_tokenizer(index)
    writer = index.writer(20_000_000, 1)
    for at, values in enumerate(prepared(records), start=1):
        writer.add_document(document(values, schema))
        if at % (len(records) // commits + 1) == 0:
            writer.commit()
    writer.commit()
    index.reload()
    return Engine(schema, index.searcher())
