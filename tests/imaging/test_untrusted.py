"""Files from outside: each kind of harm gets its reason in time, and nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from articles.imaging import tiles, untrusted
from articles.imaging.limits import BadFile, Limits
from articles.imaging.sheet import from_bytes
from tests import files

HOSTILE = files.hostile()
LIMITS = Limits()


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path, monkeypatch):
    """A temporary folder of the test's own, empty at its end; and no process that goes on."""
    own = tmp_path / "tmp"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    yield
    assert list(own.iterdir()) == []
    assert not children()


def children() -> list[str]:
    """Processes that this one started, and theirs."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_text()
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            if parent == os.getpid() and "articles.imaging.child" in command:
                found.append(command)
    return found


def opened(path: Path, limits: Limits = LIMITS) -> untrusted.Survey:
    """Count the pages of a file and make the first one."""
    found = untrusted.survey(path, limits)
    with untrusted.scratch() as folder:
        untrusted.make_page(path, 1, folder, limits)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_what_does_harm_gets_its_reason(tmp_path, name):
    content, reasons = HOSTILE[name]
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(BadFile) as caught:
        opened(path)
    assert caught.value.reason in reasons


def test_survey_and_page_together_take_less_than_20_seconds():
    assert LIMITS.survey_seconds + LIMITS.page_seconds < 20


def test_more_pages_than_the_limit(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(files.pages_pdf(["a", "b", "c"]))
    assert untrusted.survey(path, Limits(sheets=3)) == untrusted.Survey("pdf", 3)
    with pytest.raises(BadFile) as caught:
        untrusted.survey(path, Limits(sheets=2))
    assert (caught.value.reason, caught.value.numbers) == ("too_many_pages", {"n": 3, "limit": 2})


def test_a_tiff_of_many_pages_and_one_that_leads_in_a_circle(tmp_path):
    path = tmp_path / "file.tif"
    path.write_bytes(files.tiff_of(3))
    assert untrusted.survey(path, LIMITS) == untrusted.Survey("image", 3)
    with pytest.raises(BadFile):
        untrusted.survey(path, Limits(sheets=2))
    path.write_bytes(files.cyclic_tiff())
    assert untrusted.survey(path, LIMITS).sheets == 1


def test_a_clock_that_runs_out(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(files.cyclic_forms())
    with pytest.raises(BadFile) as caught:
        opened(path, Limits(page_seconds=1))
    assert caught.value.reason == "time"


def test_a_page_of_a_pdf(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(files.pages_pdf(["first", "second page"]))
    with untrusted.scratch() as folder:
        printed = []
        made = untrusted.make_page(path, 2, folder, LIMITS, printed.append)
        assert (made.width, made.height, made.dpi) == (834, 1167, 200)
        (sheet,) = map(from_bytes, printed)
        assert "".join(glyph.text for glyph in sheet.glyphs).replace(" ", "") == "secondpage"
        for name in tiles.file_names(made.width, made.height):
            assert (folder / name).is_file()
        # Points from the top left: the box stands at the foot, its corner 30 from the left.
        master = Image.open(folder / tiles.MASTER)
        assert master.getpixel((150, 1000))[0] > 150 > master.getpixel((150, 1000))[1]
        assert untrusted.survey(folder / "page.pdf", LIMITS).sheets == 1


def test_a_pdf_of_one_page_is_not_written_again(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(files.pages_pdf(["alone"]))
    with untrusted.scratch() as folder:
        untrusted.make_page(path, 1, folder, LIMITS)
        assert not (folder / "page.pdf").exists()
        with pytest.raises(BadFile):
            untrusted.make_page(path, 2, folder, LIMITS)


@pytest.mark.parametrize(
    ("kind", "save", "dpi"),
    [("JPEG", {"dpi": (300, 300)}, 300), ("PNG", {}, None), ("TIFF", {"dpi": (150, 150)}, 150)],
)
def test_a_scan_keeps_its_own_size(tmp_path, kind, save, dpi):
    path = tmp_path / "scan"
    path.write_bytes(files.scan(kind, (700, 900), **save))
    with untrusted.scratch() as folder:
        printed = []
        made = untrusted.make_page(path, 1, folder, LIMITS, printed.append)
        assert (made.width, made.height, made.dpi) == (700, 900, dpi)
        assert not printed
        assert Image.open(folder / tiles.MASTER).size == (700, 900)


def test_a_scan_is_put_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    path = tmp_path / "scan.jpg"
    path.write_bytes(files.scan("JPEG", (700, 900), exif=exif.tobytes()))
    with untrusted.scratch() as folder:
        made = untrusted.make_page(path, 1, folder, LIMITS)
        assert (made.width, made.height) == (900, 700)


def test_the_process_knows_no_secret_and_no_more_than_it_must(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSROOM_SECRET_KEY", "not for anybody")
    seen = {}
    real = untrusted.subprocess.Popen

    def spy(arguments, **options):
        seen.update(options)
        return real(arguments, **options)

    monkeypatch.setattr(untrusted.subprocess, "Popen", spy)
    path = tmp_path / "file.pdf"
    path.write_bytes(files.pages_pdf(["x"]))
    untrusted.survey(path, LIMITS)
    assert set(seen["env"]) == {"PYTHONPATH", "PATH", "LANG"}
    assert seen["start_new_session"]


@pytest.mark.parametrize(
    "answer",
    ["", "[]", '"x"', "{}", '{"width": "1", "height": 2}', '{"width": 0, "height": 2}', "x" * 200_000],
)
def test_an_answer_that_is_none(tmp_path, monkeypatch, answer):
    """What a process that a hostile file took over may write instead of its answer."""

    class Taken:
        pid = 2**22 + 1  # no process has this number

        def __init__(self, arguments, cwd, **options):
            self.folder = cwd

        def wait(self, seconds=None):
            (self.folder / "result.json").write_text(answer)
            return 0

    monkeypatch.setattr(untrusted.subprocess, "Popen", Taken)
    with untrusted.scratch() as folder, pytest.raises(BadFile):
        untrusted.make_page(tmp_path / "x", 1, folder, LIMITS)


def test_a_link_instead_of_an_answer(tmp_path, monkeypatch):
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps({"width": 5, "height": 5, "dpi": 1}))

    class Taken:
        pid = 2**22 + 1

        def __init__(self, arguments, cwd, **options):
            (cwd / "result.json").symlink_to(secret)

        def wait(self, seconds=None):
            return 0

    monkeypatch.setattr(untrusted.subprocess, "Popen", Taken)
    with untrusted.scratch() as folder, pytest.raises(BadFile):
        untrusted.make_page(tmp_path / "x", 1, folder, LIMITS)


def test_what_only_waits_for_its_turn_is_not_blamed_on_the_file(tmp_path, monkeypatch):
    path = tmp_path / "page.pdf"
    path.write_bytes(files.pages_pdf(["one"]))
    real = untrusted.subprocess.Popen

    def stopped(*args, **rest):
        process = real(*args, **rest)
        os.kill(process.pid, signal.SIGSTOP)  # as on a machine where others have the processor
        return process

    monkeypatch.setattr(untrusted.subprocess, "Popen", stopped)
    with pytest.raises(BadFile) as caught:
        untrusted.survey(path, Limits(survey_seconds=1))
    assert caught.value.reason == "busy"
