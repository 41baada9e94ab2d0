"""Type-ahead at the desk: persons by a few characters, columns, headlines; what begins with them first.

The choices of Django's admin ask `TypeAhead`; the name of a byline and the search over the articles are plain
fields that ``static/js/type-ahead.js`` completes from the two views here; without scripts they stay plain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import access
from articles.models import Article, Byline, Newspaper, Person, PhotoCredit
from articles.models.person import SignatureLine
from articles.search.asking import Ask, Order
from articles.search.folder import NotReady
from articles.search.query import Phrase
from articles.search.record import Kind
from articles.search.results import search
from articles.wording.bylines import name_at_end, split_title
from articles.wording.signing import NAMES

if TYPE_CHECKING:
    from django.contrib.admin.options import ModelAdmin
else:
    ModelAdmin = object

MOST = 10
_RECENT_LINES = 200
_LONGEST = 80  # characters; no name is longer
_LONGEST_LINE = 600  # of a byline


def _last(lines: QuerySet, way: str) -> Subquery:
    """The id of the newest of ``lines`` that points at a row; one look into an index a row."""
    return Subquery(lines.filter(**{way: OuterRef("pk")}).order_by("-pk").values("pk")[:1])


PERSON_USES = [_last(Byline.objects.all(), "person"), _last(PhotoCredit.objects.all(), "person")]
COLUMN_USES = [_last(Article.objects.all(), "column")]


def recent_first(rows: QuerySet, uses: list[Subquery]) -> QuerySet:
    """Those that were printed last above; those that never were below, by name."""
    named = {f"_use_{at}": use for at, use in enumerate(uses)}
    return rows.annotate(**named).order_by(*(F(one).desc(nulls_last=True) for one in named), "name", "pk")


class TypeAhead(ModelAdmin):
    """Mixed into nouns with a ``name``: a choice offers what begins with the words, the last used first."""

    last_uses: ClassVar[list[Subquery]]

    def choosable(self, rows: QuerySet) -> QuerySet:
        """Those that a choice offers."""
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        match = request.resolver_match
        if match is None or match.url_name != "autocomplete":
            return super().get_search_results(request, queryset, search_term)
        rows = self.choosable(queryset).order_by("name", "pk")
        for word in search_term.split():
            rows = rows.filter(
                Q(*((f"{field}__icontains", word) for field in self.search_fields), _connector=Q.OR)
            )
        if term := search_term.strip():
            rows = recent_first(rows, self.last_uses)
            begins = Case(When(name__startswith=term, then=Value(0)), default=Value(1))
            rows = rows.order_by(begins, *rows.query.order_by)
        return rows, False


def offer_persons(form: Any, newspaper: Newspaper | None) -> None:
    """Let the name of a byline's or credit's form be completed from the newspaper's persons."""
    address = reverse("admin:type_ahead_persons")
    of = f"?newspaper={newspaper.pk}" if newspaper is not None else ""
    if name := form.fields.get("name"):
        name.widget.attrs.update({"data-type-ahead": f"{address}{of}", "autocomplete": "off"})


@require_safe
def persons(request: HttpRequest) -> JsonResponse:
    """``?q=`` the name or how it begins, with or without a title before it (本报记者 周): up to ten persons.

    ``?newspaper=`` narrows. Each row says what the other fields of the line are filled with: role and house
    as typed, else as they were printed last. A title alone brings who was printed last in that role. With
    ``?line=1`` it is a byline (本报记者 张三 李): the name at its end is completed, and the line with it.
    """
    people = _reached(request, Person).filter(merged_into__isnull=True)
    newspaper = request.GET.get("newspaper", "")
    if newspaper.isascii() and newspaper.isdecimal() and len(newspaper) < 19:
        people = people.filter(newspaper=newspaper)
    before, title = None, ""
    if "line" in request.GET:
        at_end = name_at_end(_typed(request, strip=False))
        if at_end is None:
            return JsonResponse({"results": []})
        before, house, role, name = at_end
    else:
        house, role, title, name = split_title(_typed(request))
    found = persons_named(people, name) if name else _printed_last(people, role)
    last = _last_lines(found)
    rows = [_person_row(person, last.get(person.pk), house, role, title) for person in found]
    if before is not None:
        rows = [row | {"label": row["value"], "value": f"{before}{row['value']} "} for row in rows]
    return JsonResponse({"results": rows})


def persons_named(people: QuerySet[Person], name: str) -> list[Person]:
    """Up to ten whose name begins with ``name``, then such that hold it; in each the last printed first."""
    people = people.select_related("newspaper")
    found = list(recent_first(people.filter(name__startswith=name), PERSON_USES)[:MOST])
    if len(found) < MOST:
        others = people.filter(name__contains=name).exclude(name__startswith=name)
        found += recent_first(others, PERSON_USES)[: MOST - len(found)]
    return found


def _printed_last(people: QuerySet[Person], role: str) -> list[Person]:
    lines = Byline.objects.filter(person__isnull=False, **({"role": role} if role else {}))
    recent = dict.fromkeys(lines.order_by("-pk").values_list("person", flat=True)[:_RECENT_LINES])
    known = people.select_related("newspaper").in_bulk(list(recent))
    return [known[pk] for pk in recent if pk in known][:MOST]


def _last_lines(people: list[Person]) -> dict[int, SignatureLine]:
    """The newest byline of each, else the newest credit."""
    found: dict[int, SignatureLine] = {}
    for kind, use in zip((PhotoCredit, Byline), reversed(PERSON_USES), strict=True):
        rows = Person.objects.filter(pk__in=[person.pk for person in people]).annotate(_use=use)
        newest = {line: pk for pk, line in rows.values_list("pk", "_use") if line is not None}
        lines = kind._default_manager.filter(pk__in=newest)
        found |= {newest[line.pk]: line for line in lines}
    return found


def _person_row(
    person: Person, last: SignatureLine | None, house: str, role: str, title: str
) -> dict[str, Any]:
    if last is not None and not role and NAMES not in last.title:
        title = last.title  # a rank lasts; what was done for one story does not
    role = role or (last.role if last else "")
    words = [person.affiliation, str(SignatureLine.Role(role).label) if role else "", str(person.newspaper)]
    filled = {"person": {"id": person.pk, "text": str(person)}, "role": role, "title": title}
    if house or last:
        filled["affiliation"] = house or (last.affiliation if last else "")
    return {
        "value": person.name,
        "detail": " · ".join(dict.fromkeys(word for word in words if word)),
        "fill": filled,
    }


@require_safe
def headlines(request: HttpRequest) -> JsonResponse:
    """``?q=`` a piece of a headline: up to ten articles, newest first, drafts as well."""
    typed = _typed(request)
    reached = _reached(request, Article)
    within = access.tied_to(request.user)
    articles = _headed(reached, typed, within).select_related("issue__newspaper") if typed else reached.none()
    rows = [
        {
            "value": article.headline,
            "detail": f"{article.issue.newspaper} {article.issue.address} · {article.get_stage_display()}",
            "address": reverse("admin:articles_article_change", args=[article.pk]),
        }
        for article in articles.order_by("-issue__date", "number", "pk")[:MOST]
    ]
    return JsonResponse({"results": rows})


def _headed(articles: QuerySet[Article], typed: str, within: frozenset[int] | None) -> QuerySet[Article]:
    """By the search index; where there is none yet, by looking through the headlines."""
    tree = Phrase(typed, "headline", prefix=True)
    try:
        ask = Ask(tree, order=Order.NEWEST, drafts=True, within=within, limit=MOST * 3, facets=False)
        answer = search(ask)
    except NotReady:
        return articles.filter(merged_into__isnull=True, headline__contains=typed)
    return articles.filter(pk__in=[hit.ref.pk for hit in answer.hits if hit.ref.kind is Kind.ARTICLE])


def _typed(request: HttpRequest, strip: bool = True) -> str:
    typed = request.GET.get("q", "").replace("\0", "")
    return typed.strip()[:_LONGEST] if strip else typed.lstrip()[:_LONGEST_LINE]


def is_list(request: HttpRequest) -> bool:
    """Whether a noun's own list is asked for: it alone shows counts, a look for each row that is sorted."""
    match = request.resolver_match
    return match is not None and (match.url_name or "").endswith("_changelist")


def _reached(request: HttpRequest, model: Any) -> QuerySet:
    """The rows of a noun that its list shows to the user, bare of what the list fetches beside."""
    noun: Any = admin.site.get_model_admin(model)
    if not noun.has_view_permission(request):
        raise PermissionDenied
    return noun.get_queryset(request).order_by().select_related(None).prefetch_related(None)
