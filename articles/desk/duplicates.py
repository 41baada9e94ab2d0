"""Records of persons that are likely one person: found, merged by choosing, split again, held apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.desk import merging_people
from articles.desk.base import Tool, link, tell
from articles.desk.forms import ForgivingAutocomplete
from articles.models import Byline, Person, PhotoCredit
from articles.search.analysis import runs

if TYPE_CHECKING:
    from django.contrib.admin.options import ModelAdmin
else:
    ModelAdmin = object

GROUPS_A_PAGE = 20
MERGES_SHOWN = 20
_MOST_CHOSEN = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record with what bears its name: how many lines, from when to when."""

    person: Person
    bylines: int
    credits: int
    first: Any
    last: Any


def name_key(name: str) -> str:
    """What two prints of one name share: without padding and points, in one width and case, simplified."""
    return "".join(runs(name)) or name


def likely_duplicates(people: QuerySet[Person]) -> list[list[int]]:
    """Groups of ids of standing persons, of one newspaper and name, in whatever form and affiliation.

    A group of which every two are held apart is none. Two queries, whatever there is.
    """
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    keys: dict[str, str] = {}
    standing = people.filter(merged_into__isnull=True).order_by("name", "pk")
    for pk, newspaper, name in standing.values_list("pk", "newspaper_id", "name"):
        if name not in keys:
            keys[name] = name_key(name)
        groups[newspaper, keys[name]].append(pk)
    apart = set(Person.distinct_from.through.objects.values_list("from_person", "to_person"))
    return [
        group
        for group in groups.values()
        if len(group) > 1 and not all(pair in apart for pair in combinations(group, 2))
    ]


def candidates(pks: Iterable[int]) -> dict[int, Candidate]:
    """The records with these ids and their figures; three queries."""
    pks = list(pks)
    signed = _figures(Byline.objects.filter(person__in=pks), "article__issue__date")
    shot = _figures(PhotoCredit.objects.filter(person__in=pks), "photo__page__issue__date")
    found = {}
    for person in Person.objects.filter(pk__in=pks).select_related("newspaper"):
        lines = [row for row in (signed.get(person.pk), shot.get(person.pk)) if row]
        found[person.pk] = Candidate(
            person=person,
            bylines=signed[person.pk][0] if person.pk in signed else 0,
            credits=shot[person.pk][0] if person.pk in shot else 0,
            first=min((row[1] for row in lines), default=None),
            last=max((row[2] for row in lines), default=None),
        )
    return found


def _figures(lines: QuerySet, date: str) -> dict[int, tuple[int, Any, Any]]:
    rows = lines.order_by().values_list("person").annotate(Count("pk"), Min(date), Max(date))
    return {person: (count, first, last) for person, count, first, last in rows}


class AnotherPerson(forms.Form):
    """Found by typing, to be put beside those that are shown."""

    person = forms.ModelChoiceField(
        Person.objects.standing(),
        label=gettext_lazy("Put another beside"),
        widget=ForgivingAutocomplete(Person._meta.get_field("merged_into"), admin.site),
    )


class Merging(ModelAdmin):
    """Mixed into the desk's persons: the pages and verbs of merging. Whom a user reaches the list says."""

    actions = ["merge_action"]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("duplicates/", wrap(self.duplicates_view), name="articles_person_duplicates"),
            path("merge/", wrap(self.merge_view), name="articles_person_merge"),
            path("<int:pk>/split/", wrap(self.split_view), name="articles_person_split"),
            *super().get_urls(),
        ]

    def _reached(self, request: HttpRequest) -> QuerySet[Person]:
        """Those whom the user may see."""
        return self.get_queryset(request).order_by()

    @method_decorator(require_safe)
    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """All groups of likely duplicates, and the last merges with the verb that takes each back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pages = Paginator(likely_duplicates(self._reached(request)), GROUPS_A_PAGE)
        shown = pages.get_page(request.GET.get("page"))
        known = candidates(pk for group in shown for pk in group)
        groups = [[known[pk] for pk in group if pk in known] for group in shown]
        merged = self._reached(request).filter(merged_into__isnull=False)
        merged = merged.select_related("merged_into", "merged_by").order_by("-merged_at", "-pk")
        context = {
            "title": _("Likely duplicates"),
            "groups": [_by_work(group) for group in groups],
            "page": shown,
            "merged": merged[:MERGES_SHOWN],
        }
        return self._page(request, "desk/duplicates.html", context)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Persons chosen in a list, side by side; posted, the verb: merge them, or hold them apart."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._merge(request)
        known = candidates(self._chosen(request, request.GET).values_list("pk", flat=True))
        beside = AnotherPerson()
        context = {
            "title": _("Merge persons"),
            "groups": [_by_work(known.values())] if known else [],
            "beside": beside,
            "media": beside.media,
        }
        return self._page(request, "desk/merge.html", context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        may = {"may_merge": self.has_change_permission(request)}
        return render(request, template, {**shared, **may, **context})

    def _chosen(self, request: HttpRequest, sent: QueryDict) -> QuerySet[Person]:
        named = [pk for pk in sent.getlist("person") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
        return self._reached(request).filter(pk__in=named[:_MOST_CHOSEN], merged_into__isnull=True)

    def _merge(self, request: HttpRequest) -> HttpResponse:
        people = list(self._chosen(request, request.POST).order_by("pk"))
        refused = [person for person in people if not self.has_change_permission(request, person)]
        if refused:
            raise PermissionDenied
        if len(people) < 2:
            messages.error(request, _("Choose at least two persons. Nothing was changed."))
        elif request.POST.get("do") == "apart":
            if tell(request, merging_people.hold_apart, people) is not None:
                messages.success(request, _("Held apart; they are not proposed together any more."))
        else:
            self._merge_into(request, people, request.POST.get("into", ""))
        return redirect("admin:articles_person_duplicates")

    def _merge_into(self, request: HttpRequest, people: list[Person], into: str) -> None:
        root = next((person for person in people if str(person.pk) == into), None)
        if root is None:
            messages.error(request, _("Choose who of them the others live on in. Nothing was changed."))
            return
        others = [person for person in people if person != root]
        moved = tell(request, merging_people.merge_all, others, root, request.user)
        if moved is None:
            return
        for person in others:
            self.log_change(request, person, _("Merged into “%(root)s”.") % {"root": root})
            self.log_change(request, root, _("“%(person)s” was merged into it.") % {"person": person})
        messages.success(
            request,
            ngettext(
                "%(people)s merged into “%(root)s”; %(n)d name moved.",
                "%(people)s merged into “%(root)s”; %(n)d names moved.",
                moved,
            )
            % {"people": "、".join(f"“{person}”" for person in others), "root": root, "n": moved},
        )

    @method_decorator(require_POST)
    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The verb that takes a merge back."""
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        was = person.merged_into
        back = merging_people.split_person(person)
        if was is not None:
            self.log_change(request, person, _("Split from “%(root)s”.") % {"root": was})
            self.log_change(request, was, _("“%(person)s” was split from it.") % {"person": person})
            text = ngettext(
                "“%(person)s” stands by itself again, with %(n)d name.",
                "“%(person)s” stands by itself again, with %(n)d names.",
                back,
            )
            messages.success(request, text % {"person": person, "n": back})
        return redirect("admin:articles_person_change", pk)

    @admin.action(description=gettext_lazy("Merge the chosen persons …"), permissions=["change"])
    def merge_action(self, request: HttpRequest, queryset: QuerySet[Person]) -> HttpResponse:
        chosen = QueryDict(mutable=True)
        chosen.setlist("person", [str(pk) for pk in queryset.values_list("pk", flat=True)[:_MOST_CHOSEN]])
        return HttpResponseRedirect(f"{reverse('admin:articles_person_merge')}?{chosen.urlencode()}")

    def merging_tools(self, request: HttpRequest, obj: Person) -> list[Tool]:
        """Over a person's form: merge or split, and the public page."""
        if not self.has_change_permission(request, obj):
            return []
        if obj.merged_into_id is not None:
            address = reverse("admin:articles_person_split", args=[obj.pk])
            return [Tool(gettext_lazy("Split again"), address, is_verb=True)]
        address = f"{reverse('admin:articles_person_merge')}?person={obj.pk}"
        return [Tool(gettext_lazy("Merge with another …"), address)]

    @admin.display(description=gettext_lazy("merged into"), ordering="merged_into__name")
    def lives_on_in(self, person: Person) -> SafeString | str:
        if person.merged_into is None:
            return "—"
        return link("admin:articles_person_change", person.merged_into, person.merged_into_id)

    @admin.display(description=gettext_lazy("merged into this person"))
    def lived_as(self, person: Person) -> SafeString | str:
        rows = ((link("admin:articles_person_change", one, one.pk),) for one in person.merged.all())
        return format_html_join("、", "{}", rows) or "—"


def _by_work(group: Iterable[Candidate]) -> list[Candidate]:
    """The one with most work first: it is proposed as the one to stay."""
    return sorted(group, key=lambda one: (-one.bylines - one.credits, one.person.pk))
