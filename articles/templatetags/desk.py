"""Filters of the desk's lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from articles.wording.quotes import nested

register = template.Library()

_NOTHING = {"", "-", "—", "&nbsp;"}
"""What the text of a cell is where a row has nothing in this column."""


@register.filter(is_safe=True)
@stringfilter
def quoted(text: str) -> str:
    """A message in which a headline that has quotation marks of its own stands in quotation marks."""
    return nested(text)


@register.filter
def labelled(cells: Iterable[str], headers: list[dict[str, Any]]) -> list[str]:
    """The cells of a row, each with its column's name: on a phone a row is a card without a head over it."""
    return [_with_label(cell, header) for cell, header in zip(cells, headers, strict=False)]


def _with_label(cell: str, header: dict[str, Any]) -> str:
    if "action-checkbox" in header.get("class_attrib", ""):
        return cell
    label: SafeString = format_html(' data-label="{}"', capfirst(str(header["text"])))
    if "<" not in (text := cell.partition(">")[2].removesuffix("</td>")) and text.strip() in _NOTHING:
        label += mark_safe(" data-nothing")
    # Django makes a cell as it stands here; the label was escaped above.
    return mark_safe(str(cell).replace("<td", f"<td{label}", 1).replace("<th", f"<th{label}", 1))
