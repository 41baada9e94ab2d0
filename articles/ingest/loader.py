"""Records → models: a page draft becomes a page of an issue, atomically, with a report of what was made."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.geometry import Box, Point, corners
from articles.ingest.brought import Standing, remember, standing_on
from articles.ingest.joining import MatchReport, match_issue, undo
from articles.ingest.page_images import detach
from articles.ingest.people import follow_merges, forget_unused, link_people, people_of
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Column,
    Issue,
    Join,
    LeftOutText,
    Newspaper,
    Page,
    PageImage,
    PageSource,
    Photo,
    PhotoCredit,
    Stage,
)
from articles.models.issue import YEARS
from articles.models.person import tie
from articles.records import ArticleDraft, PageDraft
from articles.wording import html
from articles.wording.folio_dates import dates_in
from articles.wording.jumps import label_key
from articles.wording.values import JumpLine

_MOST_NAMED = 12
"""Stories that a message names, of a page that holds many."""


class CannotLoad(Exception):
    """The draft cannot become this page; the message says why and what to do, in the user's language."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a page goes: the issue by date and edition, the page by its printed number.

    ``number`` may be "" where a sequence is given: then the page has the number that it prints.
    ``sequence`` may be left out: then the page that bears the number is meant, else the position that the
    number names, else the next free one.
    """

    newspaper: Newspaper
    date: datetime.date
    number: str
    edition: int = 1
    sequence: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a page was read from.

    ``sha256`` is that of the file, or of a text alone its `fingerprint`; ``name`` is the file's as it came,
    ``file`` where storage keeps it, ``sheet`` which of its pages this is, from 1.
    """

    kind: Literal["text", "pdf", "image"]
    sha256: str
    text: str = ""
    name: str = ""
    file: str = ""
    sheet: int = 1

    @classmethod
    def of_text(cls, text: str, name: str = "") -> Source:
        """A source that is text alone."""
        return cls("text", fingerprint(text), text, name)

    def is_that_of(self, row: PageSource | None) -> bool:
        """Whether a page was read from just this."""
        return row is not None and (
            (row.sha256, row.sheet) == (self.sha256, self.sheet)
            and (self.kind == "text" or row.text == self.text)
        )


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
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report in the user's language, a fact a line."""
        if self.unchanged:
            return [
                _("%(page)s: this source had been imported before; nothing was changed.")
                % {"page": self.page}
            ]
        articles, photos = len(self.articles), len(self.photos)
        out = [
            f"{self.page}: "
            + ngettext("%(n)d article", "%(n)d articles", articles) % {"n": articles}
            + ", "
            + ngettext("%(n)d photo", "%(n)d photos", photos) % {"n": photos}
            + ", "
            + ngettext("%(n)d text left out", "%(n)d texts left out", self.left_out) % {"n": self.left_out}
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


def fingerprint(text: str) -> str:
    """The sha256 by which a source is known again, whatever its line ends and spaces at line ends."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()


def find_loaded(target: Target, source: Source) -> Page | None:
    """The page that has this very source already, so that reading it again can be spared."""
    issue = Issue.objects.filter(newspaper=target.newspaper, date=target.date, edition=target.edition).first()
    page = _meant(issue, target) if issue else None
    former = PageSource.objects.filter(page=page).first() if page else None
    return page if source.is_that_of(former) else None


def load_page(draft: PageDraft, target: Target, source: str | Source, *, replace: bool = False) -> LoadReport:
    """Write a draft to the database, all or nothing, and pair the issue's open jumps.

    The same ``source`` a second time changes nothing. Another source for a page that holds articles is
    refused, unless ``replace`` takes away what the former one made and nobody has changed since; what was
    typed or changed by hand stays beside it. Published pages are never replaced. Raises CannotLoad.
    """
    if target.date.year not in YEARS:
        raise CannotLoad(_("This year cannot be right: newspapers begin in 1605."))
    try:
        with transaction.atomic():
            return _load(
                draft, target, Source.of_text(source) if isinstance(source, str) else source, replace
            )
    except IntegrityError as error:
        raise CannotLoad(
            _("Somebody else changed this issue at the same moment. Nothing was imported; try again.")
        ) from error


def _load(draft: PageDraft, target: Target, source: Source, replace: bool) -> LoadReport:
    issue, made_issue = Issue.objects.get_or_create(
        newspaper=target.newspaper, date=target.date, edition=target.edition
    )
    issue = Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)
    page, made_page = _page(issue, target, draft)
    report = LoadReport(page=page, made_issue=made_issue, made_page=made_page)
    if source.is_that_of(PageSource.objects.filter(page=page).first()):
        report.unchanged = True
        return report
    named: set[int] = set()
    standing = standing_on(page)
    if page.parts.exists() or page.photos.exists() or PageImage.objects.filter(page=page).exists():
        if not replace:
            raise CannotLoad(_held(page, standing))
        named = people_of(
            Byline.objects.filter(article__parts__page=page), PhotoCredit.objects.filter(photo__page=page)
        )
        _clear(page, standing)
    report.kept = standing.named
    if not draft.articles and not draft.photos and not draft.left_out:
        if source.kind == "text":
            raise CannotLoad(_("The source holds no text. Nothing was imported."))
        report.notes.append(_("Note: no text could be read on this page; it is kept as a picture."))
    PageSource.objects.update_or_create(page=page, defaults=asdict(source))
    last = page.parts.aggregate(last=Max("position"))["last"] or 0
    for position, drafted in enumerate(draft.articles, start=last + 1):
        report.articles.append(add_article(page, position, drafted))
    for order, shot in enumerate(draft.photos, start=1):
        owner = None if shot.article is None else report.articles[shot.article]
        photo = Photo.objects.create(
            page=page,
            article=owner,
            order=order,
            caption=shot.caption,
            zones=[corners(z) for z in shot.zones],
            picture_zone=_polygon(shot.picture_zone),
        )
        people = link_people(shot.credits, target.newspaper)
        for at, credit in enumerate(shot.credits, start=1):
            PhotoCredit.objects.create(
                photo=photo,
                order=at,
                name=credit.name,
                role=credit.role,
                affiliation=credit.affiliation,
                title=credit.title,
                **tie(people.get(credit)),
            )
        report.photos.append(photo)
    LeftOutText.objects.filter(pk__in=[text.pk for text in standing.going_texts]).delete()
    known = {text.text for text in standing.kept_texts}  # somebody said of these what they are
    left_out = LeftOutText.objects.bulk_create(
        LeftOutText(page=page, kind=t.kind, text=t.text, zones=[corners(z) for z in t.zones])
        for t in draft.left_out
        if t.text not in known
    )
    report.left_out = len(draft.left_out)
    follow_merges(target.newspaper)
    forget_unused(named)
    remember(page, report.articles, report.photos, left_out)
    report.matched = match_issue(issue)
    if draft.number and label_key(draft.number) != page.key:
        report.notes.append(
            _("Note: the page prints the number %(printed)s, it was imported as %(number)s.")
            % {"printed": draft.number, "number": page.label}
        )
    printed = dates_in(_furniture(draft))
    if printed and issue.date not in printed:
        report.notes.append(
            _("Note: the page prints the date %(printed)s, it was imported into the issue of %(date)s.")
            % {
                "printed": "、".join(day.isoformat() for day in sorted(printed)),
                "date": issue.date.isoformat(),
            }
        )
    return report


def _furniture(draft: PageDraft) -> list[str]:
    return [line for left in draft.left_out if left.kind == "furniture" for line in left.text.splitlines()]


def _page(issue: Issue, target: Target, draft: PageDraft) -> tuple[Page, bool]:
    """The page meant, made where the issue has none yet."""
    section = target.section or draft.section
    if (page := _meant(issue, target)) is not None:
        if section and not page.section_name:
            page.section_name = section
            page.save(update_fields=["section_name"])
        return page, False
    taken = set(issue.pages.values_list("sequence", flat=True))
    number = target.number or draft.number or ""
    sequence = target.sequence or _free_sequence(number, taken)
    return Page.objects.create(
        issue=issue, sequence=sequence, number=number or str(sequence), section_name=section
    ), True


def _meant(issue: Issue, target: Target) -> Page | None:
    """The page of the issue that is meant, if it is there."""
    for page in issue.pages.all():
        if target.sequence is not None:
            if page.sequence == target.sequence:
                return page
        elif target.number and page.key == label_key(target.number):
            return page
    return None


def _free_sequence(number: str, taken: set[int]) -> int:
    key = label_key(number)
    if key.isascii() and key.isdigit() and 0 < int(key) <= 999 and int(key) not in taken:
        return int(key)
    return max(taken, default=0) + 1


def _held(page: Page, standing: Standing) -> str:
    """Why another source is not taken: what the page holds already, and what can be done."""
    if not standing.named:
        return _(
            "%(page)s already holds articles from another source. Nothing was changed. "
            "Say that they are to be replaced, or choose another page."
        ) % {"page": page}
    return _(
        "%(page)s already holds stories that were typed or changed by hand: %(names)s. Nothing was changed. "
        "Tick “replace” to import beside them: they stay, and only what an earlier import made and nobody "
        "changed is taken away. Or choose another page."
    ) % {"page": page, "names": titles(standing.named)}


def _clear(page: Page, standing: Standing) -> None:
    """Take away what an earlier import made of this page and nobody has changed since, and only that."""
    if page.has_been_public:
        raise CannotLoad(_("%(page)s is published; it cannot be replaced.") % {"page": page})
    in_hand = Article.objects.filter(parts__page=page).never_public().exclude(stage=Stage.DRAFT)
    if page.stage != Stage.DRAFT or in_hand.exists():
        raise CannotLoad(
            _("%(page)s is under review; it cannot be replaced. Send it back first.") % {"page": page}
        )
    stories = Article.objects.filter(pk__in=[story.pk for story in standing.going])
    if stories.exclude(stage=Stage.DRAFT).exists():
        raise CannotLoad(_("%(page)s is published; it cannot be replaced.") % {"page": page})
    parts = [part.pk for part in standing.going_parts]
    touching = Join.objects.filter(Q(front_part__in=parts) | Q(tail_part__in=parts))
    for record in touching.filter(state=Join.State.JOINED).order_by("-tail_part__order"):
        undo(record)
    touching.delete()  # the parts that these decisions were about go as well
    page.photos.filter(pk__in=[photo.pk for photo in standing.going_photos]).delete()
    stories.delete()
    detach(page)


def titles(rows: Iterable[Article | Photo]) -> str:
    """Stories and photos by name, as a sentence lists them."""
    names = [f"“{row}”" for row in rows]
    return "、".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")


def add_article(page: Page, position: int, drafted: ArticleDraft) -> Article:
    """A draft article of what was read, with a part at this position of the page."""
    newspaper = page.issue.newspaper
    dateline = drafted.dateline
    article = Article.objects.create(
        issue=page.issue,
        column=_column(newspaper, drafted.column),
        kicker=drafted.kicker,
        headline=drafted.headline,
        deck=drafted.deck,
        dateline_printed=dateline.printed if dateline else "",
        dateline_agency=dateline.agency if dateline else "",
        dateline_place=dateline.place if dateline else "",
        dateline_date=dateline.date if dateline else "",
    )
    jump, continuation = drafted.jump or JumpLine("", ""), drafted.continued_from or JumpLine("", "")
    ArticlePart.objects.create(
        article=article,
        order=1,
        page=page,
        position=position,
        heading=drafted.headline if drafted.continued_from else "",
        body=html.from_blocks((block.kind, block.text) for block in drafted.body),
        zones=[corners(zone) for zone in drafted.zones],
        jump_zone=_polygon(drafted.jump_zone),
        continuation_zone=_polygon(drafted.continuation_zone),
        printed_jump=jump.printed,
        printed_jump_page=jump.page,
        printed_continuation=continuation.printed,
        printed_continuation_page=continuation.page,
    )
    people = link_people(drafted.bylines, newspaper, dateline.agency if dateline else "")
    Byline.objects.bulk_create(
        Byline(
            article=article,
            order=order,
            name=line.name,
            role=line.role,
            affiliation=line.affiliation,
            title=line.title,
            **tie(people.get(line)),
        )
        for order, line in enumerate(drafted.bylines, start=1)
    )
    return article


def _polygon(box: Box | None) -> list[Point] | None:
    return None if box is None else corners(box)


def _column(newspaper: Newspaper, name: str) -> Column | None:
    if not name:
        return None
    column = Column.objects.filter(newspaper=newspaper, name=name).first()
    if column is None:
        column = Column.objects.create(newspaper=newspaper, name=name, slug=_free_slug(newspaper, name))
    return column


def _free_slug(newspaper: Newspaper, name: str) -> str:
    """A slug for a new column; two names may differ in nothing that a slug keeps (江边·话, 江边话)."""
    slug = (slugify(name, allow_unicode=True) or "column")[:70]
    taken = set(newspaper.columns.filter(slug__startswith=slug).values_list("slug", flat=True))
    tries = (slug if n == 1 else f"{slug}-{n}" for n in range(1, len(taken) + 2))
    return next(one for one in tries if one not in taken)
