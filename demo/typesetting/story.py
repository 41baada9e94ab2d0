"""What is set: stories, pictures and what is left out, with their truth in ``page-draft/1``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Zone = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a byline or credit."""

    name: str
    role: str = "reporter"
    affiliation: str = ""

    def truth(self) -> dict[str, str]:
        return {"name": self.name, "role": self.role, "affiliation": self.affiliation}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Whence and when; ``printed`` is what stands in print, without the byline in its brackets."""

    printed: str
    agency: str
    place: str = ""
    date: str = ""

    def truth(self) -> dict[str, str]:
        return {"printed": self.printed, "agency": self.agency, "place": self.place, "date": self.date}


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump or continuation line: the words, the page label in digits, on a line of its own or run on."""

    printed: str
    page: str
    own_line: bool = True


@dataclass(slots=True)
class Picture:
    """A photo with its caption, and where it was set."""

    file: Path
    caption: str
    credit: str = ""
    credits: list[Name] = field(default_factory=list)
    owner: str | None = None  # key of the story that it illustrates
    zones: list[Zone] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """A story's share of one page, as printed, and where it was set.

    ``body`` is a list of (``paragraph`` or ``subhead``, text). ``byline_at`` is ``head`` (a line of its own),
    ``lead`` (in the brackets of the dateline), ``tail`` or ``none``; ``tail`` is what is printed at the
    very end, with its brackets.
    """

    key: str
    headline: list[str]
    body: list[tuple[str, str]]
    kicker: str = ""
    deck: str = ""
    column: str = ""
    column_printed: str = ""
    column_at: str = "line"
    byline: str = ""
    byline_at: str = "none"
    bylines: list[Name] = field(default_factory=list)
    dateline: Dateline | None = None
    dateline_at: str = "lead"
    tail: str = ""
    jump: Jump | None = None
    continued: Jump | None = None
    runs_on: bool = False  # its first words end a paragraph begun on another page
    cut_short: bool = False  # its last paragraph goes on on another page
    latin: bool = False
    heads_zone: list[Zone] = field(default_factory=list)
    column_zones: list[Zone] = field(default_factory=list)

    @property
    def zones(self) -> list[Zone]:
        return self.heads_zone + self.column_zones

    def lead(self) -> str:
        """What is printed in bold before the first words."""
        if self.dateline is None or self.dateline_at != "lead":
            return ""
        byline = self.byline if self.byline_at == "lead" else ""
        if self.latin:
            return self.dateline.printed + " "
        return self.dateline.printed + (f"（{byline}）" if byline else " ")

    def truth(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "kicker": self.kicker,
            "headline": " ".join(self.headline),
            "deck": self.deck,
            "bylines": [name.truth() for name in self.bylines],
            "dateline": self.dateline.truth() if self.dateline else None,
            "body": [{"kind": kind, "text": text} for kind, text in self.body],
            "jump": _jump_truth(self.jump),
            "continued_from": _jump_truth(self.continued),
            "zones": self.zones,
        }


@dataclass(slots=True)
class LeftOut:
    """Print that is no article: its kind as in page-draft/1, its lines, where it was set."""

    kind: str
    text: str
    zones: list[Zone] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """All that one page prints, as it was set."""

    number: str | None
    section: str
    stories: list[Story] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def finish(self, width: float, height: float) -> None:
        """Turn the zones from millimetres into fractions of a page of that size."""

        def part(zones: list[Zone]) -> list[Zone]:
            return [
                (round(a / width, 4), round(b / height, 4), round(c / width, 4), round(d / height, 4))
                for a, b, c, d in zones
            ]

        for story in self.stories:
            story.heads_zone, story.column_zones = part(story.heads_zone), part(story.column_zones)
        for picture in self.pictures:
            picture.zones = part(picture.zones)
        for item in self.left_out:
            item.zones = part(item.zones)

    def truth(self, zones: bool = True) -> dict[str, Any]:
        """The page in ``page-draft/1``; zones, where they are wanted, as fractions of the page."""
        order = [story.key for story in self.stories]
        articles = [story.truth() for story in self.stories]
        photos = [
            {
                "caption": picture.caption,
                "credits": [name.truth() for name in picture.credits],
                "article": order.index(picture.owner) if picture.owner in order else None,
                "zones": picture.zones,
            }
            for picture in self.pictures
        ]
        left_out = [{"kind": item.kind, "text": item.text, "zones": item.zones} for item in self.left_out]
        if not zones:
            for item in [*articles, *photos, *left_out]:
                del item["zones"]
        return {
            "format": "page-draft/1",
            "page": {"number": self.number, "section": self.section},
            "articles": articles,
            "photos": photos,
            "left_out": left_out,
        }


def _jump_truth(jump: Jump | None) -> dict[str, str] | None:
    return {"printed": jump.printed, "page": jump.page} if jump else None
