"""The HTML that a body may hold, and its way to and from plain text.

The allow-list: paragraphs, ``h3`` for subheads, ``strong``, ``em``, lists and tables; of attributes only
a table cell's spans. Cleaning runs to a fixed point: cleaning clean HTML changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import Literal

import nh3

JoinsAs = Literal["paragraph", "sentence", "word"]

TAGS = {"p", "h3", "strong", "em", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}

_PASSES = 6  # clean input needs two, a tag that runs over several blocks three

# What editors and word processors write, under the name that the allow-list knows.
_SAME_AS = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}
_RENAMED = re.compile(rf"<(/?)({'|'.join(_SAME_AS)})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(/?)(?:p|h3|ul|ol|table)\b[^<>]*>")
_EMPTY = re.compile(r"<(p|h3|li)>(?:\s|&nbsp;|\u3000)*</\1>")
_TAG = re.compile(r"<[^<>]*>")
_WRAPPED = re.compile(r"\s*\n\s*")
_PLAIN_BLOCK = re.compile(r"<(p|h3)>([^<]*)</\1>")
# Ends of what stands on a line of its own when HTML is read as text.
_LINE_END = re.compile(r"</(?:p|h3|li|tr|th|td)>")


def clean(html: str) -> str:
    """``html`` with nothing but the allow-list in it, each text inside a block.

    Text outside any block becomes a paragraph; empty paragraphs go; NUL, which PostgreSQL cannot store,
    goes as well.
    """
    named = _RENAMED.sub(lambda tag: f"<{tag[1]}{_SAME_AS[tag[2].lower()]}>", html.replace("\0", ""))
    text = _BREAK.sub("</p><p>", named)
    for _ in range(_PASSES):
        before, text = text, "".join(_blocks(_allowed(text)))
        if text == before:
            return text
    # Tags so tangled that every pass moves them: their text is worth more than they are.
    return from_blocks(("paragraph", line) for line in plain_text(text).splitlines())


def _allowed(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)


def _blocks(safe: str) -> Iterator[str]:
    """The outermost blocks of balanced HTML one by one, loose text as paragraphs, empty ones left out."""
    depth = at = 0
    for tag in _BLOCK_TAG.finditer(safe):
        if not tag[1]:
            if depth == 0:
                yield from _loose(safe[at : tag.start()])
                at = tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                kept = _EMPTY.sub("", safe[at : tag.end()]).strip()
                if kept:
                    yield kept
                at = tag.end()
    yield from _loose(safe[at:])


def _loose(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if _TAG.sub("", line).strip():
            yield f"<p>{line.strip()}</p>"


def blocks(body: str) -> list[str]:
    """The outermost blocks of a clean body, each with its tags."""
    return list(_blocks(body))


def from_blocks(pieces: Iterable[tuple[str, str]]) -> str:
    """HTML of ``(kind, text)`` pairs, kind being ``paragraph`` or ``subhead``."""
    tags = {"paragraph": "p", "subhead": "h3"}
    return "".join(f"<{tags[kind]}>{escape(text, quote=False)}</{tags[kind]}>" for kind, text in pieces)


def blocks_of(html: str) -> list[tuple[str, str]] | None:
    """A clean body as the ``(kind, text)`` pairs of `from_blocks`; None where they could not say all of it."""
    kinds = {"p": "paragraph", "h3": "subhead"}
    blocks = [(kinds[tag[1]], unescape(tag[2]).strip()) for tag in _PLAIN_BLOCK.finditer(html)]
    return blocks if clean(from_blocks(blocks)) == html else None


def plain_text(html: str) -> str:
    """The text of a body, one paragraph, subhead, list item or table cell a line."""
    flat = _WRAPPED.sub(" ", html) if "\n" in html else html
    text = unescape(_TAG.sub("", _LINE_END.sub("\n", flat)))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def glue(before: str, after: str, joins_as: str, chinese: bool) -> str:
    """Two texts as one, as the second joins the first: with `gap` between them.

    ``word`` takes away the hyphen that only the cut had put there.
    """
    if not before or not after:
        return before + after
    if joins_as == "word" and before.endswith(("-", "\u00ad")) and after[:1].islower():
        before = before[:-1]
    return before + gap(before, after, joins_as, chinese) + after


def gap(before: str, after: str, joins_as: str, chinese: bool) -> str:
    """What stands between two texts, as the second joins the first.

    ``paragraph`` starts a line; ``sentence`` has a space in a language that writes spaces, and in Chinese where
    two words meet that would read as one (Windows 11); ``word`` has none.
    """
    if joins_as == "paragraph":
        return "\n"
    if joins_as == "word":
        return ""
    return " " if not chinese or _are_words(before[-1:], after[:1]) else ""


def _are_words(last: str, first: str) -> bool:
    """Whether a word of letters ends and another begins, or a number; two numbers are one that was cut."""
    return _is_spaced(last) and _is_spaced(first) and not (last.isdecimal() and first.isdecimal())


def _is_spaced(char: str) -> bool:
    """Whether it is a letter or figure of a script that writes spaces, in whichever width."""
    return char.isalnum() and not "\u2e80" <= char < "\uff00" and char < "\uff66"
