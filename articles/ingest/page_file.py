"""One page from its file: the picture, what it prints, and both into the database, all or nothing.

The file is opened in a process of its own; what that hands over is read here. Repeating it changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from articles.imaging import untrusted
from articles.imaging.limits import BadFile
from articles.imaging.ocr import LANGUAGES
from articles.imaging.sheet import SheetError, from_bytes
from articles.ingest.brought import mark_of, remember_file
from articles.ingest.issue_plan import PhotoPlan
from articles.ingest.load_report import LoadReport
from articles.ingest.loader import load_page
from articles.ingest.opening import limits, sentence
from articles.ingest.page_images import ORIGINALS, MadePicture, attach, detach, stored
from articles.ingest.pdf import read_sheet
from articles.ingest.photo_cuts import cut_photos
from articles.ingest.photos import PhotoRefused, store_photo_file
from articles.ingest.source import Source
from articles.ingest.target import Target, find_loaded
from articles.ingest.text import read_page
from articles.models import Newspaper, Page, PageSource, PageText, Photo
from articles.models.photo import new_key
from articles.models.told import Told
from articles.models.told import told as _
from articles.records import PageDraft, TextLayer
from articles.wording.folding import fold


@dataclass(frozen=True, slots=True)
class PageFile:
    """A PDF or picture on the local disk; ``stored`` says where storage keeps it, ``sheet`` is from 1."""

    path: Path
    name: str
    stored: str = ""
    sheet: int = 1


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is a JPEG, PNG or TIFF."""
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*"))


def sha256_of(path: Path) -> str:
    """The fingerprint of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def import_page_file(
    target: Target,
    file: PageFile,
    text: str = "",
    draft: PageDraft | None = None,
    *,
    replace_page: bool = False,
    ocr: bool = False,
) -> LoadReport:
    """Load the page that ``file`` holds, with its picture and text layer; all or nothing.

    The articles are those of ``draft``, which an editor corrected, else those that the file itself prints,
    with their zones; where none can be read in it, as in a scan, those of ``text``. With ``ocr`` a page
    without text of its own is recognised, unless a text stands beside it; where that fails the page is kept
    as a picture and the report says so. Raises BadFile, CannotLoad, and UnreadableTextError for the text.
    """
    kind = "pdf" if _is_pdf(file.path) else "image"
    source = Source(kind, sha256_of(file.path), text, file.name[:200], file.stored, file.sheet)  # type: ignore[arg-type]
    known = find_loaded(target, source)
    if known is not None and not (ocr and not text and _waits_for_text(known)):
        return LoadReport(known, unchanged=True)
    with untrusted.scratch() as folder:
        made, printed, layer = make_and_read(file, folder)
        notes: list[Told | str] = []
        if ocr and draft is None and not text and not (layer and layer.lines):
            try:
                printed, layer = recognise(made, target.newspaper)
                notes.append(_("The text of this page was recognised from its picture: check it."))
            except BadFile as error:
                notes.append(sentence(error))
        if draft is None:
            draft = printed if printed.articles or not text else read_page(text)
            # A number or section that the text does not print may stand on the sheet.
            draft = replace(
                draft, number=draft.number or printed.number, section=draft.section or printed.section
            )
        picture = MadePicture(made.folder, made.width, made.height, made.dpi)
        with stored(picture) as image, transaction.atomic():
            if known is not None:
                _forget(known)
            report = load_page(draft, target, source, replace=replace_page)
            attach(report.page, image, source.sha256, layer)
        report.notes += notes
    return report


def import_local_file(
    target: Target, path: Path, sheet: int = 1, *, replace_page: bool = False, ocr: bool = False
) -> LoadReport:
    """Load a page from a file outside storage, which keeps it where the page is read from it.

    Raises BadFile and CannotLoad.
    """
    suffix = ".pdf" if _is_pdf(path) else path.suffix.lower()
    with path.open("rb") as content:
        kept = default_storage.save(f"{ORIGINALS}/{new_key()}{suffix}", File(content))
    used = False
    try:
        file = PageFile(path, path.name, kept, sheet)
        report = import_page_file(target, file, replace_page=replace_page, ocr=ocr)
        cut_photos(report.page)
        used = report.page.source.file.name == kept
        return report
    finally:
        if not used:
            default_storage.delete(kept)


def make_and_read(file: PageFile, folder: Path) -> tuple[untrusted.MadePage, PageDraft, TextLayer | None]:
    """Make the page's files in an empty folder and read what it prints.

    The draft of a scan, and of a PDF without text, is empty. Raises BadFile.
    """
    found: list[tuple[PageDraft, TextLayer]] = []
    made = untrusted.make_page(
        file.path, file.sheet, folder, limits(), lambda content: found.append(read(content))
    )
    if found and found[0][1].lines:
        return (made, *found[0])
    return made, PageDraft(), None


def recognise(made: untrusted.MadePage, newspaper: Newspaper) -> tuple[PageDraft, TextLayer]:
    """Recognise the text on a page's picture, in the newspaper's language. Raises BadFile."""
    languages = LANGUAGES if newspaper.is_chinese else "eng"
    return read(untrusted.recognise(made, limits(), languages))


def read(content: bytes) -> tuple[PageDraft, TextLayer]:
    """The draft and text layer of a page from what the process beside handed over. Raises BadFile."""
    try:
        return read_sheet(from_bytes(content))
    except SheetError as error:
        raise BadFile("damaged") from error


def store_photos(page: Page, photos: Sequence[tuple[PhotoPlan, Path]]) -> list[Told | str]:
    """Give the page's printed photos their files, alt texts and rights; returns what there is to note.

    A photo that has a file already keeps it, since an editor may have changed it.
    """
    notes: list[Told | str] = []
    printed = list(Photo.objects.filter(page=page)) if photos else []
    for plan, path in photos:
        wanted = fold(plan.caption)
        photo = next((photo for photo in printed if fold(photo.caption).startswith(wanted)), None)
        if photo is None:
            notes.append(
                _("%(file)s: page %(page)s prints no photo whose caption begins with “%(caption)s”.")
                % {"file": plan.file, "page": page.label, "caption": plan.caption[:20]}
            )
        elif not photo.sha256:
            try:
                _store_photo(photo, plan, path)
            except PhotoRefused as error:
                notes.append(_("%(file)s: %(why)s") % {"file": plan.file, "why": error.args[0]})
    return notes


@transaction.atomic
def _store_photo(photo: Photo, plan: PhotoPlan, path: Path) -> None:
    before = mark_of(photo)
    photo.alt_text = plan.alt_text
    photo.online_permitted = plan.online_permitted
    photo.permitted_until = plan.permitted_until
    photo.rights_holder = plan.rights_holder
    photo.save()
    with path.open("rb") as file:
        store_photo_file(photo, file)
    remember_file(photo, before)


def _waits_for_text(page: Page) -> bool:
    """Whether it is kept as a picture alone and may still be changed."""
    return not (page.is_published or page.parts.exists() or PageText.objects.filter(page=page).exists())


def _forget(page: Page) -> None:
    """What was read of a page that is a picture alone, so that it can be read once more."""
    PageSource.objects.filter(page=page).delete()
    page.left_out.all().delete()
    detach(page)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)
