"""The make-up of an issue's front page: its stories and photos in columns that end together.

Below the lead stand two columns, beside it a third with the page's picture. What is printed on the page goes
into them in its order, so that a phone, which has one column, keeps that order. Where a column begins, which
stories show a photo, how wide the lead is and how much of its text is shown is chosen so that least is left
empty, by what each thing will about measure, in CSS pixels, on a screen 1280 wide.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product

from articles.models import Photo
from articles.reading.front import Headline, PageOverview, opening
from articles.reading.opened import OpenIssue

_WHOLE = 1184  # the text's width on a screen of 1280, of 12 columns
_GUTTER = 40
_APART = 41  # between two things of a column: space, a hairline, space
_BELOW_LEAD = 57
_LEAD = 17  # the size of the lead's text
_LEAD_LINE = _LEAD * 1.75
_FOLDED = 0.66  # what is seen of the picture of a page that is folded, by the width
MOST_LINES = 16
"""Of the lead's text at most so many lines are shown beyond those of its opening."""
_MANY = 8  # so many things balance by themselves, whatever the widths

# What is given up rather than leave a hole of so many pixels in one column.
_NO_PHOTO, _OTHER_WIDTH, _FOLD, _A_LINE = 30, 40, 120, 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A story, with the photo that is shown of it, or a photo that stands alone."""

    entry: Headline | None = None
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """The front page as it is set. ``width`` is the lead's, in twelfths: 7 to 9; 12 with nothing beside."""

    lead: Headline | None = None
    width: int = 8
    left: tuple[Cell, ...] = ()
    right: tuple[Cell, ...] = ()
    side: tuple[Cell, ...] = ()
    is_folded: bool = False
    lines: int = 0
    """So many lines of the lead's text are shown beyond its opening."""
    opening: str = ""
    """What is shown of the lead's text."""
    photo: Photo | None = None
    """The lead's."""


def make_up(front: PageOverview, opened: OpenIssue) -> Front:
    """Set a front page as a reader of the opened issue sees it."""
    lead, stories = front.lead, front.headlines[1:]
    if lead is None:
        alone = [Cell(photo=photo) for photo in front.photos]
        return Front(left=tuple(alone[::2]), right=tuple(alone[1::2]))
    facsimile = opened.facsimile(front.page)
    picture = facsimile.height / facsimile.width if facsimile else 0.0
    loose = list(front.photos)
    is_many = len(stories) + len(loose) > _MANY
    widths = [8] if picture else [8, 12]
    widths += [] if is_many or not picture else [7, 9]
    best: tuple[float, Front] | None = None
    for width in widths:
        measured = _Measured(lead, stories, loose, width, picture, opened.drafts)
        for found in measured.ways(folds=bool(picture) and not is_many):
            if best is None or found[0] < best[0]:
                best = found
    assert best is not None  # all in the column beside, or all under the lead
    made = best[1]
    more = int(made.lines * _main(made.width) / _LEAD)
    return replace(made, opening=opening(lead.text, opened.newspaper.is_chinese, more))


class _Measured:
    """The things of a front page with their heights, where the lead has one width."""

    def __init__(
        self,
        lead: Headline,
        stories: Sequence[Headline],
        loose: Sequence[Photo],
        width: int,
        picture: float,
        drafts: bool,
    ) -> None:
        self.lead, self.stories, self.loose, self.width, self.drafts = lead, stories, loose, width, drafts
        self.under = (_main(width) - _GUTTER) / 2
        self.beside = 0.0 if width == 12 else _WHOLE * (12 - width) / 12 - _GUTTER
        self.picture = picture
        self.lead_high = self._story(lead, _main(width), 56, _LEAD, 20, self._of(lead))
        seconds = [self._story(one, self.under, 24, 15, 16) + _APART for one in stories]
        briefs = [self._story(one, self.beside or self.under, 18, 15, 16) + _APART for one in stories]
        self.seconds, self.briefs = [0.0, *accumulate(seconds)], [0.0, *accumulate(briefs)]
        photos = [self._of(one) for one in stories]
        self.pictured = [
            20 + self._photo(photo, self.under) if photo and photo.height else 0.0 for photo in photos
        ]

    def ways(self, folds: bool) -> Iterator[tuple[float, Front]]:
        """Each way to set them, with what it costs."""
        many = len(self.stories)
        places = ("side", "left", "right") if self.loose else ("side",)
        for first, second in ((a, b) for a in range(many + 1) for b in range(a, many + 1)):
            if self.width == 12 and second < many:
                continue
            for place, fold in product(places, (False, True) if folds else (False,)):
                for left_shown, right_shown in product((True, False), repeat=2):
                    shown = (
                        self._first_pictured(0, first) if left_shown else None,
                        self._first_pictured(first, second) if right_shown else None,
                    )
                    if (not left_shown and self._first_pictured(0, first) is None) or (
                        not right_shown and self._first_pictured(first, second) is None
                    ):
                        continue  # the same as with it
                    if found := self._set(first, second, place, fold, shown):
                        yield found

    def _set(
        self, first: int, second: int, place: str, fold: bool, shown: tuple[int | None, int | None]
    ) -> tuple[float, Front] | None:
        """One way: the stories before ``first`` on the left, those before ``second`` on the right."""
        many, moved = len(self.stories), self.loose[:1] if place != "side" else []
        under = [self.seconds[first], self.seconds[second] - self.seconds[first]]
        for at, story in enumerate(shown):
            under[at] += self.pictured[story] if story is not None else 0.0
        if moved:
            under[place == "right"] += self._photo(moved[0], self.under) + _APART
        if bool(under[0]) != bool(under[1]):
            return None  # a column with nothing beside it
        rest = self.loose[len(moved) :]
        if self.width == 12 and rest:
            return None
        side = self.briefs[many] - self.briefs[second]
        side += sum(self._photo(photo, self.beside) + _APART for photo in rest)
        if self.picture:
            side += self.beside * (_FOLDED if fold else self.picture) + _APART
        side = max(0.0, side - _APART)
        if (not side) != (self.width == 12):
            return None
        below = _BELOW_LEAD - _APART if under[0] else 0.0
        mains = [self.lead_high + below + (one and one) for one in under]
        lines = self._lines_to_fill(side - max(mains))
        mains = [one + lines * _LEAD_LINE for one in mains]
        end = max(*mains, side)
        share = self.width / 8
        empty = sum(end - one for one in mains) * share
        empty += 0.0 if self.width == 12 else (end - side) * (12 - self.width) / 4
        unseen = sum(
            one is None and self._first_pictured(*span) is not None
            for one, span in zip(shown, ((0, first), (first, second)), strict=True)
        )
        cost = empty + unseen * _NO_PHOTO + lines * _A_LINE
        cost += (_FOLD if fold else 0) + (_OTHER_WIDTH if self.width in (7, 9) else 0)
        cells = [Cell(one, self._of(one) if at in shown else None) for at, one in enumerate(self.stories)]
        alone = [Cell(photo=photo) for photo in moved]
        made = Front(
            lead=self.lead,
            width=self.width,
            left=(*cells[:first], *(alone if place == "left" else ())),
            right=(*cells[first:second], *(alone if place == "right" else ())),
            side=(
                *(Cell(photo=photo) for photo in rest),
                *(replace(one, photo=None) for one in cells[second:]),
            ),
            is_folded=fold,
            lines=lines,
            photo=self._of(self.lead),
        )
        return cost, made

    def _lines_to_fill(self, hole: float) -> int:
        """How many lines of the lead's text go into a hole of this height, and are there."""
        if hole < _LEAD_LINE:
            return 0
        line = _main(self.width) / _LEAD
        there = int((_ems(self.lead.text) - _ems(self.lead.opening)) / line)
        return max(0, min(int(hole / _LEAD_LINE), there, MOST_LINES))

    def _first_pictured(self, start: int, end: int) -> int | None:
        return next((at for at in range(start, end) if self.pictured[at]), None)

    def _of(self, entry: Headline) -> Photo | None:
        """The photo that a story shows, where it shows one."""
        return next((one for one in entry.photos if one.file and (self.drafts or one.may_be_shown())), None)

    def _story(
        self, entry: Headline, width: float, head: int, text: int, deck: int, photo: Photo | None = None
    ) -> float:
        article = entry.article
        high = _lines(article.title, head, width) * head * (1.2 if head > 40 else 1.35)
        high += 30.0 if article.column else 0.0
        high += _lines(article.kicker, 14, width) * 20 + 5 if article.kicker and article.headline else 0.0
        high += _lines(article.deck, deck, width) * deck * 1.5 + 6 if article.deck else 0.0
        high += 20 + self._photo(photo, width) if photo else 0.0
        high += _lines(entry.opening, text, width) * text * 1.75 + 8 if article.has_heads else 0.0
        return high + (28 if article.bylines.all() else 0)

    def _photo(self, photo: Photo, width: float) -> float:
        """A photo with its caption."""
        caption = 8 + 20 * (_lines(photo.caption, 13, width) + bool(photo.credits.all()) / 2)
        if not (photo.file and photo.width and photo.height and (self.drafts or photo.may_be_shown())):
            return caption
        across = min(width, 384) if photo.height > photo.width else width
        return caption + across * photo.height / photo.width


def _main(width: int) -> float:
    """The lead's width, in pixels."""
    return _WHOLE * width / 12 - (0 if width == 12 else _GUTTER)


def _ems(text: str) -> float:
    """About how wide a text is, by its size: Chinese characters are square, Latin ones half of that."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _lines(text: str, size: int, width: float) -> int:
    return math.ceil(_ems(text) * size / width) if text else 0
