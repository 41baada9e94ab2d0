"""An issue folder → a plan of the issue (docs/issue-folder.md). It writes nothing.

``issue.toml`` says what the files are; where it is not there, or lists no pages, their names do.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from articles.imaging import untrusted
from articles.imaging.limits import BadFile
from articles.ingest.issue_plan import BadFolder, IssuePlan, PagePlan, PhotoPlan
from articles.ingest.opening import limits, sentence
from articles.models.told import Told
from articles.models.told import told as _
from articles.wording.file_names import PageName, read_date, read_name

PLAN = "issue.toml"
PAGE_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
TEXT_ENDING = ".txt"
ENDINGS = (*PAGE_ENDINGS, TEXT_ENDING, ".toml", ".webp")
MOST_FILES = 2000
_MOST_PLAN = 1_000_000
_MOST_NUMBER = 2**31 - 1
_PAGE_FILES = ("pdf", "image")


def files_of(folder: Path) -> dict[str, Path]:
    """The files of a folder that an issue may be made of, by their names in it. Raises BadFolder."""
    if not folder.is_dir():
        raise BadFolder(_("%(file)s is no folder.") % {"file": folder})
    found = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in ENDINGS
        and not _is_hidden(path.relative_to(folder))
        and _is_inside(path, folder)
    }
    if len(found) > MOST_FILES:
        raise BadFolder(_("There are more than %(n)d files in the folder.") % {"n": MOST_FILES})
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether it is a file, and no link that leads out of the folder."""
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def read_plan(
    files: Mapping[str, Path],
    date: datetime.date | None = None,
    edition: int | None = None,
    name: str = "",
) -> IssuePlan:
    """What the files ask for. What the user says goes before what they say. Raises BadFolder.

    PDFs and pictures are opened to count their pages, in a process of their own; one that cannot be opened is
    a page with a ``fault``, unless none can. ``name`` is the folder's, which may tell the date.
    """
    data = _toml(files[PLAN]) if PLAN in files else {}
    pages = tuple(_listed(data, files) if "pages" in data else _named(data, files))
    if not pages:
        raise BadFolder(_("There is no page among the files: no PDF, picture or text."))
    if all(page.fault for page in pages):
        raise BadFolder(_("%(file)s: %(why)s") % {"file": pages[0].file, "why": pages[0].fault})
    if len({page.sequence for page in pages}) < len(pages):
        raise BadFolder(_("issue.toml: two pages have the same sequence."))
    pages = _with_photos(pages, data, files)
    used = {PLAN, *(page.file for page in pages), *(page.text for page in pages)}
    used |= {photo.file for page in pages for photo in page.photos}
    return IssuePlan(
        date=date or _date(data, files, name),
        edition=edition or _number(data, "edition", PLAN) or 1,
        edition_label=str(data.get("edition_label", ""))[:40],
        number=_number(data, "number", PLAN, _MOST_NUMBER),
        whole_number=_number(data, "whole_number", PLAN, _MOST_NUMBER),
        pages=pages,
        aside=tuple(sorted(file for file in files if file not in used)),
    )


def newspaper_named_in(plan: Path | None) -> str:
    """The slug that issue.toml gives, "" where it gives none or is not there. Raises BadFolder."""
    return str(_toml(plan).get("newspaper", "")) if plan is not None else ""


def _toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_PLAN:
            raise BadFolder(_("%(file)s is too large.") % {"file": PLAN})
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadFolder(_unreadable(PLAN, error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFolder(f"{PLAN}: {error}") from error


def _date(data: dict[str, Any], files: Mapping[str, Path], name: str) -> datetime.date:
    if "date" in data:
        if type(data["date"]) is not datetime.date:
            raise BadFolder(_("issue.toml: “date” must be a date such as 2025-05-24."))
        return data["date"]
    dates = {found for file in files if (found := read_date(PurePosixPath(file).stem))}
    if len(dates) > 1:
        raise BadFolder(_("The files' names tell of several dates; say which day's issue this is."))
    found = next(iter(dates), None) or read_date(name)
    if found is None:
        raise BadFolder(_("No file's name tells the date; say which day's issue this is."))
    return found


def _listed(data: dict[str, Any], files: Mapping[str, Path]) -> Iterator[PagePlan]:
    """The pages that issue.toml lists."""
    sheets: dict[str, int | Told] = {}
    for at, item in enumerate(_tables(data, "pages"), start=1):
        where = f"{PLAN}, [[pages]] {at}"
        given = [key for key in _PAGE_FILES if key in item]
        if len(given) > 1 or not (given or "text" in item):
            raise BadFolder(
                _("%(where)s: give one of “pdf”, “image” and “text” (a text may stand beside a file).")
                % {"where": where}
            )
        file = _file(item, given[0], where, files) if given else ""
        sheet = _number(item, "sheet", where)
        fault: Told | str = ""
        if file:
            if file not in sheets:
                sheets[file] = _sheets(files[file])
            found = sheets[file]
            if not isinstance(found, int):
                fault = found
            elif (found > 1 and not sheet) or (sheet or 1) > found:
                raise BadFolder(
                    _("%(where)s: %(file)s has %(n)d pages; say which one with “sheet”.")
                    % {"where": where, "file": file, "n": found}
                )
        yield PagePlan(
            sequence=_number(item, "sequence", where) or at,
            number=str(item.get("number", at))[:20],
            section=str(item.get("section", ""))[:60],
            file=file,
            sheet=sheet or 1,
            text=_file(item, "text", where, files) if "text" in item else "",
            fault=fault,
        )


def _named(data: dict[str, Any], files: Mapping[str, Path]) -> Iterator[PagePlan]:
    """The pages in the order of their files' names; a PDF and a text of one name are one page."""
    stems: dict[str, dict[str, str]] = {}
    for file in files:
        path = PurePosixPath(file)
        if len(path.parts) == 1 and path.suffix.lower() in (*PAGE_ENDINGS, TEXT_ENDING):
            kind = "text" if path.suffix.lower() == TEXT_ENDING else "file"
            if kind in stems.setdefault(path.stem, {}):
                raise BadFolder(_("%(file)s: two files have this name; which is the page?") % {"file": file})
            stems[path.stem][kind] = file
    names = {stem: read_name(stem) for stem in stems}
    sections = data.get("sections", [])
    if not isinstance(sections, list):
        raise BadFolder(_("issue.toml: “sections” must be a list of names."))
    ordered = sorted(stems, key=lambda stem: (names[stem].sort_key, stem))
    drafts = [draft for stem in ordered for draft in _sheets_of(stems[stem], names[stem], files)]
    for draft, sequence in zip(drafts, _places(drafts), strict=True):
        section = str(sections[sequence - 1])[:60] if sequence <= len(sections) else ""
        yield replace(draft, sequence=sequence, section=section)


def _sheets_of(given: dict[str, str], name: PageName, files: Mapping[str, Path]) -> Iterator[PagePlan]:
    """A plan for each page of one file; their places are not known yet."""
    file, text = given.get("file", ""), given.get("text", "")
    found = _sheets(files[file]) if file else 1
    if not isinstance(found, int):
        yield PagePlan(0, name.number, file=file, text=text, fault=found)
    elif found == 1:
        yield PagePlan(0, name.number, file=file, text=text)
    else:
        for sheet in range(1, found + 1):  # what each of them prints says its number
            yield PagePlan(0, file=file, sheet=sheet)


def _places(drafts: list[PagePlan]) -> list[int]:
    """Positions in the issue: the numbers themselves where all are plain and differ, else the order."""
    numbers = [int(d.number) for d in drafts if d.number.isascii() and d.number.isdecimal()]
    if len(set(numbers)) == len(drafts):
        return numbers
    return [place for place, _draft in zip(count(1), drafts, strict=False)]


def _sheets(path: Path) -> int | Told:
    """How many pages the file has, or why it cannot be opened."""
    try:
        return untrusted.survey(path, limits()).sheets
    except BadFile as error:
        return sentence(error)
    except OSError as error:
        return _unreadable(path.name, error)


def _with_photos(
    pages: tuple[PagePlan, ...], data: dict[str, Any], files: Mapping[str, Path]
) -> tuple[PagePlan, ...]:
    """The pages with the photos that issue.toml gives them."""
    photos: dict[int, list[PhotoPlan]] = {}
    for at, item in enumerate(_tables(data, "photos"), start=1):
        where = f"{PLAN}, [[photos]] {at}"
        page = _number(item, "page", where) or 1
        if page not in {one.sequence for one in pages}:
            raise BadFolder(_("%(where)s: the issue has no page %(page)d.") % {"where": where, "page": page})
        photos.setdefault(page, []).append(_photo(item, where, files))
    return tuple(replace(page, photos=tuple(photos.get(page.sequence, ()))) for page in pages)


def _photo(item: dict[str, Any], where: str, files: Mapping[str, Path]) -> PhotoPlan:
    until = item.get("permitted_until")
    if until is not None and type(until) is not datetime.date:
        raise BadFolder(_("%(where)s: “permitted_until” must be a date.") % {"where": where})
    return PhotoPlan(
        file=_file(item, "file", where, files),
        caption=_text(item, "caption", where),
        alt_text=str(item.get("alt", ""))[:300],
        online_permitted=bool(item.get("online_permitted", True)),
        permitted_until=until,
        rights_holder=str(item.get("holder", ""))[:120],
    )


def _file(item: dict[str, Any], key: str, where: str, files: Mapping[str, Path]) -> str:
    """The name of a file that is there; one that came without its folders, as uploads do, is it too."""
    path = PurePosixPath(_text(item, key, where))
    name = path.as_posix() if path.as_posix() in files else path.name
    if name not in files:
        raise BadFolder(_("%(where)s: there is no file %(file)s.") % {"where": where, "file": path})
    return name


def _unreadable(name: str, error: OSError) -> Told:
    return _("%(file)s cannot be read: %(why)s") % {"file": name, "why": error.strerror}


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


def _number(item: dict[str, Any], key: str, where: str, most: int = 9999) -> int | None:
    value = item.get(key)
    if value is None:
        return None
    if not str(value).isdecimal() or len(str(value)) > 10 or not 0 < int(value) <= most:
        raise BadFolder(_("%(where)s: “%(key)s” must be a number above 0.") % {"where": where, "key": key})
    return int(value)
