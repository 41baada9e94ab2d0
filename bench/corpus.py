"""A newspaper archive of any size, made up: the same number of articles gives the same archive.

Words follow Zipf's law over a list of our own: common newspaper words first, then words put together from
the characters of GB 2312's first level; some stand together again and again, as set phrases do. Each article
has a subject, whose words it repeats. It is about 870 characters long (log-normal); 30 years of issues.
"""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

FIRST_DAY = datetime.date(1996, 1, 1)
YEARS = 30
_WORDS = 30_000
_PHRASES = 12_000  # words that stand together
_SUBJECT = 24  # words that an article comes back to; a third of its text
_LENGTH, _SPREAD = 700, 0.65  # median characters of an article, and the sigma of their logarithm

_LITTLE = "的 了 在 是 和 有 为 与 将 对 不 上 中 到 也 已 从 就 等 都 把 被 让 向 更 又 及 其 这 该".split()
_COMMON = """
发展 建设 工作 全市 记者 项目 服务 企业 群众 推进 我们 环境 经济 社会 城市 农村 管理 活动 生活 问题 安全 开展
工程 市民 提高 部门 实现 加强 教育 文化 改革 技术 质量 学校 医院 交通 生态 农业 产业 科技 投资 市场 政策 改造
保护 创新 提升 社区 道路 河道 粮食 春季 夏季 秋季 冬季 昨日 今年 去年 上半年 负责人 居民 老人 孩子 老师 医生
营商环境 乡村振兴 高质量发展 公共服务 基础设施 交通安全 志愿服务 绿色发展 居家养老 防汛抗旱 新区 街道
码头 渡口
""".split()
_LATIN = "2025年 5月 24日 30% 23.6% 1200米 PM2.5 5G GDP AI 3个 10月 100万元 第3 APP 2.1亿元".split()
_SURNAMES = "林周陈许沈陆韩孟顾秦方石田白江杜任姚钟谭汪范金夏邹"
_SECTIONS = ["要闻", "本地", "民生", "经济", "文化", "体育", "国内", "国际", "副刊", "教育", "健康", "评论"]
AGENCIES = ["", "", "", "", "", "", "", "江湾社", "长岸社"]
COLUMNS = ["", "", "", "", "", "", "", "", "江边话", "街巷录", "一周看点"]


@dataclass(frozen=True, slots=True)
class Story:
    """One article: ``paragraphs`` of its body, ``authors`` by their number."""

    issue: int
    date: datetime.date
    page: int
    headline: str
    paragraphs: list[str]
    authors: list[int]
    agency: str
    column: int
    caption: str

    @property
    def text(self) -> str:
        """Its words, as they are searched."""
        return "\n".join([self.headline, *self.paragraphs, self.caption])


class Corpus:
    """An archive of ``size`` articles."""

    def __init__(self, size: int, seed: int = 7) -> None:
        self.size = size
        rnd = random.Random(seed)
        first_level = [
            bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)
        ]
        rnd.shuffle(first_level)
        # Characters are as uneven as words are: few are in very many.
        weights = list(accumulate(1 / (rank + 12) for rank in range(len(first_level))))
        words = dict.fromkeys([*_LITTLE, *_COMMON])
        while len(words) < _WORDS:
            length = rnd.choices([2, 3, 4], [80, 12, 8])[0]
            words["".join(rnd.choices(first_level, cum_weights=weights, k=length))] = None
        self.words = list(words)
        self.authors = list(
            dict.fromkeys(
                rnd.choice(_SURNAMES) + "".join(rnd.choices(first_level[:900], k=rnd.choice([1, 2, 2])))
                for _ in range(400)
            )
        )
        self.issues = max(1, min(YEARS * 365, size // 8))
        self.pages = max(1, min(12, size // self.issues // 6 + 3))
        self.sections = _SECTIONS[: self.pages]
        zipf = [1 / (rank + 8) for rank in range(_WORDS)]
        self._zipf = list(accumulate(zipf))
        phrases = [
            "".join(rnd.choices(self.words, cum_weights=self._zipf, k=rnd.choice([2, 2, 3])))
            for _ in range(_PHRASES)
        ]
        shares = zipf + [0.8 / (rank + 20) for rank in range(_PHRASES)]
        total = sum(shares)
        shares += [total * 0.17, total * 0.06, *([total * 0.002] * len(_LATIN))]
        self._vocabulary = [*self.words, *phrases, "，", "。", *_LATIN]
        self._shares = list(accumulate(shares))

    def date_of(self, issue: int) -> datetime.date:
        """The day of an issue, from 0; evenly over the years."""
        return FIRST_DAY + datetime.timedelta(days=issue * YEARS * 365 // self.issues)

    def stories(self) -> Iterator[Story]:
        """All articles, in print order."""
        for number in range(self.size):
            rnd = random.Random(number * 2_654_435_761 + 11)
            issue = number * self.issues // self.size
            length = max(60, min(6000, int(_LENGTH * math.exp(rnd.gauss(0, _SPREAD)))))
            subject = rnd.choices(self.words, cum_weights=self._zipf, k=_SUBJECT)
            words = rnd.choices(self._vocabulary, cum_weights=self._shares, k=int(length * 0.41))
            for at in range(0, len(words), 3):
                words[at] = subject[min(rnd.randrange(_SUBJECT), rnd.randrange(_SUBJECT))]
            text = "".join(words)
            cut = max(80, length // rnd.randint(2, 6))
            paragraphs = [text[at : at + cut] + "。" for at in range(0, len(text), cut)]
            yield Story(
                issue=issue,
                date=self.date_of(issue),
                page=number % self.pages,
                headline="".join(rnd.choices(subject, k=5)),
                paragraphs=paragraphs,
                authors=rnd.sample(range(len(self.authors)), rnd.choice([0, 1, 1, 1, 2])),
                agency=rnd.choice(AGENCIES),
                column=rnd.randrange(len(COLUMNS)),
                caption=text[30:70] if number % 9 == 0 else "",
            )
