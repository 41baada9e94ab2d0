"""Names of columns (栏目), as print sets them on a line over a headline. Pure Python."""

from __future__ import annotations

import re
from functools import lru_cache

_MARKED = re.compile(r"^(?:[【\[［「〔]([^】\]］」〕]{2,12})[】\]］」〕]|[·•・]\s*([^·•・]{2,8}?)\s*[·•・])$")
_PLAIN = re.compile(
    r"^(?:社论|(?:本报|每日|今日|一周)?(?:评论|时评|短评|快评|锐评|漫评|微评|述评)"
    r"|[\u4e00-\u9fff]{2,4}(?:时评|快评|锐评|短评|微评|杂谈|漫谈|漫笔|随笔|论坛|观察|视点|观点|话题|夜话|茶座|之声|之窗|广角"
    r"|热线|手记|札记|链接|聚焦|专栏|会客厅|大家谈|直通车|工作室)|回音壁"
    r"|[\u4e00-\u9fff]{2,3}(?:(?<![访会座洽恳约])谈|(?<![会决争建协提异审])议|(?<![语发谣方留宣誓])言|(?<![理舆讨结争辩评])论|(?<![口英汉外成标])语))$"
)


@lru_cache(maxsize=4096)  # asked of each head of a page for each stack that may hold it
def column_of(line: str, *, plain: bool = True) -> str:
    """The column that a line of its own names: in brackets, between points or, if ``plain``, by its words; else ``""``.

    Words are those with which such names end (城事快评, 今日谈, 相关链接): a headline may have them as well, so that a caller
    asks only where another head stands beside.
    """
    text = line.strip()
    if named := _MARKED.match(text):
        return named[1] or named[2]
    return text if plain and _PLAIN.match(text) else ""
