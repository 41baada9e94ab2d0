"""Files from outside, opened in a process of its own that may fail, hang or swell without harm.

The process has a clock, a memory and a disk limit, knows nothing of this one's environment, and hands over
JSON and files in a folder that goes away with the `scratch` it lies in.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles.imaging.limits import DPI, BadFile, Limits
from articles.imaging.photo_facts import PhotoFacts
from articles.imaging.tiles import MASTER

SCRATCH = "newsroom-"
SHEET = "sheet.bin"  # as `sheets` calls it, which must not be imported in this process
_ROOT = Path(__file__).resolve().parents[2]
_MOST_ANSWER = 100_000
_LOOK = 0.02  # seconds
_TURN = 0.1  # of a processor: with less than that a process has not had its turn


@dataclass(frozen=True, slots=True)
class Survey:
    """What kind of file it is (``pdf`` or ``image``), and how many pages it has."""

    kind: str
    sheets: int


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page's files in ``folder``, as ``pyramid`` writes them, and the size of its picture."""

    folder: Path
    width: int
    height: int
    dpi: int | None


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder for what is made of one file; it goes away whatever happens."""
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        yield Path(folder)


def survey(path: Path, limits: Limits) -> Survey:
    """Open the file and count its pages. Raises BadFile."""
    with scratch() as folder:
        found = _run({"do": "survey", "path": str(path.resolve())}, folder, limits, limits.survey_seconds)
    if found.get("kind") not in ("pdf", "image") or not isinstance(found.get("sheets"), int):
        raise BadFile("damaged")
    return Survey(found["kind"], found["sheets"])


def make_page(
    path: Path, sheet: int, folder: Path, limits: Limits, printed: Callable[[bytes], None] | None = None
) -> MadePage:
    """Make all files of page `sheet`, from 1, in an empty folder. Raises BadFile.

    ``printed`` is given what a PDF's page prints (bytes of ``imaging.sheet``) while the tiles are still being
    written, so that both are done at once; it is not called for a scan.
    """
    task = {"do": "page", "path": str(path.resolve()), "sheet": sheet}
    found = _run(task, folder, limits, limits.page_seconds, printed)
    width, height, dpi = (found.get(name) for name in ("width", "height", "dpi"))
    if not (isinstance(width, int) and isinstance(height, int)) or min(width, height) < 1:
        raise BadFile("damaged")
    return MadePage(folder, width, height, dpi if isinstance(dpi, int) else None)


def read_page(path: Path, sheet: int, limits: Limits) -> bytes:
    """What page `sheet`, from 1, of a PDF prints, as bytes of ``imaging.sheet``. Raises BadFile."""
    task = {"do": "read", "path": str(path.resolve()), "sheet": sheet}
    return _sheet_of(task, limits, limits.page_seconds)


def recognise(made: MadePage, limits: Limits, languages: str) -> bytes:
    """What Tesseract reads in the picture of a page that was made, as bytes of ``imaging.sheet``.

    ``languages`` are those that Tesseract is to know, as it names them: ``chi_sim``.

    Raises BadFile: ``ocr`` where it is not installed or fails, ``time`` where it takes too long.
    """
    points = 72 / (made.dpi or DPI)
    task = {
        "do": "recognise",
        "path": str((made.folder / MASTER).resolve()),
        "width": made.width * points,
        "height": made.height * points,
        "languages": languages,
    }
    return _sheet_of(task, limits, limits.ocr_seconds)


def photo_facts(path: Path, limits: Limits) -> PhotoFacts:
    """What a photo file says of itself. Raises BadFile; a photo without facts is a photo all the same."""
    with scratch() as folder:
        found = _run({"do": "facts", "path": str(path.resolve())}, folder, limits, limits.survey_seconds)
    texts = {
        name: str(found.get(name) or "") for name in ("caption", "alt_text", "credit", "rights", "taken")
    }
    creators = found.get("creators")
    return PhotoFacts(**texts, creators=tuple(map(str, creators)) if isinstance(creators, list) else ())


def _sheet_of(task: dict[str, Any], limits: Limits, seconds: int) -> bytes:
    found: list[bytes] = []
    with scratch() as folder:
        _run(task, folder, limits, seconds, found.append)
    if not found:
        raise BadFile("damaged")
    return found[0]


def _run(
    task: dict[str, Any],
    folder: Path,
    limits: Limits,
    seconds: int,
    printed: Callable[[bytes], None] | None = None,
) -> dict[str, Any]:
    file, answer = folder / "task.json", folder / "result.json"
    bounds = {
        "seconds": seconds,
        "memory": limits.memory,
        "written": limits.written,
        "sheets": limits.sheets,
    }
    file.write_text(json.dumps(task | bounds), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-s", "-P", "-B", "-m", "articles.imaging.child", str(file)],
        cwd=folder,
        env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"} | _environment(task["do"]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = _wait(process, seconds, folder / SHEET, printed)
    finally:
        # The whole group: what it may have started ends with it.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise BadFile("time", limit=seconds)
    return _answer(answer, code)


def _environment(what: str) -> dict[str, str]:
    """Where programs are: Tesseract may be anywhere, and its languages too; the rest needs none."""
    if what != "recognise":
        return {"PATH": os.defpath}
    return {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}


def _wait(
    process: subprocess.Popen[bytes], seconds: int, sheet: Path, printed: Callable[[bytes], None] | None
) -> int:
    """The process's exit code; what it hands over on the way is given to ``printed`` once."""
    end = time.monotonic() + seconds
    while True:
        try:
            code: int | None = process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            code = None
        if printed is not None and sheet.is_file() and not sheet.is_symlink():
            printed(sheet.read_bytes())
            printed = None
        if code is not None:
            return code
        if time.monotonic() > end:
            # A file that does harm keeps its process at work; it is not to blame where that had no turn.
            raise BadFile("busy" if _worked(process.pid) < _TURN * seconds else "time", limit=seconds)


def _worked(pid: int) -> float:
    """Seconds that a process and what it has ended have worked so far."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return sum(map(int, told.rpartition(")")[2].split()[11:15])) / os.sysconf("SC_CLK_TCK")


def _answer(path: Path, code: int) -> dict[str, Any]:
    """What the process wrote; where it broke down it was memory, or a file that PDFium cannot bear."""
    try:
        if code != 0 or path.is_symlink() or path.stat().st_size > _MOST_ANSWER:
            raise BadFile("memory" if code == -signal.SIGABRT or code == -signal.SIGTRAP else "damaged")
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadFile("damaged") from error
    if not isinstance(found, dict):
        raise BadFile("damaged")
    if "refused" in found:
        numbers = {str(name): int(number) for name, number in dict(found["numbers"]).items()}
        raise BadFile(str(found["refused"]), **numbers)
    return found
