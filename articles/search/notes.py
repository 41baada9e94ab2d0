"""What is said about how a query was read. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """Something worth saying about how a query was read.

    ``code`` is one of ``NOTES``; ``text`` is the piece of the query that it is about.
    """

    code: str
    text: str


NOTES = (
    "bad_page",  # text: what is no range of pages; it was looked for as the name of one
    "bad_date",  # text: what is no date; it was searched for as words
    "cut",  # text: what was left out at the end, since the query was too long
    "distance_lowered",  # text: the distance asked for; MAX_DISTANCE was taken
    "empty_field",  # text: the name of a field that nothing follows
    "near_needs_two",  # text: the one phrase that a distance was asked for
    "near_too_common",  # text: words that stand in too many texts for it; only the engine knows
    "nothing_to_find",  # text: punctuation alone, left out
    "only_excludes",  # everything but … was searched for
    "operator_alone",  # text: AND, OR, NOT or - with nothing to work on, left out
    "star_ignored",  # text: what holds a star elsewhere than at its end, or near other words
    "star_not_needed",  # text: a word that ends in a Chinese character is found as the beginning of words too
    "swapped_dates",  # text: a range whose end came first
    "too_deep",  # brackets in too many brackets were left out
    "unclosed_bracket",
    "unclosed_quote",  # text: the phrase that was taken to run to the end
    "unknown_field",  # text: a name before a colon that is none; it was searched for as words
    "unopened_bracket",
)
"""The codes of `Note`."""
