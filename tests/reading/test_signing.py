"""How bylines and credits are set."""

from __future__ import annotations

import pytest

from articles.models import Byline
from articles.reading.signing import signed


def set_as(lines, chinese=True) -> str:
    mark = " " if chinese else ", "
    groups = signed([Byline(name=n, role=r, affiliation=a) for n, r, a in lines], chinese)
    return "　".join(
        f"{g.before} {mark.join(line.name for line in g.lines)}{' ' if chinese else ''}{g.after}".strip()
        for g in groups
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("张三", "reporter", "本报"), ("李四", "reporter", "本报")], "本报记者 张三 李四"),
        ([("张三", "reporter", "本报"), ("王五", "correspondent", "")], "本报记者 张三　通讯员 王五"),
        ([("张三", "photographer", "新华社")], "新华社记者 张三 摄"),
        ([("张三", "photographer", "某图片社")], "某图片社 张三 摄"),
        ([("新华社", "photographer", "")], "新华社 发"),
        ([("主办方供图", "photographer", "")], "主办方供图"),
        ([("张三", "author", "")], "张三"),
        ([("张三", "illustrator", "")], "张三 绘"),
        ([("张三", "reporter", "本报记者")], "本报记者 张三"),
    ],
)
def test_chinese(lines, expected):
    assert set_as(lines) == expected


def test_english():
    assert (
        set_as([("Jane Doe", "reporter", ""), ("John Smith", "reporter", "")], False)
        == "By Jane Doe, John Smith"
    )
    assert set_as([("Jane Doe", "photographer", "Harbor Press")], False) == "Photo: Jane Doe, Harbor Press"
