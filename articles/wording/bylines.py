"""Bylines (署名): who wrote it, in what role, of what house. Pure Python.

A byline is read as groups: a title (记者, 通讯员, 实习生 …) with the house printed before it, then names to
which both belong until the next title. Names are parted by spaces, 、 or nothing; a name padded to equal
width (赵　政) is one name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from articles.wording.english import STATION
from articles.wording.names import is_name, split_names
from articles.wording.signing import title_for
from articles.wording.values import Signature

MARKS = "■□◆◇●○◎▲△▼▽★☆♦▪▫◥◤▶►口•·"
"""What print sets before a byline; 口 is a mistyped □."""

_HOUSE = r"(?P<house>[\u4e00-\u9fffA-Za-z0-9·]{0,16}?)"
_TITLES: tuple[tuple[str, str], ...] = (
    (r"摄影(?:记者|报道)|摄影", "photographer"),
    (
        r"(?:首席|特派|特约|见习|实习|驻站|高级|全媒体首席|融媒体首席|主任|资深|通联|文字|摄像)*记\s*者",
        "reporter",
    ),
    (r"(?:特约|本报|首席)*通\s*讯\s*员", "correspondent"),
    (r"实\s*习\s*生", "intern"),
    (r"(?:本报|特约|首席)*评论员|撰文|撰稿|执笔|作者|文字|文", "author"),
    (r"编译", "translator"),
    (r"翻译|译者|译", "translator"),
    (r"整理|辑录|综合|辑", "compiler"),
    (r"(?:本报|责任)?编辑|责编", "editor"),
    (r"制图|绘图|插图|漫画|图表|制作|绘", "illustrator"),
    (r"供图|图片|图|摄", "photographer"),
)
_NEEDS_MARK = re.compile(
    r"^(?:文|图|摄|译|绘|辑|文字|图片|综合|制作|整理|撰文|撰稿|执笔|摄影|制图|绘图|插图|漫画|图表|供图|编译|翻译|编辑)$"
)
_WORK_BEFORE_NAME = re.compile(r"^(?P<title>[\u4e00-\u9fff]{1,4})\s*[/／:：|｜]\s*")
_GROUP = re.compile(
    rf"^{_HOUSE}(?P<title>(?:首席|特派|特约|见习|实习|驻站|高级|主任|资深|文字|摄影)*记\s*者|(?:特约)?通\s*讯\s*员|实\s*习\s*生"
    r"|(?:特约|首席)?评论员|(?:特约)?撰稿人?|作者)(?:(?P<mark>[:：/／])\s*)?"
)
_TAIL_WORK = re.compile(
    r"\s*(?P<work>文[/／]图|图[/／]文|摄影报道|摄影|编译|整理|辑录|综合报道|综合|报道|撰文|撰稿|执笔|辑|译|文|摄|绘)\s*[:：]?$"
)
_TAIL_ROLE = {
    "摄影报道": "photographer", "摄影": "photographer", "摄": "photographer", "编译": "translator", "译": "translator",
    "整理": "compiler", "辑录": "compiler", "综合": "compiler", "综合报道": "compiler", "辑": "compiler",
    "撰文": "author", "撰稿": "author", "执笔": "author", "文": "author", "绘": "illustrator",
}  # fmt: skip
_WORK_BEHIND_NAME = re.compile(
    r"^(?P<names>[\u4e00-\u9fff·]{2,12})/(?P<work>文字|文|图片|图|摄影|摄|编译|译|整理|制图|绘)$"
)
_BOTH_BEFORE = re.compile(r"^(?P<work>(?:文/图|图/文|图文|文图)(?:\s*[/:|])?)\s*(?=\S)")
# Where from it was sent; behind a title alone, and no name that 报道 would follow.
_SENT_FROM = re.compile(
    r"\s+(?P<words>发自[\u4e00-\u9fff、]{2,16}|(?P<place>(?!摄影|综合)[\u4e00-\u9fff]{2,6})报道)$"
)
PRINTED = str.maketrans(":()|", "：（）｜")
"""Marks as Chinese prints them, for words that were folded."""
_BRACKETS = re.compile(r"^\s*[（(\[［【]\s*(.*?)\s*[）)\]］】]\s*$", re.S)
_SEPARATORS = re.compile(r"[\s、，,；;|&]+")
_BAR = re.compile(r"(?<![\u4e00-\u9fff])(文字|文|图片|图|摄影|摄|编译|译|整理|绘)\s*\|\s*")
_RUN_ON = re.compile(r"(?<=[\u4e00-\u9fff])(?<![图摄])(?=(?:图片|供图|摄影|图|摄)[/：|][\u4e00-\u9fff])")
"""Where the next work begins that no blank parts from the name before: 文/张三图/李四."""
_HOUSE_RANK = re.compile(r"(?:首席|特派|见习|实习|特约|驻站|驻[\u4e00-\u9fff]{1,4})$")
_NOT_A_HOUSE = re.compile("[向对据的了是在与说让把被给从跟告]")
_MAY_BE_NAME = re.compile(r"(?!通讯|记者|报道|摄影|实习)[\u4e00-\u9fff]{2,3}$")
_UNNAMED = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:特约|首席)?评论员$")
_LATIN_WORD = r"[A-ZÀ-Þ][\w.'’-]*"
_LATIN_NAME = rf"{_LATIN_WORD}(?:\s+(?:(?:von|van|de[lr]?|di|da|du|la|le|zu[mr]?|y)\s+)*{_LATIN_WORD}){{1,4}}"
_LATIN_AND = r"\s*(?:,|&|\b(?:and|und|et|y|AND|UND|ET)\b)\s*"
# Names are capitalised, so that a line of running text (By noon the towpath …) is none.
_LATIN_BY = re.compile(
    rf"^(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|Text:)\s+(?P<names>{_LATIN_NAME}(?:{_LATIN_AND}{_LATIN_NAME})*)$"
)


def _role_of_title(title: str) -> str:
    compact = "".join(title.split())
    for pattern, role in _TITLES:
        if re.fullmatch(pattern, compact):
            return role
    return "author"


def _tokens(text: str) -> list[str]:
    """Words of a byline; single characters side by side are one padded name (赵　政)."""
    words: list[str] = []
    lone = ""
    for word in _SEPARATORS.split(text):
        if len(word) == 1 and "\u4e00" <= word <= "\u9fff":
            lone += word
            if len(lone) >= 2 and is_name(lone):
                words.append(lone)
                lone = ""
            continue
        if lone:
            words.append(lone)
            lone = ""
        if word:
            words.append(word)
    return words + ([lone] if lone else [])


def _house(printed: str) -> tuple[str, str]:
    """The house, and the rank that print runs on to it (本报驻京)."""
    house = printed.strip("·")
    stripped = _HOUSE_RANK.sub("", house)
    return (stripped, house[len(stripped) :]) if stripped else (house, "")


@dataclass(slots=True)
class _Group:
    """What is printed before and after names; ``lead`` stands before the house. ``given``: the caller's role."""

    role: str
    affiliation: str
    before: str = ""
    given: bool = False
    names: list[str] = field(default_factory=list)
    lead: str = ""
    after: str = ""

    def signatures(self) -> list[Signature]:
        before = self.before
        if self.lead:
            parted = "" if self.lead.endswith(("/", "：", "｜")) else " "
            before = f"{self.lead}{parted}{self.affiliation}{self.before}".strip()
        bare = self.given and not before and not self.after
        title = "" if bare else title_for(self.role, self.affiliation, self.names[-1], before, self.after)
        return [Signature(name, self.role, self.affiliation, title) for name in self.names]


def parse_byline(text: str, role: str = "author", affiliation: str = "") -> tuple[Signature, ...]:
    """The signatures that `text` prints, in order; () where `text` is not a byline and nothing but one.

    `role` and `affiliation` are those of names that stand before any title: ``author`` for a bare name on
    a line of its own, ``reporter`` for names in brackets after 本报讯.
    """
    plain = without_marks(text)
    latin = _LATIN_BY.match(_without_station(plain))
    if latin:
        # What stands under a headline with By or Von is its reporter's name.
        names = re.split(_LATIN_AND, latin.group("names"))
        by = plain[: latin.start("names")].strip()
        title = "" if by.lower() == "by" else by
        return tuple(Signature(_cased(name), "reporter", title=title) for name in names)
    plain = plain.strip(MARKS + " 　。:：")
    if not plain or len(plain) > 90:
        return ()
    if _UNNAMED.match(plain) and not _NOT_A_HOUSE.search(plain):
        return (Signature(plain, "author", affiliation),)
    groups = _read_line(plain, role, affiliation)
    return tuple(one for group in groups for one in group.signatures())


def _without_station(plain: str) -> str:
    """A byline without the line below that says where its writer belongs: By A. Thornley, Staff Writer."""
    for gap in re.finditer(r",?\s+", plain):
        if STATION.match(plain[gap.end() :]) and _LATIN_BY.match(plain[: gap.start()]):
            return plain[: gap.start()]
    return plain


def without_marks(text: str) -> str:
    """A line folded in width, without the marks and brackets that print sets about a byline."""
    plain = unicodedata.normalize("NFKC", text).strip().lstrip(MARKS).strip()
    bracketed = _BRACKETS.match(plain)
    return bracketed.group(1) if bracketed else plain


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name


def _read_line(plain: str, role: str, affiliation: str) -> list[_Group]:
    """The groups of a line, with what stands before and behind all of them."""
    lead, behind, own = "", [], role
    if both := _BOTH_BEFORE.match(plain):
        lead, plain = _printed(both.group("work")), plain[both.end() :]
    sent = _SENT_FROM.search(plain)
    if sent and re.search("记者|通讯员", plain) and not split_names(sent.group("place") or ""):
        behind, plain = [sent.group("words")], plain[: sent.start()]
    tail = _TAIL_WORK.search(plain)
    if tail and tail.start() > 1:
        own = _TAIL_ROLE.get(tail.group("work"), role)
        behind.insert(0, tail.group("work"))
        plain = plain[: tail.start()]
    groups = _read_groups(plain, _Group(own, affiliation, given=own == role))
    if groups:
        groups[0].lead = " ".join(filter(None, [lead, groups[0].lead]))
        groups[-1].after = " ".join(filter(None, [groups[-1].after, *behind]))
    return groups


def _read_groups(plain: str, group: _Group) -> list[_Group]:
    """The groups of names, beginning with ``group`` for those before any title; none where it is no byline."""
    groups = [group]
    pending = ""
    titled = False
    plain = _RUN_ON.sub(" ", re.sub(r"(记)\s+(者)", r"\1\2", plain))
    for token in _tokens(_BAR.sub(r"\1｜", plain)):
        word = token
        while word:
            work = _WORK_BEFORE_NAME.match(word)
            if work and _NEEDS_MARK.match(work.group("title")):
                groups.append(_Group(_role_of_title(work.group("title")), "", _printed(work.group())))
                word, pending, titled = word[work.end() :], "", True
                continue
            title = _GROUP.match(pending + word)
            if title and not _NOT_A_HOUSE.search(title.group("house")):
                run_on = split_names(title.group("house")) if titled and not pending else []
                groups[-1].names += run_on
                groups.append(_titled(title, bool(run_on)))
                word, pending, titled = (pending + word)[title.end() :], "", True
                continue
            break
        if not word:
            continue
        done = _WORK_BEHIND_NAME.match(word)
        names = split_names(done.group("names") if done else word)
        if names and not pending:
            groups[-1].names += names
            if done:
                groups.append(_end_with(groups[-1], done.group("work"), titled))
        elif titled and word is token and not pending and _MAY_BE_NAME.match(word):
            groups[-1].names.append(word)  # after a title and a space, a rare surname's name
        elif not pending and re.fullmatch(r"[\u4e00-\u9fff·A-Za-z]{2,16}", word):
            pending = word  # a house printed apart from its title: 某某日报全媒体 记者
        else:
            return []
    return [] if pending else _named(groups)


def _titled(title: re.Match[str], after_names: bool) -> _Group:
    """The group that a title opens; what stands before it is its house, or names that it was run on to."""
    house, rank = ("", "") if after_names else _house(title.group("house"))
    printed = "".join(title.group("title").split())
    return _Group(_role_of_title(printed), house, rank + printed + _printed(title.group("mark") or ""))


def _end_with(group: _Group, work: str, titled: bool) -> _Group:
    """End a group with its work (张三/文); the group that goes on under the same title."""
    following = _Group(group.role, group.affiliation, group.before, group.given)
    group.after = f"/{work}"
    own = _role_of_title(work)
    if not titled or own != "author":  # a reporter who writes is one
        group.role, group.given = own, False
    return following


def _named(groups: list[_Group]) -> list[_Group]:
    """Those with names; a title that has none of its own goes with its neighbour, so that no word is lost."""
    found: list[_Group] = []
    lead = ""
    for group in groups:
        if not group.names:
            words = f"{group.affiliation}{group.before}"
            lead = " ".join(filter(None, [lead, words if group.before else ""]))
            continue
        group.lead, lead = lead, ""
        found.append(group)
    if found and lead and found[-1].before != lead and not found[-1].after.startswith("/"):
        found[-1].after = " ".join(filter(None, [found[-1].after, lead]))
    return found


def _printed(words: str) -> str:
    """Words as Chinese prints them: the marks as wide as they were before they were folded."""
    return words.strip().translate(PRINTED)


def split_title(text: str) -> tuple[str, str, str, str]:
    """House, role, title and the rest of what begins with a title (本报见习记者 周); the text alone where none does.

    For text that is still being typed: the rest may be a part of a name, or nothing.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lstrip(MARKS).strip()
    found = _GROUP.match(plain)
    if found is None or _NOT_A_HOUSE.search(found.group("house")):
        return "", "", "", plain
    group = _titled(found, False)
    title = title_for(group.role, group.affiliation, "", group.before, "")
    return group.affiliation, group.role, title, plain[found.end() :].strip()


def name_at_end(line: str) -> tuple[str, str, str, str] | None:
    """The name that is being typed at the end of a byline: what stands before it, its house, role and the piece.

    ``本报记者 张三 李`` gives ``("本报记者 张三 ", "本报", "reporter", "李")``; after a title the piece may be empty.
    None where no name is being typed.
    """
    words = [(match.start(), match.group()) for match in re.finditer(r"[^\s、，,；;]+", line)]
    if not words:
        return None
    ended = words[-1][0] + len(words[-1][1]) < len(line)
    house = role = ""
    for at, word in words if ended else words[:-1]:
        title = split_title(word)
        if title[1]:
            house, role = title[:2]
        elif ended and at == words[-1][0]:
            return None  # a whole name and a space: the next one is not begun
    if ended:
        whole = split_title(words[-1][1])[3]
        return None if whole else (line, house, role, "")
    own_house, own_role, _title, piece = split_title(words[-1][1])
    if not own_role:
        return line[: words[-1][0]], house, role, piece
    return line[: len(line) - len(piece)] + ("" if piece else " "), own_house, own_role, piece


def has_title(text: str) -> bool:
    """Does a title (记者, 通讯员, By …) or a mark (■ …) say that `text` is a byline, not merely names?"""
    plain = unicodedata.normalize("NFKC", text).strip()
    return bool((plain[:1] and plain[0] in MARKS) or _LATIN_BY.match(_without_station(plain))) or bool(
        re.search(r"记\s*者|通\s*讯\s*员|实\s*习\s*生|评论员|撰文|撰稿|作者", plain)
    )
