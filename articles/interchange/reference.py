"""A citation → a sentence to copy, and the metadata by which programs know a page's article. Pure.

Chinese by GB/T 7714—2015, a part of a newspaper: 责任者. 题名[N]. 报名, 年-月-日(版次). Of more than three
names the first three stand, with 等. English as plain as is usual: authors, headline, newspaper, date, pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from articles.interchange.citations import authors_of
from articles.records import Citation

_MOST_NAMES = 3
_MONTHS = ("January February March April May June July August September October November December").split()
_ENDS = (".", "?", "!", "。", "？", "！", "…")
_INNER_QUOTES = str.maketrans('“”"', "‘’'")
# In a script of HTML, where even data must not hold what ends it or opens a comment.
_IN_SCRIPT = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def gb7714(citation: Citation) -> str:
    """周望舒, 邵小满. 春汛前夜[N]. 临江日报, 2026-03-14(1, 3)."""
    names = list(authors_of(citation))
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], "等" if _is_chinese(citation) else "et al"]
    edition = citation.edition
    if edition.isdigit():
        edition = f"第{edition}刊次" if _is_chinese(citation) else f"No. {edition} of the day"
    newspaper = citation.newspaper + (f"({edition})" if edition else "")
    pages = f"({', '.join(citation.pages)})" if citation.pages else ""
    return _sentences(
        ", ".join(names), f"{citation.headline}[N]", f"{newspaper}, {citation.date.isoformat()}{pages}"
    )


def plain_english(citation: Citation) -> str:
    """Anna Keller and Tom Reyes. “Ferry terminal reopens.” Harbour Daily, March 14, 2026, pp. 1, 3."""
    names = authors_of(citation)
    headline = citation.headline.translate(_INNER_QUOTES)
    edition = citation.edition
    if edition.isdigit():
        edition = f"No. {edition} of the day"
    date = citation.date
    where = [
        citation.newspaper + (f" ({edition})" if edition else ""),
        f"{_MONTHS[date.month - 1]} {date.day}, {date.year}",
    ]
    if citation.pages:
        where.append(f"{'pp.' if len(citation.pages) > 1 else 'p.'} {', '.join(citation.pages)}")
    title = f"“{headline}{'' if headline.endswith(_ENDS) else '.'}”"
    return " ".join(filter(None, [_sentences(_listed(names)), title, _sentences(", ".join(where))]))


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{names[0]} et al."
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _sentences(*some: str) -> str:
    """Each ended by one full stop; those of no words left out."""
    return " ".join(one if one.endswith(".") else f"{one}." for one in some if one)


def _is_chinese(citation: Citation) -> bool:
    return citation.language.lower().startswith("zh")


def to_meta(citation: Citation) -> Iterator[tuple[str, str]]:
    """Names and contents of a page's ``meta`` elements, as Google Scholar and Zotero read them.

    The names are HighWire's, which have no word for a newspaper: ``DC.type`` says that it is one, by the
    name that Zotero has for it. All pages stand in ``citation_firstpage``, since a first and a last one would
    be read as all between them.
    """
    yield "DC.type", "newspaperArticle"
    yield "citation_title", citation.headline
    yield from (("citation_author", name) for name in authors_of(citation))
    yield "citation_publication_date", f"{citation.date:%Y/%m/%d}"
    others = {
        "citation_journal_title": citation.newspaper,
        "citation_issue": str(citation.issue_number or citation.whole_number or ""),
        "citation_firstpage": ", ".join(citation.pages),
        "citation_issn": citation.issn,
        "citation_publisher": citation.publisher,
        "citation_language": citation.language,
        "citation_public_url": citation.address,
    }
    yield from ((name, content) for name, content in others.items() if content)


def to_json_ld(citation: Citation) -> str:
    """schema.org's NewsArticle as JSON-LD that may stand in a script element as it is.

    Names of authors stand as text: whether one is a person or a body is not told by print.
    """
    newspaper = {
        "@type": "Newspaper",
        "name": citation.newspaper,
        "issn": citation.issn,
        "publisher": {"@type": "Organization", "name": citation.publisher} if citation.publisher else None,
    }
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": citation.address,
        "url": citation.address,
        "headline": citation.headline,
        "alternativeHeadline": citation.deck or citation.kicker,
        "author": list(authors_of(citation)),
        "datePublished": citation.date.isoformat(),
        "inLanguage": citation.language,
        "isPartOf": _said(newspaper),
        "printEdition": citation.edition,
        "printSection": citation.section,
        "printPage": ", ".join(citation.pages),
    }
    return json.dumps(_said(said), ensure_ascii=False).translate(_IN_SCRIPT)


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}
