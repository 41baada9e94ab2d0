"""The form of the advanced search: it writes the search language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.access import AnyUser
from articles.finding.address import Address, edges, read_address
from articles.finding.naming import Names, Narrowing, names_for
from articles.finding.search import searched_by
from articles.finding.settling import settled
from articles.models import Newspaper
from articles.search.asking import Order
from articles.search.dates import between, parse_dates
from articles.search.lexing import WITHOUT_QUOTES
from articles.search.pages import read_pages
from articles.search.parsing import MAX_CHARACTERS, parse
from articles.search.query import Dates, Near, Node, Phrase, all_of, any_of, none_of, to_text, within

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FIELDS = ("headline", "byline", "caption", "column", "place", "agency", "section")


KEPT = ("day", "section", "person", "column", "agency")
"""What narrows a search and no field of the form can say: it is kept unless somebody takes it back."""
_NOT_KEPT = dict.fromkeys(("section", "column", "agency"), "")  # fields of the same names ask for words


def advanced_search(parameters: QueryDict, user: AnyUser | None = None) -> AdvancedSearch:
    """The form as it was sent; else as the search in the address fills it, with nothing of it lost."""
    newspapers = list(searched_by(user).by_name())
    is_sent = "go" in parameters
    said = (one.partition("=") for one in parameters.getlist("kept"))
    kept = {name: value for name, _sign, value in said if name in KEPT}
    read = read_address(kept if is_sent else {name: str(value) for name, value in parameters.items()})
    address = settled(read, newspapers).address.lifted
    names = names_for(address, newspapers, user)
    return AdvancedSearch(address, newspapers, names, parameters if is_sent else None)


class _Kept(forms.MultipleChoiceField):
    """Boxes whose values were read and settled as parts of an address already."""

    def validate(self, value: Any) -> None:
        pass


class AdvancedSearch(forms.Form):
    """What is looked for, a line a kind; `address` is the search that it asks for."""

    q = forms.CharField(
        label=_("All of these words"),
        required=False,
        max_length=MAX_CHARACTERS,
        help_text=_("The search language may be written here as well."),
    )
    phrase = forms.CharField(label=_("Exactly this phrase"), required=False, max_length=200)
    any = forms.CharField(label=_("Any of these words"), required=False, max_length=200)
    none = forms.CharField(label=_("None of these words"), required=False, max_length=200)
    near = forms.CharField(
        label=_("Words near each other"), required=False, max_length=100, help_text=_("Two words or more.")
    )
    distance = forms.IntegerField(
        label=_("at most this many characters apart"),
        required=False,
        min_value=0,
        max_value=50,
        error_messages={
            "max_value": _("At most 50."),
            "min_value": _("Not less than 0."),
            "invalid": _("A number from 0 to 50."),
        },
    )
    headline = forms.CharField(label=_("In the headline"), required=False, max_length=200)
    byline = forms.CharField(label=_("In the byline"), required=False, max_length=100)
    caption = forms.CharField(label=_("In a caption"), required=False, max_length=200)
    column = forms.CharField(label=_("In the column"), required=False, max_length=80)
    place = forms.CharField(label=_("Reported from"), required=False, max_length=60)
    agency = forms.CharField(label=_("News agency"), required=False, max_length=60)
    section = forms.CharField(label=_("Section of the page"), required=False, max_length=60)
    page = forms.CharField(
        label=_("Page number"), required=False, max_length=60, help_text=_("Also several: 1, 3 or 1-4")
    )
    first = forms.CharField(
        label=_("Printed from"),
        required=False,
        max_length=40,
        help_text=_("A day, month or year: 2026-03-14"),
    )
    last = forms.CharField(label=_("Printed until"), required=False, max_length=40)
    newspaper = forms.ChoiceField(label=_("Newspaper"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            (str(Order.RELEVANCE), _("Relevance")),
            (str(Order.NEWEST), _("Newest")),
            (str(Order.OLDEST), _("Oldest")),
        ],
    )
    photo = forms.BooleanField(label=_("Only with a photo"), required=False)

    kept = _Kept(label=_("Narrowed to"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, address: Address, newspapers: Sequence[Newspaper], names: Names, data: QueryDict | None = None
    ) -> None:
        dates = edges(address.dates) if address.dates else ("", "")
        said: dict[str, Any] = {"first": dates[0], "last": dates[1], "distance": 10}
        kept = [one for one in names.narrowings(address) if one.facet in KEPT]
        said["kept"] = [_kept(address, one) for one in kept]
        self._kept = {name: value for name, value in address.parameters() if name in KEPT}
        super().__init__(data, label_suffix="", initial=dict(address.parameters()) | _NOT_KEPT | said)
        self._offer("newspaper", [("", _("All")), *((one.slug, one.name) for one in newspapers)], 3)
        self._offer("kept", [(_kept(address, one), _labelled(one)) for one in kept], 1)

    def _offer(self, name: str, choices: list[tuple[str, StrOrPromise]], fewest: int) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) < fewest:
            del self.fields[name]

    def clean_first(self) -> Dates | None:
        return _dates(self.cleaned_data["first"], "first")

    def clean_last(self) -> Dates | None:
        return _dates(self.cleaned_data["last"], "last")

    def clean_page(self) -> Node | None:
        """The pages that the field names, read as the search language reads them."""
        text = self.cleaned_data["page"]
        pages, notes = read_pages(text)
        if text.strip() and (pages is None or any(note.code == "bad_page" for note in notes)):
            raise forms.ValidationError(_("This is not a page. Write numbers or a range: 1, A02, 1-4."))
        return pages

    @property
    def tree(self) -> Node:
        """What a valid form asks for, as a query."""
        said = self.cleaned_data
        parts: list[Node] = [parse(said["q"]).tree]
        if said["phrase"].strip():
            parts.append(_word(said["phrase"]))
        parts.append(any_of([_word(word) for word in _words(said["any"])]))
        parts += [none_of(_word(word)) for word in _words(said["none"])]
        near = [word.text for word in map(_word, said["near"].split()) if isinstance(word, Phrase)]
        if len(near) > 1:
            distance = said["distance"]
            parts.append(Near(tuple(near), 10 if distance is None else distance))
        else:
            parts += [Phrase(text) for text in near]
        for name in _FIELDS:
            parts += [within(name, _word(word)) for word in _words(said[name])]
        if said["page"]:
            parts.append(said["page"])
        if dates := between(said["first"], said["last"]):
            parts.append(dates)
        return all_of(parts)

    @property
    def address(self) -> Address:
        """The search that a valid form asks for."""
        said = self.cleaned_data
        return read_address(
            {
                **self._kept,
                "q": to_text(self.tree),
                "newspaper": said.get("newspaper", ""),
                "photo": "1" if said["photo"] else "",
                "sort": said["sort"] if said["sort"] != Order.RELEVANCE else "",
            }
        ).address


def _kept(address: Address, narrowing: Narrowing) -> str:
    return f"{narrowing.facet}={getattr(address, narrowing.facet)}"


def _labelled(narrowing: Narrowing) -> StrOrPromise:
    value = narrowing.value
    return format_html(
        "{}{} <span{}>{}</span>",
        narrowing.label,
        _(":"),
        format_html(' lang="{}"', value.lang) if value.lang else "",
        value.text,
    )


_WORDS = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"|\S+")


def _words(text: str) -> list[str]:
    """The words of a field, parted by white space; what stands in quotation marks is one."""
    return _WORDS.findall(text)


def _word(word: str) -> Node:
    """One word or phrase as it stands, whatever the language would read in it."""
    return parse('"' + word.translate(WITHOUT_QUOTES) + '"').tree


def _dates(text: str, end: Literal["first", "last"]) -> Dates | None:
    """The days of a field; they must have the end that is asked for, since a range may leave it open."""
    if not text.strip():
        return None
    found = parse_dates(text)
    if found is None or getattr(found.dates, end) is None:
        raise forms.ValidationError(_("This is not a date. Write a day, month or year: 2026-03-14, 2026-03."))
    return found.dates
