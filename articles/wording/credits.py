"""Photo credits: who took the picture, found at the end of a caption. Pure Python.

``张三摄``, ``通讯员 张三 摄``, ``新华社记者 张三 摄``, ``新华社发（张三 摄）``, ``张三摄/某图片社``, ``图/张三``, ``供图/…``,
``（主办方供图）``, ``张三 李四摄影报道（某某视觉）``, ``制图/…``. Everything is a photographer but who drew (制图, 绘).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from articles.wording.bylines import MARKS, PRINTED, parse_byline
from articles.wording.english import credit_of
from articles.wording.names import split_names
from articles.wording.signing import title_for, words
from articles.wording.values import Signature

_AGENCY = r"(?:新华社|中新社|人民图片|视觉中国|[\u4e00-\u9fff]{2,8}(?:日报|晚报|社|图片社|图片网|视觉))"
_CREDIT_LIMIT = 48
_PEOPLE = r"[^。！？!?；;]{1,40}?"
# Each form matches a whole credit line; `people` is what names the photographer.
_FORMS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?P<agency>{_AGENCY})\s*发\s*[（(]\s*(?P<people>{_PEOPLE})\s*(?:摄|供图|绘)?\s*[）)]"),
    re.compile(rf"(?P<agency>{_AGENCY})\s*(?:发|供图|供稿)"),
    re.compile(rf"(?P<people>{_PEOPLE})\s*(?:摄影报道|摄影|摄)\s*[/／（(]\s*(?P<agency>[\u4e00-\u9fffA-Za-z]{{2,12}})\s*[）)]?"),
    re.compile(rf"(?P<people>{_PEOPLE})\s*(?P<work>文/图|图/文|文图|图文)"),
    re.compile(rf"(?P<people>{_PEOPLE})\s*[/／]?\s*(?P<work>摄影报道|摄影|翻拍|航拍|摄|供图|提供|绘|制图|(?<=[\s/／])图)"),
    re.compile(rf"(?:文\s*[/／：:]\s*(?P<writers>[^/／：:]{{2,20}}?)\s+)?(?P<work>摄影|制图|绘图|供图|插图|漫画|图片|图|摄|绘)\s*[/／：:]\s*(?P<people>{_PEOPLE})"),
    re.compile(r"(?P<people>(?:资料|网络|效果|视频|监控)(?:图片|照片|图|截图)|受访者供图|主办方供图)"),
)  # fmt: skip
_WRAP = re.compile(r"^[（(\[［【]\s*(.*?)\s*[）)\]］】]$", re.S)
_DRAWN = {"绘", "制图", "绘图", "插图", "漫画"}
_MASKED = ("附图片", "图片新闻")
_CREDIT_START = re.compile(r"[。！？!?”’）)；;…\s　]")


def parse_credits(text: str) -> tuple[Signature, ...]:
    """The signatures of a credit line; () where `text` is not a credit line and nothing but one."""
    plain = unicodedata.normalize("NFKC", text).strip().strip(MARKS).strip()
    wrapped = _WRAP.match(plain)
    if wrapped and "(" not in wrapped.group(1):
        plain = wrapped.group(1).strip()
    if not 2 <= len(plain) <= _CREDIT_LIMIT or plain in _MASKED:
        return ()
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match:
            found = _signatures(match)
            if found:
                return found
    if (english := credit_of(plain)) is not None:
        return (Signature(english[0], "photographer", english[1]),)
    return ()


def _signatures(match: re.Match[str]) -> tuple[Signature, ...]:
    parts = match.groupdict()
    people, agency = (parts.get("people") or "").strip(" 、,"), parts.get("agency") or ""
    role = "illustrator" if parts.get("work") in _DRAWN else "photographer"
    plain = match.string
    if not people:
        return (_credited(Signature(agency, role), "", plain[match.end("agency") :]),)
    around = plain[: match.start("people")], plain[match.end("people") :]
    named = parse_byline(people) or tuple(Signature(name) for name in split_names("".join(people.split())))
    if named:
        return taken(named, role, agency, *around)
    # A body gives the picture (主办方供图); a sentence would hold a verb or a comma.
    if parts.get("work") in {"供图", "提供", "制图", "图片", "图"} or agency or not parts.get("work"):
        if re.fullmatch(r"[\u4e00-\u9fffA-Za-z·]{2,14}", people):
            return (_credited(Signature(people, role, agency), *around),)
    return ()


def taken(
    named: Sequence[Signature], role: str, agency: str = "", before: str = "", after: str = ""
) -> tuple[Signature, ...]:
    """Names as they stand in a credit line, with this role, and with what stands before and after all of them.

    ``agency`` is the house of those that name none.
    """
    found: list[Signature] = []
    for _key, members in groupby(named, key=lambda one: (one.role, one.affiliation, one.title)):
        group = list(members)
        last = group[-1]
        own_before, own_after = words(last.role, last.affiliation, last.title, last.name)
        if before and last.affiliation not in own_before:
            own_before = last.affiliation + own_before
        ends = last is named[-1]
        one = _credited(
            Signature(last.name, role, last.affiliation or agency),
            before + own_before,
            own_after + (after if ends else ""),
            bare=ends,
        )
        found += [Signature(each.name, role, one.affiliation, one.title) for each in group]
        before = ""
    return tuple(found)


def _credited(one: Signature, before: str, after: str, bare: bool = True) -> Signature:
    """With the title that has it set between these words; where there are none, ``bare`` leaves it to the role."""
    before, after = _printed(before).removeprefix(one.affiliation).strip(), _printed(after)
    if bare and not before and not after:
        return one
    return replace(one, title=title_for(one.role, one.affiliation, one.name, before, after))


def _printed(text: str) -> str:
    """Words as Chinese prints them, the marks as wide as they were before they were folded."""
    return " ".join(text.split()).translate(PRINTED)


def split_credit(text: str) -> tuple[str, tuple[Signature, ...]]:
    """A caption and the credit that ends it: ``("…查验流程。", (吴小满,))``; ``(text, ())`` without one.

    The longest credit after a sentence end, a bracket or a space counts, so that titles stay in it.
    """
    stripped = text.rstrip()
    start = max(0, len(stripped) - _CREDIT_LIMIT)
    cuts = {start + match.end() for match in _CREDIT_START.finditer(stripped[start:])}
    cuts |= {start + match.start() for match in re.finditer(r"[（(]", stripped[start:])}
    for at in sorted(cuts | ({0} if start == 0 else set())):
        credits = parse_credits(stripped[at:])
        if credits:
            return stripped[:at].rstrip(), credits
    return text, ()
