"""Models → records: what the index holds of articles and photos, many in a fixed number of queries."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from articles.models import Article, ArticlePart, Byline, Photo, PhotoCredit, Stage
from articles.models.stage import last_moment
from articles.search.printed_in import PrintedIn, PrintedOn, columns_of, issues_of, pages_of
from articles.search.record import Kind, Record, Ref
from articles.search.signed import Signed, signed
from articles.wording import html
from articles.wording.datelines import OWN_NAMES

# What is read, by model. A test holds these against `search_reads` of the models.
ARTICLE_FIELDS = (
    *("pk", "kicker", "headline", "deck", "dateline_printed", "dateline_agency", "dateline_place", "stage"),
    *("published_at", "column_id", "issue_id"),
)
TAIL_FIELDS = ("pk", "merged_into_id", "stage", "kicker", "headline", "deck")
PART_FIELDS = ("article_id", "heading", "body", "joins_as", "repeats", "page_id")
BYLINE_FIELDS = ("article_id", "name", "role", "affiliation", "title", "person_id", "person__name")
PHOTO_FIELDS = ("pk", "article_id", "caption", "page_id")
CREDIT_FIELDS = ("photo_id", "name", "role", "affiliation", "title", "person_id", "person__name")
LONE_PHOTO_FIELDS = ("pk", "caption", "page_id")


class _Own(NamedTuple):
    """The row of an article."""

    pk: int
    kicker: str
    headline: str
    deck: str
    dateline: str
    agency: str
    place: str
    stage: str
    published_at: datetime.datetime | None
    column: int | None
    issue: int
    corrected: datetime.datetime | None


class _Part(NamedTuple):
    heading: str
    body: str
    joins_as: str
    repeats: bool
    page: PrintedOn


class _Photo(NamedTuple):
    pk: int
    owner: int
    caption: str
    page: PrintedOn


class _Tail(NamedTuple):
    pk: int
    stage: str
    kicker: str
    headline: str
    deck: str
    heads_public: bool

    @property
    def heads(self) -> list[str]:
        return [head for head in (self.kicker, self.headline, self.deck) if head]


class _Story(NamedTuple):
    """What a story is made of beside its own row."""

    tails: list[_Tail]
    parts: list[_Part]
    bylines: list[Signed]
    photos: list[_Photo]

    @property
    def public(self) -> _Story:
        """What readers see of it where it is published: what stands on a page, or belongs to a tail, that is
        not published is not public yet.
        """
        hidden = {tail.pk for tail in self.tails if tail.stage != Stage.PUBLISHED}
        return _Story(
            [tail for tail in self.tails if (tail.heads_public and tail.pk not in hidden) or not tail.heads],
            [part for part in self.parts if part.page.stage == Stage.PUBLISHED],
            [line for line in self.bylines if line.owner not in hidden],
            [
                photo
                for photo in self.photos
                if photo.page.stage == Stage.PUBLISHED and photo.owner not in hidden
            ],
        )


def read_records(refs: Iterable[Ref]) -> Iterator[Record]:
    """The records of those refs that are to be found; one that is gone, or lives on elsewhere, gives none,
    and a story of which readers see but a part gives two.
    """
    refs = list(refs)
    yield from _articles([ref.pk for ref in refs if ref.kind is Kind.ARTICLE])
    yield from _photos([ref.pk for ref in refs if ref.kind is Kind.PHOTO])


def _articles(pks: list[int]) -> Iterator[Record]:
    if not pks:
        return
    standing = Article.objects.standing().filter(_among("pk", pks))
    articles = [_Own(*row) for row in _with_corrections(standing, *ARTICLE_FIELDS)]
    merged = Article.objects.filter(_among("merged_into", pks)).with_heads_public().order_by("number")
    tails = list(merged.values_list(*TAIL_FIELDS, "heads_public"))
    story = {pk: pk for pk in pks} | {tail: root for tail, root, *_heads in tails}
    joined = _grouped((root, _Tail(tail, *rest)) for tail, root, *rest in tails)
    of_story = _among("article", story)
    signed = Byline.objects.filter(of_story).order_by("order", "pk").values_list(*BYLINE_FIELDS)
    # The front's own names first, then those of its tails, one after the other.
    in_turn = sorted(signed, key=lambda line: (story[line[0]] != line[0], line[0]))
    bylines = _grouped((story[line[0]], Signed(*line)) for line in in_turn)
    placed = list(
        ArticlePart.objects.filter(_among("article", pks))
        .order_by("article", "order")
        .values_list(*PART_FIELDS)
    )
    shots = list(
        Photo.objects.filter(of_story).order_by("page__sequence", "order", "pk").values_list(*PHOTO_FIELDS)
    )
    credits = _credits([pk for pk, *_rest in shots])
    # Asked last: what was taken away meanwhile, the log tells of, and is left out until then.
    pages = pages_of([page for *_rest, page in (*placed, *shots)])
    issues = issues_of([own.issue for own in articles])
    columns = columns_of([own.column for own in articles])
    parts = _grouped(
        (article, _Part(heading, body, joins_as, repeats, pages[page]))
        for article, heading, body, joins_as, repeats, page in placed
        if page in pages
    )
    photos = _grouped(
        (story[owner], _Photo(pk, owner, caption, pages[page]))
        for pk, owner, caption, page in shots
        if page in pages
    )
    for own in articles:
        pk, issue, column = own.pk, issues.get(own.issue), columns.get(own.column, "")
        if issue is None:
            continue
        whole = _Story(joined[pk], parts[pk], bylines[pk], photos[pk])
        if not own.stage == issue.stage == Stage.PUBLISHED:
            yield _article(own, issue, column, whole, credits, public=False)
        elif (public := whole.public) == whole:
            yield _article(own, issue, column, whole, credits, public=True)
        else:
            yield _article(own, issue, column, public, credits, public=True, is_half=True)
            yield _article(own, issue, column, whole, credits, public=False)


def _among(name: str, numbers: Collection[int]) -> Q:
    """Rows with one of these numbers. A rebuild asks for all from one to another, which costs less to ask."""
    first, last = min(numbers), max(numbers)
    whole = last - first + 1 == len(set(numbers))
    return Q(**{f"{name}__gte": first, f"{name}__lte": last} if whole else {f"{name}__in": numbers})


def _with_corrections(rows: Any, *names: str) -> list[tuple[Any, ...]]:
    """The values of each row, the primary key first, and behind them when it was corrected last, if ever.

    Joined, since few are corrected and hardly any twice: a subquery for each row takes PostgreSQL far longer.
    """
    corrected = rows.order_by("pk", "corrections__made_at").values_list(*names, "corrections__made_at")
    return list({row[0]: row for row in corrected}.values())


def _grouped(pairs: Iterable[tuple[int, Any]]) -> Mapping[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for owner, value in pairs:
        groups[owner].append(value)
    return groups


def _credits(photos: list[int]) -> Mapping[int, list[Any]]:
    if not photos:
        return defaultdict(list)
    lines = PhotoCredit.objects.filter(photo__in=photos).order_by("order", "pk").values_list(*CREDIT_FIELDS)
    return _grouped((line[0], Signed(*line)) for line in lines)


def _article(
    own: _Own,
    issue: PrintedIn,
    column: str,
    story: _Story,
    credits: Mapping[int, list[Signed]],
    *,
    public: bool,
    is_half: bool = False,
) -> Record:
    """The record of what is given of a story."""
    tails, parts, bylines, photos = story
    chinese = issue.is_chinese
    body = ""
    for part in parts:
        if not part.repeats:
            body = html.glue(body, html.plain_text(part.body), part.joins_as, chinese)
    shot = [line for photo in photos for line in credits[photo.pk]]
    of_tails = [head for tail in tails for head in tail.heads]
    headings = _distinct([own.kicker, own.headline, own.deck, *of_tails, *(part.heading for part in parts)])
    names = _distinct(signed((*bylines, *shot), chinese))
    captions = _distinct(photo.caption for photo in photos)
    pages = [part.page for part in parts]
    agency = own.agency
    return Record(
        ref=Ref(Kind.ARTICLE, own.pk),
        date=issue.date,
        public=public,
        newspaper=issue.newspaper,
        text=_distinct([*headings, column, *names, f"{own.dateline}\n{body}".strip(), *captions]),
        named={
            "headline": headings,
            "byline": names,
            "caption": captions,
            "column": _distinct([column]),
            "place": _distinct([own.place]),
            "agency": _distinct([agency]),
            "section": _distinct(page.section for page in pages),
            "newspaper": (issue.newspaper_name,),
        },
        pages=_distinct(page.key for page in pages),
        sections=_distinct(page.section.strip() for page in pages),
        people=tuple(dict.fromkeys(line.person for line in (*bylines, *shot) if line.person is not None)),
        column=own.column,
        agency="" if agency in OWN_NAMES or agency == issue.newspaper_name else agency.strip(),
        has_photo=bool(photos),
        updated_at=last_moment(
            *(own.published_at, issue.published_at, own.corrected),
            *(page.published_at for page in pages),
            *(photo.page.published_at for photo in photos),
        ),
        page=pages[0].sequence if pages else 0,
        is_half=is_half,
    )


def _photos(pks: list[int]) -> Iterator[Record]:
    if not pks:
        return
    credits = _credits(pks)
    rows = _with_corrections(Photo.objects.standing_alone().filter(pk__in=pks), *LONE_PHOTO_FIELDS)
    pages = pages_of([page for _pk, _caption, page, _corrected in rows])
    issues = issues_of([page.issue for page in pages.values()])
    for pk, caption, on, corrected in rows:
        if (page := pages.get(on)) is None or (issue := issues.get(page.issue)) is None:
            continue
        names = _distinct(signed(credits[pk], issue.is_chinese))
        captions = _distinct([caption])
        yield Record(
            ref=Ref(Kind.PHOTO, pk),
            date=issue.date,
            public=page.stage == issue.stage == Stage.PUBLISHED,
            newspaper=issue.newspaper,
            text=(*captions, *names),
            named={
                "caption": captions,
                "byline": names,
                "section": _distinct([page.section]),
                "newspaper": (issue.newspaper_name,),
            },
            pages=(page.key,),
            sections=_distinct([page.section.strip()]),
            people=tuple(dict.fromkeys(line.person for line in credits[pk] if line.person is not None)),
            has_photo=True,
            updated_at=last_moment(page.published_at, issue.published_at, corrected),
            page=page.sequence,
        )


def _distinct(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, pieces)))
