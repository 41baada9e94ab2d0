"""Persons (作者): their records, what names them, and whom they were merged into."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles.desk import duplicates, type_ahead
from articles.desk.base import DeskAdmin, ReachFilter, Tool, changelist_link, count_of
from articles.models import Byline, Person, PhotoCredit, Stage


@admin.register(Person)
class PersonAdmin(duplicates.Merging, type_ahead.TypeAhead, DeskAdmin):
    list_display = ["full_name", "affiliation", "newspaper", "byline_count", "credit_count", "lives_on_in"]
    list_filter = [
        ("newspaper", ReachFilter),
        ("affiliation", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["newspaper", "merged_into"]
    search_fields = ["name", "affiliation"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["newspaper"]
    change_list_template = "desk/person_list.html"
    last_uses = type_ahead.PERSON_USES

    def choosable(self, rows: QuerySet) -> QuerySet:
        return rows.filter(merged_into__isnull=True)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        people = super().get_queryset(request).select_related("newspaper", "merged_into")
        if not type_ahead.is_list(request):
            return people
        return people.annotate(
            _bylines=count_of(Byline.objects.all(), "person"),
            _credits=count_of(PhotoCredit.objects.all(), "person"),
        )

    def is_public(self, obj: Person) -> bool:
        """A person whom something published names, or did, has a public address, which never goes.

        Under which record it was known counts as well: its address leads on to the other.
        """
        named = Q(person=obj) | Q(known_as=obj)
        public = [stage for stage in Stage if stage.has_been_public]
        return (
            Byline.objects.filter(named, article__stage__in=public).exists()
            or PhotoCredit.objects.filter(named, photo__page__stage__in=public).exists()
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        # The names that point to a person are printed in its newspaper, and so is who was merged into it.
        return ["newspaper", "lives_on_in", "lived_as"] if obj is not None else []

    def tools(self, request: HttpRequest, obj: Person) -> list[Tool]:
        query = f"?person__id__exact={obj.pk}"
        bylines = Tool(gettext_lazy("Bylines"), reverse("admin:articles_byline_changelist") + query)
        return [bylines, *self.merging_tools(request, obj)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["labels"] = {
            "name": gettext_lazy("full name")
        }  # a newspaper's name is another word in Chinese
        return super().get_form(request, obj, change=change, **kwargs)

    @admin.display(description=gettext_lazy("full name"), ordering="name")
    def full_name(self, person: Person) -> str:
        return person.name

    @admin.display(description=gettext_lazy("bylines"), ordering="_bylines")
    def byline_count(self, person: Any) -> SafeString | str:
        return changelist_link("byline", person._bylines, f"person__id__exact={person.pk}")

    @admin.display(description=gettext_lazy("photo credits"), ordering="_credits")
    def credit_count(self, person: Any) -> SafeString | str:
        return changelist_link("photocredit", person._credits, f"person__id__exact={person.pk}")
