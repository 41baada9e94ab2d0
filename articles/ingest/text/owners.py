"""Photos → stories: whose picture it is, by wording and by where it stands."""

from __future__ import annotations

from collections import Counter

from articles.ingest.text.captions import Shot, is_one_sentence
from articles.ingest.text.heads import Heads
from articles.ingest.text.told import Story
from articles.ingest.text.words import grams_of, rarity_of, share_of

ALIKE = 0.28
"""The share of a caption's words in a story from which on a photo that could stand alone belongs to it."""
LEAST, LEAST_LONG = 0.05, 0.2
"""The same for a short and for a longer caption of one sentence: a photo that stands alone tells more."""
SHORT = 24
"""The most characters of a short caption."""
IN_HEADS = 0.6
"""How much the share of its words in a story's heads counts beside."""
NEAR = 0.08
"""What it counts that the photo stands beside the story,"""
BESIDE = 4
"""at most so many lines away;"""
ADJACENT = 0.2
"""what, that on a page without blank lines it is printed right before or behind the story's text."""

# What captions say of any event at all; it tells nothing of the story.
_COMMON = frozenset(
    "工作 作人 人员 现场 开展 活动 市民 群众 进行 参加 记者 近日 日前 目前 今年 一名 一位 一个 当地 当天 "
    "我省 我市 全省 全市 正在 为民 志愿 居民 游客 村民 学生 孩子 老师 展示 观看 体验 参观 交流 介绍 前来 "
    "来到 举行 举办 月日".split()
)


def owners_of(
    shots: list[Shot], stories: list[Story], heads: dict[int, Heads], gapped: bool
) -> list[int | None]:
    """For each photo the number of its story, None where it stands alone.

    ``gapped`` says that the page has blank lines, by which a paste takes photos away from their stories.
    """
    printed = [heads.get(number, Heads()) for number in range(len(stories))]
    titles = [f"{head.column}{head.kicker}{head.headline}{head.deck}" for head in printed]
    texts = [title + story.text for title, story in zip(titles, stories, strict=True)]
    rarity = rarity_of(texts)
    body_grams, title_grams = [grams_of(text) for text in texts], [grams_of(title) for title in titles]
    return [_owner(shot, stories, body_grams, title_grams, rarity, gapped) for shot in shots]


def _owner(
    shot: Shot,
    stories: list[Story],
    body_grams: list[Counter[str]],
    title_grams: list[Counter[str]],
    rarity: dict[str, float],
    gapped: bool,
) -> int | None:
    words = Counter({gram: n for gram, n in grams_of(shot.caption).items() if gram not in _COMMON})
    rated = []
    for number, story in enumerate(stories):
        alike = share_of(words, body_grams[number], rarity)
        alike += IN_HEADS * share_of(words, title_grams[number], rarity)
        end = shot.at + max(0, len(shot.lines) - 1)
        gap = max(0, shot.at - story.last, story.first - end)
        near = ADJACENT if gap <= 1 and not gapped else NEAR if gap <= BESIDE else 0.0
        rated.append((alike + near, number))
    best, owner = max(rated, default=(0.0, 0), key=lambda one: (one[0], -one[1]))
    least = ALIKE
    if is_one_sentence(shot.caption):
        least = LEAST if len(shot.caption) <= SHORT else LEAST_LONG
    return owner if rated and best >= least else None
