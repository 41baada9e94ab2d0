"""Page pictures in storage: put there, attached to a page, taken away; on any Django storage.

Files are written before the transaction that names them, under a folder that no other page uses: whoever
reads the database finds whole pictures alone. `stored` takes them away again where its block raises; a
former picture's files go when the transaction is through.
"""

from __future__ import annotations

import datetime
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles.imaging import tiles
from articles.interchange.text_layer import to_bytes
from articles.models import JobFile, Page, PageImage, PageSource, PageText
from articles.records import TextLayer

ROOT = "pages"
ORIGINALS = "originals"
PAGE_PDF = "page.pdf"
UNCLAIMED = datetime.timedelta(hours=6)
"""Files of a picture that no row names are left alone for so long: an import may be about to name them."""


class BadPicture(Exception):
    """What should be a picture's files is not: one is missing, or no plain file."""


@dataclass(frozen=True, slots=True)
class MadePicture:
    """A picture on the local disk, as ``imaging.pyramid`` writes it; the PDF of the page may lie beside."""

    folder: Path
    width: int
    height: int
    dpi: int | None = None


class _Movable(File):
    """A local file that a storage on the same disk may move instead of copying (as it does uploads)."""

    def temporary_file_path(self) -> str:
        return str(self.name)


@contextmanager
def stored(picture: MadePicture) -> Iterator[PageImage]:
    """Move the files into storage and yield an unsaved image for `attach`; away again where the block raises.

    Raises BadPicture where a file is missing or is no plain file.
    """
    image = PageImage(width=picture.width, height=picture.height, dpi=picture.dpi, suffix=".webp")
    try:
        for name in tiles.file_names(picture.width, picture.height):
            _move(picture.folder / name, f"{ROOT}/{image.folder}/{name}")
        if (picture.folder / PAGE_PDF).exists():
            _move(picture.folder / PAGE_PDF, f"{ROOT}/{image.folder}/{PAGE_PDF}")
        yield image
    except BaseException:
        remove_files(image.folder)
        raise


def _move(path: Path, name: str) -> None:
    # A link planted by a hostile file's reader must not lead to a file of this machine.
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise BadPicture(f"{path.name} is no file")
    except OSError as error:
        raise BadPicture(f"{path.name} is missing") from error
    with path.open("rb") as file:
        default_storage.save(name, _Movable(file, name=str(path)))


@transaction.atomic
def attach(page: Page, image: PageImage, sha256: str, layer: TextLayer | None = None) -> PageImage:
    """Make a stored image the page's own, and `layer` its text layer; the former ones go."""
    detach(page)
    image.page = page
    image.sha256 = sha256
    image.save()
    if layer is not None and layer.lines:
        PageText.objects.create(
            page=page, content=to_bytes(layer), characters=sum(len(line.text) for line in layer.lines)
        )
    return image


@transaction.atomic
def detach(page: Page) -> None:
    """Take the page's picture and text layer away; the files go when the transaction is through."""
    PageText.objects.filter(page=page).delete()
    for former in PageImage.objects.filter(page=page):
        folder = former.folder
        former.delete()
        transaction.on_commit(lambda folder=folder: remove_files(folder))  # type: ignore[misc]


def open_file(image: PageImage, name: str) -> File:
    """One file of the picture. Raises FileNotFoundError."""
    return default_storage.open(path_of(image, name), "rb")


def has_file(image: PageImage, name: str) -> bool:
    """Whether the file is there."""
    return default_storage.exists(path_of(image, name))


def path_of(image: PageImage, name: str) -> str:
    """Where in storage a file of the picture lies."""
    return f"{ROOT}/{image.folder}/{name}"


def remove_files(folder: str) -> None:
    """Delete a picture's files, whatever of them is there."""
    _remove(f"{ROOT}/{folder}")


def remove_unclaimed() -> int:
    """Delete pictures and originals that no row names any more; returns how many they were.

    They come from processes that were killed and from pages that were deleted.
    """
    known = set(PageImage.objects.values_list("folder", flat=True))
    old = [
        name for name in _listed(ROOT)[0] if name not in known and _is_old(f"{ROOT}/{name}/{tiles.MASTER}")
    ]
    for folder in old:
        remove_files(folder)
    rows = (PageSource.objects.values_list("file", flat=True), JobFile.objects.values_list("file", flat=True))
    named = {name for names in rows for name in names}
    originals = [f"{ORIGINALS}/{name}" for name in _listed(ORIGINALS)[1]]
    lost = [name for name in originals if name not in named and _is_old(name)]
    for name in lost:
        default_storage.delete(name)
    return len(old) + len(lost)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _is_old(name: str) -> bool:
    """Whether the file was written long ago; of a picture ask for the master, which is written first."""
    try:
        return default_storage.get_modified_time(name) < timezone.now() - UNCLAIMED
    except FileNotFoundError:
        return True


def _remove(folder: str) -> None:
    folders, files = _listed(folder)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        _remove(f"{folder}/{name}")
    # A storage that has real folders leaves the empty one; deleting its name does away with it.
    default_storage.delete(folder)
