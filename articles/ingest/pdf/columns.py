"""Lines → pieces of text columns (`Fragment`): what stands in one column without anything between."""

from __future__ import annotations

from articles.geometry import Box
from articles.ingest.pdf.fragments import AGREE, INDENT, STANDS_OUT, Fragment, measure_edges
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import continues, is_byline, is_subhead, opens_story
from articles.ingest.pdf.surface import overlap, shared
from articles.ingest.pdf.tops import freed_tops
from articles.ingest.text.flow import ends_text
from articles.wording.jumps import find_jump

ONE_ROW = 0.35
"""Lines that begin at heights that differ by less, in em, stand in one row."""
STEP = 1.6
"""A step wider than this many usual ones ends a fragment,"""
OPENING_STEP = 1.25
"""or this many before a dateline or a byline,"""
SUBHEAD_STEP = 2.9
"""or this many before and after a line of another style: a subhead has white around it."""
SIZES_DIFFER = 0.06


def stack(lines: list[Line], rules: list[Box], walls: list[Box], sizes: Measure) -> list[Fragment]:
    """The fragments of lines that are no heads; `rules` and `walls` (pictures) part them."""
    across = [line for line in lines if not line.down]
    open_: list[Fragment] = []
    for line in _by_rows(across):
        near = [fragment for fragment in open_ if _takes(fragment, line, rules, walls, sizes)]
        if near:
            best = min(
                near,
                key=lambda fragment: (line.y0 - fragment.lines[-1].y0, abs(line.x0 - fragment.lines[0].x0)),
            )
            best.lines.append(line)
        else:
            open_.append(Fragment([line]))
    fragments = freed_tops([part for fragment in open_ for part in _split_sizes(fragment)], sizes)
    fragments += _upright([line for line in lines if line.down], sizes)
    measure_edges(fragments, sizes)
    return fragments


def _by_rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, those of one row from left to right: faces differ in how high they reach."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.y0):
        if rows and line.y0 - rows[-1][0].y0 < ONE_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x0)]


def _takes(fragment: Fragment, line: Line, rules: list[Box], walls: list[Box], sizes: Measure) -> bool:
    last = fragment.lines[-1]
    em = max(last.size, line.size)
    step = line.y0 - last.y0
    if step < ONE_ROW * em:
        # Two pieces of one printed line, parted by a wide gap: what closes a story stands at its end.
        closing = line.text.startswith(("（", "(")) or find_jump(line.text) is not None
        return closing and last.x1 <= line.x0 and line.x1 <= fragment.box[2] + STANDS_OUT * em
    alike = abs(line.size - last.size) <= 0.1 * em and line.font == last.font
    usual = max(sizes.gap * em / sizes.em * 0.95, 1.1 * em)
    if step > (STEP if alike else SUBHEAD_STEP) * usual:
        return False
    box = fragment.box
    edged = not (-INDENT[1] * em <= line.x0 - box[0] < 0 < line.x1 - box[0]) or _tells_edge(fragment, em)
    # Right after a paragraph's last word a line with an indent stands under nothing, and so does the short
    # end of a paragraph under its indent.
    outdent = 0.0 if edged else INDENT[1] * em
    one_left = -outdent <= line.x0 - box[0] <= INDENT[1] * em
    if not one_left and overlap(line.box, last.box, 0) < 0.5 and overlap(line.box, fragment.box, 0) < 0.8:
        return False
    if step > OPENING_STEP * usual and opens_story(Fragment([line])):
        return False
    ends = sum(abs(one.x1 - box[2]) <= AGREE * em for one in fragment.lines)
    if ends >= 2 and line.x1 > box[2] + STANDS_OUT * em:
        return False
    if line.x0 < box[0] - (STANDS_OUT if edged else INDENT[1]) * em and ends >= 2:
        return False
    if len(fragment.lines) == 1 and line.x0 < box[0] - 4 * em and line.x1 > box[2] + 4 * em and not alike:
        return False
    between = (min(line.x0, last.x0), last.y1 - 0.3 * em, max(line.x1, last.x1), line.y0 + 0.3 * em)
    return not any(
        shared(rule, line.box, 0) > 0.4 * line.width
        and between[1] <= (rule[1] + rule[3]) / 2 <= between[3]
        and not _decorates(rule, fragment, line, sizes)
        for rule in rules
    ) and not any(
        shared(wall, between, 1) > 0.5 * em and shared(wall, line.box, 0) > 2 * em for wall in walls
    )


def _tells_edge(fragment: Fragment, em: float) -> bool:
    """Whether its lines tell where the column begins: a line alone, or under paragraphs of one line, may be
    indented."""
    if sum(abs(line.x0 - fragment.box[0]) <= AGREE * em for line in fragment.lines) < 2:
        return False
    return not all(ends_text(line.text) or is_byline(line.text) for line in fragment.lines[:-1])


def _decorates(rule: Box, fragment: Fragment, line: Line, sizes: Measure) -> bool:
    """Whether a rule inside one column dresses a subhead under or over it, and parts no stories."""
    box = fragment.box
    narrow = box[0] - 1.5 * sizes.em <= rule[0] and rule[2] <= box[2] + 1.5 * sizes.em
    return narrow and not opens_story(Fragment([line])) and not continues(Fragment([line]))


def parting_rules(rules: list[Box], fragments: list[Fragment], sizes: Measure) -> list[Box]:
    """The rules that part something: all but those which dress a subhead of a column."""
    return [rule for rule in rules if not any(_dresses(rule, fragment, sizes) for fragment in fragments)]


def _dresses(rule: Box, fragment: Fragment, sizes: Measure) -> bool:
    box = fragment.box
    if rule[0] < box[0] - 1.5 * sizes.em or rule[2] > box[2] + 1.5 * sizes.em:
        return False
    return any(
        -0.5 * sizes.em <= min(abs(line.y0 - rule[3]), abs(rule[1] - line.y1)) <= sizes.pitch
        and is_subhead(fragment, at, sizes)
        for at, line in enumerate(fragment.lines)
    )


def _split_sizes(fragment: Fragment) -> list[Fragment]:
    """A fragment cut where three or more lines in a row are of another size."""
    parts: list[list[Line]] = []
    for line in fragment.lines:
        if parts and abs(line.size - parts[-1][-1].size) <= SIZES_DIFFER * line.size:
            parts[-1].append(line)
        else:
            parts.append([line])
    out: list[list[Line]] = []
    main = 0.0
    """The size of the last part that was no mere subhead."""
    for part in parts:
        large = len(part) >= 3
        if out and not (large and main and abs(part[0].size - main) > SIZES_DIFFER * main):
            out[-1] = out[-1] + part
        else:
            out.append(part)
        main = part[0].size if large else main
    return [Fragment(part) for part in out]


def _upright(lines: list[Line], sizes: Measure) -> list[Fragment]:
    """Fragments of vertical text: lines side by side, read from right to left."""
    open_: list[Fragment] = []
    for line in sorted(lines, key=lambda line: (-line.x0, line.y0)):
        for fragment in open_:
            last = fragment.lines[-1]
            if (
                last.x0 - line.x0 <= STEP * max(sizes.pitch, 1.2 * line.size)
                and overlap(last.box, line.box, 1) > 0.5
            ):
                fragment.lines.append(line)
                break
        else:
            open_.append(Fragment([line], down=True))
    return open_
