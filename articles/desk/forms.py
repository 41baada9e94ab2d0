"""What forms of the desk share: constraints count what is read-only, choices bear whatever is sent."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.models.issue import YEARS

if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin
else:
    BaseModelAdmin = object


def likely_date(date: datetime.date) -> datetime.date:
    """The date, or a ValidationError where no newspaper can be of that year."""
    if date.year not in YEARS:
        raise forms.ValidationError(_("This year cannot be right: newspapers begin in 1605."))
    return date


def storable(text: str) -> str:
    """The text without what no database can store: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def typed(request: HttpRequest, name: str, most: int = 2000) -> str:
    """What came in a field of a verb that has no form of its own: a note, a reason, a notice."""
    return storable(request.POST.get(name, ""))[:most]


def sent_moment(text: str) -> datetime.datetime | None:
    """The moment that an address or a script names; None for anything else, and at either end of time."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    known = moment is not None and moment.tzinfo is not None and 1 < moment.year < datetime.MAXYEAR
    return moment if known else None


class DeskForm(forms.ModelForm):
    """A row's form that checks a constraint also where one of its fields is shown read-only."""

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.instance.pk is None:
            return
        faulty = self.errors.keys()
        for constraint in self.instance._meta.constraints:
            names = set(getattr(constraint, "fields", ()))
            if names & self.fields.keys() and names - self.fields.keys() and not names & faulty:
                try:
                    constraint.validate(type(self.instance), self.instance)
                except forms.ValidationError as error:
                    self._update_errors(error)  # type: ignore[attr-defined]


class ForgivingAutocomplete(AutocompleteSelect):
    """Django's, which asks the database for whatever an address or a form names, number or not."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if _is_pk(one)] or [""], attrs)


def _is_pk(value: Any) -> bool:
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) < 19  # what a BigAutoField can hold


class ForgivingChoices(BaseModelAdmin):
    """Admins and inlines whose choices found by typing are `ForgivingAutocomplete`."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ForgivingAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
