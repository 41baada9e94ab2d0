"""What workers do (``manage.py db_worker``): each task names a row, and the row says what there is to do."""

from __future__ import annotations

from django.utils import translation
from django_tasks import task

from articles.desk import issue_imports
from articles.ingest.issue_plan import BadFolder
from articles.models import Job, JobPage


@task()
def plan_task(pk: int) -> None:
    """Read what the files of a job ask for, and put its pages into the queue."""
    job = Job.objects.filter(pk=pk, state=Job.State.PLANNING).first()
    if job is None:
        return
    with translation.override(job.language):
        try:
            issue_imports.plan(job)
        except BadFolder:
            return  # the job tells it
    issue_imports.close(job)  # all its pages may have failed already
    issue_imports.start(job)


@task()
def page_task(pk: int) -> None:
    """Do one page of a job."""
    page = JobPage.objects.select_related("job", "file", "text_file").filter(pk=pk).first()
    if page is not None:
        issue_imports.do_page(page)
