"""What a form sends whose user is signed out by now: shown to be copied, for nobody's text can be stored.

A script sees to that before it sends (``signed-in.js``); this is for forms without one.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.desk.entry.form import name_of_field

_NOT_SHOWN = re.compile(
    r"_.*|.*(csrf|pass|token).*|base|key|turn|chosen|seen|back|do|noun|row|.*_FORMS|initial-.*"
)
"""Secrets; and what a form says to the server, not its user to the form."""
_LETTER = re.compile(r"[^\W\d_]")
_ROW = re.compile(r"^.*-\d+-|[-_](\d+|new)$")
"""Which row of its kind a field belongs to, in the full forms and in fast entry."""


def answer(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """The texts that were sent, each to be copied, and the way to log in (403); without any, just the login.

    To be asked behind the check of the token alone: nothing is shown that did not come from a form of ours.
    """
    form = _where_it_stood(request)
    texts = _texts(request.POST) if "text/html" in request.headers.get("Accept", "") else []
    if not texts:
        return redirect_to_login(form, reverse("admin:login"))
    context = {
        **context,
        "title": _("Nothing was stored: you are signed out"),
        "texts": texts,
        "files": bool(request.FILES),
        "form_address": form,
    }
    response = render(request, "desk/signed_out.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _where_it_stood(request: HttpRequest) -> str:
    """The address of the form's page: what a form is sent to can often not be opened."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure()):
        return request.get_full_path()
    address = urlsplit(before)
    return f"{address.path}?{address.query}" if address.query else address.path


def _texts(sent: QueryDict) -> list[tuple[str, str]]:
    """What the user wrote, by the name of its field, in the order of the form; no choices, no numbers."""
    found: list[tuple[str, str]] = []
    for name, values in sent.lists():
        if _NOT_SHOWN.fullmatch(name):
            continue
        kind = _ROW.sub("", name)
        field = _field(kind)
        if field is None:
            found += [(name_of_field(kind), value) for value in values if _LETTER.search(value)]
        elif isinstance(field, (models.CharField, models.TextField)) and not field.choices:
            found += [(str(capfirst(field.verbose_name)), value) for value in values if value.strip()]
    return found


def _field(name: str) -> models.Field[Any, Any] | None:
    """The first field of this name in our models; the words are the same in all of them."""
    for model in apps.get_app_config("articles").get_models():
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.Field):
            return field
    return None
