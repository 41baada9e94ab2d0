"""What stands in the place of a byline and names no person: a body, or a line that is kept as it is. Pure Python."""

from __future__ import annotations

import re
import textwrap

from articles.wording.bylines import PRINTED, without_marks
from articles.wording.signing import NAMES, title_for
from articles.wording.values import Role, Signature

_BODY = r"[\u4e00-\u9fffA-Za-z]{0,12}(?:社|日报|晚报|时报|早报|本报|电视台|本台|本刊|网|客户端|新闻)"
_REPORTS = re.compile(
    rf"^(?P<before>据|(?:稿件)?来源:)?\s*(?P<body>{_BODY})\s*(?P<after>电|消息|供稿|报道)?$"
)
_PUTS_TOGETHER = re.compile(rf"^(?P<body>{_BODY})\s*(?P<after>综合报道|综合|整理|编译)$")
_LONGEST_NAME = 80


def read_body(text: str) -> tuple[Signature, ...]:
    """The body that a line names in the place of an author (据新华社, 本报综合报道); () where it names none."""
    plain = without_marks(text)
    role: Role = "source"
    if found := _PUTS_TOGETHER.match(plain):
        before, after = "", found.group("after")
        role = "translator" if after == "编译" else "compiler"
    elif found := _REPORTS.match(plain):
        before, after = (found.group("before") or "").translate(PRINTED), found.group("after") or ""
    else:
        return ()
    body = found.group("body")
    return (Signature(body, role, title=title_for(role, "", body, before, after)),)


def as_printed(line: str) -> tuple[Signature, ...]:
    """A line that is kept though no name could be read in it: no person's, and set just so."""
    pieces = textwrap.wrap(" ".join(line.split()), _LONGEST_NAME, break_on_hyphens=False)
    return tuple(Signature(piece, "source", title=NAMES) for piece in pieces)


def is_as_printed(one: Signature) -> bool:
    """Whether it is such a line."""
    return one.role == "source" and one.title == NAMES
