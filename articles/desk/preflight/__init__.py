"""Preflight (付印检查): what is wrong in an issue, page or story before it goes to print (docs/preflight.md).

All of it only reads. `preflight` looks at one thing, `counts_by_page` at an issue for its flatplan; what
blocks a sign-off, and overrides, are verbs of ``desk.workflow``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from articles.desk.preflight import jumps, layout, names, photos, sequence, stories, texts, words
from articles.desk.preflight.finding import Finding
from articles.desk.preflight.proof import Proof
from articles.models import Article, Issue, Override, Page

__all__ = ["CHECKS", "Counts", "Finding", "Report", "counts_by_page", "preflight"]

CHECKS: tuple[Callable[[Proof], Iterator[Finding]], ...] = (
    jumps.check,
    stories.check,
    words.check,
    texts.check,
    layout.check,
    photos.check,
    names.check,
    sequence.check,
)
"""All checks, in the order in which their findings stand under a story."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, in print order: ``errors`` that block, ``warnings``, errors that are overridden."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    overridden: list[tuple[Finding, Override]] = field(default_factory=list)

    @property
    def blocking(self) -> list[Finding]:
        """The errors in what readers have not seen yet; what is public is mended by corrections."""
        return [one for one in self.errors if not (one.article or one.page or one.thing).has_been_public]  # type: ignore[union-attr]


@dataclass(slots=True)
class Counts:
    """How many findings a page has; ``errors`` are those that block."""

    errors: int = 0
    warnings: int = 0


def preflight(thing: Issue | Page | Article) -> Report:
    """Look at an issue, a page or a story; a fixed number of queries.

    A page is what stands on it: its share of stories, and the heads of those that begin on it.
    """
    match thing:
        case Issue():
            return _report(Proof(thing), lambda finding: True)
        case Page():
            only = frozenset(thing.parts.values_list("article", flat=True))
            page = thing.pk
            return _report(Proof(thing.issue, only), lambda one: one.page is not None and one.page.pk == page)
    story = thing.root
    here = story.pk
    return _report(
        Proof(story.issue, frozenset([here])), lambda one: one.article is not None and one.article.pk == here
    )


def counts_by_page(issue: Issue) -> dict[int, Counts]:
    """Errors and warnings of each page of an issue, by the page's id; a fixed number of queries."""
    proof = Proof(issue)
    report = _report(proof, lambda finding: finding.page is not None)
    counts = {pk: Counts() for pk in proof.pages}
    for finding in report.errors:
        counts.setdefault(finding.page.pk, Counts()).errors += 1  # type: ignore[union-attr]
    for finding in report.warnings:
        counts.setdefault(finding.page.pk, Counts()).warnings += 1  # type: ignore[union-attr]
    return counts


def _report(proof: Proof, wanted: Callable[[Finding], bool]) -> Report:
    found = [finding for check in CHECKS for finding in check(proof) if wanted(finding)]
    places = _places(proof)
    found.sort(key=lambda one: _print_order(one, places))
    overrides = {row.key: row for row in proof.issue.overrides.standing()}
    report = Report()
    for finding in found:
        if not finding.is_error:
            report.warnings.append(finding)
        elif override := overrides.get(finding.key):
            report.overridden.append((finding, override))
        else:
            report.errors.append(finding)
    return report


def _places(proof: Proof) -> dict[tuple[int, int], int]:
    """Where each story stands on each page that prints it."""
    return {
        (part.page_id, article.pk): part.position
        for article in proof.articles
        for part in reversed(article.parts.all())
    }


def _print_order(finding: Finding, places: dict[tuple[int, int], int]) -> tuple[int, int, int]:
    """The issue first, then page by page and story by story; lone photos and zones after the stories."""
    page, article = finding.page, finding.article
    if article is None:
        return (page.sequence if page else 0, 10_000 if page else 0, 0)
    return (page.sequence if page else 0, places.get((page.pk if page else 0, article.pk), 9_999), article.pk)
