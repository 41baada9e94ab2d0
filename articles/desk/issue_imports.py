"""Imports of whole issues as jobs: taken in, planned, done page by page, stopped, resumed, repeated.

Each page is one piece of work, atomic and safe to repeat; several workers share the pages of a job. What was
broken off by a kill is found by `reap` and given to the next worker.
"""

from __future__ import annotations

import datetime
import logging
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation

from articles.desk.workflow import Refused, publish_issue, sign_as_writer
from articles.imaging.limits import BadFile
from articles.ingest.decoding import UnreadableTextError, decode_text
from articles.ingest.folder import read_plan
from articles.ingest.issue_plan import BadFolder, IssuePlan, PhotoPlan
from articles.ingest.load_report import LoadReport
from articles.ingest.loader import CannotLoad, load_page
from articles.ingest.opening import limits, sentence
from articles.ingest.page_file import PageFile, import_page_file, store_photos
from articles.ingest.page_images import BadPicture
from articles.ingest.photo_cuts import cut_photos
from articles.ingest.source import Source
from articles.ingest.target import Target
from articles.ingest.text import read_page
from articles.models import Issue, Job, JobFile, JobPage, PageSource
from articles.models.photo import new_key
from articles.models.told import Told, as_kept
from articles.models.told import told as _

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
SPARE = datetime.timedelta(minutes=2)
"""A page that a worker has had for so much longer than its file may take is taken from it."""


def receive(job: Job, files: Iterable[tuple[str, File]]) -> Job:
    """Save a job with its files, under names of our own. It is in state planning; `plan` comes next."""
    job.language = translation.get_language() or settings.LANGUAGE_CODE
    job.save()
    for name, file in files:
        kept = JobFile(job=job, name=name[:200])
        kept.file.save(f"{new_key()}{PurePath(name).suffix.lower()}", file, save=False)
        kept.save()
    return job


def plan(job: Job, folder_name: str = "") -> None:
    """Read what the files ask for and write down the job's pages; on a fault the job fails, its files go.

    Raises BadFolder after that, so that a command can say it. A job that is planned already stays as it is.
    """
    try:
        with ExitStack() as opened:
            files = list(job.files.all())
            paths = {file.name: opened.enter_context(local(file)) for file in files}
            found = read_plan(paths, date=job.date, edition=job.edition, name=folder_name)
        _write_down(job, found, {file.name: file for file in files})
    except BadFolder as error:
        Job.objects.filter(pk=job.pk, state=Job.State.PLANNING).update(
            state=Job.State.FAILED, reason=error.args[0], finished_at=timezone.now()
        )
        drop_files(job)
        raise
    job.refresh_from_db()


@transaction.atomic
def _write_down(job: Job, found: IssuePlan, files: dict[str, JobFile]) -> None:
    row = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if row.state != Job.State.PLANNING:
        return
    issue, _made = Issue.objects.get_or_create(
        newspaper=row.newspaper, date=found.date, edition=found.edition
    )
    for name in ("edition_label", "number", "whole_number"):
        if getattr(found, name):
            setattr(issue, name, getattr(found, name))
    issue.save(update_fields=["edition_label", "number", "whole_number"])
    row.issue, row.date, row.edition = issue, found.date, found.edition
    row.aside, row.state = [*row.aside, *found.aside], Job.State.RUNNING
    row.save()
    JobPage.objects.bulk_create(
        JobPage(
            job=row,
            sequence=page.sequence,
            number=page.number,
            section=page.section,
            file=files.get(page.file),
            sheet=page.sheet,
            text_file=files.get(page.text),
            photos=[photo.to_json() for photo in page.photos],
            state=JobPage.State.FAILED if page.fault else JobPage.State.WAITING,
            reason=page.fault,
            is_final=bool(page.fault),
        )
        for page in found.pages
    )


def do_page(page: JobPage, ocr: bool | None = None) -> None:
    """Do one page of a running job and write down what came of it; nothing where it is not to be done.

    ``ocr`` says whether text is recognised on a page that has none; None leaves it to the settings.
    What the page was before stays whole where it fails, and so do the other pages.
    """
    job = Job.objects.get(pk=page.job_id)
    if job.state != Job.State.RUNNING or not page.take():
        return
    outcome: dict[str, object] = {"state": JobPage.State.FAILED, "is_final": False}
    with translation.override(job.language):
        try:
            report, notes = _import(job, page, settings.OCR if ocr is None else ocr)
            state = JobPage.State.UNCHANGED if report.unchanged else JobPage.State.DONE
            said = as_kept(report.lines() + notes)
            outcome = {"state": state, "reason": "", "notes": said, "page": report.page}
        except BadFile as error:
            outcome |= {"reason": sentence(error), "is_final": error.reason != "busy"}
        except (CannotLoad, UnreadableTextError) as error:
            outcome |= {"reason": error.args[0]}
        except BadPicture:
            outcome |= {"reason": _("The page's picture could not be made.")}
        except Exception:
            logger.exception("import job %s, page %s", job.pk, page.sequence)
            outcome |= {"reason": _("This page could not be imported: there is a fault in the program.")}
        except BaseException:  # broken off by the user or by the end of the worker
            JobPage.objects.filter(pk=page.pk).running().update(state=JobPage.State.WAITING)
            raise
    JobPage.objects.filter(pk=page.pk).running().update(**outcome)
    close(job)


def _import(job: Job, page: JobPage, ocr: bool) -> tuple[LoadReport, list[Told | str]]:
    assert job.date is not None
    assert job.edition is not None
    target = Target(job.newspaper, job.date, page.number, job.edition, page.sequence, page.section)
    with ExitStack() as opened:
        text = decode_text(_read(opened, page.text_file)) if page.text_file else ""
        if page.file:
            path = opened.enter_context(local(page.file))
            file = PageFile(path, page.file.name, str(page.file.file.name), page.sheet)
            report = import_page_file(target, file, text, replace_page=job.replace, ocr=ocr)
        else:
            name = page.text_file.name if page.text_file else ""
            report = load_page(read_page(text), target, Source.of_text(text, name), replace=job.replace)
        if job.started_by is not None:
            sign_as_writer(report.articles, job.started_by)
        files = {file.name: file for file in job.files.all()} if page.photos else {}
        plans = [PhotoPlan.from_json(data) for data in page.photos]
        photos = [(one, opened.enter_context(local(files[one.file]))) for one in plans]
        notes = store_photos(report.page, photos)
    cut_photos(report.page)
    return report, notes


def _read(opened: ExitStack, file: JobFile) -> bytes:
    return opened.enter_context(local(file)).read_bytes()


@contextmanager
def local(file: JobFile) -> Iterator[Path]:
    """The file on the local disk: as storage keeps it, or a copy where storage is elsewhere."""
    try:
        yield Path(file.file.path)
    except NotImplementedError:
        with TemporaryDirectory(prefix="newsroom-") as folder:
            copy = Path(folder) / "file"
            with file.file.open("rb") as source, copy.open("wb") as out:
                for chunk in source.chunks():
                    out.write(chunk)
            yield copy


def close(job: Job) -> None:
    """Finish a running job on whose pages nothing more is to be done, and publish its issue if asked to.

    With a failed page the issue is not published. Files that no page was read from go.
    """
    with transaction.atomic():
        row = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
        if row.state != Job.State.RUNNING or row.pages.exclude(pk__in=row.pages.finished()).exists():
            return
        failed = row.pages.failed().count()
        row.state = Job.State.FAILED if failed == row.pages.count() else Job.State.DONE
        row.reason, row.finished_at = "", timezone.now()
        with translation.override(row.language):
            if row.publish and failed:
                row.reason = _("The issue is not published, since pages failed.")
            elif row.publish and row.issue is not None:
                try:
                    publish_issue(row.issue, user=row.started_by)
                except Refused as error:
                    row.reason = error.args[0]
        row.save()
        if row.state == Job.State.FAILED and row.issue is not None:
            _drop_empty(row.issue)
    drop_files(job)


def _drop_empty(issue: Issue) -> None:
    """Take away an issue of which this import was to be the first, where it brought nothing."""
    if not (issue.has_been_public or issue.pages.exists() or issue.articles.exists()):
        issue.delete()


def drop_files(job: Job) -> None:
    """Delete the job's files, but for originals of pages and for what a failed page needs to be repeated."""
    again = set()
    if job.pages.failed().filter(is_final=False).exists():
        again = set(job.files.values_list("pk", flat=True))
    for file in job.files.exclude(file=""):
        if file.pk in again or PageSource.objects.filter(file=file.file.name).exists():
            continue
        storage, name = file.file.storage, str(file.file.name)
        JobFile.objects.filter(pk=file.pk).update(file="")
        storage.delete(name)


def stop(job: Job) -> None:
    """Stop: the page that is being done is finished, no other one begun."""
    Job.objects.filter(pk=job.pk, state__in=[Job.State.PLANNING, Job.State.RUNNING]).update(
        state=Job.State.STOPPED
    )


def resume(job: Job) -> None:
    """Go on with a stopped job."""
    state = Job.State.RUNNING if job.pages.exists() else Job.State.PLANNING
    if Job.objects.filter(pk=job.pk, state=Job.State.STOPPED).update(state=state):
        start(job)


def repeat(job: Job) -> int:
    """Do the failed pages once more whose files are not at fault; returns how many they are."""
    with transaction.atomic():
        row = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
        if row.is_open:
            return 0
        again = (
            row.pages.failed()
            .filter(is_final=False)
            .update(state=JobPage.State.WAITING, attempts=0, reason="")
        )
        if again:
            if row.issue is None and row.date and row.edition:
                row.issue, _made = Issue.objects.get_or_create(
                    newspaper=row.newspaper, date=row.date, edition=row.edition
                )
            row.state, row.finished_at = Job.State.RUNNING, None
            row.save()
    if again:
        start(row)
    return again


def start(job: Job) -> None:
    """Put what is to be done for a job into the queue; what stands there twice is done once."""
    from articles.desk import tasks

    if job.pages.exists():
        for pk in job.pages.waiting().values_list("pk", flat=True):
            transaction.on_commit(partial(tasks.page_task.enqueue, pk))
    else:
        transaction.on_commit(partial(tasks.plan_task.enqueue, job.pk))


def reap(job: Job) -> None:
    """Give pages whose worker was killed to another one; after `MOST_ATTEMPTS` they have failed."""
    seconds = limits().page_seconds + (limits().ocr_seconds if settings.OCR else 0)
    allowed = datetime.timedelta(seconds=seconds) + SPARE
    for page in job.pages.left_lying(allowed):
        if page.attempts < MOST_ATTEMPTS:
            if job.pages.filter(pk=page.pk).running().update(state=JobPage.State.WAITING):
                start(job)
            continue
        with translation.override(job.language):
            reason = _("The work on this page was broken off %(n)d times.") % {"n": page.attempts}
        job.pages.filter(pk=page.pk).running().update(state=JobPage.State.FAILED, reason=reason)
        close(job)


def this_process() -> str:
    """Names this process among all machines."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def end_dead(job: Job) -> None:
    """End the jobs of killed commands of this machine that imported the same issue: ``job`` does it anew."""
    others = Job.objects.filter(newspaper=job.newspaper, date=job.date, edition=job.edition)
    for other in others.exclude(runner="").filter(state=Job.State.RUNNING).exclude(pk=job.pk):
        host, _colon, pid = other.runner.rpartition(":")
        if host == socket.gethostname()[:60] and not Path(f"/proc/{pid}").exists():
            other.pages.exclude(pk__in=other.pages.finished()).update(
                state=JobPage.State.FAILED, is_final=True, reason=""
            )
            Job.objects.filter(pk=other.pk).update(state=Job.State.STOPPED, finished_at=timezone.now())
            drop_files(other)
