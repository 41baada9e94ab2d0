"""Photo files of a story: each by itself, so that one that cannot be kept leaves the others whole."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.desk.entry.saving import Caption, credit
from articles.desk.names import Names, can_be_kept
from articles.imaging.limits import BadFile, Limits
from articles.imaging.photo_facts import PhotoFacts
from articles.imaging.photos import MOST_BYTES
from articles.imaging.untrusted import photo_facts
from articles.ingest.photos import PhotoRefused, store_photo_file
from articles.models import Article, Page, Photo
from articles.wording.bylines import parse_byline
from articles.wording.credits import parse_credits, split_credit, taken
from articles.wording.names import is_name
from articles.wording.values import Signature

MOST_FILES = 60
"""Files that one form brings at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: the photo, or the reason why there is none, in the user's language."""

    name: str
    photo: Photo | None = None
    reason: str = ""


def add_pictures(
    article: Article, page: Page, files: Sequence[UploadedFile], captions: Sequence[Caption] = ()
) -> list[Outcome]:
    """Make a photo of each file, with what the file says of itself; typed ``captions`` go to them in turn.

    A caption that is left over makes a photo whose file is still to come.
    """
    outcomes = []
    left = list(captions)
    for number, file in enumerate(files):
        typed = left[0] if left else None
        if number >= MOST_FILES:
            reason = _("more than %(n)d files at once") % {"n": MOST_FILES}
            outcomes.append(Outcome(str(file.name), reason=reason))
            continue
        outcome = _add(article, page, file, typed)
        if typed is not None and outcome.photo is not None:
            left.pop(0)
        outcomes.append(outcome)
    for caption in left:
        with transaction.atomic():
            photo = _make(article, page, caption.text)
            credit(photo, article, caption.credits)
        outcomes.append(Outcome(str(photo), photo))
    return outcomes


def _add(article: Article, page: Page, file: UploadedFile, typed: Caption | None) -> Outcome:
    name = str(file.name)
    facts = _facts(file)
    text, credits = split_credit(facts.caption)
    if typed is not None:
        text, credits = typed.text or text, typed.credits or credits
    try:
        with transaction.atomic():
            photo = _make(article, page, text)
            photo.alt_text, photo.rights_holder = facts.alt_text[:300], facts.rights[:120]
            photo.taken_on = datetime.date.fromisoformat(facts.taken) if facts.taken else None
            file.seek(0)
            store_photo_file(photo, cast(BinaryIO, file))
            credit(photo, article, credits or names_of(facts))
    except PhotoRefused as error:
        return Outcome(name, reason=str(error))
    return Outcome(name, photo)


def _make(article: Article, page: Page, caption: str) -> Photo:
    last = page.photos.aggregate(last=Max("order"))["last"] or 0
    return Photo.objects.create(page=page, article=article, order=last + 1, caption=caption)


def _facts(file: UploadedFile) -> PhotoFacts:
    """What the file says of itself, read in a process of its own; nothing where it cannot be read."""
    if (file.size or 0) > MOST_BYTES:
        return PhotoFacts()
    with tempfile.NamedTemporaryFile(prefix="newsroom-photo-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        try:
            return photo_facts(Path(copy.name), Limits())
        except BadFile:
            return PhotoFacts()


def names_of(facts: PhotoFacts) -> Names:
    """The credit that a file's own fields make: who took it, for which house."""
    house = facts.credit if 0 < len(facts.credit) <= 60 and not is_name(facts.credit) else ""
    found: list[Signature] = []
    for creator in facts.creators:
        named = parse_credits(creator) or taken(parse_byline(creator), "photographer")
        if named:
            found += [
                replace(one, role="photographer", affiliation=one.affiliation or house) for one in named
            ]
        elif len(creator) <= 80:
            found.append(Signature(creator, "photographer", house))
    if not found and facts.credit:
        found += parse_credits(facts.credit) or [Signature(facts.credit[:80], "photographer")]
    return tuple(filter(can_be_kept, found))
