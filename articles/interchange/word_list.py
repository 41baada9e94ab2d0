"""A word list as CSV: ``kind,word,right,note`` in UTF-8 with a mark, as spreadsheets want it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import WordEntry
from articles.wording.word_list import Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

COLUMNS = ("kind", "word", "right", "note")
MOST_ROWS = 20_000
_MOST = {name: int(getattr(WordEntry._meta.get_field(name), "max_length", 0)) for name in COLUMNS[1:]}


class BadWordList(ValueError):
    """The text is no word list; the message says where and why, in the user's language."""


def write_csv(entries: Iterable[Entry]) -> bytes:
    """The file of a word list."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    writer.writerow(COLUMNS)
    writer.writerows((entry.kind, entry.word, entry.right, entry.note) for entry in entries)
    return sink.getvalue().encode("utf-8-sig")


def read_csv(text: str) -> list[Entry]:
    """The entries of a file, each once; raises BadWordList.

    Kinds may be written by their names in either language; the columns ``right`` and ``note`` may be missing.
    """
    kinds, heads = _kinds(), _names(gettext_lazy("kind"))
    found: dict[tuple[str, str], Entry] = {}
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    except csv.Error as error:
        raise BadWordList(_("The file is no CSV: %(error)s") % {"error": error}) from error
    if len(rows) > MOST_ROWS:
        raise BadWordList(_("The file has more than %(n)d rows.") % {"n": MOST_ROWS})
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].casefold() in heads):
            continue
        entry = _entry(number, cells, kinds)
        found[entry.kind, entry.word] = entry
    return list(found.values())


def _entry(number: int, cells: list[str], kinds: dict[str, str]) -> Entry:
    name, word, right, note = [*cells, "", "", "", ""][:4]
    kind = _kind(name.casefold(), kinds)
    if kind is None:
        raise BadWordList(
            _("Row %(number)d: “%(name)s” is no kind of entry; there are: %(kinds)s.")
            % {
                "number": number,
                "name": name,
                "kinds": _(", ").join(str(kind.label) for kind in WordEntry.Kind),
            }
        )
    if not word:
        raise BadWordList(_("Row %(number)d: the word is missing.") % {"number": number})
    if kind in ("mistyped", "title") and not right:
        raise BadWordList(_("Row %(number)d: what is right is missing.") % {"number": number})
    for column, cell in (("word", word), ("right", right), ("note", note)):
        if len(cell) > _MOST[column] or "\0" in cell:
            raise BadWordList(
                _("Row %(number)d: “%(cell)s…” is too long.") % {"number": number, "cell": cell[:20]}
            )
    return Entry(kind, word, right, note)  # type: ignore[arg-type]


def _kinds() -> dict[str, str]:
    return {name: kind.value for kind in WordEntry.Kind for name in (kind.value, *_names(kind.label))}


def _names(text: StrPromise | str) -> set[str]:
    """What a word of the interface is in each of its languages."""
    names = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names.add(str(text).casefold())
    return names


def _kind(name: str, kinds: dict[str, str]) -> str | None:
    """The kind that is meant by its name, or by how its name begins if only one does: 误写."""
    meant = {kind for known, kind in kinds.items() if len(name) > 1 and known.startswith(name)}
    return kinds.get(name) or (meant.pop() if len(meant) == 1 else None)
