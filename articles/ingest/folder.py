"""An issue folder → an issue: page texts and photos, with ``issue.toml`` (docs/issue-folder.md).

The whole folder is read before anything is written, so that a fault in its last file harms nothing.
"""

from __future__ import annotations

import datetime
import io
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.imaging.photos import MOST_BYTES
from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.loader import CannotLoad, LoadReport, Target, load_page
from articles.ingest.photos import PhotoRefused, store_photo_file
from articles.ingest.text import read_page
from articles.models import Issue, Newspaper, Photo
from articles.wording.folding import fold


class BadFolder(Exception):
    """The folder is no issue; the message names the file and the fault, in the user's language."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """One page of the folder: where it stands and the text it prints."""

    sequence: int
    number: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """One photo of the folder, tied to a printed photo of a page by how its caption begins."""

    page: int
    caption: str
    content: bytes
    name: str
    alt_text: str = ""
    online_permitted: bool = True
    permitted_until: datetime.date | None = None
    rights_holder: str = ""


@dataclass(frozen=True, slots=True)
class IssueFolder:
    """What ``issue.toml`` and the files beside it say."""

    newspaper: str
    date: datetime.date
    edition: int = 1
    edition_label: str = ""
    number: int | None = None
    whole_number: int | None = None
    pages: tuple[PageFile, ...] = ()
    photos: tuple[PhotoFile, ...] = ()


@dataclass(slots=True)
class FolderReport:
    """What an import of a folder did."""

    issue: Issue
    pages: list[LoadReport] = field(default_factory=list)
    stored_photos: int = 0
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report in the user's language, a fact a line."""
        out = [line for report in self.pages for line in report.lines()]
        if self.stored_photos:
            out.append(_("Photo files stored: %(n)d") % {"n": self.stored_photos})
        return out + self.notes


def read_folder(folder: Path) -> IssueFolder:
    """Read ``issue.toml`` and all files that it names. Raises BadFolder."""
    plan = folder / "issue.toml"
    try:
        data = tomllib.loads(_bytes(plan, 1_000_000).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFolder(f"{plan.name}: {error}") from error
    if not isinstance(data.get("date"), datetime.date):
        raise BadFolder(_("issue.toml: “date” must be a date such as 2025-05-24."))
    pages = tuple(_page(folder, item, at) for at, item in enumerate(_tables(data, "pages"), start=1))
    if not pages:
        raise BadFolder(_("issue.toml: there is no [[pages]]."))
    if len({page.sequence for page in pages}) < len(pages):
        raise BadFolder(_("issue.toml: two pages have the same sequence."))
    return IssueFolder(
        newspaper=_text(data, "newspaper", "issue.toml"),
        date=data["date"],
        edition=_number(data, "edition", "issue.toml") or 1,
        edition_label=str(data.get("edition_label", "")),
        number=_number(data, "number", "issue.toml"),
        whole_number=_number(data, "whole_number", "issue.toml"),
        pages=pages,
        photos=tuple(_photo(folder, item, at) for at, item in enumerate(_tables(data, "photos"), start=1)),
    )


def load_folder(
    folder: IssueFolder, newspaper: Newspaper, progress: Callable[[str], None] | None = None
) -> FolderReport:
    """Write the folder to the database, all pages or none; repeating it changes nothing. Raises BadFolder."""
    with transaction.atomic():
        issue, _made = Issue.objects.get_or_create(
            newspaper=newspaper, date=folder.date, edition=folder.edition
        )
        report = FolderReport(issue)
        for name in ("edition_label", "number", "whole_number"):
            if getattr(folder, name):
                setattr(issue, name, getattr(folder, name))
        issue.save(update_fields=["edition_label", "number", "whole_number"])
        for page in folder.pages:
            target = Target(newspaper, folder.date, page.number, folder.edition, page.sequence, page.section)
            try:
                loaded = load_page(read_page(page.text), target, page.text)
            except CannotLoad as error:
                raise BadFolder(str(error)) from error
            report.pages.append(loaded)
            if progress:
                progress(loaded.lines()[0])
        for file in folder.photos:
            _store(issue, file, report)
    return report


def _store(issue: Issue, file: PhotoFile, report: FolderReport) -> None:
    """Give a printed photo its file, alt text and rights; one that no caption tells is noted."""
    wanted = fold(file.caption)
    printed = Photo.objects.filter(page__issue=issue, page__sequence=file.page)
    photo = next((p for p in printed if fold(p.caption).startswith(wanted)), None)
    if photo is None:
        report.notes.append(
            _("%(file)s: page %(page)d prints no photo whose caption begins with “%(caption)s”.")
            % {"file": file.name, "page": file.page, "caption": file.caption[:20]}
        )
        return
    if photo.sha256:
        return  # a file that an editor may have changed since is not put back by a second run
    photo.alt_text = file.alt_text
    photo.online_permitted = file.online_permitted
    photo.permitted_until = file.permitted_until
    photo.rights_holder = file.rights_holder
    photo.save()
    try:
        report.stored_photos += store_photo_file(photo, io.BytesIO(file.content))
    except PhotoRefused as error:
        raise BadFolder(f"{file.name}: {error}") from error


def _page(folder: Path, item: dict[str, Any], at: int) -> PageFile:
    where = f"issue.toml, [[pages]] {at}"
    name = _text(item, "text", where)
    try:
        text = decode_text(_bytes(_inside(folder, name)))
    except UnreadableTextError as error:
        raise BadFolder(f"{name}: {error}") from error
    return PageFile(
        sequence=_number(item, "sequence", where) or at,
        number=str(item.get("number", at)),
        section=str(item.get("section", "")),
        text=text,
    )


def _photo(folder: Path, item: dict[str, Any], at: int) -> PhotoFile:
    where = f"issue.toml, [[photos]] {at}"
    name = _text(item, "file", where)
    until = item.get("permitted_until")
    if until is not None and not isinstance(until, datetime.date):
        raise BadFolder(_("%(where)s: “permitted_until” must be a date.") % {"where": where})
    return PhotoFile(
        page=_number(item, "page", where) or 1,
        caption=_text(item, "caption", where),
        content=_bytes(_inside(folder, name), MOST_BYTES),
        name=name,
        alt_text=str(item.get("alt", "")),
        online_permitted=bool(item.get("online_permitted", True)),
        permitted_until=until,
        rights_holder=str(item.get("holder", "")),
    )


def _inside(folder: Path, name: str) -> Path:
    """The file of that name in the folder; a name that leads out of it is refused."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadFolder(_("%(file)s: the file lies outside the folder.") % {"file": name})
    return path


def _bytes(path: Path, most: int | None = None) -> bytes:
    try:
        if most is not None and path.stat().st_size > most:
            raise BadFolder(_("%(file)s is too large.") % {"file": path.name})
        return path.read_bytes()
    except OSError as error:
        raise BadFolder(
            _("%(file)s cannot be read: %(why)s") % {"file": path.name, "why": error.strerror}
        ) from error


def _tables(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadFolder(_("issue.toml: write [[%(key)s]] for each of them.") % {"key": key})
    return value


def _text(item: dict[str, Any], key: str, where: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadFolder(_("%(where)s: “%(key)s” is missing.") % {"where": where, "key": key})
    return value


def _number(item: dict[str, Any], key: str, where: str) -> int | None:
    value = item.get(key)
    if value is None:
        return None
    if not str(value).isdecimal() or not 0 < int(value) < 2**31:
        raise BadFolder(_("%(where)s: “%(key)s” must be a number above 0.") % {"where": where, "key": key})
    return int(value)
