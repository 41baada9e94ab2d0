"""Sample stories of a newspaper that does not exist, and pages composed of them.

``tests/samples/stories.txt`` holds the wording alone: heads, subheads, paragraphs. `compose` adds what varies
from print to print (bylines, datelines, jumps, photos, notices), all from one seeded generator.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from articles.records import ArticleDraft, Block, PageDraft, PhotoDraft
from articles.wording.values import Dateline, JumpLine, Signature

STORIES = Path(__file__).parents[1] / "samples" / "stories.txt"
PAPER = "青屏湾日报"
_NAMES = (
    "袁守一 郭思遥 韩冰 欧阳澈 罗小萌 金望川 邵云 贺知秋 司马青 唐棠 彭一帆 祝敏 秦朗 姚姗姗 苗雨 董青禾 "
    "沈默 廖文博 诸葛静 雷鸣 莫愁 倪虹 汤圆圆 石磊 方竹"
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


def load_samples() -> list[Sample]:
    """The sample stories in file order."""
    samples: list[Sample] = []
    for raw in STORIES.read_text(encoding="utf-8").splitlines():
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
    dateline = None
    if rng.random() < 0.6:
        agency, place = rng.choice([("本报", ""), ("本报", "p"), ("新华社", "p"), ("本报", "p")])
        where = rng.choice(_PLACES) if place else ""
        date = "10月9日" if where else ""
        kind = "讯" if agency == "本报" and rng.random() < 0.6 else "电"
        dateline = Dateline(f"{agency}{where}{date}{'讯' if not where else kind}", agency, where, date)
    house = rng.choice(_HOUSES)
    bylines = [Signature(names.pop(), "reporter", house)]
    if rng.random() < 0.35:
        bylines.append(Signature(names.pop(), "reporter", house))
    if rng.random() < 0.3:
        bylines.append(Signature(names.pop(), rng.choice(["correspondent", "intern"])))
    if dateline and rng.random() < 0.2:
        bylines = []
    return replace(article, bylines=tuple(bylines), dateline=dateline)


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
