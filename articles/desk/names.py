"""Names as a line, as print has it (本报记者 张三 李四 通讯员 王五), and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models.person import SignatureLine
from articles.wording.bylines import has_title, parse_byline
from articles.wording.credits import parse_credits
from articles.wording.values import ROLES, Signature

_TITLES = {"reporter": "记者", "correspondent": "通讯员", "intern": "实习生", "author": ""}
_LONGEST_NAME, _LONGEST_HOUSE = 80, 120
_BETWEEN = "；"

Names = tuple[Signature, ...]


def byline_line(signatures: Iterable[Signature]) -> str:
    """The names as print would have them; as role | name | affiliation where that could not be read."""
    return _line(tuple(signatures), [_with_titles, _with_by], read_byline)


def credit_line(signatures: Iterable[Signature]) -> str:
    """The same of a photo's credit: 本报记者 张三 摄."""
    return _line(tuple(signatures), [_as_taken, _as_given], read_credit)


def read_byline(line: str) -> Names:
    """The names that a byline prints. Raises ValidationError where it is none."""
    return _read(line, parse_byline, "author")


def read_credit(line: str) -> Names:
    """The names of a credit line; bare names are photographers. Raises ValidationError."""

    def parse(text: str) -> Names:
        named = parse_credits(text)
        return named or tuple(
            Signature(one.name, "photographer", one.affiliation) for one in parse_byline(text)
        )

    return _read(line, parse, "photographer")


def can_be_kept(one: Signature) -> bool:
    """Whether the database has room for it: text from outside may read as a name of any length."""
    return len(one.name) <= _LONGEST_NAME and len(one.affiliation) <= _LONGEST_HOUSE


def _read(line: str, parse: Callable[[str], Names], usual: str) -> Names:
    if not line.strip():
        return ()
    if "|" in line or "｜" in line:
        return read_cells(line.replace(_BETWEEN, "\n"), usual)
    names = parse(" ".join(line.split()))
    if not names or not all(map(can_be_kept, names)):
        raise ValidationError(
            _("“%(line)s” cannot be read as names.") % {"line": line.strip()[:60]}
            + " "
            + _("Write them as printed (本报记者 张三 通讯员 李四), or as role | name | affiliation；…")
        )
    return names


def signature_lines(signatures: Iterable[Signature]) -> str:
    """Names as an editor corrects them, one a line: ``记者 | 周望舒 | 本报``."""
    return "\n".join(
        " | ".join(filter(None, [str(SignatureLine.Role(one.role).label), one.name, one.affiliation]))
        for one in signatures
    )


def _roles() -> dict[str, str]:
    """Role codes by every word for them: the code itself, Chinese and English."""
    words = {role: role for role in ROLES}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words |= {str(SignatureLine.Role(role).label).lower(): role for role in ROLES}
    return words


def read_cells(text: str, usual: str) -> Names:
    """Names, one a line, as role | name | affiliation, or a line as printed; a name alone has the usual role.

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
            if has_title(line) or len(printed) > 1:
                found += printed
                continue
            cells = [usual, *cells]
        role, name, affiliation = [*cells, ""][:3]
        if role.lower() not in words:
            labels = "、".join(str(label) for label in SignatureLine.Role.labels)
            raise ValidationError(
                _("“%(role)s” is no role. Write role | name | affiliation; roles are: %(known)s.")
                % {"role": role, "known": labels}
            )
        if not name or len(name) > _LONGEST_NAME or len(affiliation) > _LONGEST_HOUSE or len(cells) > 3:
            raise ValidationError(_("“%(line)s”: write role | name | affiliation.") % {"line": line.strip()})
        found.append(Signature(name, words[role.lower()], affiliation))
    return tuple(found)


def _line(names: Names, ways: Sequence[Callable[[Names], str]], read: Callable[[str], Names]) -> str:
    if not names:
        return ""
    for way in ways:
        line = way(names)
        try:
            if line and read(line) == names:
                return line
        except ValidationError:
            continue
    return signature_lines(names).replace("\n", _BETWEEN)


def _groups(names: Names) -> Iterator[tuple[str, str, list[str]]]:
    for (role, house), group in groupby(names, key=lambda one: (one.role, one.affiliation)):
        yield role, house, [one.name for one in group]


def _with_titles(names: Names) -> str:
    return " ".join(
        " ".join(filter(None, [house + _TITLES.get(role, "?"), *group]))
        for role, house, group in _groups(names)
    )


def _with_by(names: Names) -> str:
    return "By " + " and ".join(one.name for one in names)


def _as_taken(names: Names) -> str:
    groups = list(_groups(names))
    return f"{groups[0][1]}记者 {' '.join(groups[0][2])} 摄" if len(groups) == 1 and groups[0][1] else ""


def _as_given(names: Names) -> str:
    groups = list(_groups(names))
    house = f"/{groups[0][1]}" if groups[0][1] else ""
    return f"{' '.join(groups[0][2])} 摄{house}" if len(groups) == 1 else ""
