"""What narrows a search, as it is named to whoever asks: dates, pages, newspapers, persons, columns."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import access
from articles.access import AnyUser
from articles.finding.address import Address
from articles.models import Newspaper
from articles.search.analysis import is_cjk
from articles.search.query import Dates
from articles.wording.pages import page_name


class Name(NamedTuple):
    """A name, and the language that it is in where that is not known to be the interface's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Something that narrows the search, and the search without it."""

    facet: str
    label: str
    value: Name
    url: str


class Names:
    """The names of what narrows searches of these newspapers, as far as whoever asks may know them."""

    def __init__(
        self,
        newspapers: Iterable[Newspaper],
        user: AnyUser | None,
        people: Iterable[int] = (),
        columns: Iterable[int] = (),
    ) -> None:
        self._newspapers = {one.slug: one for one in newspapers}
        self._languages = {one.pk: one.language for one in self._newspapers.values()}
        languages = {*self._languages.values()}
        self._language = languages.pop() if len(languages) == 1 else ""
        is_chinese = {one.is_chinese for one in self._newspapers.values()} == {True}
        self._pages = "zh-hans" if is_chinese else get_language() or "zh-hans"
        self._people = {one.pk: one for one in access.nameable_people(people, user)} if people else {}
        self._columns = {one.pk: one for one in access.nameable_columns(columns, user)} if columns else {}

    def of(self, facet: str, value: str) -> Name | None:
        """What a value in an address is called; None where nobody who asks may know of it."""
        match facet:
            case "newspaper":
                newspaper = self._newspapers.get(value)
                return Name(newspaper.name, newspaper.language) if newspaper else None
            case "person":
                person = self._people.get(int(value))
                return Name(str(person), self._languages.get(person.newspaper_id, "")) if person else None
            case "column":
                column = self._columns.get(int(value))
                return Name(column.name, self._languages.get(column.newspaper_id, "")) if column else None
            case "page":
                printed = page_name(value, self._pages)
                own = page_name(value, get_language() or "zh-hans")
                return Name(printed, self._language) if own == printed else Name(f"{own} ({printed})")
            case "photo":
                return Name(_("with photo"))
        return Name(value, self._language)

    def narrowings(self, address: Address) -> list[Narrowing]:
        """What narrows a search, each with a way back; what must not be named stays a number."""
        found = []
        for facet in address.narrowed_by:
            value = getattr(address, facet)
            if facet == "date":
                name = Name(range_name(address.dates))
            elif facet == "day":
                name = Name(day_name(address))
            else:
                name = self.of(facet, value) or Name(value)
            back = address.changed(**{facet: ""})
            found.append(Narrowing(facet, facet_label(facet), name, f"?{back.text}"))
        return found


def in_its_language(text: str) -> SafeString:
    """What somebody typed, as HTML that says where it is Chinese, for the pages that are not."""
    if any(map(is_cjk, text)):
        return format_html('<span lang="zh">{}</span>', text)
    return SafeString(escape(text))


def each_in_its_language(text: str) -> SafeString:
    """A sentence in another language as HTML that says where in it Chinese stands."""
    runs = ((is_chinese, "".join(chars)) for is_chinese, chars in groupby(text, is_cjk))
    return mark_safe("".join(in_its_language(run) if is_chinese else escape(run) for is_chinese, run in runs))


def names_for(address: Address, newspapers: Iterable[Newspaper], user: AnyUser | None) -> Names:
    """The names that an address needs."""
    return Names(newspapers, user, chosen(address.person), chosen(address.column))


def chosen(pk: str) -> set[int]:
    """The primary key in an address, if there is one."""
    return {int(pk)} if pk else set()


def facet_label(name: str) -> str:
    """What a facet is called."""
    return {
        "newspaper": _("Newspaper"),
        "date": _("Date"),
        "day": _("Day of the year"),
        "page": _("Page"),
        "section": _("Section"),
        "person": _("Person"),
        "column": _("Column"),
        "agency": _("Agency"),
        "photo": _("Photo"),
    }[name]


def year_name(year: int) -> str:
    """2026年."""
    return _("%(year)d") % {"year": year}


def range_name(dates: Dates | None) -> str:
    """A day, month, year or range."""
    if dates is None:
        return ""
    first, last = dates.first, dates.last
    if first and last:
        if first == last:
            return date_format(first, "DATE_FORMAT")
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            name = year_name(first.year)
            return name if first.year == last.year else f"{name}–{year_name(last.year)}"
        if first.day == 1 and last == last_of_month(first):
            return date_format(first, "YEAR_MONTH_FORMAT")
        return f"{date_format(first, 'DATE_FORMAT')}–{date_format(last, 'DATE_FORMAT')}"
    if first:
        begins = (first.month, first.day) == (1, 1)
        return _("from %(day)s") % {"day": year_name(first.year) if begins else date_format(first)}
    if last:
        ends = (last.month, last.day) == (12, 31)
        return _("to %(day)s") % {"day": year_name(last.year) if ends else date_format(last)}
    return ""


def last_of_month(day: datetime.date) -> datetime.date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def day_name(address: Address) -> str:
    """The day of any year that an address asks for: 3月14日."""
    day = address.filters({}).same_day
    return date_format(day, "MONTH_DAY_FORMAT") if day else ""
