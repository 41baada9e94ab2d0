"""The fragments of a story → its text: paragraphs and subheads; bylines, dateline, jump lines apart."""

from __future__ import annotations

import re
from dataclasses import replace

from articles.geometry import Box, hull
from articles.ingest.pdf.fragments import Fragment, is_indented, is_short
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.openings import Piece, take_bylines, take_deck
from articles.ingest.pdf.sides import Side, is_byline, is_subhead, start_of
from articles.ingest.pdf.told import Body
from articles.ingest.text.flow import TAIL_NAMES, ends_text
from articles.ingest.text.joining import ends_sentence, join_lines, tidy, tidy_head
from articles.ingest.text.marks import is_cross_reference
from articles.records import Block
from articles.wording.bylines import MARKS, has_title, parse_byline
from articles.wording.datelines import split_closing, split_opening
from articles.wording.jumps import find_continuation, find_jump

APART = 1.4
"""A step wider than this many usual ones parts paragraphs that have no indent."""
REST_OF_BYLINE = 8
"""The second line of a byline that is cut inside a name or a title has at most so many characters."""
BRACKET = 3
"""A bracket is open over at most so many lines: 本报讯（记者 …）."""
LEAST_VERSES, VERSE = 6, 14
"""Lines of the shortest poem, and characters of its longest line."""
STOPPED, FULL = 0.2, 0.4
"""The most lines of a poem that hold a comma or a stop, and that are as wide as its widest."""
_STOP = re.compile("[，。；：、]")
_OPEN_BRACKET = re.compile(r"[（(][^）)]*$")


def read_body(fragments: list[Fragment], sizes: Measure) -> Body:
    """Read the fragments of one story in their order."""
    body = Body()
    pieces = _pieces(fragments, sizes)
    pieces = take_deck(pieces, body)
    pieces = take_bylines(pieces, body, fragments[0], sizes)
    # Until names are read, spaces stay as printed, since they part them.
    body.blocks = [Block(kind, join_lines(line.text for line in lines)) for kind, lines in pieces]
    _take_continuation(body, fragments)
    _take_jump(body, fragments)
    _take_ends(body)
    body.blocks = [replace(block, text=text) for block in body.blocks if (text := _tidied(block))]
    return body


def _tidied(block: Block) -> str:
    return tidy(block.text) if block.kind == "paragraph" else tidy_head(block.text.lstrip(MARKS + " "))


def _pieces(fragments: list[Fragment], sizes: Measure) -> list[Piece]:
    """Paragraphs and subheads as the lines that they take."""
    pieces: list[Piece] = []
    if _is_verse([line for fragment in fragments for line in fragment.lines]):
        return [("paragraph", [line]) for fragment in fragments for line in fragment.lines]
    for number, fragment in enumerate(fragments):
        last: Line | None = None
        for at, line in enumerate(fragment.lines):
            if _is_subhead(fragments, number, at, sizes):
                if pieces and pieces[-1][0] == "subhead" and (last is None or last is pieces[-1][1][-1]):
                    pieces[-1][1].append(line)
                else:
                    pieces.append(("subhead", [line]))
            elif not pieces or pieces[-1][0] == "subhead":
                pieces.append(("paragraph", [line]))
            elif last is None:
                before = pieces[-1][1][-1]
                whole = start_of(fragment, sizes) is Side.WHOLE
                unknown = start_of(fragment, sizes) is Side.UNKNOWN and ends_text(before.text)
                fresh = (whole and not _open([before])) or (
                    unknown and _was_short(fragments[number - 1], before, sizes)
                )
                _add(pieces, line, fresh)
            else:
                fresh = not _open(pieces[-1][1][-BRACKET:]) and _starts_paragraph(fragment, last, line, sizes)
                _add(pieces, line, fresh)
            last = line
    # A story does not end with a subhead: what looks so is a line of its text.
    while pieces and pieces[-1][0] == "subhead":
        pieces[-1] = ("paragraph", pieces[-1][1])
    return pieces


def _is_verse(lines: list[Line]) -> bool:
    """Whether lines are those of a poem: short, ragged, hardly a stop in them."""
    if len(lines) < LEAST_VERSES or any(line.down or len(line.text) > VERSE for line in lines):
        return False
    stopped = sum(bool(_STOP.search(line.text)) for line in lines)
    widest = max(line.width for line in lines)
    full = sum(line.width > widest - line.size for line in lines)
    return stopped <= STOPPED * len(lines) and full <= FULL * len(lines)


def _add(pieces: list[Piece], line: Line, fresh: bool) -> None:
    if fresh:
        pieces.append(("paragraph", [line]))
    else:
        pieces[-1][1].append(line)


def _was_short(fragment: Fragment, line: Line, sizes: Measure) -> bool:
    return is_short(fragment, line, sizes) or not fragment.indents


def _open(lines: list[Line]) -> bool:
    """Whether a bracket is left open at the end of some lines."""
    return bool(_OPEN_BRACKET.search("".join(line.text for line in lines)))


def _is_subhead(fragments: list[Fragment], number: int, at: int, sizes: Measure) -> bool:
    fragment = fragments[number]
    line = fragment.lines[at]
    if not is_subhead(fragment, at, sizes):
        return False
    before = fragment.lines[at - 1] if at else (fragments[number - 1].lines[-1] if number else None)
    if before is None:
        return (
            bool(line.text)
            and not (parse_byline(line.text) or has_title(line.text))
            and line.width < 0.92 * (fragment.right - fragment.left)
        )
    if _signs_on(before, line) or (is_byline(before.text) and parse_byline(line.text)):
        return False
    ended = ends_text(before.text) or find_continuation(before.text) is not None
    return ended or (at > 0 and is_subhead(fragment, at - 1, sizes))


def _starts_paragraph(fragment: Fragment, last: Line, line: Line, sizes: Measure) -> bool:
    if is_cross_reference(line.text) or is_cross_reference(last.text):
        return True
    if _signs_on(last, line):
        return False
    if is_byline(last.text) and not parse_byline(line.text):
        return True
    if is_indented(fragment, line, sizes):
        return fragment.indents or ends_text(last.text)
    if not ends_text(last.text):
        return False
    step = (last.x0 - line.x0) if fragment.down else (line.y0 - last.y0)
    pushed = (line.y0 if fragment.down else line.left) > fragment.left + 3 * sizes.em
    if pushed and fragment.indents:
        return True
    return is_short(fragment, last, sizes) or step > APART * sizes.pitch * max(1.0, line.size / sizes.em)


def _signs_on(last: Line, line: Line) -> bool:
    """Whether a byline runs over its line's end: what is left of a name or a title stands below it."""
    return (
        len(line.text) <= REST_OF_BYLINE
        and line.font == last.font
        and not ends_sentence(line.text)
        and is_byline(last.text + line.text)
    )


def _take_continuation(body: Body, fragments: list[Fragment]) -> None:
    if not body.blocks:
        return
    first = fragments[0].lines[0].text
    # On a line of its own it may be worded in fewer words.
    found = find_continuation(body.blocks[0].text) or (
        find_continuation(first) if body.blocks[0].text.startswith(first.strip()) else None
    )
    if found is None:
        return
    body.continued_from = found
    rest = body.blocks[0].text.replace(found.printed, "", 1).strip()
    body.blocks[0] = Block("paragraph", rest)
    if not rest:
        del body.blocks[0]
    body.continuation_zone = _place_of(found.printed, fragments[0].lines[:3], False)


def _take_jump(body: Body, fragments: list[Fragment]) -> None:
    for at in range(len(body.blocks) - 1, max(-1, len(body.blocks) - 3), -1):
        text = body.blocks[at].text
        last = fragments[-1].lines[-1].text.strip()
        found = find_jump(text) or (find_jump(last) if text.endswith(last) else None)
        if found is None:
            continue
        body.jump = found
        body.blocks[at] = replace(body.blocks[at], text=text[: text.rfind(found.printed)].strip())
        body.jump_zone = _place_of(found.printed, fragments[-1].lines[-4:], True)
        return


def _place_of(printed: str, lines: list[Line], last: bool) -> Box | None:
    """Where the characters of `printed` stand in `lines`, whatever spaces lie between."""
    letters = [
        (character, box)
        for line in lines
        for character, box in zip(line.text, line.boxes, strict=True)
        if not character.isspace()
    ]
    text = "".join(character for character, _box in letters)
    wanted = "".join(printed.split())
    at = text.rfind(wanted) if last else text.find(wanted)
    return hull(box for _character, box in letters[at : at + len(wanted)]) if at >= 0 else None


def _take_ends(body: Body) -> None:
    """Dateline and bylines out of the first and the last paragraph."""
    if not body.blocks:
        return
    first = body.blocks[0]
    opening = split_opening(first.text) if body.continued_from is None else None
    if opening is not None:
        body.dateline = opening.dateline
        body.bylines += opening.bylines
        body.blocks[0] = replace(first, text=first.text[opening.end :].strip())
    last = next(
        (
            n
            for n in range(len(body.blocks) - 1, -1, -1)
            if body.blocks[n].text and not is_cross_reference(body.blocks[n].text)
        ),
        None,
    )
    if last is None:
        return
    text, dateline, names = split_closing(body.blocks[last].text)
    if dateline is not None and body.dateline is None:
        body.dateline = dateline
        body.bylines += names
        body.blocks[last] = replace(body.blocks[last], text=text)
    tail = TAIL_NAMES.search(body.blocks[last].text)
    if tail and (signed := parse_byline(tail["names"], role="reporter")):
        body.bylines += [name for name in signed if name not in body.bylines]
        body.blocks[last] = replace(body.blocks[last], text=body.blocks[last].text[: tail.start()].strip())
