"""The interface language comes from the address alone: ``/en/…`` is English, all else Chinese.

Never from a cookie or a header, so that one address has one answer and caches may keep it
(DESIGN, "Addresses").
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class PrefixLocaleMiddleware(LocaleMiddleware):
    """Django's middleware without its look at cookies and headers, and so without ``Vary``."""

    def process_request(self, request: HttpRequest) -> None:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
