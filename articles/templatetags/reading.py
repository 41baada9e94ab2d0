"""How templates name dates, pages, pictures and addresses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django import template
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.finding import naming
from articles.finding.facets import Choice
from articles.finding.signing import signed
from articles.finding.sought import Marks, Sought
from articles.models import Article, Issue, Newspaper, Page, Photo
from articles.models.person import SignatureLine
from articles.reading.facsimile import Facsimile
from articles.reading.opened import OpenIssue
from articles.reading.printed import PrintedPart
from articles.reading.story import Segment
from articles.wording.pages import page_name as worded_page_name

register = template.Library()

LARGEST_INLINE = 2000
"""A photo's own file is offered to a page only up to this width; beyond it the renditions will do."""


@register.filter
def content_language(newspaper: Newspaper) -> str:
    """The interface language nearest to the newspaper's own, for the words that belong to its content."""
    return "zh-hans" if newspaper.is_chinese else "en"


@register.filter
def long_date(date: datetime.date, newspaper: Newspaper | None = None) -> str:
    """2026年3月14日 星期六, as the newspaper prints it; without one, in the interface language."""
    language = content_language(newspaper) if newspaper else translation.get_language()
    with translation.override(language):
        day, weekday = date_format(date, "DATE_FORMAT"), date_format(date, "l")
    return f"{weekday}, {day}" if language == "en" else f"{day} {weekday}"


@register.filter
def issue_name(issue: Issue) -> str:
    """An issue among others of its newspaper: its date and, where there are several, its edition."""
    day = date_format(issue.date, "DATE_FORMAT")
    label = issue.edition_label or (str(issue.edition) if issue.edition > 1 else "")
    return f"{day} · {label}" if label else day


@register.filter
def page_name(page: Page, newspaper: Newspaper) -> str:
    """第三版."""
    return worded_page_name(page.label, newspaper.language)


@register.filter
def first_page(article: Article) -> Page | None:
    """The page on which an article begins."""
    part = next(iter(article.parts.all()), None)
    return part.page if part else None


@register.simple_tag
def signed_lines(
    lines: Iterable[SignatureLine],
    newspaper: Newspaper,
    sought: Sought | Marks | None = None,
    linked: bool = False,
) -> SafeString:
    """Bylines or credits as the newspaper's language sets them, marked and linked."""
    return signed(lines, newspaper.is_chinese, sought, linked)


@register.simple_tag
def choices(some: Iterable[Choice]) -> SafeString:
    """The values of a facet as items of a list; in one piece, since a page shows a hundred."""
    take_back = gettext("Remove:")
    on = format_html('<span aria-hidden="true">× </span><span class="hidden">{} </span>', take_back)
    current = mark_safe(' aria-current="true"')
    return format_html_join(
        "\n",
        '<li><a href="{}" rel="nofollow"{}><span class="choice">{}{}</span>{}</a></li>',
        (
            (
                one.url,
                current if one.is_on else "",
                on if one.is_on else "",
                format_html('<span lang="{}">{}</span>', one.lang, one.label) if one.lang else one.label,
                format_html(' <span class="count">{}</span>', one.count) if one.count else "",
            )
            for one in some
        ),
    )


@register.simple_tag
def in_its_language(text: str) -> SafeString:
    """What somebody typed, with the language that it is in."""
    return naming.in_its_language(text)


@register.simple_tag
def marked(text: str, sought: Sought | Marks | None, field: str) -> str:
    """A text of this field with what is sought marked in it."""
    return sought.marked(text, field) if sought else conditional_escape(text)


@register.simple_tag
def marked_body(printed: Segment | PrintedPart, sought: Marks | None, place: str = "") -> str:
    """The body of a part with what is sought marked in it; ``place`` is an id before its first mark."""
    if sought is None or printed.found is None:
        return printed.body
    body = sought.marked_body(printed.found)
    at = format_html('<span class="hit-place" id="{}"></span><mark', place) if place else "<mark"
    return mark_safe(body.replace("<mark", at, 1))


@register.simple_block_tag
def under_notice(content: SafeString, sought: Marks | None, **context: object) -> SafeString:
    """A page's texts, and above them how often what is sought was marked in them."""
    if sought is None:
        return content
    notice = render_to_string("reading/_sought.html", {"sought": sought, **context})
    return mark_safe(notice + content)


@register.simple_tag
def page_url(opened: OpenIssue, page: Page) -> str:
    """A page of the issue, in the public pages or in the preview."""
    return opened.page_url(page)


@register.simple_tag
def facsimile(opened: OpenIssue, page: Page) -> Facsimile | None:
    """A page's picture, if it has one that the reader may see."""
    return opened.facsimile(page)


@register.simple_tag
def article_url(opened: OpenIssue, article: Article) -> str:
    """An article of the issue, in the public pages or in the preview."""
    return opened.article_url(article)


@register.simple_tag
def issue_url(opened: OpenIssue, issue: Issue) -> str:
    """An issue of the newspaper, in the public pages or in the preview."""
    return opened.issue_url(issue)


def _picture(photo: Photo, size: str | int) -> str:
    # One address in all languages, so that a cache keeps one copy.
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("picture", args=[photo.key, size])


@register.filter
def picture_src(photo: Photo) -> str:
    """The address of a middling copy, for those who take only one."""
    widths = sorted(rendition.width for rendition in photo.renditions.all())
    middling = [width for width in widths if width <= 960]
    return _picture(photo, middling[-1] if middling else "original")


@register.filter
def picture_srcset(photo: Photo) -> str:
    """All copies with their widths."""
    copies = [(rendition.width, _picture(photo, rendition.width)) for rendition in photo.renditions.all()]
    if photo.width and (photo.width <= LARGEST_INLINE or not copies):
        copies.append((photo.width, _picture(photo, "original")))
    return ", ".join(f"{address} {width}w" for width, address in sorted(copies))


@register.simple_tag(takes_context=True)
def absolute(context: RequestContext, path: str) -> str:
    """A path of this site as a full address."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(path)


@register.filter
def in_language(path: str, language: str) -> str:
    """The same thing's address in another interface language; home where there is nothing at the path."""
    translated = translate_url(path, language)
    if translated == path and language != translation.get_language():
        with translation.override(language):
            return reverse("home")
    return translated


@register.simple_tag(takes_context=True)
def with_parameter(context: RequestContext, name: str, value: object) -> str:
    """The query string of this request with one parameter changed."""
    query: QueryDict = context["request"].GET.copy()
    query[name] = str(value)
    return f"?{query.urlencode()}"
