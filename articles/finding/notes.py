"""How a query was read, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.finding.naming import facet_label, in_its_language
from articles.finding.search import Search
from articles.search.notes import Note
from articles.search.parsing import MAX_CHARACTERS, MAX_DISTANCE


def notes_of(search: Search) -> Iterator[str]:
    """What is worth saying about how a search was read."""
    for note in search.address.query.notes:
        yield sentence(note)
    for near in search.answer.loosened:
        yield sentence(Note("near_too_common", " ".join(near.texts)))
    for name in search.unread:
        if name in _PLACES:
            yield _("The place in the list that the address names is not there; this is its beginning.")
        elif name == "q":
            most = number_format(MAX_CHARACTERS, force_grouping=True)
            yield _("The query was too long; its first %(most)s characters were looked for.") % {"most": most}
        elif name == "sort":
            yield _("The order that the address names is not known and was left out.")
        else:
            yield _("“%(name)s” in the address was not understood and was left out.") % {
                "name": facet_label(name)
            }


_PLACES = {"start", "after", "before"}


def sentence(note: Note) -> SafeString:
    """A note of the parser as a sentence, as HTML."""
    text = in_its_language(Truncator(note.text).chars(60))
    return mark_safe(escape(_sentences()[note.code]) % {"text": text, "most": MAX_DISTANCE})


def _sentences() -> dict[str, str]:
    return {
        "bad_date": _("“%(text)s” is not a date; it was looked for as words."),
        "bad_page": _("“%(text)s” is not a range of pages; it was looked for as the name of one."),
        "cut": _("The query was too long; this was left out: %(text)s"),
        "distance_lowered": _("The distance %(text)s is too large; %(most)s was taken."),
        "empty_field": _("Nothing follows “%(text)s:”; it was left out."),
        "near_too_common": _(
            "“%(text)s” stand in too many articles to be looked for near each other; they were looked for "
            "anywhere in an article."
        ),
        "near_needs_two": _("A distance needs two words; “%(text)s” was looked for as it stands."),
        "nothing_to_find": _("“%(text)s” is punctuation alone and was left out."),
        "only_excludes": _("Only what is excluded was given: everything else was looked for."),
        "operator_alone": _("“%(text)s” has nothing to work on and was left out."),
        "star_ignored": _("A * counts at the end of a word or phrase alone; in “%(text)s” it was left out."),
        "star_not_needed": _("“%(text)s” needs no *: Chinese is found inside longer words anyway."),
        "swapped_dates": _("The dates “%(text)s” were read from the earlier to the later one."),
        "too_deep": _("Brackets are nested too deeply; the innermost were left out."),
        "unclosed_bracket": _("A bracket is not closed; it was read up to the end."),
        "unclosed_quote": _("A quotation mark is not closed; “%(text)s” was looked for as one phrase."),
        "unknown_field": _("“%(text)s:” is not a field; it was looked for as words."),
        "unopened_bracket": _("A closing bracket has no opening one and was left out."),
    }
