"""What a form sends and the server does not take, answered in words: more than it reads at once.

Django answers that with a bare 400. Whether a form bears the right token is told by ``403_csrf.html``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class TooMuchSent:
    """Answers 413 with what is too much, a script in JSON; it stands before whatever reads a form first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Read what was sent: the check of the token comes next, and would fail with the bare answer."""
        try:
            request.POST  # noqa: B018
        except _TOO_MUCH as error:
            return _answer(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a script sends is read by its view; None for all other exceptions."""
        return _answer(request, error) if isinstance(error, _TOO_MUCH) else None


def _answer(request: HttpRequest, error: Exception) -> HttpResponse:
    match error:
        case RequestDataTooBig():
            most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
            reason = _("The text is longer than %(most)s, the most that one form may send.") % {"most": most}
        case TooManyFieldsSent():
            reason = _("The form has more than %(n)d fields.") % {"n": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}
        case _files:
            most_files = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            reason = _("These are more than %(n)d files at once.") % {"n": most_files}
    reason += " " + _("Nothing was stored.")
    if request.content_type == "application/json":
        return JsonResponse({"message": reason}, status=413)
    return render(request, "413.html", {"reason": reason}, status=413)
