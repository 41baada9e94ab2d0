"""``page-draft/1``: records <-> JSON, strict both ways (docs/page-draft.md).

Reading names the place of a fault (``articles[2].body[0].kind``). A key that the format does not know is a
fault; a key that may be left out is read as empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_args

from articles.geometry import Box
from articles.records import ArticleDraft, Block, BlockKind, LeftOut, LeftOutKind, PageDraft, PhotoDraft
from articles.wording.values import ROLES, Dateline, JumpLine, Signature

FORMAT = "page-draft/1"
_BLOCK_KINDS: tuple[str, ...] = get_args(BlockKind)
_LEFT_OUT_KINDS: tuple[str, ...] = get_args(LeftOutKind)
_T = TypeVar("_T")


class PageDraftError(ValueError):
    """A document that is not page-draft/1; the message says where and what."""


def to_dict(draft: PageDraft) -> dict[str, Any]:
    """`draft` as the plain object that JSON holds; zones and doubts appear only where there are any."""
    return {
        "format": FORMAT,
        "page": {"number": draft.number, "section": draft.section},
        "articles": [_article(article) for article in draft.articles],
        "photos": [_photo(photo) for photo in draft.photos],
        "left_out": [
            {"kind": left.kind, "text": left.text, "zones": [list(zone) for zone in left.zones]}
            for left in draft.left_out
        ],
    }


def to_json(draft: PageDraft, indent: int | None = 1) -> str:
    """`draft` as JSON text, Chinese characters unescaped."""
    return json.dumps(to_dict(draft), ensure_ascii=False, indent=indent)


def from_json(text: str | bytes) -> PageDraft:
    """The draft that JSON text holds; PageDraftError where it is not JSON or not page-draft/1."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PageDraftError(f"not JSON: {error}") from error
    return from_dict(data)


def from_dict(data: object) -> PageDraft:
    """The draft that a plain object holds; PageDraftError where it breaks the format."""
    top = _object(data, "document", {"format", "page", "articles", "photos", "left_out"})
    if top.get("format") != FORMAT:
        raise PageDraftError(f"format: {top.get('format')!r} is not {FORMAT!r}")
    page = _object(top.get("page", {}), "page", {"number", "section"})
    number = page.get("number")
    articles = _list(top.get("articles", []), "articles", _read_article)
    photos = _list(top.get("photos", []), "photos", lambda item, at: _read_photo(item, at, len(articles)))
    return PageDraft(
        number=None if number is None else _text(number, "page.number"),
        section=_text(page.get("section", ""), "page.section"),
        articles=articles,
        photos=photos,
        left_out=_list(top.get("left_out", []), "left_out", _read_left_out),
    )


def _signatures(signatures: Iterable[Signature]) -> list[dict[str, str]]:
    rows = []
    for one in signatures:
        row = {"name": one.name, "role": one.role, "affiliation": one.affiliation}
        rows.append(row | {"title": one.title} if one.title else row)
    return rows


def _jump(jump: JumpLine | None) -> dict[str, str] | None:
    return None if jump is None else {"printed": jump.printed, "page": jump.page}


def _extras(zones: tuple[Box, ...], doubts: tuple[str, ...], **single: Box | None) -> dict[str, Any]:
    extras: dict[str, Any] = {"zones": [list(zone) for zone in zones]} if zones else {}
    extras |= {key: list(zone) for key, zone in single.items() if zone is not None}
    return extras | ({"doubts": list(doubts)} if doubts else {})


def _article(article: ArticleDraft) -> dict[str, Any]:
    line = article.dateline
    dateline = line and {
        "printed": line.printed,
        "agency": line.agency,
        "place": line.place,
        "date": line.date,
    }
    return {
        "column": article.column,
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "bylines": _signatures(article.bylines),
        "dateline": dateline,
        "body": [{"kind": block.kind, "text": block.text} for block in article.body],
        "jump": _jump(article.jump),
        "continued_from": _jump(article.continued_from),
        **_extras(
            article.zones,
            article.doubts,
            jump_zone=article.jump_zone,
            continuation_zone=article.continuation_zone,
        ),
    }


def _photo(photo: PhotoDraft) -> dict[str, Any]:
    return {
        "caption": photo.caption,
        "credits": _signatures(photo.credits),
        "article": photo.article,
        **_extras(photo.zones, photo.doubts, picture_zone=photo.picture_zone),
    }


def _object(value: object, where: str, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise PageDraftError(f"{where}: an object is expected, not {type(value).__name__}")
    unknown = sorted(str(key) for key in value if key not in known)
    if unknown:
        raise PageDraftError(f"{where}: unknown key {unknown[0]!r}")
    return value


def _list(value: object, where: str, read: Callable[[object, str], _T]) -> tuple[_T, ...]:
    if not isinstance(value, list):
        raise PageDraftError(f"{where}: a list is expected, not {type(value).__name__}")
    return tuple(read(item, f"{where}[{index}]") for index, item in enumerate(value))


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise PageDraftError(f"{where}: text is expected, not {type(value).__name__}")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
        raise PageDraftError(f"{where}: NUL and lone surrogates are no text")  # nothing could store them
    return value


def _choice(value: object, where: str, choices: tuple[str, ...]) -> Any:
    if value not in choices:
        raise PageDraftError(f"{where}: {value!r} is none of {', '.join(choices)}")
    return value


def _read_signature(value: object, where: str) -> Signature:
    item = _object(value, where, {"name", "role", "affiliation", "title"})
    return Signature(
        name=_text(item.get("name"), f"{where}.name"),
        role=_choice(item.get("role", "author"), f"{where}.role", ROLES),
        affiliation=_text(item.get("affiliation", ""), f"{where}.affiliation"),
        title=_text(item.get("title", ""), f"{where}.title"),
    )


def _read_dateline(value: object, where: str) -> Dateline | None:
    if value is None:
        return None
    item = _object(value, where, {"printed", "agency", "place", "date"})
    return Dateline(
        **{key: _text(item.get(key, ""), f"{where}.{key}") for key in ("printed", "agency", "place", "date")}
    )


def _read_jump(value: object, where: str) -> JumpLine | None:
    if value is None:
        return None
    item = _object(value, where, {"printed", "page"})
    return JumpLine(_text(item.get("printed"), f"{where}.printed"), _text(item.get("page"), f"{where}.page"))


def _read_block(value: object, where: str) -> Block:
    item = _object(value, where, {"kind", "text"})
    return Block(
        _choice(item.get("kind"), f"{where}.kind", _BLOCK_KINDS), _text(item.get("text"), f"{where}.text")
    )


def _read_zone(value: object, where: str) -> Box:
    if not isinstance(value, list) or len(value) != 4:
        raise PageDraftError(f"{where}: four numbers are expected")
    for number in value:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise PageDraftError(f"{where}: {number!r} is not a number")
        if not 0 <= number <= 1:
            raise PageDraftError(f"{where}: {number} is not a fraction of the page")
    x0, y0, x1, y1 = (float(number) for number in value)
    if x0 > x1 or y0 > y1:
        raise PageDraftError(f"{where}: the box ends before it starts")
    return (x0, y0, x1, y1)


def _read_one_zone(value: object, where: str) -> Box | None:
    return None if value is None else _read_zone(value, where)


_ARTICLE_KEYS = set(ArticleDraft.__dataclass_fields__)
_PHOTO_KEYS = set(PhotoDraft.__dataclass_fields__)


def _read_article(value: object, where: str) -> ArticleDraft:
    item = _object(value, where, _ARTICLE_KEYS)
    return ArticleDraft(
        column=_text(item.get("column", ""), f"{where}.column"),
        kicker=_text(item.get("kicker", ""), f"{where}.kicker"),
        headline=_text(item.get("headline", ""), f"{where}.headline"),
        deck=_text(item.get("deck", ""), f"{where}.deck"),
        bylines=_list(item.get("bylines", []), f"{where}.bylines", _read_signature),
        dateline=_read_dateline(item.get("dateline"), f"{where}.dateline"),
        body=_list(item.get("body", []), f"{where}.body", _read_block),
        jump=_read_jump(item.get("jump"), f"{where}.jump"),
        continued_from=_read_jump(item.get("continued_from"), f"{where}.continued_from"),
        zones=_list(item.get("zones", []), f"{where}.zones", _read_zone),
        jump_zone=_read_one_zone(item.get("jump_zone"), f"{where}.jump_zone"),
        continuation_zone=_read_one_zone(item.get("continuation_zone"), f"{where}.continuation_zone"),
        doubts=_list(item.get("doubts", []), f"{where}.doubts", _text),
    )


def _read_photo(value: object, where: str, articles: int) -> PhotoDraft:
    item = _object(value, where, _PHOTO_KEYS)
    owner = item.get("article")
    if owner is not None and (
        isinstance(owner, bool) or not isinstance(owner, int) or not 0 <= owner < articles
    ):
        raise PageDraftError(f"{where}.article: {owner!r} is no article of this draft")
    return PhotoDraft(
        caption=_text(item.get("caption"), f"{where}.caption"),
        credits=_list(item.get("credits", []), f"{where}.credits", _read_signature),
        article=owner,
        zones=_list(item.get("zones", []), f"{where}.zones", _read_zone),
        picture_zone=_read_one_zone(item.get("picture_zone"), f"{where}.picture_zone"),
        doubts=_list(item.get("doubts", []), f"{where}.doubts", _text),
    )


def _read_left_out(value: object, where: str) -> LeftOut:
    item = _object(value, where, {"kind", "text", "zones"})
    return LeftOut(
        kind=_choice(item.get("kind"), f"{where}.kind", _LEFT_OUT_KINDS),
        text=_text(item.get("text"), f"{where}.text"),
        zones=_list(item.get("zones", []), f"{where}.zones", _read_zone),
    )
