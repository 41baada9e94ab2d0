"""The form of the advanced search: it writes the search language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.finding.address import Address, read_address
from articles.models import Newspaper
from articles.search.asking import Order
from articles.search.dates import between, parse_dates
from articles.search.parsing import MAX_CHARACTERS, WITHOUT_QUOTES, parse
from articles.search.query import Dates, Near, Node, Page, Phrase, all_of, any_of, none_of, to_text, within
from articles.wording.jumps import label_key

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FIELDS = ("headline", "byline", "caption", "column", "place", "agency", "section")


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
        label=_("with at most so many characters between them"), required=False, min_value=0, max_value=50
    )
    headline = forms.CharField(label=_("In the headline"), required=False, max_length=200)
    byline = forms.CharField(label=_("In the byline"), required=False, max_length=100)
    caption = forms.CharField(label=_("In a caption"), required=False, max_length=200)
    column = forms.CharField(label=_("In the column"), required=False, max_length=80)
    place = forms.CharField(label=_("Reported from"), required=False, max_length=60)
    agency = forms.CharField(label=_("News agency"), required=False, max_length=60)
    section = forms.CharField(label=_("Section of the page"), required=False, max_length=60)
    page = forms.CharField(label=_("Page number"), required=False, max_length=20)
    newspaper = forms.ChoiceField(label=_("Newspaper"), required=False)
    first = forms.CharField(
        label=_("From"), required=False, max_length=40, help_text=_("A day, month or year: 2026-03-14")
    )
    last = forms.CharField(label=_("To"), required=False, max_length=40)
    photo = forms.BooleanField(label=_("Only with a photo"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            (str(Order.RELEVANCE), _("Relevance")),
            (str(Order.NEWEST), _("Newest")),
            (str(Order.OLDEST), _("Oldest")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        newspapers: list[tuple[str, StrOrPromise]] = [
            (one.slug, one.name) for one in Newspaper.objects.by_name()
        ]
        field = self.fields["newspaper"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *newspapers]
        if len(newspapers) < 2:
            del self.fields["newspaper"]

    def clean_first(self) -> Dates | None:
        return _dates(self.cleaned_data["first"], "first")

    def clean_last(self) -> Dates | None:
        return _dates(self.cleaned_data["last"], "last")

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
        if key := label_key(said["page"]):
            parts.append(Page(key))
        if dates := between(said["first"], said["last"]):
            parts.append(dates)
        return all_of(parts)

    @property
    def address(self) -> Address:
        """The search that a valid form asks for."""
        said = self.cleaned_data
        return read_address(
            {
                "q": to_text(self.tree),
                "newspaper": said.get("newspaper", ""),
                "photo": "1" if said["photo"] else "",
                "sort": said["sort"] if said["sort"] != Order.RELEVANCE else "",
            }
        ).address


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
        raise forms.ValidationError(_("This is no date. Write a day, month or year: 2026-03-14, 2026-03."))
    return found.dates
