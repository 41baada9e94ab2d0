"""Lines of the page itself, in the marks that papers set between their words."""

from __future__ import annotations

import datetime

import pytest

from articles.ingest.text import read_page
from articles.wording import furniture
from articles.wording.folio_dates import dates_in
from articles.wording.imprint import is_staff_line

FERRY = """柳堤渡口的最后一班船昨晚靠岸，撑了四十年船的
老船工莫怀山把缆绳系好，向送行的乡亲鞠了一躬。"""


@pytest.mark.parametrize(
    "line",
    [
        "本版责编：贺知秋 版式：唐棠",
        "责任编辑 贺知秋 版式 唐棠",
        "责编　贺知秋　美编　唐棠　电话　0599-8801234",
        "责 编 贺 知 秋 美 编 唐 棠",
        "责编/贺知秋 美编/唐棠 校对/韩冰",
        "编辑∶贺知秋 校对∶唐棠",
        "值班主任 韩冰 责任编辑 贺知秋 视觉设计 唐棠",
        "美编唐棠 校对韩冰",
        "三版责编 贺知秋",
        "责任编辑 贺知秋",
    ],
)
def test_who_made_the_page_is_furniture(line):
    assert is_staff_line(line)
    draft = read_page(f"渡口靠岸最后一班船\n本报讯 {FERRY}\n{line}")
    (left,) = draft.left_out
    assert left.kind == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "校对工作来不得半点马虎",
        "责编说这篇稿子写得好",
        "编辑 贺知秋",
        "电话：0599-8801234",
        "校对错误",
        "版式 设计大赛",
        "记者 贺知秋 通讯员 唐棠",
    ],
)
def test_other_words_and_names_are_none(line):
    assert not is_staff_line(line)


def test_a_day_in_figures_is_a_folio():
    folio = "A05 要闻 2031.10.9 星期四 青屏湾日报"
    assert furniture.is_folio_line(folio)
    assert furniture.is_date_line("2031-10-09 星期四")
    assert not furniture.is_date_line("2031.10.9.4")
    assert dates_in([folio]) == {datetime.date(2031, 10, 9)}
    draft = read_page(f"{folio}\n渡口靠岸最后一班船\n本报讯 {FERRY}")
    assert (draft.number, draft.section) == ("A05", "要闻")
