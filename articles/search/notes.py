"""What is said about how a query was read. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """Something worth saying about how a query was read.

    ``code`` is one of ``NOTES``; ``text`` is the piece of the query that it is about. ``instead`` is the
    whole query as it may have been meant, where that is another one.
    """

    code: str
    text: str
    instead: str = ""


NOTES = (
    "anywhere",  # text: a name before a colon, such as body, that names all of an article
    "bad_page",  # text: what is no page and no range of pages; it was looked for as the name of one
    "bad_date",  # text: what is no date; it was searched for as words; instead: the month or year it is near
    "cut",  # text: what was left out at the end, since the query was too long
    "date_words",  # text: a day of print looked for as words; instead: as the day
    "dash_word",  # text: a long dash before a word, passed over; instead: as a minus
    "distance_lowered",  # text: the distance asked for; MAX_DISTANCE was taken
    "empty_field",  # text: the name of a field that nothing follows
    "empty_quote",
    "every_year",  # text: a day without a year, searched for as words; instead: the rest of the query
    "everything",  # nothing is left to look for, so all is found
    "latin_operator",  # as operator_word, where all is Latin: it may well be a word
    "lone_quote",  # a quotation mark that nothing follows
    "near_needs_two",  # text: the one phrase that a distance was asked for
    "near_too_common",  # text: words that stand in too many texts for it; only the engine knows
    "near_word",  # text: NEAR, looked for as a word; instead: a proximity
    "number_written",  # text: a word with a number; instead: the number written another way
    "nothing_to_find",  # text: punctuation or signs alone, left out
    "one_phrase",  # text: words with punctuation between them; instead: each word by itself
    "only_excludes",  # everything but … was searched for
    "operator_alone",  # text: AND, OR, NOT or - with nothing to work on, left out
    "operator_glued",  # text: a word with an operator inside; instead: with blanks around it
    "operator_word",  # text: or, 非 …, looked for as a word; instead: as an operator
    "pages_cut",  # text: a range of more pages than MAX_PAGES, as it was read
    "star_ignored",  # text: what holds a star elsewhere than at its end, or near other words
    "star_not_needed",  # text: a word that ends in a Chinese character is found as the beginning of words too
    "swapped_dates",  # text: a range whose end came first
    "too_deep",  # brackets in too many brackets were left out
    "unclosed_bracket",
    "unclosed_quote",  # text: the phrase that was taken to run to the end; instead: its words
    "unknown_field",  # text: a name before a colon that is none, searched for as words; instead: what is near
    "unopened_bracket",
    "wildcard",  # text: a word with a ? that is punctuation
    "year_words",  # as date_words, a month, year or range of them
    "with_photo",  # text: what asks for photos, searched for as words; instead: the rest of the query
)
"""The codes of `Note`."""

IF_NOTHING_IS_FOUND = frozenset(
    {"latin_operator", "number_written", "one_phrase", "operator_glued", "year_words"}
)
"""Codes of notes that are worth telling only where a query finds nothing."""
