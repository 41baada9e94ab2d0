"""Writes the news of papers that do not exist: stories, names, captions, notices, out of copy.toml by lot."""

from __future__ import annotations

import copy
import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from demo.set_pages import manuscripts, read_manuscript
from demo.typesetting.manuscript import story_of
from demo.typesetting.story import Dateline, Name, Picture, Story

HERE = Path(__file__).resolve().parent
PHOTOS = sorted(HERE.parent.glob("issues/*/photos/*.jpg"))
SLOT = re.compile(r"\{(\w+)\}")
RANGES = {
    "few": (3, 9),
    "few2": (11, 29),
    "n2": (12, 98),
    "n": (120, 4900),
    "pct2": (91, 99),
    "age": (58, 83),
    "age2": (15, 29),
    "cool": (6, 17),
    "warm": (18, 33),
}
AGENCIES = ("江南社", "东原社", "海天社")
CITIES = ("云州", "望海", "临川", "北屏", "南岭")


def words(name: str) -> dict[str, Any]:
    with (HERE / name).open("rb") as file:
        return tomllib.load(file)


COPY = words("copy.toml")
FOREIGN = words("foreign.toml")
ALPHABET = frozenset(
    char
    for pattern in ("typesetting/*.toml", "typesetting/*.py", "manuscript/*.toml")
    for path in HERE.parent.glob(pattern)
    for char in path.read_text(encoding="utf-8")
    if char.isprintable() or char == "\N{IDEOGRAPHIC SPACE}"
)
"""Every character that a paper by lot may print."""


@cache
def real_stories() -> list[Story]:
    """The demo's own stories, each whole, with its heads and signature as printed there."""
    out = []
    for manuscript in map(read_manuscript, manuscripts()):
        for article in manuscript["articles"]:
            story = story_of(manuscript, article["key"], {"sequence": article["parts"][0]["page"]})
            if len(article["parts"]) == 1 and story.byline_at != "none":
                out.append(story)
    return out


@dataclass(slots=True)
class Newsroom:
    """The writers of one issue; the same ``rng`` seed writes the same paper."""

    rng: random.Random
    paper: str
    day: str  # 3月14日
    made: int = 0
    used: set[str] = field(default_factory=set)  # topics
    printed: set[str] = field(default_factory=set)  # keys of the demo's own stories

    # -- words by lot

    def person(self) -> str:
        return self.rng.choice(COPY["surnames"].split()) + self.rng.choice(COPY["given"].split())

    def _slot(self, name: str) -> str:
        rng = self.rng
        if name in ("person",):
            return self.person()
        if name == "town":
            return rng.choice(COPY["towns"].split()) + rng.choice(COPY["suffixes"].split())
        listed = {"street": "streets", "company": "companies", "body": "bodies", "school": "schools"}
        if name in listed:
            return str(rng.choice(COPY[listed[name]].split()))
        if name == "q":
            return str(rng.choice(COPY["quotes"]))
        if name in RANGES:
            return str(rng.randint(*RANGES[name]))
        made = {
            "pct": f"{rng.randint(3, 38)}.{rng.randint(1, 9)}",
            "dec": f"{rng.randint(1, 19)}.{rng.randint(1, 9)}",
            "clock": f"{rng.randint(6, 11)}时{rng.choice(['', '许', '30分', '15分'])}",
            "sky": rng.choice(["多云", "晴", "小雨", "阴转多云", "中雨"]),
            "wind": rng.choice("东南西北"),
            "week": "周" + rng.choice("一二三四五六日"),
            "date": f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日",
            "serial": str(rng.randint(10**9, 10**10 - 1)),
            "phone": f"0998-{rng.randint(5550100, 5550199)}",
        }
        return made[name]

    def fill(self, template: str) -> str:
        return SLOT.sub(lambda match: self._slot(match[1]), template)

    # -- people at work

    def reporters(self, count: int, affiliation: str, role: str = "reporter") -> list[Name]:
        return [Name(self.person(), role, affiliation) for _ in range(count)]

    def _byline(self, own: bool) -> tuple[str, list[Name]]:
        """A byline in one of the forms of print; ``own``: with the paper's or its media centre's name."""
        rng = self.rng
        body = rng.choice(["本报", "本报", "融媒体中心", f"{self.paper}全媒体"]) if own else ""
        people = self.reporters(rng.choice([1, 1, 1, 2]), body)
        printed = f"{body}记者 " + " ".join(name.name for name in people)
        if rng.random() < 0.3:
            other = self.reporters(1, "", "correspondent")
            printed += " 通讯员 " + other[0].name
            people += other
        elif rng.random() < 0.12:
            other = self.reporters(1, "", "intern")
            printed += " 实习生 " + other[0].name
            people += other
        return printed, people

    def sign(self, story: Story) -> None:
        """Byline and dateline, in front, under the headline, or at the end."""
        rng = self.rng
        form = rng.choice(
            "head head head mark lead lead lead place place agency agency_tail tail signed none bare".split()
        )
        if form in ("head", "mark"):
            story.byline, story.bylines = self._byline(own=True)
            story.byline = (rng.choice("■□") + " " if form == "mark" else "") + story.byline
            story.byline_at = "head"
        elif form in ("lead", "place"):
            story.byline, story.bylines = self._byline(own=rng.random() < 0.3)
            if not story.bylines[0].affiliation and rng.random() < 0.15:
                story.bylines = self.reporters(2, "")
                story.byline = " ".join(name.name for name in story.bylines)
            story.byline_at = "lead"
            town = rng.choice(COPY["towns"].split())
            story.dateline = (
                Dateline("本报讯", "本报")
                if form == "lead"
                else Dateline(f"本报{town}{self.day}{rng.choice('讯电')}", "本报", town, self.day)
            )
        elif form in ("agency", "agency_tail"):
            agency, city = rng.choice(AGENCIES), rng.choice(CITIES)
            story.dateline = Dateline(f"{agency}{city}{self.day}电", agency, city, self.day)
            if form == "agency":
                if rng.random() < 0.6:
                    story.byline, story.bylines, story.byline_at = (*self._byline(own=False), "lead")
            else:
                story.dateline_at, story.byline_at = "tail", "tail"
                people = self.reporters(2, "")
                story.bylines, story.byline = people, "记者 " + " ".join(name.name for name in people)
                story.tail = f"（{story.dateline.printed} {story.byline}）"
        elif form in ("tail", "signed"):
            story.bylines = self.reporters(1, "")
            story.byline = ("记者 " if form == "tail" else "") + story.bylines[0].name
            story.byline_at, story.tail = "tail", f"（{story.byline}）"
        elif form == "bare":
            story.dateline = Dateline("本报讯", "本报")

    # -- pieces

    def key(self, name: str) -> str:
        self.made += 1
        return f"{name}{self.made}"

    def story(self, length: int) -> Story:
        """A story of at least ``length`` characters."""
        rng = self.rng
        long_enough = [
            story
            for story in real_stories()
            if sum(len(text) for _, text in story.body) >= length and story.key not in self.printed
        ]
        if long_enough and rng.random() < 0.5:
            story = copy.deepcopy(rng.choice(long_enough))
            self.printed.add(story.key)
            return story
        topics = [topic for topic in COPY["topics"] if topic["name"] not in self.used] or COPY["topics"]
        topic = rng.choice(topics)
        self.used.add(topic["name"])
        if len(self.used) == len(COPY["topics"]):
            self.used.clear()
        pool, told = list(topic["sentences"]), 0
        general = rng.sample(COPY["general"], len(COPY["general"]))
        others = [line for other in COPY["topics"] if other is not topic for line in other["sentences"]]
        spare = general + rng.sample(others, len(others))
        body: list[tuple[str, str]] = []
        paragraph: list[str] = []
        heads = rng.sample(COPY["subheads"], len(COPY["subheads"]))
        until_head = rng.randint(3, 6) if rng.random() < 0.6 and length > 450 else 10**6
        while told < length:
            source = pool or spare
            if not source:
                spare = [*COPY["general"]]
                source = spare
            if pool and general and rng.random() < 0.25:
                source = general
            sentence = self.fill(source.pop(0))
            paragraph.append(sentence)
            told += len(sentence)
            if rng.random() < 0.55:
                body.append(("paragraph", "".join(paragraph)))
                paragraph = []
                until_head -= 1
                if until_head == 0 and heads:
                    body.append(("subhead", heads.pop()))
                    until_head = rng.randint(3, 6)
        if paragraph:
            body.append(("paragraph", "".join(paragraph)))
        headline = [self.fill(line) for line in rng.choice(topic["headlines"]).split("|")]
        story = Story(self.key("s"), headline, body)
        if rng.random() < 0.4:
            story.kicker = self.fill(rng.choice(COPY["kickers"]))
        if rng.random() < 0.35:
            story.deck = self.fill(rng.choice(COPY["decks"]))
        if rng.random() < 0.12:
            story.column = rng.choice(["江边快评", "街谈巷议", "深度", "身边", "读城", "人物"])
            story.column_at = rng.choice(["line", "line", "headline"])
            form = "（{}）" if story.column_at == "headline" else rng.choice(["【{}】", "{}", "·{}·"])
            story.column_printed = form.format(story.column)
        self.sign(story)
        if rng.random() < 0.08 and not story.tail:
            story.body.append(("paragraph", f"（相关报道见第{rng.choice('二三四')}版）"))
        return story

    def brief(self) -> Story:
        item = self.rng.choice(COPY["brief"])
        story = Story(self.key("b"), [self.fill(item["headline"])], [("paragraph", self.fill(item["text"]))])
        if self.rng.random() < 0.5:
            story.bylines = self.reporters(1, "")
            story.byline_at, story.tail = "tail", f"（{story.bylines[0].name}）"
        return story

    def picture(self, owner: str | None) -> Picture:
        rng = self.rng
        file = rng.choice(PHOTOS)
        caption = self.fill(rng.choice(COPY["captions"]))
        name, other = self.person(), self.person()
        agency = rng.choice(AGENCIES)
        photographer = "photographer"
        forms: list[tuple[str, list[Name]]] = [
            (f"本报记者 {name} 摄", [Name(name, photographer, "本报")]),
            (f"融媒体中心记者 {name} 摄", [Name(name, photographer, "融媒体中心")]),
            (f"记者 {name} 摄", [Name(name, photographer)]),
            (f"通讯员 {name} 摄", [Name(name, photographer)]),
            (f"{name}摄", [Name(name, photographer)]),
            (f"{name} 摄", [Name(name, photographer)]),
            (f"{agency}记者 {name} 摄", [Name(name, photographer, agency)]),
            (f"{agency}发", [Name(agency, photographer)]),
            (f"{agency}发（{name} 摄）", [Name(name, photographer, agency)]),
            (f"（{name} 摄）", [Name(name, photographer)]),
            ("（主办方供图）", [Name("主办方", photographer)]),
            (f"图/{name}", [Name(name, photographer)]),
            (f"供图/{name}", [Name(name, photographer)]),
            (
                f"本报记者 {name} {other} 摄",
                [Name(name, photographer, "本报"), Name(other, photographer, "本报")],
            ),
        ]
        printed, people = rng.choice(forms)
        return Picture(file, caption, printed, people, owner)

    def notice(self) -> tuple[str, list[str], list[str]]:
        item = self.rng.choice(COPY["notices"])
        return (
            item["title"],
            [self.fill(text) for text in item["text"]],
            [self.fill(text) for text in item["signed"]],
        )

    def advert(self) -> list[str]:
        return [self.fill(line) for line in self.rng.choice(COPY["adverts"])["lines"]]
