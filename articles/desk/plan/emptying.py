"""What stands on a page goes to another one, so that the page can be taken out of its issue."""

from __future__ import annotations

from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from articles.desk.workflow import Refused
from articles.ingest.page_images import detach
from articles.models import Article, Page, Stage


def move_content(page: Page, target: Page) -> None:
    """Move all parts, photos and left-out texts of a page behind those of another; the picture goes.

    Their zones are left behind, which lay on the picture of the former page. To be called in a transaction
    with both pages locked. Raises Refused where a story (that of a photo too) or either page is signed off
    or public.
    """
    if target.has_been_public or target.stage == Stage.SIGNED_OFF:
        raise Refused(_("“%(page)s” is signed off or public; choose another page.") % {"page": target})
    of_page = Q(pk__in=page.parts.values("article")) | Q(pk__in=page.photos.values("article"))
    stories = Article.objects.filter(of_page).select_for_update(of=("self",), no_key=True)
    for story in stories.order_by("pk").prefetch_related("parts"):
        if story.has_been_public or story.stage == Stage.SIGNED_OFF:
            raise Refused(_("“%(article)s” is signed off or public; it cannot move.") % {"article": story})
    last = target.parts.aggregate(last=Max("position"))["last"] or 0
    page.parts.update(
        page=target, position=F("position") + last, zones=[], jump_zone=None, continuation_zone=None
    )
    last = target.photos.aggregate(last=Max("order"))["last"] or 0
    page.photos.update(page=target, order=F("order") + last, zones=[], picture_zone=None)
    page.left_out.update(page=target, zones=[])
    detach(page)
