"""Articles (稿件): heads, parts over pages with their bodies, bylines and photos on one form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Prefetch, QuerySet
from django.forms.models import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.desk import corrections, workflow
from articles.desk.base import ReachFilter, Tool, editor_of, link, stage_dot, without_detours
from articles.desk.choices import issue_of_form
from articles.desk.handled import HandledAdmin
from articles.desk.part_rows import PartInline
from articles.desk.photos import ArticlePhotoInline, keep_uploads
from articles.desk.rich_text import allows_rich_text
from articles.desk.signature_rows import BylineInline, NamesPeople, link_new_bylines
from articles.desk.versions import restore, versions
from articles.models import Article, ArticlePart, Byline, Issue, PhotoCredit
from articles.wording.datelines import read_dateline
from articles.wording.signing import text_of

_ISSUES_TO_CHOOSE = 30


class ArticleForm(corrections.CorrectedForm):
    """The heads and the dateline; what the printed dateline says is read out of it."""

    text_fields = frozenset({"kicker", "headline", "deck", "dateline_printed"})

    class Meta:
        model = Article
        fields = [
            "issue",
            "kicker",
            "headline",
            "deck",
            "column",
            "dateline_printed",
            "dateline_agency",
            "dateline_place",
            "dateline_date",
        ]

    def is_of_public(self) -> bool:
        return bool(self.instance.pk) and self.instance.has_been_public

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        issue = data.get("issue") or (self.instance.issue if self.instance.issue_id else None)
        column = data.get("column")
        if column is not None and issue is not None and column.newspaper_id != issue.newspaper_id:
            self.add_error("column", _("This is a column of another newspaper."))
        parts = ["dateline_agency", "dateline_place", "dateline_date"]
        if (printed := data.get("dateline_printed")) and not any(data.get(part) for part in parts):
            read = read_dateline(printed)
            data.update(zip(parts, [read.agency, read.place, read.date], strict=True))
        return data


class DraftState(admin.SimpleListFilter):
    """Stories by what is still wrong with them."""

    title = gettext_lazy("needs a look")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open_out", gettext_lazy("jumps, but its tail is missing")),
            ("open_in", gettext_lazy("continues, but its front is missing")),
            ("headless", gettext_lazy("has no headline")),
            ("textless", gettext_lazy("has no text")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        match self.value():
            case "open_out":
                return queryset.filter(pk__in=ArticlePart.objects.open_jumps().values("article"))
            case "open_in":
                return queryset.filter(pk__in=ArticlePart.objects.open_continuations().values("article"))
            case "headless":
                return queryset.filter(headline="")
            case "textless":
                return queryset.exclude(pk__in=ArticlePart.objects.exclude(body="").values("article"))
        return queryset


@admin.register(Article)
class ArticleAdmin(NamesPeople, corrections.CorrectingAdmin, HandledAdmin):
    form = ArticleForm
    list_display = ["name", "stage_shown", "pages", "signed", "here", "column", "issue_link", "number_shown"]
    list_filter = [
        "stage",
        DraftState,
        ("issue__newspaper", ReachFilter),
        ("column", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["issue__newspaper", "column"]
    date_hierarchy = "issue__date"
    search_fields = ["headline", "kicker", "deck", "bylines__name", "parts__body", "dateline_printed"]
    search_help_text = gettext_lazy("Heads, bylines, text or dateline")
    ordering = ["-issue__date", "-issue__edition", "issue", "number"]
    autocomplete_fields = ["column"]
    inlines = [PartInline, BylineInline, ArticlePhotoInline]
    fieldsets = [
        (None, {"fields": ["issue", "kicker", "headline", "deck", "column"]}),
        (
            gettext_lazy("Dateline"),
            {"fields": [("dateline_printed", "dateline_agency", "dateline_place", "dateline_date")]},
        ),
        (
            gettext_lazy("Stage"),
            {"fields": [("number_shown", "stage", "published_at", "publish_at", "written_by")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return (
            super()
            .get_queryset(request)
            .select_related("issue__newspaper", "column", "merged_into")
            .prefetch_related(
                Prefetch("parts", ArticlePart.objects.select_related("page").order_by("order")), "bylines"
            )
        )

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj is None:
            return self.fieldsets[:2]
        if obj.has_been_public and self.has_change_permission(request, obj):
            return [self.fieldsets[0], corrections.FIELDSET, *self.fieldsets[1:]]
        return self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        # Its number and its parts' pages are those of its issue: it cannot move to another without them.
        kept = ["number_shown", "stage", "published_at", "publish_at", "written_by"]
        return [*kept, *(["issue"] if obj is not None else [])]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "issue":
            issue = issue_of_form(request)
            here = Issue.objects.filter(pk__in=[issue.pk] if issue else [])
            kwargs["queryset"] = access.within_reach(request.user, here)
            kwargs["initial"] = issue
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):  # type: ignore[no-untyped-def]
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_detours(field) if db_field.name == "issue" else field

    def get_inline_instances(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        inlines = super().get_inline_instances(request, obj)
        if obj is not None and obj.merged_into_id:  # its text stands in the story that it was joined to
            return [inline for inline in inlines if not isinstance(inline, PartInline)]
        return inlines

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup == "parts__page__id__exact" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        back = {"noun": Article}
        return [
            path("<int:pk>/versions/", wrap(versions), name="articles_article_versions"),
            path("<int:pk>/restore-version/", wrap(restore), back, name="articles_article_restore_version"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_add_permission(request) and issue_of_form(request) is None:
            return self._choose_issue(request)
        return super().add_view(request, form_url, extra_context)

    def _choose_issue(self, request: HttpRequest) -> HttpResponse:
        """An article belongs to an issue, and its pages are that issue's: first the issue, then the form."""
        query = request.GET.copy()
        query.pop("issue", None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add article: in which issue?"),
            "opts": self.opts,
            "issues": access.within_reach(
                request.user, Issue.objects.select_related("newspaper").newest_first()
            )[:_ISSUES_TO_CHOOSE],
            "query": query.urlencode(),
            "is_popup": "_popup" in request.GET,
        }
        return render(request, "desk/choose_issue.html", context)

    @method_decorator(allows_rich_text)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.written_by = editor_of(request)
        if change:
            workflow.keep_version(obj)  # what was written without a revision has one before it changes
        if change and not form.changed_data:
            vars(obj)["skip_history_when_saving"] = True  # its parts keep their own
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Byline:
            link_new_bylines(form.instance, formset.new_objects)
        else:
            keep_uploads(request, formset)

    def names_in(self, rows: QuerySet) -> list[QuerySet]:
        photos = PhotoCredit.objects.filter(photo__article__in=rows)
        return [Byline.objects.filter(article__in=rows), photos]

    def tools(self, request: HttpRequest, obj: Article) -> list[Tool]:
        address = [obj.issue.newspaper.slug, obj.issue.address, obj.root.number]
        tools = [Tool(gettext_lazy("Preview"), reverse("preview-article", args=address))]
        if access.may(request.user, "change", obj) and not (obj.has_been_public or obj.merged_into_id):
            tools.append(Tool(gettext_lazy("Fast entry"), reverse("admin:write", args=[obj.pk])))
        if request.user.has_perm("articles.view_issue"):
            tools.append(
                Tool(gettext_lazy("Issue"), reverse("admin:articles_issue_change", args=[obj.issue_id]))
            )
        tools.append(Tool(gettext_lazy("Jumps"), reverse("admin:articles_issue_jumps", args=[obj.issue_id])))
        tools.append(
            Tool(gettext_lazy("Versions"), reverse("admin:articles_article_versions", args=[obj.pk]))
        )
        if obj.is_published and obj.issue.is_published:
            tools.append(Tool(gettext_lazy("As readers see it"), obj.get_absolute_url()))
        return tools

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def name(self, article: Article) -> str:
        return article.title

    @admin.display(description=gettext_lazy("issue"), ordering="issue__date")
    def issue_link(self, article: Article) -> SafeString:
        name = f"{article.issue.newspaper} {article.issue.address}"
        return link("admin:articles_issue_change", name, article.issue_id)

    @admin.display(description=gettext_lazy("article number"), ordering="number")
    def number_shown(self, article: Article) -> str:
        return f"a{article.number}"

    @admin.display(description=gettext_lazy("stage"), ordering="stage")
    def stage_shown(self, article: Article) -> SafeString:
        return stage_dot(article)

    @admin.display(description=gettext_lazy("pages"))
    def pages(self, article: Article) -> SafeString | str:
        if article.merged_into_id:
            story = link("admin:articles_article_change", _("joined to another"), article.merged_into_id)
            return format_html("→ {}", story)
        return " → ".join(part.page.label for part in article.parts.all())

    @admin.display(description=gettext_lazy("bylines"))
    def signed(self, article: Article) -> str:
        return text_of(article.bylines.all())
