"""In which measure each line is set, and where paragraphs and heads are: the cheapest reading of the page.

A column of text has a measure (a width in display columns). Its lines fill it, but for the first of a
paragraph, which lost its indent, and the last, which may end anywhere once the sentence has come to its end.
A head fills nothing and ends no sentence. None of this decides a line by itself; the dynamic programme below
weighs all of it for all lines at once. Costs are in one arbitrary unit: about one for what print does now and
then, seven for what it never does but where the reader errs.
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.ingest.text.facts import Facts, Hint
from articles.ingest.text.head_costs import head
from articles.ingest.text.lines import Line
from articles.ingest.text.roles import TEXT, Placed, Role, State
from articles.ingest.text.text_costs import (
    ALIKE,
    NEVER,
    alone,
    leave,
    new_column,
    over,
    short,
    start,
    torn,
)

_OTHER_MEASURE = 4.0
"""What it costs that a sentence goes on in another measure: text around a picture, the next column."""
_HEAD_IN_TEXT = 2.0
"""A head that no blank line parts from the text beside it, on a page with blank lines."""

Costs = dict[State, float]
_HEAD_STATE, _ALONE_STATE, _MARK_STATE = (Role.HEAD, 0), (Role.ALONE, 0), (Role.MARK, 0)


def place(lines: Sequence[Line], texts: Sequence[str], hints: Sequence[Hint]) -> list[Placed]:
    """The role of each line. ``texts`` are the lines with their justifying spaces taken out."""
    return _Page(lines, texts, hints).read()


class _Page(Facts):
    def read(self) -> list[Placed]:
        before: Costs = {_MARK_STATE: 0.0}
        trail: list[dict[State, State]] = []
        for at in range(len(self.lines)):
            now, came = self._step(at, before)
            trail.append(came)
            before = now
        if not trail:
            return []
        last = len(self.lines) - 1
        state = min(before, key=lambda one: before[one] + leave(self, last, one))
        placed = []
        for came in reversed(trail):
            placed.append(Placed(*state))
            state = came[state]
        return placed[::-1]

    def _step(self, at: int, before: Costs) -> tuple[Costs, dict[State, State]]:
        """The cheapest way to each role of line ``at``, and from which role of the line above it comes."""
        hint = self.hints[at]
        left = {state: cost + (leave(self, at - 1, state) if at else 0.0) for state, cost in before.items()}
        if hint.mark:
            origin = min(left, key=left.__getitem__)
            return {_MARK_STATE: left[origin]}, {_MARK_STATE: origin}
        to_text, to_head = left, left
        if self.gapped and not self.lines[at].gap and not hint.name and not (at and self.hints[at - 1].name):
            to_text = {one: cost + _HEAD_IN_TEXT * (one[0] is Role.HEAD) for one, cost in left.items()}
            to_head = {one: cost + _HEAD_IN_TEXT * (one[0] in TEXT) for one, cost in left.items()}
        now: Costs = {}
        came: dict[State, State] = {}
        if not (hint.starts or hint.alone or hint.clause):
            origin = min(to_head, key=to_head.__getitem__)
            now[_HEAD_STATE], came[_HEAD_STATE] = to_head[origin] + head(self, at), origin
        origin = min(to_text, key=to_text.__getitem__)
        now[_ALONE_STATE], came[_ALONE_STATE] = to_text[origin] + alone(self, at), origin
        if hint.alone:
            return now, came
        going = [] if not at or hint.starts or hint.item else self._going(at, before)
        broken = torn(self, at) if going else 0.0
        for measure in sorted(self.measures(at)):
            fits = over(self, at, measure)
            if fits >= NEVER:
                continue
            first = (Role.FIRST, measure)
            cost, came[first] = self._begin(at, measure, to_text, origin)
            now[first] = cost + fits
            if (on := self._go_on(at, measure, going)) is not None:
                following = (Role.NEXT, measure)
                now[following], came[following] = on[0] + broken + fits, on[1]
        return now, came

    def _begin(self, at: int, measure: int, left: Costs, origin: State) -> tuple[float, State]:
        """A paragraph that starts here: in a column of its own, or in the same as the line above."""
        best = left[origin] + new_column(self, at, measure) + start(self, at, measure, fresh=True)
        source = origin
        if at and self.hints[at - 1].credit:
            return best, source  # the next column is none of the caption's
        again = start(self, at, measure, fresh=False)
        for state in ((Role.FIRST, measure), (Role.NEXT, measure)):
            if state in left and left[state] + again < best:
                best, source = left[state] + again, state
        return best, source

    def _going(self, at: int, before: Costs) -> list[tuple[float, State]]:
        """The text roles of the line above, cheapest first, with what it costs each to go on."""
        found = [
            (cost + short(self, at - 1, state[1], state[0]), state)
            for state, cost in before.items()
            if state[0] in (Role.FIRST, Role.NEXT)
        ]
        return sorted(found, key=lambda one: one[0])

    def _go_on(self, at: int, measure: int, going: list[tuple[float, State]]) -> tuple[float, State] | None:
        """The paragraph of the line above goes on, in its measure or, inside a sentence, in another."""
        sentence = self.ending[at - 1] == 0.0
        best: tuple[float, State] | None = None
        for cost, state in going:
            if best is not None and cost >= best[0]:
                break
            if state[1] == measure:
                best = (cost, state)
            elif not sentence and abs(state[1] - measure) > ALIKE and not self.hints[at - 1].item:
                other = cost + _OTHER_MEASURE
                best = (other, state) if best is None or other < best[0] else best
        return best
