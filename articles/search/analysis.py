"""Text made comparable and cut into tokens, the same way for the index, for queries and for highlights. Pure.

What *exact* means in this archive is decided here (docs/search.md):

- Characters fold one by one: compatibility forms (NFKD), radicals, case, accents, traditional to simplified.
- Chinese, Japanese and Korean characters are found as substrings, Latin words and numbers whole.
- White space, quotation marks, brackets and ``·`` between two CJK characters are as though not there; any
  other punctuation parts them, and which one does not matter. Beside a word or number no punctuation matters.
- Of a word or number the first `LONGEST_WORD` letters count.

Folding makes different words alike (乾 and 干, 髮 and 发), so what is shown is always the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import opencc

SEPARATOR = " "
"""What stands between the runs of a folded text."""
BREAK, END, STROKE = ",", "¶", "|"
"""In tokens: punctuation between two characters, the end of a text, what parts a word from a neighbour."""

LONGEST_WORD = 100
"""Letters of a word that count. What is longer is no word but code, or a script that sets no blanks; and no
engine takes words without end.
"""

_SPACE = " "

# Without the marks that are only there for the eye: what they enclose reads on.
_TRANSPARENT = frozenset("\"'`“”„‟«»‘’‚‹›「」『』〝〞〟()[]{}<>〈〉《》〔〕【】〖〗〘〙〚〛·•・‧∙⋅")

_CJK = (  # the commonest first: the ranges are tried in this order
    "\u4e00-\u9fff\u3400-\u4dbf\u3041-\u30ff\uac00-\ud7ff"  # Han, kana, Hangul
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"  # radicals, 々〆〇, Hangzhou numerals
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"  # Bopomofo, Hangul letters
    "\ua000-\ua4cf\u1100-\u11ff\uf900-\ufaff"  # Yi, Hangul letters, compatibility forms
    "\ue000-\uf8ff"  # private use: older newspaper systems keep rare characters there
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff\U000f0000-\U0010ffff"
)
# Radicals stand in texts that came out of PDFs for the characters that they look like. Most decompose (NFKD);
# these have an Equivalent_Unified_Ideograph in the Unicode Character Database alone.
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴"
    "⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦"
    "⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
)
_AS_CHARACTERS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗"
    "𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟"
    "卤麦黄黾斉齐歯齿竜龙龜亀"
)
# And the circles that are printed for the zero of 二〇二五.
_ALIKE = dict(zip(_RADICALS + "○◯", _AS_CHARACTERS + "〇〇", strict=True))

# Forms of older print and of Taiwan and Hong Kong that OpenCC leaves alone, some because it goes by the word:
# 瞭解 is 了解, 瞭望 stays. Which is a form of which is in Unihan (kSemanticVariant, kSimplifiedVariant) and
# in the 第一批异体字整理表 of 1955.
_VARIANTS = (
    "祇瞭藉牠妳彷徬砲礮揹珮甯寗寕賸搾暱澁酧飃翺濶堿鹻麤邨隣輭鄕頼戯鬪鬭迺飜醕雰龢臕靑淸値黒毎歩晩増曽寛囘廻恠疎槪冐刼刧吿囯壻"
    "奌妬寃尅嶋鉄鑛秔稉胷菓蔴痲覩觔詧讎讐郞銲鎗阯雑韮飱飡餧験駅鷰黙彊箒筭籐糢袴絝総罸羗聨聮荳攷斈斉昻暎朞枏桮碁椀盌欝氷汚浄渇"
    "漑潅濬焔燄煇牋甎畧畱瘉秊稺穉窻窓竝倣伕僊兎冦凢剏劒勅勦呪啗噉埜塡妷姪媿尠帋徃惪愬慙憇懃懽抝揑搥擕"
    "隄栢礟凴徧踈冺堦騐傚効秖葠藷衖遯鑪鞵顋餻騣鬰鱓鴈鵞鼇鼈敺晳柹棃楳櫂欵毘澂灋炤煖燐爗犂珎瑠甆瘖皜矙碪禩穽窰筯箎篛粃紥絏緐罇"
    "羴翄耡脗膓臙艣艢艪荅萲蘂蘐虵蚘蜨蠏衇衂裠誖諠譌豓蹔躳躶逈逩醻醼錬鎻鑵閧阬隂韈韤頫餁駄駞髥鼃龝呌塲歳"
)
_AS_STANDARD = (
    "只了借它你仿仿炮炮背佩宁宁宁剩榨昵涩酬飘翱阔碱碱粗村邻软乡赖戏斗斗乃翻醇氛和膘青清值黑每步晚增曾宽回回怪疏概冒劫劫告国婿"
    "点妒冤克岛铁矿粳粳胸果麻麻睹斤察仇仇郎焊枪址杂韭餐餐喂验驿燕默强帚算藤模裤裤总罚羌联联豆考学齐昂映期楠杯棋碗碗郁冰污净渴"
    "溉灌浚焰焰辉笺砖略留愈年稚稚窗窗并仿夫仙兔寇凡创剑敕剿咒啖啖野填侄侄愧鲜纸往德诉惭憩勤欢拗捏捶携"
    "堤柏炮凭遍疏泯阶验效效只参薯弄遁炉鞋腮糕鬃郁鳝雁鹅鳌鳖驱皙柿梨梅棹款毗澄法照暖磷烨犁珍琉瓷喑皓瞰砧祀阱窑箸篪箬秕扎绁繁樽"
    "膻翅锄吻肠胭橹樯橹答萱蕊萱蛇蛔蝶蟹脉衄裙悖喧讹艳暂躬裸迥奔酬宴炼锁罐哄坑阴袜袜俯饪驮驼髯蛙秋叫场岁"
)
_STANDARD = dict(zip(_VARIANTS, _AS_STANDARD, strict=True))

# A Korean syllable in letters, as some systems store it, is the one character that it is read as.
_SYLLABLE = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]")
_has_letters = re.compile("[\u1161-\u11c2]").search

_is_cjk = re.compile(f"[{_CJK}]").match
# A word or number; a point between two digits belongs to it: 23.6, pm2.5.
_WORDS = rf"[^{_CJK} .,]+(?:(?<=[0-9])\.(?=[0-9])[^{_CJK} .,]+)*"
_RUN = re.compile(rf"[{_CJK}](?: *[{_CJK}])*|{_WORDS}")  # a CJK run goes on over what is transparent
_CHUNK = re.compile(rf"[{_CJK}](?:[ .,]*[{_CJK}])*|{_WORDS}")
_BREAKS = re.compile(r" *[.,][ .,]*")


class _Folding(dict[int, str]):
    """Code point → folded text, worked out when first asked for. For `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_fold_one, unicodedata.normalize("NFKD", chr(code))))
        if _has_letters(folded):  # a Korean syllable, to be read as one
            folded = unicodedata.normalize("NFC", folded)
        self[code] = folded
        return folded


_FOLDING = _Folding()


@cache
def _to_simplified() -> tuple[opencc.OpenCC, ...]:
    """General forms first, then those of Taiwan (著 is 着) and of Hong Kong (衞 is 卫)."""
    return tuple(map(opencc.OpenCC, ("t2s", "tw2s", "hk2s")))


def _simplified(char: str) -> str:
    for forms in _to_simplified():
        if char == "么":  # simplified already; to the Taiwanese form 幺 would be
            break
        found = forms.convert(_STANDARD.get(char, char))
        char = found if len(found) == 1 else char
    return char


def _fold_one(char: str) -> str:
    """One decomposed character: folded, or one of the marks for white space and for a break, or nothing."""
    if char == ".":
        return char
    char = _ALIKE.get(char, char)
    if char in _TRANSPARENT:
        return _SPACE
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""  # accents, and what is not seen at all
    if category[0] == "Z" or category == "Cc":
        return _SPACE
    if _is_cjk(char) and (category[0] in "LN" or category in ("Co", "Cn")):
        # Unassigned here: a later Unicode may have put a character there, and the text has one.
        return _simplified(char)
    if category[0] in "LNM":
        # A second decomposition: case folding may bring accents back (İ).
        folded = unicodedata.normalize("NFKD", char.casefold())
        return "".join(c for c in folded if unicodedata.category(c) != "Mn")
    return BREAK


FINGERPRINT = f"6 unicode {unicodedata.unidata_version} opencc {opencc.__version__}"
"""Which analysis made an index; one that another analysis made answers wrongly and is built anew."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with its way back: ``text[i]`` was printed at ``starts[i]`` up to ``ends[i]``.

    ``text`` is made of runs (CJK characters, or one word), parted by `SEPARATOR`. Offsets count code points
    of the original, as Python's string indices do.
    """

    text: str
    starts: list[int]
    ends: list[int]


def runs(text: str) -> Iterator[str]:
    """The folded runs of ``text``: CJK characters together, each word or number by itself."""
    for run in _RUN.findall(fold_characters(text)):
        yield run.replace(" ", "") if " " in run else _cut(run)


def _cut(run: str) -> str:
    return run if len(run) <= LONGEST_WORD or _is_cjk(run) else run[:LONGEST_WORD]


def fold(text: str) -> str:
    """``text`` folded: its runs, parted by `SEPARATOR`."""
    return SEPARATOR.join(runs(text))


def fold_with_offsets(text: str) -> Folded:
    """The same as `fold`, with where each folded character stood."""
    pieces = [_FOLDING[code] for code in map(ord, text)]
    for found in _SYLLABLE.finditer(text) if _has_letters(text) else ():
        composed = fold_characters(found[0])
        if len(composed) == 1:
            pieces[found.start() : found.end()] = [composed] + [""] * (len(found[0]) - 1)
    flat = "".join(pieces)
    # Nearly always one character is one.
    is_even = len(flat) == len(text) and "" not in pieces
    origin: Sequence[int] = range(len(text))
    if not is_even:
        origin = [at for at, piece in enumerate(pieces) for _char in piece]
    out: list[str] = []
    starts: list[int] = []
    for found in _RUN.finditer(flat):
        if out:
            out.append(SEPARATOR)
            starts.append(origin[found.start()])
        run = found[0]
        here = origin[found.start() : found.end()]
        if " " in run:
            here = [at for at, char in zip(here, run, strict=True) if char != " "]
            run = run.replace(" ", "")
        run = _cut(run)
        out.append(run)
        starts.extend(here[: len(run)])
    ends = [start + 1 for start in starts] if is_even else [_end(pieces, start) for start in starts]
    return Folded("".join(out), starts, ends)


def _end(pieces: list[str], start: int) -> int:
    """Where the character at ``start`` ends: after the accents and joiners that belong to it."""
    end = start + 1
    while end < len(pieces) and not pieces[end]:
        end += 1
    return end


def fold_characters(text: str) -> str:
    """Each character folded, to a blank, ``.`` or `BREAK` if it parts; Korean letters are put together."""
    if _has_letters(text):
        text = _SYLLABLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return text.translate(_FOLDING)


def fold_character(char: str) -> str:
    """One character folded, to none, one or several; a blank, ``.`` or `BREAK` if it parts."""
    return _FOLDING[ord(char)]


def counts(char: str) -> bool:
    """Whether a printed character is looked for: neither white space nor punctuation, and seen by itself."""
    return fold_character(char).strip(SEPARATOR + BREAK + ".") != ""


def is_cjk(char: str) -> bool:
    """Whether the folded character is one that is found as part of a run."""
    return _is_cjk(char) is not None


def units(text: str) -> list[str]:
    """What an index gives a place each: CJK characters, whole words, and `BREAK` between two characters that
    punctuation parts.
    """
    out: list[str] = []
    for chunk in _chunks(text):
        if _is_cjk(chunk):
            out += chunk
        else:
            out.append(chunk)
    return out


def tokens(text: str) -> list[str]:
    """What the index keeps of ``text``: each unit with the one that follows it, the last one with `END`.

    A phrase of n units is so a row of n - 1 tokens, wherever it begins and ends.
    """
    row = units(text)
    return [pair(first, second) for first, second in zip(row, [*row[1:], END], strict=bool(row))]


def pair(first: str, second: str) -> str:
    """The token of two units; a word is parted from the other by a stroke."""
    return first + second if is_character(first) and is_character(second) else f"{first}{STROKE}{second}"


def is_character(unit: str) -> bool:
    """Whether a unit is one that always is a single character: no word."""
    return unit in (BREAK, END) or is_cjk(unit)


def _chunks(text: str) -> Iterator[str]:
    """Words, and the CJK characters between them with a `BREAK` where punctuation parts two."""
    for chunk in _CHUNK.findall(fold_characters(text)):
        if " " in chunk or ",," in chunk or ("." in chunk and _is_cjk(chunk)):
            yield _BREAKS.sub(BREAK, chunk).replace(" ", "")
        else:
            yield _cut(chunk)


def trimmed(text: str) -> str:
    """The text without what does not count at its edges; accents stay with their letter."""
    seen = [at for at, char in enumerate(text) if counts(char)]
    if not seen:
        return ""
    end = seen[-1] + 1
    while end < len(text) and not fold_character(text[end]):
        end += 1
    return text[seen[0] : end]
