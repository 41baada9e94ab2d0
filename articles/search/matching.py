"""Where a query's phrases stand in a text: for highlights, snippets and the boxes on a page picture. Pure.

The engine says which articles hold a hit; this says where, on the few that are shown, by the same analysis.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from articles.search.analysis import SEPARATOR, Folded, fold, fold_with_offsets, is_cjk
from articles.search.query import Near, Node, Phrase, sought

Span = tuple[int, int]
"""``(start, end)`` in code points of a text, the end not counted."""


def find(text: str, tree: Node, fields: Sequence[str] = ("",)) -> list[Span]:
    """Where in ``text`` the query's phrases stand: spans in reading order that do not touch.

    ``fields`` says which field the text is: phrases that name no field, and those that name one of them, are
    looked for. Excluded phrases (``NOT``) are not.
    """
    wanted = [leaf for leaf in sought(tree) if leaf.field == "" or leaf.field in fields]
    if not wanted or not text:
        return []
    folded = fold_with_offsets(text)
    within = Within(folded.text)
    spans = {span for leaf in wanted for span in within.spans(leaf)}
    return _merged(sorted(_printed(folded, span) for span in spans))


class Within:
    """A folded text that phrases are looked for in; what several of them need is worked out once."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._found: dict[str, list[Span]] = {}

    def has(self, leaf: Phrase | Near) -> bool:
        """Whether it stands there."""
        return next(iter(self.spans(leaf)), None) is not None

    def spans(self, leaf: Phrase | Near) -> Iterator[Span]:
        """Where it stands, in order."""
        if isinstance(leaf, Phrase):
            return _occurrences(self.folded, fold(leaf.text), leaf.prefix)
        return self._near(leaf)

    def _near(self, near: Near) -> Iterator[Span]:
        """Those that satisfy each neighbouring pair of the phrases; none where one pair has none."""
        kept: set[Span] = set()
        for left, right in near.pairs():
            one, other = self._all(left), self._all(right)
            close = [*self._close(one, other, near.distance), *self._close(other, one, near.distance)]
            if not close:
                return
            kept.update(close)
        yield from sorted(kept)

    def _all(self, text: str) -> list[Span]:
        """Where a phrase stands, in order; all its occurrences are as long."""
        phrase = fold(text)
        if phrase not in self._found:
            self._found[phrase] = list(_occurrences(self.folded, phrase))
        return self._found[phrase]

    def _close(self, some: list[Span], others: list[Span], distance: int) -> Iterator[Span]:
        """Those of some that have one of the others near them, before or behind.

        Places only rise, so a search in the sorted starts and ends tells it: all pairs of two words that
        stand in a text a thousand times would be a million.
        """
        places = self._places
        starts = [places[start] for start, _end in others]
        ends = [places[end - 1] for _start, end in others]
        for start, end in some:
            behind, before = places[end - 1] + 1, places[start] - 1
            follows = bisect_left(starts, behind)
            leads = bisect_left(ends, before - distance)
            if (follows < len(starts) and starts[follows] <= behind + distance) or (
                leads < len(ends) and ends[leads] <= before
            ):
                yield start, end

    @cached_property
    def _places(self) -> list[int]:
        """The place of each character, as the index counts: a CJK character, a whole word, and what parts two
        CJK characters take one each.
        """
        out: list[int] = []
        place = -1
        former = SEPARATOR  # the class of what stands before: "c" for CJK, "w" for a word, or a separator
        parted = False
        for char in self.folded:
            if char == SEPARATOR:
                parted = True
            else:
                kind = "c" if is_cjk(char) else "w"
                if kind == "c":
                    place += 2 if parted and former == "c" else 1
                elif parted or former != "w":
                    place += 1
                former, parted = kind, False
            out.append(place)
        return out


def _occurrences(folded: str, phrase: str, prefix: bool = False) -> Iterator[Span]:
    """Where a folded phrase stands in a folded text; a word only as a whole."""
    if not phrase:
        return
    whole_before, whole_after = not is_cjk(phrase[0]), not is_cjk(phrase[-1])
    start = folded.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        begins = not whole_before or start == 0 or folded[start - 1] == SEPARATOR
        if begins and whole_after and folded[end : end + 1] not in ("", SEPARATOR):
            begins = prefix
            end = _word_end(folded, end)
        if begins:
            yield start, end
        start = folded.find(phrase, start + 1)


def _word_end(folded: str, at: int) -> int:
    end = folded.find(SEPARATOR, at)
    return len(folded) if end < 0 else end


def _printed(folded: Folded, span: Span) -> Span:
    """A span of the folded text as one of the text that was printed."""
    return folded.starts[span[0]], folded.ends[span[1] - 1]


def _merged(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
