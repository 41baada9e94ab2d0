"""Names as a line, as print has it (本报记者 张三 李四 通讯员 王五), and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models.person import SignatureLine
from articles.wording.bylines import has_title, parse_byline
from articles.wording.credits import parse_credits, taken
from articles.wording.signing import text_of
from articles.wording.sources import as_printed, is_as_printed, read_body
from articles.wording.values import ROLES, Signature

_LONGEST_NAME, _LONGEST_HOUSE = 80, 120
_BETWEEN = "；"

Names = tuple[Signature, ...]


def byline_line(signatures: Iterable[Signature]) -> str:
    """The names as print has them; as role | name | affiliation | title where that could not be read."""
    return _line(tuple(signatures), read_byline)


def credit_line(signatures: Iterable[Signature]) -> str:
    """The same of a photo's credit: 本报记者 张三 摄."""
    return _line(tuple(signatures), read_credit)


def read_byline(line: str) -> Names:
    """The names that a byline prints; a line in which none can be read stays as it is (`as_printed`)."""
    return _read(line, lambda text: parse_byline(text) or read_body(text), "author")


def read_credit(line: str) -> Names:
    """The same of a credit line; bare names are photographers."""
    return _read(
        line, lambda text: parse_credits(text) or taken(parse_byline(text), "photographer"), "photographer"
    )


def can_be_kept(one: Signature) -> bool:
    """Whether the database has room for it: text from outside may read as a name of any length."""
    return len(one.name) <= _LONGEST_NAME and max(len(one.affiliation), len(one.title)) <= _LONGEST_HOUSE


def what_to_say(line: str, signatures: Iterable[Signature]) -> str:
    """What an editor should know of how a line was read: that nothing was, or that words of it fell away."""
    signatures = tuple(signatures)
    if any(map(is_as_printed, signatures)):
        return _("No names could be read in this line: it is kept as it is, tied to no person.")
    printed = text_of(signatures)
    if _has_cells(line) or _letters(line) in _letters(printed):
        return ""
    return _("Not all of this line could be kept; it will be printed as: %(line)s") % {"line": printed}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]|(?i:\band\b)", "", text).lower()


def _read(line: str, parse: Callable[[str], Names], usual: str) -> Names:
    if not line.strip():
        return ()
    if _has_cells(line):
        try:
            return read_cells(line.replace(_BETWEEN, "\n"), usual)
        except ValidationError:
            pass  # print has bars as well
    names = parse(" ".join(line.split()))
    return names if names and all(map(can_be_kept, names)) else as_printed(line)


def _has_cells(line: str) -> bool:
    """Whether it is written as role | name …; a bar alone does not say so: print has it too (文｜张三)."""
    first, bar, _rest = line.replace("｜", "|").partition("|")
    return bool(bar) and first.strip().lower() in _roles()


def signature_lines(signatures: Iterable[Signature]) -> str:
    """Names as an editor corrects them, one a line: ``记者 | 周望舒 | 本报 | 见习记者``."""
    return "\n".join(
        " | ".join([str(SignatureLine.Role(one.role).label), one.name, *_last_cells(one)])
        for one in signatures
    )


def _last_cells(one: Signature) -> list[str]:
    return [one.affiliation, one.title] if one.title else [one.affiliation] if one.affiliation else []


@cache
def _roles() -> dict[str, str]:
    """Role codes by every word for them: the code itself, Chinese and English."""
    words = {role: role for role in ROLES}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words |= {str(SignatureLine.Role(role).label).lower(): role for role in ROLES}
    return words


def read_cells(text: str, usual: str) -> Names:
    """Names, one a line, as role | name | affiliation | title, or as printed; a bare name has the usual role.

    Raises ValidationError.
    """
    words = _roles()
    found: list[Signature] = []
    for line in text.replace("｜", "|").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if not any(cells):
            continue
        if len(cells) == 1:
            printed = parse_credits(line) if usual == "photographer" else parse_byline(line)
            if has_title(line) or len(printed) > 1 or any(one.title for one in printed):
                found += printed or as_printed(line)  # a title, but no names that could be read
                continue
            cells = [usual, *cells]
        role, name, affiliation, title = [*cells, "", ""][:4]
        if role.lower() not in words:
            labels = "、".join(str(label) for label in SignatureLine.Role.labels)
            raise ValidationError(
                _("“%(role)s” is no role. Write role | name | affiliation; roles are: %(known)s.")
                % {"role": role, "known": labels}
            )
        one = Signature(name, words[role.lower()], affiliation, title)
        if not name or not can_be_kept(one) or len(cells) > 4:
            raise ValidationError(_("“%(line)s”: write role | name | affiliation.") % {"line": line.strip()})
        found.append(one)
    return tuple(found)


def _line(names: Names, read: Callable[[str], Names]) -> str:
    if not names:
        return ""
    for chinese in (True, False):
        line = text_of(names, chinese).replace("　", " ")
        if read(line) == names:
            return line
    return signature_lines(names).replace("\n", _BETWEEN)
