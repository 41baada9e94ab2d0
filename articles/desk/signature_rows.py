"""Printed names (署名, 摄影) in rows below an article or photo, each with the person whose it is."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.desk import corrections, type_ahead
from articles.desk.base import PlacedForm, Rows, TradingPlaces
from articles.ingest.people import forget_unused, link_people, people_of
from articles.models import Article, Byline, Newspaper, PhotoCredit
from articles.models.person import SignatureLine, tie


class SignatureForm(PlacedForm):
    """A printed name, with the person whose it is."""

    class Meta:
        fields = ["order", "name", "role", "affiliation", "title", "person"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        tie_by_hand(self, data)
        return data


def tie_by_hand(form: Any, data: dict[str, Any]) -> None:
    """Where the person was chosen anew: by way of whom a merged one lives on in; a split leaves it there."""
    if "person" in form.changed_data and "person" in data:
        chosen = tie(data["person"])
        data["person"], form.instance.known_as = chosen["person"], chosen["known_as"]


class NamesPeople:
    """What has names in it: a record that nothing points to any more goes with the last name that did."""

    def names_in(self, rows: QuerySet) -> list[QuerySet]:
        """The printed names that go with these rows."""
        raise NotImplementedError

    def _people_in(self, obj: Any) -> set[int]:
        return people_of(*self.names_in(type(obj)._default_manager.filter(pk=obj.pk)))

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        form.people_before = self._people_in(form.instance) if change else set()
        return super().save_form(request, form, change)  # type: ignore[misc]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        # Once all names are stored and tied: one that stands in another row now is still needed.
        if form.people_before and (left := form.people_before - self._people_in(form.instance)):
            forget_unused(left)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, type(obj)._default_manager.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        people = people_of(*self.names_in(queryset))
        super().delete_queryset(request, queryset)  # type: ignore[misc]
        forget_unused(people)


class SignatureFormSet(BaseInlineFormSet):
    """The names of one article or photo; each person one of its newspaper's. Here an order may repeat."""

    def newspaper(self) -> Newspaper | None:
        """The newspaper whose persons are meant."""
        raise NotImplementedError

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        type_ahead.offer_persons(form, self.newspaper())

    def clean(self) -> None:
        super().clean()
        newspaper = self.newspaper()
        for form in self.forms:
            person = getattr(form, "cleaned_data", {}).get("person")
            if person is not None and newspaper is not None and person.newspaper_id != newspaper.pk:
                form.add_error("person", _("This person belongs to another newspaper."))


class SignatureInline(Rows):
    form = SignatureForm
    fields = ["order", "name", "role", "affiliation", "title", "person"]
    autocomplete_fields = ["person"]
    ordering = ["order", "pk"]
    extra = 0


class BylineFormSet(corrections.AsksForNotice, TradingPlaces, SignatureFormSet):
    text_fields = frozenset({"name", "role", "affiliation", "title"})

    def newspaper(self) -> Newspaper | None:
        return self.instance.issue.newspaper if self.instance.issue_id else None


class BylineInline(SignatureInline):
    model = Byline
    formset = BylineFormSet


class CreditFormSet(TradingPlaces, SignatureFormSet):
    def newspaper(self) -> Newspaper | None:
        return self.instance.page.issue.newspaper if self.instance.page_id else None


class CreditInline(SignatureInline):
    model = PhotoCredit
    formset = CreditFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "role":
            field.initial = SignatureLine.Role.PHOTOGRAPHER
        return field


def link_new_bylines(article: Article, bylines: list[Byline]) -> None:
    """Point new bylines at persons by the rule of imports: within newspaper and affiliation, else not."""
    lines = {line: line.signature for line in bylines if line.person_id is None}
    people = link_people(lines.values(), article.issue.newspaper, article.dateline_agency)
    for line, signature in lines.items():
        if person := people.get(signature):
            line.point_to(person)
            line.save(update_fields=["person", "known_as"])
