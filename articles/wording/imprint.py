"""The line that names who made a page: 责任编辑 …, 版式 …, 校对 …, in whatever marks print sets between them."""

from __future__ import annotations

import re
import unicodedata

from articles.wording.names import split_names

_OWN = (
    "责任编辑 责任校对 责任美编 责任版式 责编 美编 美术编辑 版式 版式设计 版式制作 校对 检校 组版 版面设计 视觉 视觉设计 图编 图片编辑 值班编委 "
    "值班主任 值班总编 值班编辑 值班 执行主编 编审 审读 审校 终审 排版 美术设计 首席编辑 值班副总编辑 值班编审 新媒体编辑"
).split()
_SHARED = "编辑 主编 统筹 策划 监制 制图 设计 美术 审核 复审 初审".split()
"""Work that is done elsewhere as well: alone and without a colon it proves nothing."""
_CONTACTS = "电话 热线 邮箱 电子邮箱 信箱 Email E-mail".split()
"""What may stand behind the titles, and opens no such line."""
_MAKERS = "|".join(sorted((*_OWN, *_SHARED), key=len, reverse=True))
_TITLE = "|".join(_CONTACTS) + f"|{_MAKERS}"
_PAGE = r"(?:本版|本期|本刊|[一二三四五六七八九十]+版)?"
_MARKED = re.compile(rf"^{_PAGE}(?:{_MAKERS})[：:∶/／]")
_TITLES = re.compile(rf"({_PAGE}(?:{_TITLE}))")
_SPACED = re.compile(r"(?<![^\W\d])([\u4e00-\u9fff]) +(?=[\u4e00-\u9fff](?![^\W\d]))")
"""A blank inside a title or a name that print set wide: 责 编, 柳 青."""
_BETWEEN = re.compile(r"[\s:：∶/／|｜、，,;；·•]+")
_RARE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,3}$")
"""Right behind a title and a blank stands a name, whatever its surname, where other titles stand in the line."""
_REACHED = re.compile(r"^[\d()（）+—-]{7,}$|^[\w.+-]+@[\w.-]+$")


def is_staff_line(line: str) -> bool:
    """Whether a line names who made the page and tells nothing else: 本版责编：…, 责任编辑 某某 版式 某某, 校对/…

    A title with a colon or a stroke is enough; where only blanks part titles and names, the whole line must be
    made of these.
    """
    plain = " ".join(unicodedata.normalize("NFKC", line).split()).lstrip("●■◆□◎ ")
    if _MARKED.match(plain.replace(" ", "")):
        return True
    before, *pairs = _TITLES.split(_SPACED.sub(r"\1", plain))
    titles, values = pairs[::2], pairs[1::2]
    if before or not titles or titles[0] in _CONTACTS or (len(titles) == 1 and titles[0] in _SHARED):
        return False
    return all(_are_people(value, len(titles) > 1) for value in values)


def _are_people(value: str, listed: bool) -> bool:
    """Whether what stands behind a title is names, or a number or an address under which they are reached."""
    words = [word for word in _BETWEEN.split(value) if word]
    rare = listed and not value[:1].isalnum()
    return bool(words) and all(
        split_names(word) or _REACHED.match(word) or (rare and at == 0 and _RARE_NAME.match(word))
        for at, word in enumerate(words)
    )
