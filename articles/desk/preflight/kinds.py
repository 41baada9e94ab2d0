"""What preflight can find: each kind with its level, its name in a list, the sentence that an editor reads.

An error blocks the sign-off until it is mended or overridden; a warning is a question to the editor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Kind:
    """``message`` is a sentence with named places for a finding's ``params``."""

    name: str
    level: Level
    title: StrOrPromise
    message: StrOrPromise


KINDS: dict[str, Kind] = {}


def _error(name: str, title: StrOrPromise, message: StrOrPromise) -> Kind:
    KINDS[name] = Kind(name, "error", title, message)
    return KINDS[name]


def _warning(name: str, title: StrOrPromise, message: StrOrPromise) -> Kind:
    KINDS[name] = Kind(name, "warning", title, message)
    return KINDS[name]


# jumps
OPEN_OUT = _error(
    "open_jump",
    _("Open jump"),
    _("“%(printed)s” is printed, but the tail is missing on page %(page)s."),
)
OPEN_OUT_NOWHERE = _error(
    "jump_to_no_page",
    _("Open jump"),
    _("“%(printed)s” is printed, but this issue has no page %(page)s."),
)
OPEN_IN = _error(
    "open_continuation", _("Open jump"), _("“%(printed)s” is printed, but the front is missing.")
)
UNDECIDED = _error(
    "undecided_join",
    _("Undecided jump"),
    _("This may go on on page %(page)s as “%(headline)s”: join the two, or turn it down."),
)
MISMATCH_OUT = _error(
    "wrong_jump",
    _("Wrong jump line"),
    _("“%(printed)s” is printed, but the story goes on on page %(page)s."),
)
MISMATCH_IN = _error(
    "wrong_continuation",
    _("Wrong jump line"),
    _("“%(printed)s” is printed, but the story comes from page %(page)s."),
)
CIRCULAR = _error(
    "circular_jump", _("Circular jump"), _("The story comes back to page %(page)s, which it had left.")
)
TO_ITSELF = _error(
    "jump_to_itself", _("Circular jump"), _("“%(printed)s” leads to the very page it stands on.")
)
JUMP_IN_TEXT = _warning(
    "jump_in_text",
    _("Jump line in the text"),
    _("“%(printed)s” stands in the text; it belongs in its own field."),
)

# layout
NO_PART = _error("no_part", _("On no page"), _("The story stands on no page."))
PAGES_MISSING = _warning(
    "page_missing", _("Page missing"), _("Page %(sequence)s of the sequence is missing.")
)
PART_WITHOUT_ZONE = _warning(
    "part_without_zone", _("No zone"), _("The story has no zone on the picture of page %(page)s.")
)
PHOTO_WITHOUT_ZONE = _warning(
    "photo_without_zone", _("No zone"), _("The photo has no zone on the picture of page %(page)s.")
)
ZONE_WITHOUT_STORY = _warning(
    "zone_without_story",
    _("Zone without story"),
    _("“%(text)s” belongs to no story: say what it is, or make it one."),
)

# stories
NO_HEADLINE = _error("no_headline", _("No headline"), _("The story has no headline."))
NO_BODY = _error("no_body", _("No text"), _("The story has no text on page %(page)s."))
DOUBLE = _error(
    "double", _("Printed twice"), _("The text also stands on page %(page)s of this issue: “%(headline)s”.")
)
NEARLY_DOUBLE = _warning(
    "nearly_double",
    _("Much the same"),
    _("%(percent)s %% of the text also stand on page %(page)s of this issue: “%(headline)s”."),
)
PRINTED_BEFORE = _warning(
    "printed_before",
    _("Printed before"),
    _("%(percent)s %% of the text stood in the paper of %(date)s already: “%(headline)s”."),
)

# names
BYLINE_UNKNOWN = _warning("byline_unknown", _("Byline unknown"), _("“%(name)s” is no person on record."))
BYLINE_PROPOSED = _warning(
    "byline_proposed", _("Byline undecided"), _("“%(name)s” may be a person on record: say whether it is.")
)
CREDIT_UNKNOWN = _warning("credit_unknown", _("Credit unknown"), _("“%(name)s” is no person on record."))
CREDIT_PROPOSED = _warning(
    "credit_proposed", _("Credit undecided"), _("“%(name)s” may be a person on record: say whether it is.")
)

# photos
NO_CAPTION = _warning("no_caption", _("No caption"), _("The photo has no caption."))
NO_CREDIT = _warning("no_credit", _("No credit"), _("The photo names no photographer and no source."))
NO_ALT_TEXT = _warning(
    "no_alt_text",
    _("No alternative text"),
    _("Nothing tells a reader who cannot see the photo what it shows."),
)
LOW_RESOLUTION = _warning(
    "low_resolution",
    _("Low resolution"),
    _("Printed %(width)s × %(height)s cm, the photo has %(dpi)s dpi; at least %(wanted)s are wanted."),
)

# dates and numbers
NUMBER_OUT_OF_ORDER = _error(
    "number_out_of_order",
    _("Number out of sequence"),
    _("Number %(number)s does not fit: the issue of %(date)s has number %(other)s."),
)
WHOLE_NUMBER_OUT_OF_ORDER = _error(
    "whole_number_out_of_order",
    _("Number out of sequence"),
    _("Whole number %(number)s does not fit: the issue of %(date)s has %(other)s."),
)
NUMBER_MISSING = _warning(
    "number_missing",
    _("Number missing"),
    _("The issue of %(date)s has number %(other)s; this one has none."),
)
WHOLE_NUMBER_MISSING = _warning(
    "whole_number_missing",
    _("Number missing"),
    _("The issue of %(date)s has whole number %(other)s; this one has none."),
)
DATELINE_LATER = _warning(
    "dateline_later", _("Dateline"), _("The dateline says %(printed)s; the paper is of %(date)s.")
)
FOLIO_DATE = _warning(
    "folio_date",
    _("Date in the folio"),
    _("The page prints the date %(printed)s; the paper is of %(date)s."),
)

# texts
MARKUP = _error(
    "markup", _("Markup in the text"), _("“%(found)s” is markup and would be printed as it stands.")
)
FORBIDDEN_HTML = _error("forbidden_html", _("Forbidden HTML"), _("The text holds HTML that is not allowed."))
LEFTOVER = _error("leftover", _("Left over"), _("“%(found)s” looks like a note or a blank to be filled."))
BROKEN_CHARACTER = _warning(
    "broken_character", _("Broken character"), _("A character that no font prints: %(found)s.")
)
HALF_WIDTH = _warning(
    "half_width", _("Half-width mark"), _("“%(found)s” beside Chinese; “%(right)s” is meant.")
)
FULL_WIDTH = _warning(
    "full_width", _("Full-width mark"), _("“%(found)s” in Latin text; “%(right)s” is meant.")
)
STRAIGHT_QUOTE = _warning(
    "straight_quote", _("Straight quotation mark"), _("“%(found)s” beside Chinese; “%(right)s” is meant.")
)
CLASHING_MARKS = _warning("clashing_marks", _("Marks that clash"), _("“%(found)s” cannot stand so."))
SPACE_BEFORE_MARK = _warning(
    "space_before_mark", _("Space before a mark"), _("A space stands before a mark: “%(found)s”.")
)
UNCLOSED = _warning("unclosed", _("Not closed"), _("“%(found)s” has no “%(right)s”."))
UNOPENED = _warning("unopened", _("Not opened"), _("“%(found)s” has no “%(right)s” before it."))
REPEATED = _warning("repeated", _("Repeated"), _("“%(found)s” stands twice in a row."))
CONFUSION = _warning("confusion", _("Confused words"), _("“%(found)s”: “%(right)s” is meant."))

# the word list
BANNED = _error("banned", _("Banned word"), _("“%(found)s” is on the paper's list of banned words. %(note)s"))
MISTYPED = _error("mistyped", _("Mistyped word"), _("“%(found)s” should be “%(right)s”. %(note)s"))
WRONG_TITLE = _error(
    "wrong_title", _("Wrong title"), _("“%(found)s”: the word list gives “%(name)s” as %(right)s. %(note)s")
)
WRONG_ORDER = _error("wrong_order", _("Order of names"), _("“%(found)s”: the order is %(right)s. %(note)s"))
