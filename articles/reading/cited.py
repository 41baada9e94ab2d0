"""How an article is cited: a sentence to copy, files for reference managers, metadata for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from articles.finding.citing import FORMAT_NAMES, citation_of
from articles.finding.naming import each_in_its_language
from articles.interchange.citations import FORMATS
from articles.interchange.reference import gb7714, plain_english, to_json_ld, to_meta
from articles.models import Article
from articles.reading.opened import OpenIssue
from articles.records import Citation

_OFFERED = ("ris", "bib")


class File(NamedTuple):
    """What a reference manager reads."""

    name: str
    url: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A public article's citation, as its page shows it."""

    citation: Citation
    files: list[File]

    @property
    def sentence(self) -> SafeString:
        """It in the interface's language, as HTML."""
        if (translation.get_language() or "").startswith("zh"):
            return conditional_escape(gb7714(self.citation))
        return each_in_its_language(plain_english(self.citation))

    @property
    def meta(self) -> list[tuple[str, str]]:
        """The page's ``meta`` elements, by name."""
        return list(to_meta(self.citation))

    @property
    def json_ld(self) -> SafeString:
        """The page's block of data for crawlers."""
        return mark_safe(to_json_ld(self.citation))


def cited(opened: OpenIssue, article: Article, root: str) -> Cited | None:
    """An article with its story; ``root`` is the site's address. None in the preview, which none can cite."""
    if opened.drafts:
        return None
    # One address in all languages: the one that stands in a citation.
    with translation.override(settings.LANGUAGE_CODE):
        citation = citation_of(
            article,
            pages=[part.page for part in article.parts.all() if opened.shows(part.page)],
            bylines=opened.signatures(article),
            photos=opened.photos(article),
            address=root + opened.article_url(article),
        )
        at = (opened.newspaper.slug, opened.issue.address, article.number)
        urls = [reverse("article-citation", args=[*at, suffix]) for suffix in _OFFERED]
    files = [
        File(FORMAT_NAMES[suffix], url, FORMATS[suffix].media_type.partition(";")[0])
        for suffix, url in zip(_OFFERED, urls, strict=True)
    ]
    return Cited(citation, files)
