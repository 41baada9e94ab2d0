"""The desk: Django's admin site under our name, with one login for all of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

_ORDER = {
    noun: place
    for place, noun in enumerate(
        (
            "Issue Page Article Photo Byline PhotoCredit Person Column LeftOutText Join Correction Handling "
            "Override WordEntry Newspaper"
        ).split()
    )
}
_HIDDEN = {"django_tasks_database"}  # imports tell of themselves on pages of their own


class DeskSite(AdminSite):
    """The editors' desk at ``/desk/``."""

    site_title = _("Newsdesk")
    site_header = _("Newsdesk")
    index_title = _("Today")
    index_template = "desk/index.html"

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        @wraps(view)
        def without_nul(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # PostgreSQL takes NUL in no text; what an address asks for is looked up in many places.
            if "%00" in request.META["QUERY_STRING"]:
                request.GET = QueryDict(request.META["QUERY_STRING"].replace("%00", ""))
            return view(request, *args, **kwargs)

        inner = super().admin_view(without_nul, cacheable)

        @wraps(inner)
        def signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not request.user.is_authenticated:
                from articles.desk import signed_out

                return signed_out.answer(request, self.each_context(request))
            return inner(request, *args, **kwargs)

        return signed_in

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # Here, since the site is made before the models that this view needs can be imported.
        from articles.desk import guide, searching, type_ahead
        from articles.desk import import_issue as issue
        from articles.desk.entry import answers, views
        from articles.desk.import_page import import_page, page_imported
        from articles.desk.together import views as together

        wrap = self.admin_view
        return [
            path("import-page/", wrap(import_page), name="import_page"),
            path("import-page/<int:pk>/", wrap(page_imported), name="page_imported"),
            path("import-issue/", wrap(issue.import_issue), name="import_issue"),
            path("write/", wrap(views.write_anywhere), name="write_anywhere"),
            path("issues/<int:pk>/write/", wrap(views.write_issue), name="write_issue"),
            path("pages/<int:pk>/write/", wrap(views.write_new), name="write_new"),
            path("articles/<int:pk>/write/", wrap(views.write), name="write"),
            path("write/keep/", wrap(answers.keep), name="write_keep"),
            path("write/discard/", wrap(answers.discard), name="write_discard"),
            path("write/split/", wrap(answers.split), name="write_split"),
            path("write/names/", wrap(answers.names), name="write_names"),
            path("write/pictures/", wrap(answers.pictures), name="write_pictures"),
            path("guide/", wrap(guide.guide), name="guide"),
            path("guide/<str:name>", wrap(guide.picture), name="guide_picture"),
            path("search/", wrap(searching.search), name="search"),
            path("search/advanced/", wrap(searching.advanced_search), name="search_advanced"),
            path("search/help/", wrap(searching.search_help), name="search_help"),
            path("search/save/", wrap(searching.save_search), name="search_save"),
            path("search/<int:pk>/forget/", wrap(searching.forget_search), name="search_forget"),
            path("imports/", wrap(issue.import_jobs), name="import_jobs"),
            path("imports/<int:pk>/", wrap(issue.import_job), name="import_job"),
            path("imports/<int:pk>/stop/", wrap(issue.stop_job), name="import_stop"),
            path("imports/<int:pk>/resume/", wrap(issue.resume_job), name="import_resume"),
            path("imports/<int:pk>/repeat/", wrap(issue.repeat_job), name="import_repeat"),
            path("type-ahead/persons/", wrap(type_ahead.persons), name="type_ahead_persons"),
            path("type-ahead/headlines/", wrap(type_ahead.headlines), name="type_ahead_headlines"),
            *together.addresses(wrap),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Our own nouns first, in the order in which an editor meets them."""
        apps = [app for app in super().get_app_list(request, app_label) if app["app_label"] not in _HIDDEN]
        for app in apps:
            app["models"].sort(key=lambda model: _ORDER.get(model["object_name"], len(_ORDER)))
        return sorted(apps, key=lambda app: app["app_label"] != "articles")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from articles.desk.today import today

        return super().index(request, {**(extra_context or {}), **today(request.user)})
