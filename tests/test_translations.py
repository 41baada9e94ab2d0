"""Everything that the interface says has its Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "noop": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
TRANSLATE = re.compile(r"""{%-?\s*(?:translate|trans)\s+(["'])(.*?)\1|\b_\((["'])(.*?)\3\)""", re.S)
BLOCK = re.compile(r"{%\s*blocktranslate(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.S)


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What our own catalogue translates."""
    return {entry.msgid for entry in polib.pofile(str(PO)) if entry.translated() and not entry.obsolete}


def said_in_code() -> Iterator[tuple[str, str]]:
    methods = [("**/migrations/**", "ignore"), ("**.py", "python")]
    found = extract_from_dir(str(ROOT / "articles"), method_map=methods, keywords=KEYWORDS)
    for file, line, message, _comments, _context in found:
        yield f"{file}:{line}", message[0] if isinstance(message, tuple) else message


def said_in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for found in TRANSLATE.finditer(text):
            yield path.name, found[2] or found[4]
        for options, body in BLOCK.findall(text):
            one = re.split(r"{%\s*plural\s*%}", body)[0]
            if "trimmed" in options:
                one = " ".join(line.strip() for line in one.strip().splitlines())
            yield path.name, re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", re.sub(r"%(?!\()", "%%", one))


@pytest.mark.parametrize("said", [said_in_code, said_in_templates])
def test_all_of_it_is_in_the_catalogue(known, said):
    messages = list(said())
    assert len(messages) > 300
    with translation.override("zh-hans"):
        missing = {
            (place, message)
            for place, message in messages
            # What Django itself says in Chinese needs no second translation.
            if message not in known and gettext(message) == message and re.search(r"[A-Za-z]{2}", message)
        }
    assert missing == set()


def test_nothing_in_the_catalogue_is_open():
    catalogue = polib.pofile(str(PO))
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []
    places = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    for entry in catalogue:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                allowed = {*places.findall(entry.msgid), *places.findall(entry.msgid_plural)}
                assert set(places.findall(text)) <= allowed, entry.msgid


def test_what_is_cut_short_ends_in_an_ellipsis_in_either_language():
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert Truncator("一二三四五六").chars(4) == "一二三…"
