"""How a query was read, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.finding.address import Address
from articles.finding.naming import day_name, facet_label, in_its_language
from articles.finding.search import Search
from articles.search.dates import day_of_year
from articles.search.notes import IF_NOTHING_IS_FOUND, Note
from articles.search.pages import MAX_PAGES
from articles.search.parsing import MAX_CHARACTERS, MAX_DISTANCE


def notes_of(search: Search) -> Iterator[str]:
    """What is worth saying about how a search was read."""
    for note in search.address.query.notes:
        if not (search.total and note.code in IF_NOTHING_IS_FOUND):
            yield sentence(note, search.address)
    for near in search.answer.loosened:
        yield sentence(Note("near_too_common", " ".join(near.texts)), search.address)
    if typed := search.range:
        wrong = (typed.first, typed.is_first_wrong), (typed.last, typed.is_last_wrong)
        for text in dict.fromkeys(side for side, is_wrong in wrong if is_wrong):
            yield format_html(
                escape(_("“{text}” is not a date. Write a year, month or day: 1960, 1960-05, 1960-05-24.")),
                text=_short(text),
            )
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


def sentence(note: Note, address: Address) -> SafeString:
    """A note of the parser as a sentence, as HTML; behind it what may have been meant, as a link."""
    said = mark_safe(
        escape(_sentences()[note.code])
        % {"text": _short(note.text), "most": MAX_DISTANCE, "pages": MAX_PAGES}
    )
    with_photo = note.code == "with_photo"
    day = day_of_year(note.text) if note.code == "every_year" else ""
    if not (note.instead or with_photo or day):
        return said
    instead = address.changed(
        q=note.instead, photo="1" if with_photo else address.photo, day=day or address.day
    )
    words = [_short(note.instead)] if note.instead else []
    words += [escape(_("Only with a photo"))] if with_photo else []
    words += [escape(_("%(day)s in all years") % {"day": day_name(instead)})] if day else []
    link = format_html('<a href="?{}" rel="nofollow">{}</a>', instead.text, mark_safe(" · ".join(words)))
    return format_html(escape(_("{said} Search instead: {link}")), said=said, link=link)


def _short(text: str) -> SafeString:
    return in_its_language(Truncator(text).chars(60))


def _sentences() -> dict[str, str]:
    as_word = _("“%(text)s” was looked for as a word; operators are written in capitals: AND, OR, NOT.")
    in_text = _("“%(text)s” was looked for in the texts, not as the day of printing.")
    return {
        "anywhere": _("“%(text)s:” is no part by itself; the whole article was looked through."),
        "bad_date": _("“%(text)s” is not a date; it was looked for as words."),
        "bad_page": _("“%(text)s” is no page and no range of pages; it was looked for as the name of one."),
        "cut": _("The query was too long; this was left out: %(text)s"),
        "dash_word": _("“%(text)s” before a word does not exclude it."),
        "date_words": in_text,
        "distance_lowered": _("The distance %(text)s is too large; %(most)s was taken."),
        "empty_field": _("Nothing follows “%(text)s:”; it was left out."),
        "empty_quote": _("A quotation with nothing in it was left out."),
        "every_year": _("“%(text)s” names no year; it was looked for as words."),
        "everything": _("Nothing is left to look for, so everything is listed."),
        "latin_operator": as_word,
        "lone_quote": _("A quotation mark by itself was left out."),
        "near_too_common": _(
            "“%(text)s” stand in too many articles to be looked for near each other; they were looked for "
            "anywhere in an article."
        ),
        "near_needs_two": _("A distance needs two words; “%(text)s” was looked for as it stands."),
        "near_word": _("“%(text)s” was looked for as a word; nearness is written another way."),
        "nothing_to_find": _("“%(text)s” holds no letter, character or figure and was left out."),
        "number_written": _("“%(text)s” was looked for as it is written; print may have it another way."),
        "one_phrase": _("“%(text)s” was looked for as one phrase."),
        "only_excludes": _("Only what is excluded was given: everything else was looked for."),
        "operator_alone": _("“%(text)s” has nothing to work on and was left out."),
        "operator_glued": _("“%(text)s” was looked for as one word; operators stand between blanks."),
        "operator_word": as_word,
        "pages_cut": _("A range has at most %(pages)s pages; %(text)s was looked for."),
        "star_ignored": _("A * counts at the end of a word or phrase alone; in “%(text)s” it was left out."),
        "star_not_needed": _("“%(text)s” needs no *: Chinese is found inside longer words anyway."),
        "swapped_dates": _("The dates “%(text)s” were read from the earlier to the later one."),
        "too_deep": _("Brackets are nested too deeply; the innermost were left out."),
        "unclosed_bracket": _("A bracket is not closed; it was read up to the end."),
        "unclosed_quote": _("A quotation mark is not closed; “%(text)s” was looked for as one phrase."),
        "unknown_field": _("“%(text)s:” is not a field; it was looked for as words."),
        "unopened_bracket": _("A closing bracket has no opening one and was left out."),
        "wildcard": _("A ? stands for no character; in “%(text)s” it is punctuation."),
        "year_words": in_text,
        "with_photo": _("“%(text)s” was looked for as words."),
    }
