"""What the verbs of the plan are told: the order seen, and what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from articles.models import Page

_LARGEST = 2**63 - 1  # an id that the database can hold


class OrderField(forms.CharField):
    """Ids of pages in order, with commas; none for an issue without pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=8_000, required=False, **kwargs)

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        try:
            return [number(part) for part in text.split(",")] if text else []
        except ValueError:
            raise forms.ValidationError(_("This is no order of pages.")) from None


def number(text: str) -> int:
    """The id in a field. Raises ValueError for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ValueError(text)
    return int(text)


class PlanForm(forms.Form):
    """What all of them are told."""

    seen = OrderField()
    follow = forms.BooleanField(required=False)


class ArrangeForm(PlanForm):
    """The new order, or a page that goes a place earlier or later."""

    order = OrderField()
    earlier = forms.IntegerField(required=False)
    later = forms.IntegerField(required=False)

    @property
    def new_order(self) -> list[int]:
        """The order that is wanted, by whichever way it was said."""
        sent = self.cleaned_data
        for pk, step in ((sent["earlier"], -1), (sent["later"], 1)):
            if pk is not None:
                return _moved(sent["seen"], pk, step)
        order: list[int] = sent["order"]
        return order


def _moved(order: list[int], pk: int, step: int) -> list[int]:
    if pk not in order:
        return order
    others = [one for one in order if one != pk]
    at = max(0, order.index(pk) + step)
    return [*others[:at], pk, *others[at:]]


class InsertForm(PlanForm):
    """How many pages, before which; at the end where none is named."""

    before = forms.IntegerField(required=False)
    count = forms.IntegerField(required=False, min_value=1)
    number = Page._meta.get_field("number").formfield(required=False)
    section_name = Page._meta.get_field("section_name").formfield(required=False)

    def clean_count(self) -> int:
        return self.cleaned_data["count"] or 1


class RemoveForm(PlanForm):
    """Which page goes, and which takes what stands on it."""

    page = forms.IntegerField(min_value=1, max_value=_LARGEST)
    onto = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST)


class NameForm(PlanForm):
    """A page's number and section name, and what they were when the form was opened."""

    page = forms.IntegerField(min_value=1, max_value=_LARGEST)
    number = Page._meta.get_field("number").formfield(required=False)
    section_name = Page._meta.get_field("section_name").formfield(required=False)
    was_number = forms.CharField(required=False, strip=False)
    was_section_name = forms.CharField(required=False, strip=False)
