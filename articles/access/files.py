"""Which files may be opened: photos, pictures of pages with what is to be painted over, pages' originals."""

from __future__ import annotations

from django.http import Http404

from articles.access.public import public_photos
from articles.access.reach import AnyUser, in_reach
from articles.access.rights import sees_drafts
from articles.models import ArticlePart, Issue, PageImage, PageSource, Photo

Withheld = Photo | ArticlePart
"""What stands on a page's picture and may not be shown: by its rights, or since its article is withdrawn."""


def public_photo(key: str) -> Photo | None:
    """The photo with this key, if the public may see the picture itself today."""
    photo = public_photos().filter(key=key).exclude(file="").first()
    return photo if photo is not None and photo.may_be_shown() else None


def photo_or_404(key: str, user: AnyUser) -> Photo:
    """The photo whose file is asked for by its key: public and permitted online, or the user an editor.

    The user is looked at last: what is public has to do with no session and may be cached.
    """
    if (public := public_photo(key)) is not None:
        return public
    photo = Photo.objects.filter(key=key).exclude(file="").first()
    if photo is None or not sees_drafts(user) or not in_reach(user, photo):
        raise Http404
    return photo


def withheld(issue: Issue) -> dict[int, list[Withheld]]:
    """What may not be shown today of the pictures of the issue's pages, by the id of the page."""
    return _withheld(page__issue=issue)


def _withheld(**on: Issue | int) -> dict[int, list[Withheld]]:
    found: dict[int, list[Withheld]] = {}
    for part in ArticlePart.objects.withdrawn().filter(**on):
        found.setdefault(part.page_id, []).append(part)
    photos = Photo.objects.withheld() | Photo.objects.withdrawn()
    for photo in photos.filter(**on).select_related("article"):
        # A withdrawn article's photo whose place nobody knows stands in the article's own place.
        if photo.places or not photo.may_be_shown():
            found.setdefault(photo.page_id, []).append(photo)
    return found


def public_page_image_or_404(key: str) -> tuple[PageImage, list[Withheld]]:
    """The page picture with this public key, and what on it is to be painted over.

    None where the page or its issue is not published, nor where nobody knows where such a thing stands.
    """
    image = PageImage.objects.public().filter(public_key=key).select_related("page__issue__newspaper").first()
    if image is None:
        raise Http404
    covered = _withheld(page=image.page_id).get(image.page_id, [])
    if not all(thing.places for thing in covered):
        raise Http404
    return image, covered


def draft_page_image_or_404(folder: str, user: AnyUser) -> PageImage:
    """Any page picture, by the name of its folder, for an editor."""
    image = PageImage.objects.filter(folder=folder).select_related("page__issue__newspaper").first()
    if image is None or not sees_drafts(user, image.page.issue.newspaper):
        raise Http404
    return image


def page_source_or_404(page: int, user: AnyUser) -> PageSource:
    """What the page was read from, where that is a file that was kept, for an editor."""
    sources = PageSource.objects.filter(page=page).exclude(file="")
    source = sources.select_related("page__issue__newspaper").first()
    if source is None or not sees_drafts(user, source.page.issue.newspaper):
        raise Http404
    return source
