"""The cast and the sample makers: the one place where tests make newspapers, issues, stories and users.

Each maker takes what a test cares about and fills in the rest.
"""

from __future__ import annotations

import datetime
import io
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import connection
from PIL import Image, ImageDraw

from articles.desk import workflow
from articles.desk.preflight import preflight
from articles.desk.workflow import publish_issue
from articles.geometry import corners
from articles.imaging.pyramid import writing
from articles.ingest.page_images import MadePicture, attach, stored
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Issue,
    Membership,
    Newspaper,
    Page,
    PageImage,
    Person,
    Photo,
    Role,
    Stage,
    Verb,
)
from articles.models.role import set_up_groups

DAY = datetime.date(2026, 3, 14)
INLINE_SCRIPT = re.compile(r'<script(?! type="application/ld\+json">)(?![^>]*\bsrc=)')
"""What no page may have; a block of data is no script: no browser runs it, and no policy asks about it."""


def make_newspaper(slug: str = "harbour-daily", name: str = "港湾日报", **rest: object) -> Newspaper:
    """A newspaper; the same one when asked again."""
    return Newspaper.objects.get_or_create(slug=slug, defaults={"name": name, **rest})[0]


def make_issue(
    newspaper: Newspaper | None = None,
    date: datetime.date = DAY,
    edition: int = 1,
    pages: int = 4,
    sections: Sequence[str] = ("要闻", "民生", "综合", "副刊"),
    **rest: object,
) -> Issue:
    """A draft issue with numbered pages."""
    issue = Issue.objects.create(newspaper=newspaper or make_newspaper(), date=date, edition=edition, **rest)
    for sequence in range(1, pages + 1):
        Page.objects.create(
            issue=issue,
            sequence=sequence,
            number=str(sequence),
            section_name=sections[(sequence - 1) % len(sections)],
        )
    return issue


def make_article(
    issue: Issue,
    pages: Sequence[int] = (1,),
    headline: str = "渡口新桥通车",
    bodies: Sequence[str] = (),
    bylines: Sequence[str] = (),
    **rest: object,
) -> Article:
    """A draft article with a part on each of the pages (by sequence), in that reading order."""
    article = Article.objects.create(issue=issue, headline=headline, **rest)
    for order, sequence in enumerate(pages, start=1):
        page = issue.pages.get(sequence=sequence)
        body = (
            bodies[order - 1]
            if order <= len(bodies)
            else f"<p>{headline}的第{order}段，写在第{sequence}版。</p>"
        )
        ArticlePart.objects.create(
            article=article, order=order, page=page, position=page.parts.count() + 1, body=body
        )
    for order, name in enumerate(bylines, start=1):
        person, _made = Person.objects.get_or_create(
            newspaper=issue.newspaper, name=name, affiliation=issue.newspaper.name
        )
        Byline.objects.create(article=article, order=order, name=name, affiliation="本报", person=person)
    return article


def make_person(newspaper: Newspaper, name: str = "沈渡", affiliation: str = "港湾日报") -> Person:
    """The record of somebody whose name is printed."""
    return Person.objects.create(newspaper=newspaper, name=name, affiliation=affiliation)


def make_photo(
    page: Page, article: Article | None = None, caption: str = "晨光里的渡口。", **rest: object
) -> Photo:
    """A photo without a file; ``ingest.photos.store_photo_file`` gives it one."""
    return Photo.objects.create(page=page, article=article, caption=caption, **rest)


def picture_file(width: int = 1200, height: int = 800, kind: str = "JPEG", **save: object) -> io.BytesIO:
    """An encoded picture, a plain gradient."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, kind, **save)
    buffer.seek(0)
    return buffer


def at_stage(thing: Issue | Page | Article, stage: Stage) -> Issue | Page | Article:
    """The thing brought to a stage by the verbs, done by nobody in particular, whatever preflight finds."""
    while thing.stage != stage:
        if thing.stage == Stage.PUBLISHED:
            workflow.withdraw(thing, None, "因故撤下。")
        else:
            verb = Stage(thing.stage).next_verb
            assert verb is not None
            if isinstance(thing, Issue) and verb == Verb.SIGN_OFF:
                for page in thing.pages.all():
                    at_stage(page, Stage.SIGNED_OFF)
            if isinstance(thing, Page) and verb == Verb.SIGN_OFF:
                for article in Article.objects.filter(parts__page=thing).standing():
                    at_stage(article, Stage.SIGNED_OFF)
            if verb == Verb.SIGN_OFF and (errors := preflight(thing).errors):
                workflow.override(thing, [error.key for error in errors], "为测试放行。", None)
            getattr(workflow, verb)(thing, None)
        thing.refresh_from_db()
    return thing


def make_page_image(page: Page, width: int = 1300, height: int = 1900, colour: str = "white") -> PageImage:
    """A page picture with all its files: a frame and a stroke on paper."""
    image = Image.new("RGB", (width, height), colour)
    pen = ImageDraw.Draw(image)
    pen.rectangle((width // 10, height // 10, width // 2, height // 2), outline="black", width=9)
    pen.line((0, height, width, 0), fill="red", width=5)
    return attach_picture(page, image)


def make_zoned_picture(page: Page, width: int = 1300, height: int = 1900) -> PageImage:
    """A page picture on which the page's parts and lone photos stand one below the other, with their zones.

    A part has its head over two columns; its continuation line is where its text begins, its jump line where
    it ends.
    """
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    parts, photos = list(page.parts.in_print_order()), list(page.photos.filter(article=None))
    deep = 0.9 / max(1, len(parts) + len(photos))
    for row, thing in enumerate([*parts, *photos]):
        top = 0.05 + row * deep
        text, foot = top + 0.3 * deep, top + 0.9 * deep
        head, left, right = (
            (0.05, top, 0.95, text - 0.004),
            (0.05, text, 0.49, foot),
            (0.51, text, 0.95, foot),
        )
        boxes = [head, left, right] if isinstance(thing, ArticlePart) else [(0.05, top, 0.95, foot)]
        thing.zones = [corners(box) for box in boxes]
        if isinstance(thing, ArticlePart):
            thing.continuation_zone = corners((0.05, text, 0.3, text + 0.12 * deep))
            thing.jump_zone = corners((0.7, foot - 0.12 * deep, 0.95, foot))
        thing.save()
        for x0, y0, x1, y1 in boxes:
            pen.rectangle((x0 * width, y0 * height, x1 * width, y1 * height), fill="#ddd", outline="black")
    return attach_picture(page, image)


def attach_picture(page: Page, image: Image.Image) -> PageImage:
    """The image as the page's picture, with all its files."""
    width, height = image.size
    with tempfile.TemporaryDirectory() as folder:
        with writing(image, Path(folder), 200):
            pass
        with stored(MadePicture(Path(folder), width, height, 200)) as kept:
            return attach(page, kept, "0" * 64)


def published(issue: Issue) -> Issue:
    """The issue, published with all that it holds."""
    publish_issue(issue)
    issue.refresh_from_db()
    return issue


def make_editor(username: str = "editor") -> User:
    """A user who may do all that the desk offers."""
    return User.objects.create_superuser(username, password="ink-and-paper")


def make_user(role: Role, username: str = "", newspapers: Sequence[Newspaper] = ()) -> User:
    """A user with a role, tied to the newspapers; to none where there are none."""
    if not Group.objects.filter(name=role).exists():
        set_up_groups()  # a test of real transactions before this one has emptied the database
    user = User.objects.create_user(username or str(role), password="ink-and-paper", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    for newspaper in newspapers:
        Membership.objects.create(user=user, newspaper=newspaper)
    return user


def make_outsider(username: str = "outsider") -> User:
    """A user with a login and no right to the desk."""
    return User.objects.create_user(username, password="ink-and-paper")


def wait_until_somebody_waits() -> None:
    """Until a transaction of this database (PostgreSQL) waits for a lock that another holds."""
    here = (
        "SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database WHERE datname = current_database()"
    )
    waiting = f"SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN ({here})"
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for a lock")
