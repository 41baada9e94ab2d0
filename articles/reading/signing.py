"""How bylines and photo credits are set: 本报记者 张三 李四　通讯员 王五; 新华社记者 赵六 摄."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from articles.models.person import SignatureLine

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


@dataclass(frozen=True, slots=True)
class Signed:
    """Names that share a title and a house, what stands before them, and what stands after."""

    before: str
    lines: list[SignatureLine]
    after: str


def signed(lines: Iterable[SignatureLine], chinese: bool) -> list[Signed]:
    """Signature lines in printed order, those of one title and house as one group."""
    groups = groupby(lines, key=lambda line: (line.role, line.affiliation))
    return [_group(role, affiliation, list(names), chinese) for (role, affiliation), names in groups]


def _group(role: str, affiliation: str, lines: list[SignatureLine], chinese: bool) -> Signed:
    if not chinese:
        return Signed(_ENGLISH.get(role, ""), lines, f", {affiliation}" if affiliation else "")
    title = _TITLES.get(role, "")
    if role == "photographer" and affiliation and not affiliation.endswith(_PICTURE_HOUSES):
        title = "记者"  # 新华社记者 张三 摄: the drafts keep the house and the work, not the word between
    before = affiliation if title and affiliation.endswith(title) else affiliation + title
    after = _WORK.get(role, "")
    last = lines[-1].name
    if last.endswith(_SAYS_ALL):
        after = ""
    elif role == "photographer" and not affiliation and last.endswith("社"):
        after = "发"  # an agency sends a picture, it does not take one
    return Signed(before, lines, after)
