"""Sample stories of a newspaper that does not exist, and pages composed of them.

``tests/samples/*.txt`` hold the wording alone: heads, subheads, paragraphs. ``stories.txt`` is what the reader
was made with, ``held-out.txt`` is never looked at while it is: its score tells what to expect of a page that
nobody has seen. `compose` adds what varies from print to print (bylines, datelines, jumps, photos, notices),
all from one seeded generator.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from articles.records import ArticleDraft, Block, PageDraft, PhotoDraft
from articles.wording.values import Dateline, JumpLine, Signature

SAMPLES = Path(__file__).parents[1] / "samples"
STORIES, HELD_OUT = SAMPLES / "stories.txt", SAMPLES / "held-out.txt"
PAPER = "青屏湾日报"
_NAMES = (
    "袁守一 郭思遥 韩冰 欧阳澈 罗小萌 金望川 邵云 贺知秋 司马青 唐棠 彭一帆 祝敏 秦朗 姚姗姗 苗雨 董青禾 "
    "沈默 廖文博 诸葛静 雷鸣 莫愁 倪虹 汤圆圆 石磊 方竹 上官云 夏侯敏 古丽娜尔·艾合买提 扎西·尼玛 褚时雨 仇永年 "
    "单雪 区志明 查良才 晏殊同"
).split()
_HOUSES = ("", "", "本报", "本报", "融媒体中心", "青屏湾日报全媒体", "全媒体")
_PLACES = "青屏湾 云岭 石笋 柳堤 望鱼 江口 北京".split()
_CAPTIONS = (
    "10月8日，工人在北岸码头检查吊装设备。国庆假期，港口三百多名职工坚守岗位，确保外贸货物及时装船。",
    "孩子们在老师的指导下观察植物标本。当天，市植物园举办秋季自然课堂，吸引五十多个家庭参加。",
    "晨雾中的青屏大桥宛如一条巨龙横卧江面。近日天气转凉，市民纷纷来到江边拍照留念。",
    "10月9日，游客乘坐小火车穿行在粉黛乱子草花海中。连日来，这里日均接待游客超过六千人次。",
    "农技人员在望鱼镇田间测产。今年该镇种植晚稻两万三千亩，长势良好，丰收在望。",
)


@dataclass(slots=True)
class Sample:
    """One story's wording; ``|`` parts a headline where a paper may break it over two lines."""

    kind: str
    kicker: str = ""
    headline: str = ""
    deck: str = ""
    column: str = ""
    photo: str = ""
    authored: bool = False
    blocks: list[Block] = field(default_factory=list)


def load_samples(path: Path = STORIES) -> list[Sample]:
    """The sample stories of a file, in its order."""
    samples: list[Sample] = []
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        key, _, value = line.partition(": ")
        if line.startswith("@ "):
            samples.append(Sample(line[2:]))
        elif key in ("kicker", "headline", "deck", "column", "photo"):
            setattr(samples[-1], key, value)
        elif line == "role: author":
            samples[-1].authored = True
        elif line.startswith("# "):
            samples[-1].blocks.append(Block("subhead", line[2:]))
        elif line and line not in ("subhead", "question", "poem", "~"):
            samples[-1].blocks.append(Block("paragraph", line))
    return samples


def compose(rng: random.Random, samples: list[Sample], count: int) -> PageDraft:
    """A page of `count` stories with bylines, datelines, jumps, continuations and photos."""
    names = rng.sample(_NAMES, len(_NAMES))
    articles: list[ArticleDraft] = []
    chosen = rng.sample(samples, count)
    for sample in chosen:
        article = ArticleDraft(
            column=sample.column,
            kicker=sample.kicker,
            headline=sample.headline,
            deck=sample.deck,
            body=tuple(sample.blocks),
        )
        articles.append(_part(rng, _sign(rng, article, sample.authored, names)))
    photos = tuple(_photos(rng, chosen, names))
    return PageDraft(articles=tuple(articles), photos=photos)


def _sign(rng: random.Random, article: ArticleDraft, authored: bool, names: list[str]) -> ArticleDraft:
    if authored:
        return replace(article, bylines=(Signature(names.pop(), "author"),))
    dateline = _dateline(rng) if rng.random() < 0.6 else None
    house = rng.choice(_HOUSES)
    bylines = [Signature(names.pop(), "reporter", house)]
    if rng.random() < 0.35:
        bylines.append(Signature(names.pop(), "reporter", house))
    if rng.random() < 0.3:
        bylines.append(Signature(names.pop(), rng.choice(["correspondent", "intern"])))
    if dateline and rng.random() < 0.2:
        bylines = []
    return replace(article, bylines=tuple(bylines), dateline=dateline)


def _dateline(rng: random.Random) -> Dateline:
    """A dateline in one of the forms that papers print."""
    where, month_day = rng.choice(_PLACES), "10月9日"
    form = rng.choice(
        ["plain", "plain", "plain", "placed", "placed", "agency", "agency", "day", "hanzi", "undated"]
    )
    if form == "plain":
        agency = rng.choice(["本报", "本报", "青屏晚报"])
        return Dateline(f"{agency}讯", agency)
    if form == "placed":
        return Dateline(f"本报{where}{month_day}{rng.choice('讯电')}", "本报", where, month_day)
    if form == "agency":
        source = rng.choice(["", "", "据"])
        return Dateline(f"{source}新华社{where}{month_day}电", "新华社", where, month_day)
    if form == "day":
        return Dateline(f"本报{where}9日电", "本报", where, "9日")
    if form == "hanzi":
        return Dateline(f"新华社{where}十月九日电", "新华社", where, "十月九日")
    return Dateline(f"本报{where}电", "本报", where)


def _part(rng: random.Random, article: ArticleDraft) -> ArticleDraft:
    """Some stories jump away after a cut, some are the tail that comes in."""
    body = list(article.body)
    paragraphs = [at for at, block in enumerate(body) if block.kind == "paragraph" and len(block.text) > 60]
    chance = rng.random()
    if chance < 0.22 and len(body) > 3 and paragraphs:
        at = paragraphs[-1]
        text = body[at].text
        stop = text.rfind("。", 0, len(text) - 1) + 1 if rng.random() < 0.6 else len(text) * 2 // 3
        body = [*body[:at], Block("paragraph", text[: stop or len(text)])]
        return replace(article, body=tuple(body), jump=JumpLine("", rng.choice(["2", "3", "4", "A02", "A8"])))
    if chance < 0.36 and len(body) > 3 and paragraphs:
        at = paragraphs[0]
        text = body[at].text
        cut = text.find("。") + 1
        rest = text[cut:] if cut and rng.random() < 0.5 and cut < len(text) - 12 else text
        return replace(
            article,
            kicker="",
            deck="",
            bylines=(),
            dateline=None,
            body=(Block("paragraph", rest), *body[at + 1 :]),
            continued_from=JumpLine("", rng.choice(["1", "A01", "2"])),
        )
    return article


def _photos(rng: random.Random, chosen: list[Sample], names: list[str]) -> list[PhotoDraft]:
    """Pictures of some stories, and now and then one that stands alone."""
    captions: list[tuple[str, int | None]] = [
        (sample.photo, at) for at, sample in enumerate(chosen) if sample.photo and rng.random() < 0.7
    ]
    if rng.random() < 0.5:
        captions.append((rng.choice(_CAPTIONS), None))
    photos = []
    for caption, owner in captions:
        house = rng.choice(["", "本报", "新华社", PAPER + "全媒体"])
        photos.append(PhotoDraft(caption, (Signature(names.pop(), "photographer", house),), owner))
    return photos
