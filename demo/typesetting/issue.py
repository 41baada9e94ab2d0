"""An issue by lot in the making: its paper, its pages, its jumps, and the truth of them."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from typing import Any

from demo.typesetting.sheet import Sheet
from demo.typesetting.story import Page, Story
from demo.typesetting.style import Style, seeded
from demo.typesetting.writer import Newsroom

NAMES = (
    "青川日报",
    "东湾晚报",
    "北屏时报",
    "云岭早报",
    "望海都市报",
    "江口商报",
    "松原新报",
    "南浦周刊",
    "海天日报",
    "石桥新闻",
)
PINYIN = (
    "QINGCHUAN RIBAO",
    "DONGWAN WANBAO",
    "BEIPING SHIBAO",
    "YUNLING ZAOBAO",
    "WANGHAI DUSHIBAO",
    "JIANGKOU SHANGBAO",
    "SONGYUAN XINBAO",
    "NANPU ZHOUKAN",
    "HAITIAN RIBAO",
    "SHIQIAO XINWEN",
)
SECTIONS = ("要闻", "民生", "综合", "文体", "经济", "城事", "县域", "副刊")
CHINESE = "〇一二三四五六七八九"


def page_label(form: str, page: int) -> str:
    """A page as jump lines print it."""
    return {
        "chinese": f"第{CHINESE[page]}版",
        "digit": f"第{page}版",
        "letter": f"A{page}版",
        "zero": f"A0{page}版",
        "two": f"0{page}版",
    }[form]


def page_number(form: str, page: int) -> str:
    """A page as its folio prints it."""
    return {
        "chinese": str(page),
        "digit": str(page),
        "letter": f"A{page}",
        "zero": f"A0{page}",
        "two": f"0{page}",
    }[form]


@dataclass(slots=True)
class Joined:
    """A story over two pages: its front and its tail as printed."""

    front: Story
    tail: Story
    from_page: int
    to_page: int


@dataclass(slots=True)
class Issue:
    """An issue in the making."""

    seed: str
    rng: random.Random
    style: Style
    room: Newsroom
    label: str
    brackets: str
    date: str
    pages: dict[int, tuple[Sheet, Page]] = field(default_factory=dict)
    waiting: dict[int, list[tuple[Story, int, Story]]] = field(
        default_factory=dict
    )  # target: (tail, from, front)
    joined: list[Joined] = field(default_factory=list)

    def jump(self, page: int) -> str:
        words = f"下转{page_label(self.label, page)}"
        return self.brackets.format(words) if "▶" not in self.brackets else "▶" + words

    def continuation(self, page: int) -> str:
        words = f"上接{page_label(self.label, page)}"
        return self.brackets.format(words) if "▶" not in self.brackets else "◀" + words


def new_issue(seed: str, sheet: str | None = None) -> Issue:
    """An empty issue of a paper drawn by lot from ``seed``."""
    rng = random.Random(f"newspaper {seed}")
    style = seeded(rng, sheet)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    at = rng.randrange(len(NAMES))
    room = Newsroom(rng, NAMES[at], f"{month}月{day}日")
    label = rng.choice(["chinese", "chinese", "chinese", "digit", "letter", "zero", "two"])
    brackets = rng.choice(["（{}）", "（{}）", "（{}）", "({})", "{}", "▶"])
    return Issue(seed, rng, style, room, label, brackets, f"2026年{month}月{day}日")


def print_order(issue: Issue, sheet: Sheet) -> list[str] | None:
    """In which order a PDF tool meets the type: as drawn, bodies before heads, or pieces by lot."""
    groups = list(dict.fromkeys(group for group, _ in sheet.over))
    if issue.style.order == "drawn":
        return None
    if issue.style.order == "bodies":
        return sorted(groups, key=lambda group: group.endswith(".heads"))
    issue.rng.shuffle(groups)
    return groups


def joined_body(pair: Joined) -> list[dict[str, str]]:
    """The whole story's body, glued where a paragraph was cut."""
    front = [{"kind": kind, "text": text} for kind, text in pair.front.body]
    tail = [{"kind": kind, "text": text} for kind, text in pair.tail.body]
    if pair.tail.runs_on:
        gap = " " if pair.front.latin else ""
        front[-1] = {**front[-1], "text": front[-1]["text"] + gap + tail.pop(0)["text"]}
    return front + tail


def issue_truth(issue: Issue, cases: dict[int, str]) -> dict[str, Any]:
    """The jumps of an issue as a jump scorer wants them."""
    jumps = []
    for pair in sorted(issue.joined, key=lambda pair: (pair.from_page, pair.to_page)):
        body = joined_body(pair)
        text = "\n".join(block["text"] for block in body)
        assert pair.front.jump is not None
        assert pair.tail.continued is not None
        jumps.append(
            {
                "headline": " ".join(pair.front.headline),
                "headline_of_tail": " ".join(pair.tail.headline),
                "from_page": page_number(issue.label, pair.from_page),
                "to_page": page_number(issue.label, pair.to_page),
                "from_case": cases[pair.from_page],
                "to_case": cases[pair.to_page],
                "printed_jump": pair.front.jump.printed,
                "printed_continuation": pair.tail.continued.printed,
                "cut": "mid-sentence" if pair.front.cut_short else "sentence",
                "joined_text_sha1": hashlib.sha1("".join(text.split()).encode()).hexdigest(),
                "joined_body": body,
                "joined_text": text,
            }
        )
    return {
        "paper": issue.room.paper,
        "date": issue.date,
        "pages": {cases[number]: page_number(issue.label, number) for number in sorted(issue.pages)},
        "sha1_of": "joined_text without white space, UTF-8",
        "jumps": jumps,
    }
