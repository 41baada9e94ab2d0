"""Tables of figures (prices, scores, results): rows of cells, which are no story."""

from __future__ import annotations

import re

from articles.ingest.text.apart import STORY_MARKS, Apart
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import Mark
from articles.wording import furniture

LEAST_FIGURES, SHARE = 8, 0.4
"""Figures that a table has at least, and their share of its cells."""
LONGEST_CELL, WIDEST_ROW = 16, 72
"""Columns of a cell and of a row."""
HEADER_CELL, HEADER_ROWS = 12, 6
"""Columns of a cell over the first figures, and the most lines of them."""
_FIGURE = re.compile(r"^[-+±−]?\d[\d.,:：/／\-—–－]*(?:%|％|‰|元|℃)?$")
_PROSE = re.compile(r"[。！？；，、“”]|[：:]\S*$")
_TITLE = re.compile(
    r"(?:榜|表|价格|行情|成绩|赛程|赛果|指数|排名|名次|开奖|一览|回顾|预报|比分|牌价|汇率|票价)[）)]?$"
)


def take_tables(lines: list[Line], marks: list[Mark], apart: Apart) -> None:
    """Set tables apart, with the rows that name their columns and the title over them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_row(lines[end], marks[end], apart):
            end += 1
        first, last = _with_figures(lines, at, end)
        if is_table([line.text for line in lines[first:last]]):
            first = _header(lines, at, first)
            if first > at and _TITLE.search(lines[first - 1].text):
                first -= 1
            apart.take(lines[first:last], "unknown")
        at = max(end, at + 1)


def is_table(rows: list[str]) -> bool:
    """Whether rows of cells are mostly figures."""
    cells = [cell for row in rows for cell in row.split()]
    figures = sum(bool(_FIGURE.match(cell)) for cell in cells)
    return figures >= LEAST_FIGURES and figures >= SHARE * len(cells)


def _is_row(line: Line, mark: Mark, apart: Apart) -> bool:
    if mark in STORY_MARKS or not apart.is_free(line) or _PROSE.search(line.text):
        return False
    if furniture.is_date_line(line.text) or line.width > WIDEST_ROW:
        return False
    return all(2 * len(cell) <= LONGEST_CELL or _FIGURE.match(cell) for cell in line.text.split()) or bool(
        _TITLE.search(line.text)
    )


def _with_figures(lines: list[Line], start: int, end: int) -> tuple[int, int]:
    """From the first to behind the last row that holds a figure."""
    rows = [at for at in range(start, end) if any(_FIGURE.match(cell) for cell in lines[at].text.split())]
    return (rows[0], rows[-1] + 1) if rows else (end, end)


def _header(lines: list[Line], start: int, first: int) -> int:
    """The first of the lines over the figures that name their columns."""
    at = first
    while (
        at > start
        and first - at < HEADER_ROWS
        and all(2 * len(cell) <= HEADER_CELL for cell in lines[at - 1].text.split())
        and (lines[at - 1].width <= HEADER_CELL or " " in lines[at - 1].text)
    ):
        at -= 1
    return at
