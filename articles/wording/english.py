"""How English-language papers word jumps, bylines and credits on a line of their own. Pure Python.

Beside the full form (Continued on Page 3) papers print short ones: Continued on A5, See FERRY, Page A6, Turn to
page 3; on the other side From page A1, FERRY: From A1. They prove something only where nothing else stands in
their line, since running text has the same words.
"""

from __future__ import annotations

import re

_DRESS = r"[\s()\[\]▶►▸→◀◄←■•*]*"
_LABEL = r"(?P<label>[A-Z]{0,2}-?\d{1,3})"
_PAGE = r"(?:page|pages|pg\.?|p\.)\s*"
_LETTERED = r"(?P<lettered>[A-Z]{1,2}-?\d{1,3})"
_SLUG = r"[A-Z][A-Z’'&-]+(?: [A-Z’'&-]+){0,2}"
_TITLE = r"[A-Z][\w’'-]*(?: [\w’'-]+){0,3}"
_OUT = re.compile(
    rf"^{_DRESS}(?:(?i:cont(?:inued|['’]?d\.?|\.)?\s+on)\s+(?i:{_PAGE})?{_LABEL}"
    rf"|(?i:see)\s+{_SLUG},?\s+(?i:on\s+)?(?:(?i:{_PAGE}){_LABEL.replace('label', 'seen')}|{_LETTERED})"
    rf"|(?i:(?:please\s+)?turn\s+to\s+{_PAGE}){_LABEL.replace('label', 'turned')})\.?{_DRESS}$"
)
_IN = re.compile(
    rf"^{_DRESS}(?:{_TITLE}\s*[:,|/—–-]?\s+)?"
    rf"(?:(?i:cont(?:inued|['’]?d\.?|\.)?\s+from)\s+(?i:{_PAGE})?{_LABEL}"
    rf"|(?i:from)\s+(?:(?i:{_PAGE}){_LABEL.replace('label', 'seen')}|{_LETTERED}))\.?{_DRESS}$"
)
_NAME = r"(?:[A-ZÀ-Þ]\.\s?|[A-ZÀ-Þ][\w’'-]+\s)(?:(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+)\s){0,2}[A-ZÀ-Þ][\w’'-]+"
_HOUSE = r"[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,3}"
_CREDITS = (
    re.compile(rf"(?:(?P<house>{_HOUSE}) )?(?i:photo(?:s|graphs?)?) ?(?i:by|courtesy of) (?P<name>{_NAME})"),
    re.compile(rf"(?i:photo(?:s|graph)?|picture) ?[:/|] ?(?P<name>{_NAME})(?: ?[/,|] ?(?P<house>{_HOUSE}))?"),
    re.compile(rf"(?P<name>{_NAME}) ?/ ?(?P<house>{_HOUSE})"),
    re.compile(rf"(?P<name>{_NAME}) (?i:photos?)"),
)
_CREDIT_ENDS = re.compile(r"(?i:\bphoto(?:s|graphs?)?\b|\bpicture\b|/).{0,48}$")
STATION = re.compile(
    r"^(?:(?:the )?[A-Z][\w.’'-]* ){0,3}(?:[Ss]taff(?: [Ww]riter| [Rr]eporter| [Cc]orrespondent)?|STAFF(?: WRITER)?"
    r"|(?:[Cc]ontributing |[Ss]enior |[Cc]hief )?(?:[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Ee]ditor))$"
    r"|^(?:[Ss]pecial to|[Ff]or) (?:the|The|THE) [A-Z][\w.’' -]{2,30}$|^(?:The )?Associated Press$|^Reuters$"
)
"""What stands below a byline and says where the writer belongs: Staff Writer, Special to The Courier."""


def jump_label(line: str) -> str | None:
    """The page that a line names on which its story goes on; None where the line says more or less than that."""
    return _label(_OUT.match(line))


def continuation_label(line: str) -> str | None:
    """The page that a line names from which its story comes; None where the line says more or less than that."""
    return _label(_IN.match(line))


def _label(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return next((value for value in match.groupdict().values() if value), None)


def credit_of(text: str) -> tuple[str, str] | None:
    """The photographer and the house that a credit names (``""`` without one); None where it is no credit."""
    plain = " ".join(text.split()).strip("()[]. ")
    for form in _CREDITS:
        if found := form.fullmatch(plain):
            house = found.groupdict().get("house") or ""
            return found["name"], "" if house.lower() in ("staff", "photo") else house
    return None


def may_end_in_credit(text: str) -> bool:
    """Whether a line's end has the words with which credits are printed."""
    return bool(_CREDIT_ENDS.search(text))
