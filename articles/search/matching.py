"""Where a query's phrases stand in a text: for highlights, snippets and the boxes on a page picture. Pure.

The engine says which articles hold a hit; this says where, on the few that are shown, by the same analysis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

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
    spans = [span for leaf in wanted for span in _spans(folded.text, leaf)]
    return _merged(sorted(_printed(folded, span) for span in spans))


def stands_in(folded: str, leaf: Phrase | Near) -> bool:
    """Whether a phrase stands in a folded text."""
    return next(iter(_spans(folded, leaf)), None) is not None


def _spans(folded: str, leaf: Phrase | Near) -> Iterator[Span]:
    if isinstance(leaf, Phrase):
        return _occurrences(folded, fold(leaf.text), leaf.prefix)
    return _near(folded, leaf)


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


def _near(folded: str, near: Near) -> Iterator[Span]:
    """The occurrences that satisfy each neighbouring pair of the phrases; none where one pair has none."""
    places = _places(folded)
    found = [list(_occurrences(folded, fold(text))) for text in near.texts]
    kept: set[Span] = set()
    for left, right in pairwise(found):
        pairs = [(a, b) for a in left for b in right if _close(places, a, b, near.distance)]
        if not pairs:
            return
        kept.update(span for pair in pairs for span in pair)
    yield from sorted(kept)


def _places(folded: str) -> list[int]:
    """The place of each character, as the index counts: a CJK character, a whole word, and what parts two CJK
    characters take one each.
    """
    out: list[int] = []
    place = -1
    former = SEPARATOR  # the class of what stands before: "c" for CJK, "w" for a word, or a separator
    parted = False
    for char in folded:
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


def _close(places: list[int], a: Span, b: Span, distance: int) -> bool:
    first, second = sorted((a, b))
    return 0 <= places[second[0]] - places[first[1] - 1] - 1 <= distance


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
