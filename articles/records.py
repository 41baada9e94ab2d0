"""What importers hand over and exporters take: frozen dataclasses, no Django.

A page reader (``ingest``) proposes a `PageDraft`; the loader writes it to the models. The JSON form is
``page-draft/1`` (docs/page-draft.md), read and written by ``interchange.page_draft``.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from articles.geometry import Box
from articles.wording.values import Dateline, JumpLine, Signature

BlockKind = Literal["paragraph", "subhead"]
LeftOutKind = Literal["advert", "notice", "teaser", "furniture", "unknown"]


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
    jump_zone: Box | None = None
    continuation_zone: Box | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo's caption and credits; ``article`` is an index into the articles, or None (图片新闻).

    ``zones`` hold picture and caption together, ``picture_zone`` the picture alone.
    """

    caption: str
    credits: tuple[Signature, ...] = ()
    article: int | None = None
    zones: tuple[Box, ...] = ()
    picture_zone: Box | None = None
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


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One printed line, across or down: its text, and for each character the box where it is printed."""

    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class TextLayer:
    """All printed characters of a page with their boxes, line by line in reading order.

    ``source`` is ``pdf`` where the file itself held them and ``ocr`` where they were recognised.
    """

    lines: tuple[LayerLine, ...] = ()
    source: Literal["pdf", "ocr"] = "pdf"


@dataclass(frozen=True, slots=True)
class Citation:
    """What it takes to cite an article or a lone photo, and to find it again.

    ``authors`` of a photo are those whom it credits; ``photo_credits`` are those of an article's photos.
    ``language`` is the newspaper's, a BCP 47 tag. ``pages`` are the printed numbers of all its parts, in
    reading order; ``address`` is its permanent one.
    """

    key: str
    kind: Literal["article", "photo"]
    headline: str
    newspaper: str
    date: datetime.date
    address: str
    edition: str = ""
    issue_number: int | None = None
    whole_number: int | None = None
    pages: tuple[str, ...] = ()
    section: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    photo_credits: tuple[str, ...] = ()
    kicker: str = ""
    deck: str = ""
    column: str = ""
    language: str = ""
    issn: str = ""
    publisher: str = ""
    place: str = ""
