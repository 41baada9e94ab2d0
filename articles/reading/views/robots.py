"""What is asked for at fixed addresses: by crawlers what to leave out (searches), by browsers a drawing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=3600)
def favicon(_request: HttpRequest) -> HttpResponse:
    """The site's drawing, for who asks at the address that browsers guess."""
    return HttpResponseRedirect(static("img/seal.svg"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(_request: HttpRequest) -> HttpResponse:
    """``/robots.txt`` (RFC 9309). It names public addresses alone: nobody is told here where else to look.

    It only forbids: crawlers of before that standard take the first rule that fits, not the longest.
    """
    lines = ["User-agent: *"]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            lines.append(f"Disallow: {reverse('search')}")
    lines.append("Disallow: /*?q=")  # a text once more, with marks in it
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
