"""Datelines (电头): agency, place and date that open a story, or close it in brackets. Pure Python."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.wording.bylines import parse_byline
from articles.wording.values import Dateline, Signature

_ZH = r"[\u4e00-\u9fff]"
_KNOWN = (
    "本报 本刊 本台 本网 本社 新华社 中新社 中国新闻社 中新网 新华网 人民网 央视新闻 法新社 路透社 塔斯社 共同社 "
    "美联社 埃菲社 德新社 俄新社 韩联社"
).split()
_HOUSE_ENDING = (
    "日报 晚报 早报 晨报 时报 快报 都市报 商报 导报 青年报 新闻网 周报 周刊 广播电视台 电视台 融媒体中心 融媒 "
    "客户端 新闻 社 报"
).split()
_AGENCY = rf"(?:{'|'.join(_KNOWN)}|{_ZH}{{2,6}}?(?:{'|'.join(_HOUSE_ENDING)}))"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DATE = rf"(?:(?:[\d〇○一二三四五六七八九]{{4}}\s*年\s*)?{_DAY}\s*月\s*{_DAY}\s*日|{_DAY}\s*日)"
_KIND = r"(?P<kind>专电|电讯|特讯|讯|电|消息)"
_PLACE = rf"(?P<place>{_ZH}[\u4e00-\u9fff·]{{0,11}}?)"
_CORE = rf"(?P<source>据)?\s*(?P<agency>{_AGENCY})\s*{_PLACE}?\s*(?P<date>{_DATE})?\s*{_KIND}"
_AFTER = r"(?=\s|$|[（(：:，,、。】\]）)—-])"
# 电 and 讯 also start words (电视, 讯息); after a date or before white space or a bracket they end the dateline.
_HEAD = re.compile(rf"^[\s　]*(?P<open>[【\[［（(])?\s*{_CORE}(?:\s*(?P<close>[】\]］）)]))?")
_NOT_AFTER_KIND = re.compile(r"^[视影力子话脑气动机网信缆台商号息问器厂站梯池瓶]")
_TAIL = re.compile(rf"[（(【\[]\s*(?P<core>{_CORE})\s*(?P<people>[^（）()]{{0,60}}?)\s*[）)】\]]\s*$")
_TAIL_WINDOW = 110
_BYLINE_BRACKET = re.compile(r"\s*[（(【\[［](?P<inside>[^（）()【】\[\]]{2,90})[）)】\]］]\s*")
_BYLINE_REPORTS = re.compile(
    r"^[\s　]*(?P<names>(?:[\u4e00-\u9fff]{0,10}记者|通讯员)[^。！？，,]{2,40}?)\s*(?P<verb>摄影报道|综合报道|报道)[：:，,。]?\s*"
)
_MONTH = r"(?:(?:Jan|Feb|Apr|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz]|Jän|Mar|Mär)(?:[a-zä]{1,6}|\.)?|Ma[iy])"
_PLACE_WORD = r"[A-ZÀ-Þ](?:[\w'’-]|\.(?=[A-Z]|\s[A-ZÀ-Þ]{2}))+"
# LONDON, March 3 (Reuters) — …; Hamburg (dpa) – …; NETHERBY, March 2. The …; Neustadt, 3. März. Der …
_LATIN = re.compile(
    rf"^\s*(?P<place>{_PLACE_WORD}(?:[ /](?:(?:am|an der|im|in|upon|de) )?{_PLACE_WORD}){{0,3}}?)\.?"
    rf"(?:,\s*(?P<date>{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s{_MONTH})(?!\w))?\.?"
    r"(?:\s*[(\[](?P<agency>[A-Za-z/. ]{2,30})[)\]]\.?)?"
    r"(?:\s*(?P<dash>[—–]{1,2}|--|\s-\s)"
    r"|(?(date)|(?(agency)|(?!)))(?<=[.)])(?=\s+[A-ZÀ-Þ„“\"'‘«]))\s*"
)
_PRESS_AGENCY = re.compile(
    r"(?:dpa|apa|epd|kna|sid|ddp|apd?|afp|rtr|reuters|up[ai]?|ins|tass|wtb|dnb)(?=$|/)", re.I
)
_LEAST_PLACE = 5
"""A place without date and agency is in capitals and has at least so many letters."""


OWN_NAMES = ("本报", "本刊", "本台", "本网")
"""What a newspaper calls itself; none is a news agency."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a story opens: its dateline, the bylines in brackets behind it, and where the text begins."""

    dateline: Dateline | None
    bylines: tuple[Signature, ...]
    end: int


def _squeeze(text: str | None) -> str:
    return "".join((text or "").split())


def _value(match: re.Match[str], printed: str) -> Dateline:
    return Dateline(
        printed=_squeeze(printed).strip("【】[]［］（）()"),
        agency=_squeeze(match.group("agency")),
        place=_squeeze(match.group("place")),
        date=_squeeze(match.group("date")),
    )


def _head(text: str) -> re.Match[str] | None:
    match = _HEAD.match(text[:80])
    if match is None:
        return None
    after = text[match.end() :]
    bracketed = bool(match.group("open"))
    if bracketed != bool(match.group("close")):
        return None
    dated = bool(match.group("date"))
    known = match.group("agency") in _KNOWN
    if not bracketed and not dated:
        if match.group("kind") == "消息" and not known:
            return None
        if _NOT_AFTER_KIND.match(after) or not (
            re.match(_AFTER, after) or (known and not match.group("place"))
        ):
            return None
    return match


def _latin(text: str) -> re.Match[str] | None:
    match = _LATIN.match(text[:120])
    if match is None or match.group("date"):
        return match
    agency, place = match.group("agency"), match.group("place")
    if agency:
        return match if match.group("dash") or _PRESS_AGENCY.match(agency) else None
    return match if match.group("dash") and place.isupper() and len(place) >= _LEAST_PLACE else None


def split_opening(text: str) -> Opening | None:
    """The dateline (and byline in brackets) that opens `text`, or None where no dateline does.

    ``本报讯（记者 张三）近日…`` gives dateline 本报讯, reporter 张三 and the index of 近日.
    """
    match = _head(text)
    if match is None:
        latin = _latin(text)
        if latin is None:
            return None
        printed = latin.group().strip(" —–-")
        place = re.sub(r"[A-ZÀ-Þ]{2,}", lambda word: word.group().capitalize(), latin.group("place"))
        value = Dateline(printed, latin.group("agency") or "", place, latin.group("date") or "")
        return Opening(value, (), latin.end())
    value = _value(match, match.group())
    end = match.end()
    bylines: tuple[Signature, ...] = ()
    bracket = _BYLINE_BRACKET.match(text, end)
    if bracket:
        bylines = parse_byline(bracket.group("inside"), role="reporter")
        if bylines:
            end = bracket.end()
    if not bylines:
        reports = _BYLINE_REPORTS.match(text[end : end + 80])
        if reports:
            bylines = parse_byline(reports.group("names"), role="reporter")
            end += reports.end() if bylines else 0
    rest = text[end:]
    return Opening(value, tuple(bylines), end + len(rest) - len(rest.lstrip(" 　\u00a0：:")))


def opens_with_dateline(line: str) -> bool:
    """Does a printed line start with a dateline (本报…讯, 新华社…电)?"""
    return _head(line) is not None or _latin(line) is not None


def split_closing(text: str) -> tuple[str, Dateline | None, tuple[Signature, ...]]:
    """Text before a dateline in brackets at its end, that dateline, and the names printed in it.

    ``…处置机制。（新华社北京7月12日电 记者张三 李四）`` gives the text, the dateline and two reporters.
    """
    start = max(0, len(text) - _TAIL_WINDOW)
    match = _TAIL.search(text, start)
    if match is None:
        return text, None, ()
    people = match.group("people").strip(" 　，,、；;")
    bylines = parse_byline(people, role="reporter") if people else ()
    if people and not bylines:
        return text, None, ()
    return text[: match.start()].rstrip(), _value(match, match.group("core")), bylines


def read_dateline(printed: str) -> Dateline:
    """A dateline as an editor types it, with or without brackets; what it does not tell stays empty."""
    opening = split_opening(printed.strip("（）() ") + " ")
    if opening is not None and opening.dateline is not None:
        return opening.dateline
    return Dateline(printed=printed)
