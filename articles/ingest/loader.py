"""Records → models: a page draft becomes a page of an issue, atomically, with a report of what was made."""

from __future__ import annotations

from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from articles.geometry import corners
from articles.ingest.brought import Standing, remember, standing_on
from articles.ingest.drafted import add_article, add_photo
from articles.ingest.joining import match_issue, undo
from articles.ingest.load_report import LoadReport, titles
from articles.ingest.page_images import detach
from articles.ingest.people import follow_merges, forget_unused, people_of
from articles.ingest.source import Source
from articles.ingest.target import Target, page_of
from articles.models import (
    Article,
    Byline,
    Issue,
    Join,
    LeftOutText,
    Page,
    PageImage,
    PageSource,
    PhotoCredit,
    Stage,
)
from articles.models.issue import YEARS
from articles.models.told import Told
from articles.models.told import told as _
from articles.records import PageDraft
from articles.wording.folio_dates import dates_in
from articles.wording.jumps import label_key


class CannotLoad(Exception):
    """The draft cannot become this page; the message says why and what to do, in the user's language."""


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
    page, made_page = page_of(issue, target, draft)
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
        report.photos.append(add_photo(page, order, shot, owner))
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


def _held(page: Page, standing: Standing) -> Told:
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
