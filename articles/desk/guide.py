"""The editors' guide at the desk: ``docs/guide/`` as a page, in the language of the interface."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.BASE_DIR) / "docs" / "guide"
PICTURES = FOLDER / "pictures"


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The whole guide with its table of contents."""
    language = "en" if (get_language() or "").startswith("en") else "zh-hans"
    # Without HTML of its own: what is shown is what Markdown makes.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((FOLDER / f"{language}.md").read_text(encoding="utf-8"))
    if tokens[0].tag == "h1":  # the page has it as its own heading
        tokens = tokens[3:]
    chapters = _number_chapters(tokens)
    _lead_to_pictures(tokens)
    context = {
        **admin.site.each_context(request),
        "title": _("Editors' guide"),
        "chapters": chapters,
        "text": mark_safe(markdown.renderer.render(tokens, markdown.options, {})),  # our own file
    }
    return TemplateResponse(request, "desk/guide.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of the guide."""
    path = PICTURES / name
    if not re.fullmatch(r"[a-z0-9-]+\.webp", name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")


def _number_chapters(tokens: list[Token]) -> list[tuple[str, str]]:
    """Give each chapter an anchor that does not depend on its words; returns anchors and headings."""
    chapters: list[tuple[str, str]] = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            anchor = f"c{len(chapters) + 1}"
            token.attrSet("id", anchor)
            chapters.append((anchor, tokens[at + 1].content))
    return chapters


def _lead_to_pictures(tokens: list[Token]) -> None:
    for token in tokens:
        for child in token.children or []:
            if child.type == "image":
                name = str(child.attrGet("src")).removeprefix("pictures/")
                child.attrSet("src", reverse("admin:guide_picture", args=[name]))
                child.attrSet("loading", "lazy")
