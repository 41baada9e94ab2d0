"""How bylines and photo credits are set: 本报记者 张三 李四　通讯员 王五; 新华社记者 赵六 摄. Pure Python.

A name's **title** is the words as printed where they say more than its role does: 见习记者. The names stand
where it has ``…`` (记者…文/图, …/文, 发（…摄）), else behind it. Without one the role says the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Generic, Protocol, TypeVar

NAMES = "…"
"""Stands in a title for the names."""

AFTER = frozenset(
    "文/图 图/文 文图 图文 摄影报道 摄影 摄 编译 译 整理 辑录 辑 综合报道 综合 报道 撰文 撰稿 执笔 文 绘 制图 供图".split()
)
"""Titles that are set behind the names, though no ``…`` stands in them."""

_TITLES = {"reporter": "记者", "correspondent": "通讯员", "intern": "实习生", "editor": "编辑"}
_WORK = {"translator": "编译", "compiler": "整理", "photographer": "摄", "illustrator": "绘"}
_ENGLISH = {
    "reporter": "By",
    "correspondent": "By",
    "author": "By",
    "intern": "By",
    "editor": "Edited by",
    "translator": "Translated by",
    "compiler": "Compiled by",
    "photographer": "Photo:",
    "illustrator": "Drawing:",
    "source": "Source:",
}
_SAYS_ALL = ("供图", "图片", "照片", "截图")
"""A credit that ends so is one already (主办方供图, 资料图片)."""
_PICTURE_HOUSES = ("图片", "图片社", "图片网", "视觉", "视觉中国", "公司")
"""Bodies that sell pictures and have no reporters."""
_BODIES = ("社", "报", "台", "刊", "网", "方", "者", "中心", "中国", "视觉", "公司")
"""How the names of bodies end; what such a one did is said without a space: 新华社发, 本报综合报道."""
_LAST = frozenset(ending[-1] for ending in (*_SAYS_ALL, *_BODIES))
_HAN = re.compile("[\u4e00-\u9fff]")
_RUNS_ON = ("/", "：", "（", "(", "｜", "|", "据")
"""What names follow without a space."""
_RUNS_UP = ("/", "：", ":", "（", "(", "）", ")", "｜", "|", "、", "，", ",")
"""What follows names without one."""


class Line(Protocol):
    """A printed name with what it stands under."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def affiliation(self) -> str: ...
    @property
    def title(self) -> str: ...


L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Group(Generic[L]):
    """Names that share title and house, what stands before and after them, and what between them."""

    before: str
    lines: list[L]
    after: str
    between: str
    last: str

    @property
    def text(self) -> str:
        """As it is set."""
        return "".join(text for text, _line in self.pieces())

    def pieces(self) -> Iterator[tuple[str, L | None]]:
        """The same in pieces, each name by itself with its line."""
        yield self.before, None
        for at, line in enumerate(self.lines, start=1):
            if at > 1:
                yield self.last if at == len(self.lines) else self.between, None
            yield line.name, line
        yield self.after, None


def groups(lines: Iterable[L], chinese: bool) -> list[Group[L]]:
    """Lines in printed order as groups. What stands before several is said once, as print says it."""
    found: list[Group[L]] = []
    former = None
    for key, members in groupby(lines, key=lambda line: (line.role, line.affiliation, line.title)):
        own = list(members)
        role, affiliation, title = key
        before, after = _set(role, affiliation, title, _ending(own[-1].name), chinese)
        shared = bool(title and before and chinese) and before == former
        former = before if title else None
        between = (" ", " ") if chinese else (", ", " and ")
        found.append(Group("" if shared else before, own, after, *between))
    return found


def text_of(lines: Iterable[Line], chinese: bool | None = None) -> str:
    """All of a byline or credit as one line; its own characters say which way where ``chinese`` is not known."""
    if chinese is None:
        lines = list(lines)
        chinese = any(_HAN.search(f"{one.affiliation}{one.title}{one.name}") for one in lines)
    return between_groups(chinese).join(group.text for group in groups(lines, chinese))


def position(role: str, affiliation: str, title: str) -> str:
    """What a Chinese newspaper prints around a name: 本报见习记者, 新华社记者…摄; ``""`` where it prints nothing."""
    before, after = _set(role, affiliation, title, "", True)
    return f"{before.strip()}{NAMES}{after.strip()}" if after else before.strip()


def between_groups(chinese: bool) -> str:
    """What parts two groups."""
    return "　" if chinese else "; "


def words(role: str, affiliation: str, title: str, name: str) -> tuple[str, str]:
    """What a Chinese newspaper prints before (behind the house) and after a group of which ``name`` is last."""
    if title:
        before, names, after = title.partition(NAMES)
        if not names and title in AFTER:
            before, after = "", title
        return before.strip(), after.strip()
    before, after = _TITLES.get(role, ""), _WORK.get(role, "")
    if role == "photographer" and affiliation and not affiliation.endswith(_PICTURE_HOUSES):
        before = "记者"  # 新华社记者 张三 摄: the drafts keep the house and the work, not the word between
    if name.endswith(_SAYS_ALL):
        after = ""
    elif role == "photographer" and not affiliation and name.endswith("社"):
        after = "发"  # an agency sends a picture, it does not take one
    return before, after


def title_for(role: str, affiliation: str, name: str, before: str, after: str) -> str:
    """The title that has these words set; ``""`` where role and house say them already."""
    if (before, after) == words(role, affiliation, "", name):
        return ""
    return f"{before}{NAMES}{after}" if after or not before or before in AFTER else before


def _ending(name: str) -> str:
    """What a name's words may hang on: its end, where it may be a body's; so few that they can be remembered."""
    return name[-2:] if name[-1:] in _LAST else ""


@lru_cache(4096)  # the same few again and again, when an archive is indexed
def _set(role: str, affiliation: str, title: str, ending: str, chinese: bool) -> tuple[str, str]:
    """What stands before and after the names, with the spaces that part it from them."""
    house = "" if title and affiliation in title else affiliation
    if not chinese:
        before, after = words(role, affiliation, title, ending) if title else (_ENGLISH.get(role, ""), "")
        return _before(before), _after(after, "") + (f", {house}" if house else "")
    before, after = words(role, affiliation, title, ending)
    return _before(house if before and house.endswith(before) else house + before), _after(after, ending)


def _before(words: str) -> str:
    return words if not words or words.endswith(_RUNS_ON) else f"{words} "


def _after(words: str, ending: str) -> str:
    return words if not words or words.startswith(_RUNS_UP) or ending.endswith(_BODIES) else f" {words}"
