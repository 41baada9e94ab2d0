"""A text typesetter: a page draft -> text as it comes out of a PDF or a paste, in a seeded random style.

It knows what papers do (measures, hanging punctuation, lost indents, torn paragraphs, heads after or far from
their bodies, letter-spacing, furniture between the stories) and nothing of how the reader works.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from articles.records import ArticleDraft, PageDraft, PhotoDraft
from articles.wording.numerals import to_chinese
from articles.wording.values import JumpLine, Signature

_NEVER_FIRST = set("，。、；：！？”’）》」』】…%％")
_NEVER_LAST = set("“‘（《「『【")
_HANGING = set("，。、；：！？”’）》」』】")
_TITLES = {"reporter": "记者", "correspondent": "通讯员", "intern": "实习生"}


@dataclass(frozen=True, slots=True)
class Style:
    """How one page is set. ``raw`` pages have no blank lines at all."""

    raw: bool
    measures: tuple[int, ...]
    indent: str  # lost, kept, space
    torn: float
    heads: str  # before, after, mixed
    far: float
    missing: float
    spaced_heads: float
    vertical: float
    digits: str  # plain, wide, spaced
    justified: float
    furniture: bool


def random_style(rng: random.Random) -> Style:
    """Any style that print is known to have."""
    raw = rng.random() < 0.4
    base = rng.randint(11, 24)
    return Style(
        raw=raw,
        measures=tuple({base, min(26, max(10, base + rng.choice([-3, 0, 2, 4]))), base}),
        indent="lost" if raw else rng.choice(["lost", "lost", "space", "kept"]),
        torn=0.0 if raw else rng.choice([0.0, 0.04, 0.1]),
        heads=rng.choice(["before", "after", "mixed"]),
        far=0.0 if raw else rng.choice([0.0, 0.25, 0.5]),
        missing=rng.choice([0.0, 0.0, 0.1]),
        spaced_heads=rng.choice([0.0, 0.4]),
        vertical=0.12 if raw else 0.0,
        digits=rng.choice(["plain", "plain", "wide", "spaced"]),
        justified=0.5 if raw else 0.0,
        furniture=rng.random() < 0.7,
    )


def width(text: str) -> int:
    """Display columns."""
    return sum(1 if ord(c) < 0x2000 and c not in "·—…“”‘’" else 2 for c in text)


def wrap(text: str, measure: int, indent: int) -> list[str]:
    """Lines of at most `measure` Chinese characters, the first `indent` characters shorter.

    Words and numbers are not parted, marks hang over the edge or pull a character along.
    """
    tokens = re.findall(r"[A-Za-z0-9.%+\-]+|.", text)
    lines, line, room = [], "", (measure - indent) * 2
    for token in tokens:
        if line and width(line) + width(token) > room:
            if token in _NEVER_FIRST and (token in _HANGING and width(line) <= room):
                line += token
                lines.append(line)
                line, room = "", measure * 2
                continue
            carried = ""
            while line and (line[-1] in _NEVER_LAST or token in _NEVER_FIRST):
                carried = line[-1] + carried
                line = line[:-1]
                token_first = carried[0]
                if token_first not in _NEVER_FIRST and (not line or line[-1] not in _NEVER_LAST):
                    break
            lines.append(line)
            line, room = carried + token, measure * 2
        elif not line and lines and token in _NEVER_FIRST and width(lines[-1]) <= measure * 2:
            lines[-1] += token
        else:
            line += token
    return [one for one in [*lines, line] if one]


class Typesetter:
    """Sets one page; `text` and `truth` (what a perfect reader would find) are the result."""

    def __init__(self, draft: PageDraft, style: Style, rng: random.Random) -> None:
        self.style, self.rng = style, rng
        self.chunks: list[list[str]] = []
        articles = [self._with_print(article) for article in draft.articles]
        articles = [self._lose_heads(article) for article in articles]
        far: list[list[str]] = []
        photos = list(draft.photos)
        for number, article in enumerate(articles):
            self._story(article, far)
            for photo in [p for p in photos if p.article == number or p.article is None]:
                if photo.article == number or rng.random() < 0.6:
                    self.chunks.append(self._photo(photo))
                    photos.remove(photo)
            if far and rng.random() < 0.5:
                self.chunks.append(far.pop(0))
            if style.furniture and rng.random() < 0.25:
                self.chunks.append(self._filler())
        self.chunks += far
        self.chunks += [self._photo(photo) for photo in photos]
        number = None
        if style.furniture:
            number = self._frame()
        clean = [replace(a, headline=a.headline.replace("|", " "), deck=a.deck, column="") for a in articles]
        self.truth = replace(draft, articles=tuple(clean), number=number, left_out=())
        self.text = self._print()

    def _print(self) -> str:
        if self.style.raw:
            return "\n".join(line for chunk in self.chunks for line in chunk if line) + "\n"
        return "\n\n".join("\n".join(chunk) for chunk in self.chunks) + "\n"

    # Heads

    def _lose_heads(self, article: ArticleDraft) -> ArticleDraft:
        signed = article.bylines or article.dateline or article.continued_from
        if signed and self.rng.random() < self.style.missing:
            return replace(article, kicker="", headline="", deck="")
        if article.continued_from and self.rng.random() < 0.3:
            return replace(article, kicker="", headline="", deck="")
        return article

    def _heads(self, article: ArticleDraft) -> list[str]:
        if not article.headline:
            return []
        rng, style = self.rng, self.style
        lines = article.headline.split("|")
        whole = "".join(lines)
        if "|" in article.headline and rng.random() < 0.3 and len(whole) < 22:
            lines = [whole]
        lines = [line.replace(" ", "　") if rng.random() < 0.5 else line for line in lines]
        if rng.random() < style.vertical and not (article.kicker or article.deck) and len(whole) < 16:
            lines = list(whole)
        elif rng.random() < style.spaced_heads:
            lines = [" ".join(re.findall(r"[A-Za-z0-9.%]+|.", line)) for line in lines]
        head = ([article.kicker] if article.kicker else []) + lines + ([article.deck] if article.deck else [])
        if article.column:
            head.insert(0, f"【{article.column}】")
        if not style.raw and style.torn and rng.random() < 0.4 and article.kicker:
            head.insert(1, "")
        return head

    # Bodies

    def _story(self, article: ArticleDraft, far: list[list[str]]) -> None:
        rng, style = self.rng, self.style
        heads = self._heads(article)
        place = rng.choice(["before", "after"]) if style.heads == "mixed" else style.heads
        byline, lead, tail = self._signing(article)
        body = self._body(article, lead, tail)
        shown = byline or lead or article.continued_from
        if rng.random() < style.far and heads and shown:
            far.append(heads)
            self.chunks.append([*byline, *([""] if byline and not style.raw else []), *body])
            return
        if place == "before":
            self.chunks += [heads] if heads else []
            self.chunks.append(
                [*byline, *([""] if byline and not style.raw and rng.random() < 0.5 else []), *body]
            )
        else:
            self.chunks.append([*byline, *([""] if byline and not style.raw else []), *body])
            self.chunks += [heads] if heads else []

    def _body(self, article: ArticleDraft, lead: str, tail: str) -> list[str]:
        rng, style = self.rng, self.style
        measure = rng.choice(style.measures)
        out: list[str] = []
        blocks = list(article.body)
        came, went = article.continued_from, article.jump
        glued_in = bool(came) and rng.random() < 0.4
        if came and not glued_in:
            out.append(came.printed)
        last = len(blocks) - 1
        for number, block in enumerate(blocks):
            if block.kind == "subhead":
                out += self._between(out, always=True)
                out.append(block.text)
                out += self._between(out, always=True)
                continue
            text = self._digits(block.text)
            own_line = ""
            if number == 0:
                text = (came.printed if came and glued_in else "") + lead + text
            if number == last:
                if tail.startswith("\n"):
                    own_line = tail[1:]
                else:
                    text += tail
                if went:
                    how = rng.choice(["glued", "space", "line"])
                    if how == "line" or own_line:
                        own_line = own_line + ("\n" if own_line else "") + went.printed
                    else:
                        text += (" " if how == "space" else "") + went.printed
            mid = bool(came) and number == 0 and not glued_in
            lines = self._set(text, measure, 0 if mid else 2)
            if out and blocks[number - 1].kind != "subhead":
                out += self._between(out)
            out += lines
            out += [line for line in own_line.split("\n") if line]
        return out

    def _between(self, out: list[str], always: bool = False) -> list[str]:
        if self.style.raw or not out or out[-1] == "":
            return []
        return [""] if always or self.rng.random() < 0.75 else []

    def _set(self, text: str, measure: int, indent: int) -> list[str]:
        rng, style = self.rng, self.style
        lines = wrap(text, measure, indent)
        for at in range(len(lines) - 1):
            short = (measure - (indent if at == 0 else 0)) * 2 - width(lines[at])
            if short >= 4 and rng.random() < style.justified and not re.search(r"[A-Za-z]", lines[at]):
                lines[at] = " ".join(re.findall(r"[0-9.%]+|.", lines[at]))
        if indent and style.indent == "kept":
            lines[0] = "　　" + lines[0]
        elif indent and style.indent == "space":
            lines[0] = " " + lines[0]
        torn: list[str] = []
        for at, line in enumerate(lines):
            torn.append(line)
            if at < len(lines) - 1 and rng.random() < style.torn:
                torn.append("")
        return torn

    def _digits(self, text: str) -> str:
        if self.style.digits == "wide":
            return text.translate({ord("0") + d: 0xFF10 + d for d in range(10)})
        if self.style.digits == "spaced":
            spaced = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", text)
            return re.sub(r"(?<=\d)(?=[\u4e00-\u9fff])", " ", spaced)
        return text

    # Bylines, datelines, jumps

    def _with_print(self, article: ArticleDraft) -> ArticleDraft:
        def printed(jump: JumpLine | None, forms: list[str]) -> JumpLine | None:
            if jump is None:
                return None
            label = jump.page
            page = f"第{to_chinese(int(label))}版" if label.isdigit() else f"{label}版"
            return JumpLine(self.rng.choice(forms).format(page=page), label)

        out = [
            "（下转{page}）",
            "（下转{page}）",
            "(下转{page})",
            "下转{page}",
            "▶下转{page}",
            "【下转{page}】",
            "（下转 {page}）",
            "▶▶下转{page}",
        ]
        into = ["（上接{page}）", "（上接{page}）", "◀上接{page}", "上接{page}", "[上接{page}）"]
        return replace(
            article, jump=printed(article.jump, out), continued_from=printed(article.continued_from, into)
        )

    def _signing(self, article: ArticleDraft) -> tuple[list[str], str, str]:
        """Byline lines before the body, what opens its first and what closes its last paragraph."""
        rng, names, line = self.rng, article.bylines, article.dateline
        if names and names[0].role == "author":
            form = rng.choice(["{}", "◎ {}", "■ {}", "□{}", "◎{}"])
            return [form.format(" ".join(one.name for one in names))], "", ""
        groups = _groups(names, glued=rng.random() < 0.3)
        plain = bool(names) and all(one.role == "reporter" and not one.affiliation for one in names)
        if line is None:
            if not names:
                return [], "", ""
            mark = rng.choice(["", "", "■ ", "□ ", "● "])
            if plain and len(names) < 3 and rng.random() < 0.2 and article.jump is None:
                return [], "", f"（{' '.join(one.name for one in names)}）"
            return [mark + " ".join(groups)], "", ""
        inside = " ".join(one.name for one in names) if plain and rng.random() < 0.4 else " ".join(groups)
        if names and rng.random() < 0.15 and article.jump is None and line.place:
            return [], "", f"\n（{line.printed} {inside}）"
        gap = rng.choice(["", "", " "])
        after = "" if names else " "
        return [], line.printed + (f"{gap}（{inside}）" if names else "") + after, ""

    # Photos and everything else

    def _photo(self, photo: PhotoDraft) -> list[str]:
        rng = self.rng
        if not photo.credits:
            return wrap(photo.caption, rng.choice([14, 26, 34]), 0)
        credit = self._credit(photo)
        measure = rng.choice([18, 30, 36, 60])
        if rng.random() < 0.35:
            return [*wrap(photo.caption, measure, 0), credit]
        return wrap(f"{photo.caption} {credit}", measure, 0)

    def _credit(self, photo: PhotoDraft) -> str:
        rng = self.rng
        who = " ".join(one.name for one in photo.credits)
        house = photo.credits[0].affiliation
        if house == "新华社" and rng.random() < 0.5:
            return f"新华社发（{who} 摄）"
        if house:
            return f"{house}记者{rng.choice([' ', ''])}{who}{rng.choice([' ', ''])}摄"
        return rng.choice(["{} 摄", "{}摄", "通讯员 {} 摄", "记者 {} 摄", "摄影：{}", "图/{}"]).format(who)

    def _filler(self) -> list[str]:
        rng = self.rng
        notice = "遗失声明　青屏湾市晴川伞业有限公司遗失财务专用章一枚，编号3301990012345，声明作废。"
        power = "停电通知　因线路检修，10月12日7时至17时，柳堤区东风街沿线将停电，请用户提前做好准备。青屏湾供电公司。"
        land = "招标公告　青屏湾市北岸新区污水管网改造工程现公开招标，投标人请于10月20日前报名。联系电话：0599-8801234。"
        leave = "注销公告　青屏湾市云帆餐饮管理有限公司（统一社会信用代码91330199MA1111YY2B）拟注销登记，请债权人自公告之日起45日内申报债权。"
        notices = rng.sample([notice, power, land, leave], rng.randint(1, 4))
        measure = rng.choice([12, 16, 18])
        return rng.choice(
            [
                ["今日天气", "白天：晴转多云，东北风3级，最高气温24℃", "夜间：多云，偏东风2级，最低气温16℃"],
                ["天气预报", "今天多云转小雨，偏北风3到4级，气温15℃—22℃", "森林火险气象等级：一级"],
                ["便民电话", "供水抢修：0599-8800112", "燃气抢修：0599-8800113", "市民热线：12345"],
                ["公告专栏", *(line for one in notices for line in wrap(one, measure, 0)), "广告"],
                ["锦绣江山府", "一线江景　现房发售　首付两成起", "贵宾热线：0599-8811888", "广告"],
                ["秋季家装节", "全场建材六折起", "10月1日—10月15日", "地址：青屏湾市河堤路88号", "广告"],
                ["今日导读", "夜市里的烟火气　详见A04版", "老街改造听谁的　详见A06版"],
                [rng.choice(["图片新闻", "光影", "图 说"])],
            ]
        )

    def _frame(self) -> str | None:
        """Masthead or folio at one end, the imprint at the other."""
        rng = self.rng
        label = rng.choice(["A03", "2", "07", "第四版"])
        section = rng.choice(["要闻", "综合", "民生·综合", "文化·副刊"])
        imprint = "本版责编：陆 远　版式：葛 青　校对：常 悦　电话：0599-8800200"
        folio = [label, section, "2031年10月10日　星期五", "青屏湾日报"]
        if rng.random() < 0.5:
            folio = [f"{label} {section} 2031年10月10日 星期五 责任编辑：陆 远 版式：葛 青"]
        if rng.random() < 0.25:
            label, folio = "", [
                "青屏湾日报", "Q I N G P I N G W A N R I B A O", "2031年10月10日　星期五", "第8216期　今日4版",
                "国内统一连续出版物号：CN 33-0099", "青屏湾新闻网　新闻热线：0599-8800000　零售价：1.50元",
            ]  # fmt: skip
        if rng.random() < 0.5:
            self.chunks = [folio, *self.chunks, [imprint]]
        else:
            self.chunks = [*self.chunks, [imprint], folio]
        return "4" if label == "第四版" else label or None


def _groups(names: tuple[Signature, ...], glued: bool) -> list[str]:
    """记者 甲 乙 / 通讯员 丙: a title before the first name that it holds for."""
    groups: list[str] = []
    held: tuple[str, str] | None = None
    for one in names:
        title = one.affiliation + _TITLES.get(one.role, "")
        if (one.role, one.affiliation) != held:
            groups.append(f"{title}{'' if glued else ' '}{one.name}")
            held = (one.role, one.affiliation)
        else:
            groups.append(one.name)
    return groups


def typeset(draft: PageDraft, seed: int) -> tuple[str, PageDraft]:
    """The text of a page set in the style of `seed`, and the truth that goes with it."""
    rng = random.Random(seed)
    page = Typesetter(draft, random_style(rng), rng)
    return page.text, page.truth
