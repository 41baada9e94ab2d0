"""A page's PDF between upload and saving, while an editor corrects what was read of it.

The file waits in storage under a name of ours; the form carries that name signed. A draft that is never saved
leaves it to ``manage.py tidy_files``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core import signing
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.imaging import untrusted
from articles.imaging.limits import BadFile
from articles.ingest.load_report import LoadReport
from articles.ingest.opening import limits
from articles.ingest.page_file import PageFile, import_page_file, make_and_read
from articles.ingest.page_images import ORIGINALS
from articles.ingest.photo_cuts import cut_photos
from articles.ingest.target import Target
from articles.models.photo import new_key
from articles.records import PageDraft

_SALT = "articles.desk.originals"


class OriginalGone(Exception):
    """The file that a form speaks of is not there; the message says what to do."""


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """Where the file waits, and its name as it came."""

    stored: str
    name: str

    def to_signed(self) -> str:
        """As a form carries it."""
        return signing.dumps([self.stored, self.name], salt=_SALT)

    @classmethod
    def signed(cls, value: str) -> KeptOriginal:
        """What `to_signed` wrote. Raises OriginalGone where it is not ours, or the file is not there."""
        try:
            stored, name = signing.loads(value, salt=_SALT)
        except signing.BadSignature:
            stored, name = "", ""
        if not stored or not default_storage.exists(stored):
            raise OriginalGone(_("The uploaded file is no longer there. Upload it again."))
        return cls(stored, name)


def keep_original(upload: UploadedFile) -> tuple[KeptOriginal, PageDraft]:
    """Read a PDF of one page and keep it; nothing stays where it is refused. Raises BadFile."""
    with TemporaryDirectory(prefix=untrusted.SCRATCH) as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        sheets = untrusted.survey(path, limits()).sheets
        if sheets > 1:
            raise BadFile("too_many_pages", n=sheets, limit=1)
        with untrusted.scratch() as made:
            _made, draft, _layer = make_and_read(PageFile(path, str(upload.name)), made)
        with path.open("rb") as file:
            stored = default_storage.save(f"{ORIGINALS}/{new_key()}.pdf", File(file))
    return KeptOriginal(stored, str(upload.name)[:200]), draft


def load_original(
    kept: KeptOriginal, draft: PageDraft, target: Target, *, replace: bool = False
) -> LoadReport:
    """Load the page as the editor corrected it, with its picture. Raises BadFile and CannotLoad.

    A file that the page has already is not kept a second time.
    """
    with TemporaryDirectory(prefix=untrusted.SCRATCH) as folder:
        path = Path(folder) / "file.pdf"
        with default_storage.open(kept.stored, "rb") as source, path.open("wb") as out:
            for chunk in source.chunks():
                out.write(chunk)
        file = PageFile(path, kept.name, kept.stored)
        report = import_page_file(target, file, draft=draft, replace_page=replace)
    if report.unchanged and report.page.source.file.name != kept.stored:
        default_storage.delete(kept.stored)
    cut_photos(report.page)
    return report
