"""What a page costs from its PDF to the desk: a row a figure (name, value, bar); exit 1 where one is missed.

    python bench/bench_pages.py [PDF …]

Without files it takes the demo's pages, or where there are none a page that it makes itself. It works in a
folder of its own, on SQLite. The ratio compares one page imported (process started, rendered, tiled, read,
stored, loaded) with the bare render, save and tiling of the same page in the same formats, in turn.
"""

from __future__ import annotations

import datetime
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WORK = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "NEWSROOM_VAR": str(WORK / "var"),
    "NEWSROOM_DEBUG": "1",
}
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

import pypdfium2  # noqa: E402
from django.core.files import File  # noqa: E402
from django.core.management import call_command  # noqa: E402

from articles.desk import issue_imports  # noqa: E402
from articles.imaging.limits import DPI  # noqa: E402
from articles.imaging.pyramid import MASTER_QUALITY, TILE_METHOD, TILE_QUALITY  # noqa: E402
from articles.imaging.tiles import TILE  # noqa: E402
from articles.ingest.page_file import PageFile, import_page_file  # noqa: E402
from articles.ingest.target import Target  # noqa: E402
from articles.models import Job, JobPage, Newspaper  # noqa: E402

ROUNDS = 3
SHEETS = 24
"""So many pages are imported by two workers."""
DAY = datetime.date(2026, 1, 1)


def made_page() -> Path:
    """A broadsheet page of six columns, some 9,000 characters."""
    from tests.files import pdf, stream

    words = "the ferry left before dawn and the bridge stood in the mist above the grey river "
    line = (words * 2)[:38].encode()
    lines = [
        b"BT /F1 9 Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (40 + 172 * column, 1400 - 14 * row, line)
        for column in range(6)
        for row in range(42)
    ]
    head = b"BT /F1 54 Tf 1 0 0 1 40 1430 Tm (The bridge is open) Tj ET"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1106 1531] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    path = WORK / "page.pdf"
    path.write_bytes(
        pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                page,
                stream(b"\n".join([head, *lines])),
            ]
        )
    )
    return path


def bare(path: Path) -> float:
    """Seconds to render, save and tile a page with PDFium and Pillow, and nothing else."""
    folder = WORK / "bare"
    folder.mkdir()
    start = time.perf_counter()
    document = pypdfium2.PdfDocument(path)
    image = document[0].render(scale=DPI / 72, rev_byteorder=True).to_pil()
    image.save(folder / "master.jpg", quality=MASTER_QUALITY, dpi=(DPI, DPI))
    scale = 1
    while True:
        if scale > 1:
            image.save(folder / f"full-{scale}.webp", quality=TILE_QUALITY, method=TILE_METHOD)
        if image.width <= TILE and image.height <= TILE:
            break
        for y in range(0, image.height, TILE):
            for x in range(0, image.width, TILE):
                tile = image.crop((x, y, min(x + TILE, image.width), min(y + TILE, image.height)))
                tile.save(folder / f"{scale}-{x}-{y}.webp", quality=TILE_QUALITY, method=TILE_METHOD)
        image = image.reduce(2)
        scale *= 2
    document.close()
    taken = time.perf_counter() - start
    shutil.rmtree(folder)
    return taken


def imported(path: Path, newspaper: Newspaper, day: int) -> float:
    """Seconds to import a page into an issue of its own."""
    target = Target(newspaper, DAY + datetime.timedelta(days=day), "1", sequence=1)
    start = time.perf_counter()
    import_page_file(target, PageFile(path, path.name))
    return time.perf_counter() - start


def ratio(paths: list[Path], newspaper: Newspaper) -> tuple[float, float, float]:
    """Medians over the pages, each the best of some rounds: imported ÷ bare, and both in seconds."""
    ours, theirs = [], []
    for page, path in enumerate(paths):
        rounds = [(bare(path), imported(path, newspaper, page * ROUNDS + number)) for number in range(ROUNDS)]
        theirs.append(min(one for one, _two in rounds))
        ours.append(min(two for _one, two in rounds))
    ratios = [one / two for one, two in zip(ours, theirs, strict=True)]
    return statistics.median(ratios), statistics.median(ours), statistics.median(theirs)


def peak_memory(path: Path) -> float:
    """Megabytes at the peak of an import, of the command and of the process beside it together."""
    folder = WORK / "2026-12-31"
    folder.mkdir()
    shutil.copy(path, folder / "01.pdf")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_issue", str(folder), "-v", "0"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_peak, [process.pid, *_children(process.pid)])))
        time.sleep(0.01)
    if process.returncode:
        raise SystemExit("The import failed.")
    return most / 1024


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> int:
    """Kilobytes of memory that a process has had at its peak so far."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def pages_a_minute(paths: list[Path], newspaper: Newspaper) -> float:
    """Pages a minute of one job that two workers share, the start of the workers not counted."""
    job = issue_imports.receive(Job(newspaper=newspaper, date=DAY - datetime.timedelta(days=1)), [])
    for number in range(1, SHEETS + 1):
        with paths[number % len(paths)].open("rb") as file:
            issue_imports.receive(job, [(f"{number:02}.pdf", File(file))])
    issue_imports.plan(job)
    issue_imports.start(job)
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "db_worker", "--batch", "--no-startup-delay", "-v", "0"], cwd=ROOT
        )
        for _worker in range(2)
    ]
    for worker in workers:
        worker.wait()
    job.refresh_from_db()
    if job.state != Job.State.DONE or job.pages.exclude(state=JobPage.State.DONE).exists():
        raise SystemExit(
            f"The import ended as {job.state}: {list(job.pages.values_list('reason', flat=True))}"
        )
    begun = job.pages.order_by("taken_at").values_list("taken_at", flat=True)[0]
    return SHEETS * 60 / (job.finished_at - begun).total_seconds()


def main(files: list[str]) -> int:
    """Print the figures; 1 where one misses its bar."""
    paths = (
        [Path(file).resolve() for file in files] or sorted(ROOT.glob("demo/issues/*/p*.pdf")) or [made_page()]
    )
    call_command("migrate", verbosity=0)
    newspaper = Newspaper.objects.create(slug="bench", name="Bench")
    compared, ours, theirs = ratio(paths, newspaper)
    rows: list[tuple[str, float, float | None]] = [
        ("imported ÷ bare", compared, 1.5),
        ("imported, s a page", ours, None),
        ("bare, s a page", theirs, None),
        ("peak memory, MB", max(peak_memory(path) for path in paths[:1]), 400),
        ("pages a minute, two workers", pages_a_minute(paths, newspaper), None),
    ]
    for name, value, bar in rows:
        print(f"{name:28} {value:8.2f}  {f'≤ {bar}' if bar else '—'}")
    return int(any(bar is not None and value > bar for _name, value, bar in rows))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    finally:
        shutil.rmtree(WORK)
