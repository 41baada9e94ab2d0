"""What is found as citations: all that a reference manager wants, and the address that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from articles import access
from articles.interchange.citations import FORMATS, to_csv
from articles.models import Article, Byline, Newspaper, Page, Photo
from articles.models.person import SignatureLine
from articles.records import Citation
from articles.search.asking import Hit
from articles.search.record import Kind
from articles.wording.datelines import OWN_NAMES
from articles.wording.sources import is_as_printed

FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "ris": "RIS (Zotero, EndNote)", "bib": "BibTeX"}
"""What the formats of citations are called, by the end of the file's name."""


def cite(hits: Iterable[Hit], root: str) -> Iterator[Citation]:
    """Public hits in their order as citations; ``root`` is the site's address, with no stroke behind."""
    hits = list(hits)
    articles = [hit.ref.pk for hit in hits if hit.ref.kind is Kind.ARTICLE]
    photos = [hit.ref.pk for hit in hits if hit.ref.kind is Kind.PHOTO]
    # One address in all languages: the one that stands in a citation.
    with translation.override(settings.LANGUAGE_CODE):
        found = {
            **{(Kind.ARTICLE, one.pk): _article(one, root) for one in access.cited_articles(articles)},
            **{(Kind.PHOTO, one.pk): _photo(one, root) for one in access.found_photos(photos)},
        }
    yield from (found[hit.ref] for hit in hits if hit.ref in found)


def cite_article(pk: int, root: str) -> Citation | None:
    """One article as a citation; None where the public does not see it."""
    with translation.override(settings.LANGUAGE_CODE):
        return next((_article(one, root) for one in access.cited_articles([pk])), None)


def written(citations: Iterable[Citation], suffix: str) -> Iterator[str]:
    """Citations in one of `FORMATS`; the heads of a table in the language that is set now."""
    write = FORMATS[suffix].write
    # The whole is written when the page's language is no longer set.
    return to_csv(citations, column_heads()) if write is to_csv else write(citations)


def authors(lines: Iterable[SignatureLine], newspaper: Newspaper) -> tuple[str, ...]:
    """Who signs: persons and bodies, but not the newspaper itself, nor a line that was not read as names."""
    names = (line.name for line in lines if not is_as_printed(line.signature))
    return tuple(dict.fromkeys(name for name in names if not _is_own(name, newspaper)))


def _is_own(name: str, newspaper: Newspaper) -> bool:
    return name in OWN_NAMES or name == newspaper.name


def column_heads() -> dict[str, str]:
    """What the columns of a table of citations are called, in the language of the page that offers it."""
    return {
        "headline": _("headline"),
        "kicker": _("kicker"),
        "deck": _("deck"),
        "column": _("column"),
        "newspaper": _("newspaper"),
        "date": _("date"),
        "edition": _("edition"),
        "issue_number": _("issue number"),
        "whole_number": _("whole number"),
        "pages": _("pages"),
        "section": _("section"),
        "authors": _("authors"),
        "agency": _("agency"),
        "photo_credits": _("photo credits"),
        "kind": _("kind"),
        "address": _("address"),
    }


def _article(article: Article, root: str) -> Citation:
    return citation_of(
        article,
        pages=[part.page for part in article.parts.all()],
        bylines=article.signatures(),
        photos=[photo for one in (article, *article.merged.all()) for photo in one.photos.all()],
        address=root + article.get_absolute_url(),
    )


def citation_of(
    article: Article, pages: Iterable[Page], bylines: Iterable[Byline], photos: Iterable[Photo], address: str
) -> Citation:
    """An article as a citation, with what of it is public: the pages of its parts in their order, names."""
    issue, newspaper = article.issue, article.issue.newspaper
    printed = {page.sequence: page for page in pages}
    return Citation(
        key=article.citation_key,
        kind="article",
        headline=article.title,
        newspaper=newspaper.name,
        date=issue.date,
        edition=issue.edition_label or (str(issue.edition) if issue.edition > 1 else ""),
        issue_number=issue.number,
        whole_number=issue.whole_number,
        pages=tuple(page.label for page in printed.values()),
        section=next((page.section_name for page in printed.values()), ""),
        authors=authors(bylines, newspaper),
        agency="" if _is_own(article.dateline_agency, newspaper) else article.dateline_agency,
        kicker=article.kicker if article.headline else "",
        deck=article.deck,
        column=article.column.name if article.column else "",
        photo_credits=tuple(dict.fromkeys(line.name for photo in photos for line in photo.credits.all())),
        language=newspaper.language,
        issn=newspaper.issn,
        publisher=newspaper.publisher,
        place=newspaper.place,
        address=address,
    )


def _photo(photo: Photo, root: str) -> Citation:
    page, issue, newspaper = photo.page, photo.page.issue, photo.page.issue.newspaper
    return Citation(
        key=photo.citation_key,
        kind="photo",
        headline=photo.caption,
        newspaper=newspaper.name,
        date=issue.date,
        edition=issue.edition_label or (str(issue.edition) if issue.edition > 1 else ""),
        issue_number=issue.number,
        whole_number=issue.whole_number,
        pages=(page.label,),
        section=page.section_name,
        authors=authors(photo.credits.all(), newspaper),
        agency="",
        language=newspaper.language,
        issn=newspaper.issn,
        publisher=newspaper.publisher,
        place=newspaper.place,
        address=f"{root}{page.get_absolute_url()}#photo{photo.pk}",
    )
