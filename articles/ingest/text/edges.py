"""Nameplate and folio: what stands at a page's edges beside what is furniture by its words."""

from __future__ import annotations

from articles.ingest.text.apart import Apart
from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.wording import furniture

SHORT_LINE = 44
"""Columns of the widest line that an advertisement or a nameplate sets."""
_EDGE_LINES = 6
"""Lines of a folio or a nameplate at a page's edge."""


def take_edges(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Nameplate and folio in words that no list knows: short lines beside furniture at the page's edges."""
    for step, edge in ((1, 0), (-1, len(lines) - 1)):
        block: list[Line] = []
        at = edge
        while 0 <= at < len(lines) and len(block) < _EDGE_LINES and _may_be_folio(lines[at], marks[at]):
            block.append(lines[at])
            at += step
            if 0 <= at < len(lines) and lines[max(at, at - step)].gap:
                break
        known = [number for number, line in enumerate(block) if _is_folio(line, marks[line.index])]
        if known:
            gapped = 0 <= at < len(lines) and lines[max(at, at - step)].gap
            # Where no blank line ends the block, a head may stand right behind its last known line.
            apart.take(
                [one for one in block[: len(block) if gapped else known[-1] + 1] if apart.is_free(one)],
                "furniture",
            )


def _may_be_folio(line: Line, mark: Mark) -> bool:
    if mark is Mark.FURNITURE or furniture.is_short_folio(line.text):
        return True
    return mark in (Mark.NONE, Mark.LABEL) and line.width <= SHORT_LINE and not ends_sentence(line.text)


def _is_folio(line: Line, mark: Mark) -> bool:
    """Whether a line shows that a page's edge is furniture; a label (简讯) may stand over stories."""
    return (
        mark is Mark.FURNITURE or furniture.is_short_folio(line.text) or furniture.is_latin_folio(line.text)
    )


def take_folio(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Page number and section name: short lines near other furniture, or words of a folio line."""
    for at, line in enumerate(lines):
        near = [marks[other] for other in range(max(0, at - 3), min(len(lines), at + 4)) if other != at]
        beside = Mark.FURNITURE in near
        edge = at <= 1 or at >= len(lines) - 2
        if apart.is_free(line) and (beside or edge):
            if furniture.is_short_folio(line.text) or furniture.is_section(line.text):
                apart.take([line], "furniture")
        if apart.taken.get(line.index) == "furniture":
            number, section = furniture.folio_of(line.text)
            alone = furniture.is_short_folio(line.text)
            if number and (apart.number is None or alone):
                apart.number = number
            apart.section = apart.section or section
