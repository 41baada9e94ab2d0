"""Entries → an Atom feed (RFC 4287, RFC 5005), by Django's generator with what that cannot say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.feedgenerator import Atom1Feed

MEDIA_TYPE = Atom1Feed.content_type
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""What a feed tells as the moment of its last change where nothing has ever been in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to read. ``title`` is plain text, ``summary`` HTML; both are in ``language`` (BCP 47).

    ``id`` is an IRI that never changes, ``url`` an absolute address. ``published`` is when it could be read
    first, ``updated`` since when it stands as it does.
    """

    id: str
    url: str
    title: str
    summary: str
    language: str
    authors: tuple[str, ...]
    published: datetime.datetime | None
    updated: datetime.datetime


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a feed as a whole. ``url`` is its page, ``own_url`` its own address, both absolute.

    ``as_of`` is the moment that an empty feed tells; one with entries tells that of the newest. A feed in
    several pages (RFC 5005, 3) says where its first is and, but for the last page, where the next is.
    """

    id: str
    url: str
    own_url: str
    title: str
    language: str
    author: str
    as_of: datetime.datetime
    first_url: str
    next_url: str = ""


def to_atom(head: Head, entries: Iterable[Entry]) -> bytes:
    """The feed in UTF-8; characters that XML cannot hold are left out."""
    feed = _Feed(
        title=_xml(head.title),
        link=head.url,
        description="",
        subtitle=None,
        language=head.language,
        author_name=_xml(head.author),
        feed_url=head.own_url,
        feed_guid=head.id,
        as_of=head.as_of,
        pages={"first": head.first_url, "next": head.next_url},
    )
    for entry in entries:
        feed.add_item(
            title=_xml(entry.title),
            link=entry.url,
            description=_xml(entry.summary),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            language=entry.language,
            authors=[name for name in map(_xml, entry.authors) if name],
        )
    written: bytes = feed.writeString("utf-8").encode()
    return written


class _Feed(Atom1Feed):
    """An author element for each author, a language for each entry, links to its pages, and a moment for one
    without any entry.
    """

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, url in self.feed["pages"].items():
            if url:
                handler.addQuickElement("link", None, {"rel": rel, "href": url})

    def latest_post_date(self) -> datetime.datetime:
        moments = [item["updateddate"] for item in self.items]
        latest: datetime.datetime = max(moments, default=self.feed["as_of"])
        return latest

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


# What XML cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
