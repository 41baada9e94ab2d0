"""What stands over a column and is no part of it, and what is: bylines, decks and subheads."""

from __future__ import annotations

from articles.ingest.pdf.fragments import AGREE, STANDS_OUT, Fragment
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.sides import is_byline, is_subhead
from articles.ingest.pdf.surface import overlap
from articles.ingest.text.flow import ends_text
from articles.ingest.text.joining import ends_sentence

SUBHEAD_STEP = 2.2
"""A subhead stands at most so many usual steps under the text before it."""

OVER_STEP = 1.1
"""What stands over the columns of a row stands more than so many usual steps over their first lines."""


def freed_tops(fragments: list[Fragment], sizes: Measure) -> list[Fragment]:
    """A byline or deck set over the middle of several columns is no part of the middle one: it stands higher
    than the tops of its neighbours."""
    out: list[Fragment] = []
    for fragment in fragments:
        cut = 0
        for at in (1, 2):
            if at >= len(fragment.lines):
                break
            upper, lower = fragment.lines[at - 1], fragment.lines[at]
            edge = min(line.x0 for line in fragment.lines[at:])
            if (
                len(fragment.lines) > at + 1
                and upper.x1 > max(line.x1 for line in fragment.lines[at:]) + STANDS_OUT * sizes.em
            ):
                cut = at
                continue
            # A subhead at the left is the column's own; a byline in the middle may begin there by chance.
            aligned = abs(upper.x0 - edge) < 0.5 * sizes.em and not is_byline(upper.text)
            wide = lower.y0 - upper.y0 > OVER_STEP * sizes.pitch and not aligned
            level = [
                other
                for other in fragments
                if other is not fragment
                and abs(other.lines[0].y0 - lower.y0) <= 0.5 * sizes.pitch
                and len(other.lines) > 1
                and max(other.box[0] - fragment.box[2], fragment.box[0] - other.box[2]) <= 4 * sizes.em
            ]
            higher = any(
                abs(other.lines[0].y0 - fragment.lines[0].y0) <= sizes.pitch
                for other in fragments
                if other is not fragment
                and overlap(other.box, fragment.box, 1) > 0.3
                and max(other.box[0] - fragment.box[2], fragment.box[0] - other.box[2]) <= 4 * sizes.em
            )
            if wide and level and not higher:
                cut = at
                break
        if cut:
            out.append(Fragment(fragment.lines[:cut]))
        out.append(Fragment(fragment.lines[cut:]))
    return out


def join_tops(fragments: list[Fragment], sizes: Measure) -> list[Fragment]:
    """A byline or a subhead that no head has taken begins the column under it, however narrow it is."""
    out = list(fragments)
    for top in fragments:
        if top.down or len(top.lines) > 2:
            continue
        signed = is_byline(top.text)
        styled = all(line.font not in sizes.fonts or line.size > 1.08 * sizes.em for line in top.lines)
        if not signed and (not styled or ends_sentence(top.text)):
            if ends_text(top.text):
                _join_end(top, out, sizes)
            continue
        box = top.box
        under = [
            other
            for other in out
            if other is not top
            and len(other.lines) > 1
            and -0.5 * sizes.em <= other.box[1] - box[3] <= sizes.pitch
            and other.left - sizes.em <= box[0]
            and box[2] <= other.right + sizes.em
            and (signed or abs(box[0] + box[2] - other.left - other.right) <= 2 * sizes.em)
        ]
        if len(under) == 1:
            under[0].lines[:0] = top.lines
            out.remove(top)
    return out


def _join_end(top: Fragment, fragments: list[Fragment], sizes: Measure) -> None:
    """The short end of a paragraph at the top of a column, a subhead in its middle under it."""
    for under in fragments:
        step = under.lines[0].y0 - top.lines[-1].y0
        if (
            under is not top
            and 0 < step <= SUBHEAD_STEP * sizes.pitch
            and abs(under.left - top.box[0]) < AGREE * sizes.em
            and top.box[2] <= under.right + sizes.em
            and is_subhead(under, 0, sizes)
        ):
            under.lines[:0] = top.lines
            fragments.remove(top)
            return
