"""Jump lines and continuation lines (下转 / 上接): found in print, and worded anew from a page label.

`find_jump` looks at the end of a text and `find_continuation` at its start, because print puts them there;
``printed`` of what they return is the very substring, so that a caller can cut it away. Cross-references
(讲话全文见A02版), serial marks (连载, 续完) and words that merely contain the characters (上接受) are no jumps.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from articles.wording.english import continuation_label, jump_label
from articles.wording.numerals import ENGLISH_NUMBERS, NUMERAL_CLASS, from_chinese, to_chinese
from articles.wording.values import JumpLine

_OPEN = r"[（(\[［【〔〈《「『{｛]"
_CLOSE = r"[）)\]］】〕〉》」』}｝]"
_ARROW = r"[▶►▸▷➤➜→⇒》◀◄◂◁←⇐☞☜◆■●▲▼△▽]"
_S = r"\s*"
_CJK_LABEL = rf"(?:[A-Za-zＡ-Ｚａ-ｚ]{{0,2}}{_S}[-－]?[0-9０-９]{{1,3}}|[{NUMERAL_CLASS}](?:{_S}[{NUMERAL_CLASS}]){{0,3}})"
# 笫 and 弟 are what character recognition makes of 第.
_PAGE = (
    rf"(?:[第笫弟]{_S})?(?P<label>{_CJK_LABEL})(?:{_S}[、，,和及至-]{_S}{_CJK_LABEL})?"
    rf"{_S}(?P<page>[版页頁面]?)(?:[·・\s]?[\u4e00-\u9fff]{{2,6}}(?=\s*{_CLOSE}))?{_S}[①-⑳]?"
)
_OUT = rf"(?:(?<![\u4e00-\u9fff])[文紧]{_S})?下{_S}[转轉]"
_IN = rf"(?:[文紧]{_S})?上{_S}接"
# A bare 转 or 接 is common in running text: it counts only inside brackets and before 第…版.
_BARE_PAGE = rf"[第笫]{_S}(?P<bare>{_CJK_LABEL}){_S}[版页]"

_ZH_JUMP = re.compile(
    rf"(?:{_OPEN}{_S})?(?:{_ARROW}{_S})*{_OUT}{_S}[：:]?{_S}{_PAGE}{_S}"
    rf"(?:{_ARROW}{_S})*(?:{_CLOSE}{_S})?(?:{_ARROW})?[。.]?\s*$"
    rf"|{_OPEN}{_S}[文紧下]?{_S}[转轉]{_S}{_BARE_PAGE}{_S}{_CLOSE}\s*$"
)
_ZH_CONTINUATION = re.compile(
    rf"^\s*(?:{_OPEN}{_S})?(?:{_ARROW}{_S})*(?:{_OPEN}{_S})?{_IN}{_S}[：:]?{_S}{_PAGE}{_S}"
    rf"(?:{_CLOSE}{_S})?(?:{_ARROW})?"
    rf"|^\s*{_OPEN}{_S}[文紧上]?{_S}接{_S}{_BARE_PAGE}{_S}{_CLOSE}"
)

_WORD_LABEL = r"(?P<label>[A-Za-z]{0,2}\s?\d{1,3}|[A-Za-zÀ-ÿ]{2,10})"
_LATIN_CORE = (
    r"(?P<verb>[A-Za-zÀ-ÿ’']{3,14})\.?(?:\s+la\s+suite)?\s+"
    r"(?P<way>on|from|to|auf|von|aus|en|de(?:\s+la)?|à(?:\s+la)?|a(?:\s+la)?)?\s*"
    r"(?:the\s+)?(?P<noun>[A-Za-zÀ-ÿ]{1,8})\.?\s*,?\s*"
    rf"{_WORD_LABEL}(?:\s*,\s*(?:[Cc]ol(?:umn|\.)?|[Ss]p(?:alte|\.)?)\s*\w{{1,6}})?"
)
_LATIN_JUMP = re.compile(
    rf"\s*(?:{_OPEN}\s*)?(?:{_ARROW}\s*)*(?<!\w){_LATIN_CORE}\s*\.?\s*(?:{_CLOSE})?\.?(?:\s*{_ARROW})*\s*$"
)
_LATIN_CONTINUATION = re.compile(
    rf"^\s*(?:{_OPEN}\s*)?(?:{_ARROW}\s*)*{_LATIN_CORE}\s*\.?\s*(?:{_CLOSE}|$|(?=\s))\.?", re.M
)
_LATIN_TAIL = 60

_VERBS_OUT = {
    "continued": "on to",
    "fortsetzung": "auf",
    "schluß": "auf",
    "schluss": "auf",
    "suite": "en à a",
    "lire": "en à a",
}
_VERBS_IN = {
    "continued": "from",
    "fortsetzung": "von aus",
    "schluß": "von aus",
    "schluss": "von aus",
    "suite": "de",
}
_NOUNS = ("page", "seite", "pagina")
_SHORT_NOUNS = ("p", "pg", "s", "col")
_FRENCH_ORDINALS = {"une": "1", "un": "1", "première": "1"}
_GERMAN_NUMBERS = dict(
    zip("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), range(1, 13), strict=True)
)
_FUZZY = 0.74
"""How alike an OCR-damaged word must be to the word it stands for (Pago and Page: 0.75)."""

_LABEL_DRESS = re.compile(r"^(?:第|笫|page|seite|p\.|s\.)|(?:版|页|頁|面)$", re.I)


def _alike(word: str, wanted: str) -> bool:
    return word == wanted or (len(wanted) > 3 and SequenceMatcher(None, word, wanted).ratio() >= _FUZZY)


def _digits(label: str) -> str:
    """A printed label as the draft keeps it: numerals and words as digits, letters kept, zeros kept."""
    plain = "".join(unicodedata.normalize("NFKC", label).replace("－", "").split())
    value = from_chinese(plain)
    if value is not None:
        return str(value)
    word = plain.lower()
    for number, english in enumerate(ENGLISH_NUMBERS):
        if _alike(word, english):
            return str(number)
    if word in _GERMAN_NUMBERS:
        return str(_GERMAN_NUMBERS[word])
    return _FRENCH_ORDINALS.get(word, plain.upper().replace("-", ""))


def _is_number(label: str) -> bool:
    return bool(re.search(r"\d", _digits(label)))


def _chinese(match: re.Match[str] | None) -> JumpLine | None:
    if match is None:
        return None
    label = match.group("label") or match.group("bare")
    if match.group("label") and not match.group("page"):
        # Without 版 a lone numeral proves little (下转一 …): ask for a digit or for brackets.
        if not re.search(r"[0-9０-９]", label) and not re.search(_CLOSE, match.group()):
            return None
    return JumpLine(printed=match.group().strip(), page=_digits(label))


def _latin(match: re.Match[str] | None, verbs: dict[str, str]) -> JumpLine | None:
    if match is None:
        return None
    verb, way = match.group("verb").lower(), (match.group("way") or "").lower().split()
    noun, label = match.group("noun").lower(), match.group("label")
    if not any(_alike(noun, known) for known in _NOUNS) and noun not in _SHORT_NOUNS:
        return None
    if not _is_number(label):
        return None
    for known, ways in verbs.items():
        if _alike(verb, known) and (way[0] in ways.split() if way else known == "suite"):
            return JumpLine(printed=match.group().strip(), page=_digits(label))
    return None


def find_jump(text: str) -> JumpLine | None:
    """The jump line that ends `text` (own line or glued to a sentence), or None.

    ``printed`` is the substring as printed, brackets and arrows included; ``page`` its label in digits.
    """
    tail = text[-_LATIN_TAIL:]
    found = _chinese(_ZH_JUMP.search(tail))
    if found:
        return found
    last_line = tail.rstrip().rpartition("\n")[2]
    for match in re.finditer(r"(?<!\w)[（(\[]?\s*[A-Za-zÀ-ÿ]{4,12}", last_line):
        found = _latin(_LATIN_JUMP.match(last_line, match.start()), _VERBS_OUT)
        if found:
            return found
    whole = text.rstrip().rpartition("\n")[2]
    label = jump_label(whole)
    return JumpLine(printed=whole.strip(), page=_digits(label)) if label else None


def find_continuation(text: str) -> JumpLine | None:
    """The continuation line that starts `text` (own line or glued to the first sentence), or None."""
    head = text[:_LATIN_TAIL]
    found = _chinese(_ZH_CONTINUATION.match(head)) or _latin(_LATIN_CONTINUATION.match(head), _VERBS_IN)
    if found is not None:
        return found
    whole = text.lstrip().partition("\n")[0]
    label = continuation_label(whole)
    return JumpLine(printed=whole.strip(), page=_digits(label)) if label else None


def label_key(label: str) -> str:
    """One key for all prints of a page label: 三, 3, 03 and 第三版 are ``3``; A02, A2 and a2 are ``A2``."""
    plain = "".join(unicodedata.normalize("NFKC", label).split())
    previous = None
    while previous != plain:
        previous, plain = plain, _LABEL_DRESS.sub("", plain)
    return re.sub(r"(?<!\d)0+(?=\d)", "", _digits(plain))


def _worded(label: str, chinese: str, english: str, language: str) -> str:
    key = label_key(label)
    tag = language.lower().replace("_", "-")
    if tag.split("-")[0] != "zh":
        return f"{english} page {label if not key.isdigit() else key}"
    return f"{chinese}第{to_chinese(int(key))}版" if key.isdigit() else f"{chinese}{label}版"


def _is_traditional(language: str) -> bool:
    return language.lower().replace("_", "-") in {"zh-hant", "zh-tw", "zh-hk", "zh-mo"}


def jump_text(label: str, language: str = "zh-hans") -> str:
    """Our own wording of a jump to the page printed `label`: 下转第三版, 下转A02版, Continued on page 3."""
    return _worded(label, "下轉" if _is_traditional(language) else "下转", "Continued on", language)


def continuation_text(label: str, language: str = "zh-hans") -> str:
    """Our own wording of a continuation from the page printed `label`: 上接第一版, Continued from page 1."""
    return _worded(label, "上接", "Continued from", language)
