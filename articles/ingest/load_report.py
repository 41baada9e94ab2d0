"""What a load made, and how that is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.ingest.joining import MatchReport
from articles.models import Article, Page, Photo
from articles.models.told import Told
from articles.models.told import told as _
from articles.models.told import told_of_many as ngettext

_MOST_NAMED = 12
"""Stories that a message names, of a page that holds many."""


@dataclass(slots=True)
class LoadReport:
    """What a load made. ``unchanged`` where the same source had been loaded before.

    ``kept`` are stories and lone photos that somebody typed or changed, and that stay beside what was made.
    """

    page: Page
    unchanged: bool = False
    made_issue: bool = False
    made_page: bool = False
    articles: list[Article] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)
    left_out: int = 0
    matched: MatchReport = field(default_factory=MatchReport)
    kept: list[Article | Photo] = field(default_factory=list)
    notes: list[Told | str] = field(default_factory=list)

    def lines(self) -> list[Told | str]:
        """The report, a fact a line."""
        if self.unchanged:
            return [
                _("%(page)s: this source had been imported before; nothing was changed.")
                % {"page": self.page}
            ]
        articles, photos = len(self.articles), len(self.photos)
        left = self.left_out
        out: list[Told | str] = [
            _("%(page)s: %(articles)s, %(photos)s, %(left_out)s")
            % {
                "page": self.page,
                "articles": ngettext("%(n)d article", "%(n)d articles", articles) % {"n": articles},
                "photos": ngettext("%(n)d photo", "%(n)d photos", photos) % {"n": photos},
                "left_out": ngettext("%(n)d text left out", "%(n)d texts left out", left) % {"n": left},
            }
        ]
        if self.kept:
            out.append(
                _("Kept beside it, since it was typed or changed by hand: %(names)s")
                % {"names": titles(self.kept)}
            )
        for join in self.matched.joined:
            out.append(
                _("Joined: “%(headline)s”, page %(front)s → page %(tail)s (confidence %(confidence).2f)")
                % {
                    "headline": join.front_part.article.title,
                    "front": join.front_part.page.label,
                    "tail": join.tail_part.page.label,
                    "confidence": join.confidence or 0,
                }
            )
        for join in self.matched.proposed:
            out.append(
                _("Proposed: “%(headline)s”, page %(front)s → page %(tail)s; an editor decides.")
                % {
                    "headline": join.front_part.article.title,
                    "front": join.front_part.page.label,
                    "tail": join.tail_part.page.label,
                }
            )
        return out + self.notes


def titles(rows: Iterable[Article | Photo]) -> str:
    """Stories and photos by name, as a sentence lists them."""
    names = [f"“{row}”" for row in rows]
    return "、".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
