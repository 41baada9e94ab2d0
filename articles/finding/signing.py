"""Bylines and credits as HTML, set as print sets them, with names as links and what is sought marked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.finding.sought import Marks, Sought
from articles.models.person import SignatureLine
from articles.wording.signing import between_groups, groups


def signed(
    lines: Iterable[SignatureLine], chinese: bool, sought: Sought | Marks | None = None, linked: bool = False
) -> SafeString:
    """The lines in printed order, a ``span`` a group; a hit may begin in one group and end in another."""
    found = groups(lines, chinese)
    pieces: list[str] = []
    for group in found:
        pieces += [*([between_groups(chinese)] if pieces else []), *(text for text, _line in group.pieces())]
    shown = iter(sought.marked_pieces(pieces, "byline") if sought else map(_escaped, pieces))
    out: list[str] = []
    for group in found:
        if out:
            next(shown)
            out.append(" ")
        inside = [_linked(next(shown), line, linked) for _text, line in group.pieces()]
        out.append(f'<span class="signed">{"".join(inside)}</span>')
    return mark_safe("".join(out))


def _escaped(text: str) -> SafeString:
    return format_html("{}", text)


def _linked(text: SafeString, line: SignatureLine | None, linked: bool) -> SafeString:
    person = getattr(line, "person", None) if linked else None
    return format_html('<a href="{}">{}</a>', person.get_absolute_url(), text) if person is not None else text
