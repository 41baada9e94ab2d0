"""A body cut in two where a story jumps to another page, and put together again as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from articles.wording import html
from articles.wording.html import JoinsAs

_TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|.", re.DOTALL)
_INLINE = ("strong", "em")
_SPACE_AT_START = re.compile(r"^((?:<(?:strong|em)>)+)\s+")
_SPACE_AT_END = re.compile(r"\s+((?:</(?:strong|em)>)+)$")


class CannotCut(ValueError):
    """Nothing would stand before the cut, or nothing behind it."""


@dataclass(frozen=True, slots=True)
class Halves:
    """The HTML before and behind a cut, and how the second half joins the first."""

    front: str
    tail: str
    joins_as: JoinsAs


def text_of(block: str) -> str:
    """The characters of one block, in which a cut is counted; white space as it stands."""
    return unescape(re.sub(r"<[^<>]*>", "", block))


def cut(body: str, block: int, offset: int, chinese: bool) -> Halves:
    """The body cut before the character ``offset`` of the block with this number, both from 0.

    Only paragraphs are cut inside, and never a Latin word: there the cut moves to where the word, or what is
    no paragraph, begins. Put together by its ``joins_as`` the text is what it was. Raises CannotCut.
    """
    blocks = html.blocks(body)
    if not 0 <= block < len(blocks) or offset < 0:
        raise CannotCut
    whole = blocks[block]
    text = text_of(whole)
    if offset >= len(text.rstrip()):
        block, offset = block + 1, 0
    elif whole.startswith("<p>"):
        for at in range(offset, 0, -1):
            if _in_word(text, at) or not text[:at].strip():
                continue
            front, tail = _parted(whole, at)
            if (how := _joins_as(front, tail, whole, chinese)) is not None:
                return Halves("".join([*blocks[:block], front]), "".join([tail, *blocks[block + 1 :]]), how)
    if not 0 < block < len(blocks):
        raise CannotCut
    return Halves("".join(blocks[:block]), "".join(blocks[block:]), "paragraph")


def mend(front: str, tail: str, joins_as: str, chinese: bool) -> str:
    """Two bodies as one, as the second joins the first; undoes a `cut`."""
    before, after = html.blocks(front), html.blocks(tail)
    if joins_as == "paragraph" or not before or not after:
        return front + tail
    last, first = before[-1], after[0]
    if not (last.startswith("<p>") and first.startswith("<p>")):
        return front + tail
    ends, begins = text_of(last), text_of(first)
    left, right = last.removesuffix("</p>").rstrip(), first.removeprefix("<p>").lstrip()
    while tag := next((t for t in _INLINE if left.endswith(f"</{t}>") and right.startswith(f"<{t}>")), ""):
        left, right = left.removesuffix(f"</{tag}>"), right.removeprefix(f"<{tag}>")
    if joins_as == "word" and ends.endswith(("-", "\u00ad")) and begins[:1].islower():
        left = re.sub("[-\u00ad]$", "", left)
    between = html.gap(ends.rstrip(), begins.lstrip(), joins_as, chinese)
    return "".join([*before[:-1], f"{left}{between}{right}", *after[1:]])


def find(body: str, words: str) -> tuple[int, int] | None:
    """Block and offset where these words stand, white space left aside; None unless they stand there once."""
    wanted = re.sub(r"\s", "", words)
    found = []
    for number, block in enumerate(html.blocks(body)):
        text = text_of(block)
        places = [at for at, letter in enumerate(text) if not letter.isspace()]
        bare = "".join(text[at] for at in places)
        at = bare.find(wanted) if wanted else -1
        while at >= 0:
            found.append((number, places[at]))
            at = bare.find(wanted, at + 1)
    return found[0] if len(found) == 1 else None


def _in_word(text: str, at: int) -> bool:
    return all(letter.isascii() and letter.isalnum() for letter in text[at - 1 : at + 1])


def _joins_as(front: str, tail: str, whole: str, chinese: bool) -> JoinsAs | None:
    """How the halves of a paragraph give the paragraph again; None where no way does."""
    halves = html.plain_text(front), html.plain_text(tail)
    ways: tuple[JoinsAs, ...] = ("sentence", "word")
    return next((how for how in ways if html.glue(*halves, how, chinese) == html.plain_text(whole)), None)


def _parted(block: str, at: int) -> tuple[str, str]:
    """A paragraph cut before its character ``at``; what is open there is closed and opened again."""
    opened: list[str] = []
    seen = place = 0
    for token in _TOKEN.finditer(block):
        place = token.start()
        if token[0].startswith("</"):
            opened.pop()
        elif seen == at:
            break
        elif token[0].startswith("<") and len(token[0]) > 1:
            opened.append(token[0][1:-1])
        else:
            seen += len(unescape(token[0]))
    closing = "".join(f"</{tag}>" for tag in reversed(opened))
    opening = "".join(f"<{tag}>" for tag in opened)
    return _trimmed(block[:place] + closing), _trimmed(opening + block[place:])


def _trimmed(paragraph: str) -> str:
    """Without white space at its ends, which the seam puts back."""
    inner = paragraph.removeprefix("<p>").removesuffix("</p>").strip()
    inner = _SPACE_AT_END.sub(r"\1", _SPACE_AT_START.sub(r"\1", inner))
    return f"<p>{inner}</p>"
