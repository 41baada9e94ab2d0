"""What importers hand over and exporters take: frozen dataclasses, no Django.

A page reader (``ingest``) proposes a `PageDraft`; the loader writes it to the models. The JSON form is
``page-draft/1`` (docs/page-draft.md), read and written by ``interchange.page_draft``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from articles.wording.values import Dateline, JumpLine, Signature

BlockKind = Literal["paragraph", "subhead"]
LeftOutKind = Literal["advert", "notice", "teaser", "furniture", "unknown"]

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 as fractions of page width and height, from the top left corner."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or subhead (小标题) of a body, printed lines joined."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One page's share of one article, as a page reader proposes it."""

    column: str = ""
    kicker: str = ""
    headline: str = ""
    deck: str = ""
    bylines: tuple[Signature, ...] = ()
    dateline: Dateline | None = None
    body: tuple[Block, ...] = ()
    jump: JumpLine | None = None
    continued_from: JumpLine | None = None
    zones: tuple[Box, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo's caption and credits; ``article`` is an index into the articles, or None (图片新闻)."""

    caption: str
    credits: tuple[Signature, ...] = ()
    article: int | None = None
    zones: tuple[Box, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Printed text that is no article and no photo, kept so that nothing is dropped."""

    kind: LeftOutKind
    text: str
    zones: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class PageDraft:
    """All that one printed page holds, articles in reading order."""

    number: str | None = None
    section: str = ""
    articles: tuple[ArticleDraft, ...] = ()
    photos: tuple[PhotoDraft, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
