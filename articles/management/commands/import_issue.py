"""manage.py import_issue FOLDER [--newspaper SLUG] [--date 2026-03-14] [--publish]"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk import issue_imports
from articles.ingest.folder import PLAN, files_of, newspaper_named_in
from articles.ingest.issue_plan import BadFolder
from articles.management.arguments import iso_date, newspaper_or_hint, only_newspaper, small_number
from articles.management.progress import ProgressBar
from articles.models import Job, JobPage


class Command(BaseCommand):
    help = (
        "Import an issue from a folder of PDFs, page pictures or page texts, with or without issue.toml "
        "(docs/issue-folder.md). A failed page leaves the others whole; a second run changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--newspaper", metavar="SLUG", help="where issue.toml does not say it")
        parser.add_argument("--date", type=iso_date, metavar="YYYY-MM-DD", help="where no file says it")
        parser.add_argument("--edition", type=small_number)
        parser.add_argument("--replace", action="store_true", help="take away what former imports made")
        parser.add_argument(
            "--ocr", action="store_true", help="recognise the text of pages that have none, by Tesseract"
        )
        parser.add_argument("--publish", action="store_true", help="publish the issue when all of it is in")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            files = files_of(folder)
            slug = options["newspaper"] or newspaper_named_in(files.get(PLAN))
            newspaper = newspaper_or_hint(slug) if slug else only_newspaper()
            job = self._planned(
                Job(
                    newspaper=newspaper,
                    date=options["date"],
                    edition=options["edition"],
                    publish=options["publish"],
                    replace=options["replace"],
                    runner=issue_imports.this_process(),
                ),
                folder,
                files,
            )
        except BadFolder as error:
            raise CommandError(str(error)) from error
        try:
            self._do(job, int(options["verbosity"]), options["ocr"] or None)
        except KeyboardInterrupt:
            issue_imports.stop(job)
            raise CommandError(_("Stopped. Run the command again to go on.")) from None
        self._tell(job)

    def _planned(self, job: Job, folder: Path, files: dict[str, Path]) -> Job:
        issue_imports.receive(job, _opened(files))
        try:
            issue_imports.plan(job, folder.resolve().name)
        except BaseException:
            issue_imports.drop_files(job)
            job.delete()  # the command itself says why; nothing of it stays
            raise
        issue_imports.end_dead(job)
        return job

    def _do(self, job: Job, verbosity: int, ocr: bool | None) -> None:
        pages = list(job.pages.select_related("file", "text_file"))
        bar = ProgressBar(self.stderr, len(pages))
        for page in pages:
            bar.show(page.label)
            issue_imports.do_page(page, ocr)
            page.refresh_from_db()
            bar.advance(name=page.label)
            if verbosity > 1:
                self.stdout.write("\n".join(map(str, page.said)))
        bar.end()
        issue_imports.close(job)

    def _tell(self, job: Job) -> None:
        job.refresh_from_db()
        failed = 0
        for page in job.pages.select_related("file", "text_file"):
            if page.state == JobPage.State.FAILED:
                failed += 1
                self.stderr.write(f"{page.label}: {page.reason}")
            for note in page.said:
                self.stdout.write(str(note))
        if job.aside:
            self.stdout.write(_("Left aside: %(files)s") % {"files": ", ".join(job.aside)})
        if failed:
            raise CommandError(
                ngettext(
                    "%(n)d page failed; the others are in.", "%(n)d pages failed; the others are in.", failed
                )
                % {"n": failed}
                + (f" {job.reason}" if job.reason else "")
            )
        if not job.pages.exclude(state=JobPage.State.UNCHANGED).exists():
            job.delete()  # it changed nothing: there is nothing to remember
        if job.publish and job.issue is not None:
            if job.reason:
                raise CommandError(str(job.reason))
            self.stdout.write(_("Published: %(issue)s") % {"issue": job.issue})


def _opened(files: dict[str, Path]) -> Iterator[tuple[str, File]]:
    for name, path in files.items():
        with path.open("rb") as file:
            yield name, File(file)
