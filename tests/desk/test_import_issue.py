"""The import of whole issues in the desk: who may, what is refused, how a job goes on, stops and is repeated."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django_tasks_db.models import DBTaskResult

from articles.desk import issue_imports, tasks
from articles.models import Article, Handling, Issue, Job, JobFile, JobPage, Page, PageImage, Role
from tests import files
from tests.desk.conftest import logged_in
from tests.house import make_article, make_issue, make_newspaper, make_user

pytestmark = pytest.mark.django_db
STORY = "渡口新桥合龙\n\n本报讯（记者 周望舒）今晨六时，跨江新桥合龙，两岸居民沿江观看。\n"
FORM = "/desk/import-issue/"


@pytest.fixture(autouse=True)
def newspaper(db):
    return make_newspaper()


@pytest.fixture
def queue(settings):
    """Tasks wait in the database, as they do where a worker is to do them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def send(desk, newspaper, django_capture_on_commit_callbacks):
    """Sends files as the form does, and lets the tasks begin."""

    def upload(uploads: dict[str, bytes], client=desk, **data):
        sent = [SimpleUploadedFile(name, content) for name, content in uploads.items()]
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(FORM, {"newspaper": newspaper.pk, "uploads": sent, **data})

    return upload


def text(name: str = "渡口") -> bytes:
    return STORY.replace("渡口", name).encode()


def test_who_may_open_it(cast):
    for name, client in cast.items():
        for address in (FORM, "/desk/imports/"):
            expected = {"editor": 200, "staff": 403}.get(name, 302)
            assert client.get(address).status_code == expected, (name, address)


def test_files_become_an_issue(send, desk):
    response = send(
        {"20260314-02.txt": text("码头"), "20260314-01.pdf": files.pages_pdf(["front page"])}, publish="on"
    )
    job = Job.objects.get()
    assert response.url == reverse("admin:import_job", args=[job.pk])
    assert (job.state, job.date, job.started_by.username) == ("done", datetime.date(2026, 3, 14), "editor")
    assert list(Page.objects.order_by("sequence").values_list("number", flat=True)) == ["1", "2"]
    assert Issue.objects.get().is_published
    assert PageImage.objects.get().public_key
    assert not JobFile.objects.get(name="20260314-02.txt").file
    page = desk.get(response.url).content.decode()
    assert "20260314-01.pdf" in page
    assert "http-equiv" not in page
    assert str(Issue.objects.get()) in desk.get("/desk/imports/").content.decode()


def test_replacing_pages_keeps_what_was_typed_and_the_job_says_so(send):
    send({"20260314-01.txt": text()})
    make_article(Issue.objects.get(), headline="夜班手写的稿件")
    send({"20260314-01.txt": text("码头")}, replace="on")
    assert set(Article.objects.values_list("headline", flat=True)) == {"码头新桥合龙", "夜班手写的稿件"}
    (page,) = Job.objects.first().pages.all()
    assert "夜班手写的稿件" in "\n".join(map(str, page.said))
    send({"20260314-01.txt": text("江堤")})
    (page,) = Job.objects.first().pages.all()
    assert page.state == "failed"
    assert "夜班手写的稿件" in str(page.reason)
    assert Article.objects.count() == 2


def test_who_imports_and_who_publishes_with_it(newspaper):
    for role, fields in (
        (Role.REPORTER, None),
        (Role.ARCHIVIST, None),
        (Role.EDITOR, False),
        (Role.DUTY_EDITOR, True),
        (Role.ADMINISTRATOR, True),
    ):
        page = logged_in(make_user(role, str(role))).get(FORM)
        assert page.status_code == (403 if fields is None else 200), role
        if fields is not None:
            assert ("publish" in page.context["form"].fields) is fields, role


def test_the_handling_and_the_drafts_name_who_imported(send):
    editor, chief = make_user(Role.EDITOR, "eve"), make_user(Role.DUTY_EDITOR, "chief")
    send({"20260314-01.txt": text()}, client=logged_in(editor), publish="on")
    assert not Issue.objects.get().is_published  # that was not hers to ask for
    assert Article.objects.get().written_by == editor
    send({"20260314-02.txt": text("码头")}, client=logged_in(chief), publish="on")
    assert Issue.objects.get().is_published
    assert set(Handling.objects.values_list("user_name", "verb")) == {("chief", "publish_at_once")}


def test_the_same_files_again_change_nothing(send):
    uploads = {"20260314-01.pdf": files.pages_pdf(["front page"])}
    send(uploads)
    folder = PageImage.objects.get().folder
    send(uploads)
    assert PageImage.objects.get().folder == folder
    assert list(JobPage.objects.order_by("pk").values_list("state", flat=True)) == ["done", "unchanged"]
    assert JobFile.objects.exclude(file="").count() == 1


def test_an_issue_toml_among_the_files(send):
    plan = 'date = 2026-03-14\n[[pages]]\ntext = "pages/one.txt"\nsection = "要闻"\n'
    send({"issue.toml": plan.encode(), "one.txt": text()})
    assert Page.objects.get().section_name == "要闻"


@pytest.mark.parametrize(
    ("uploads", "word"),
    [
        ({}, "errorlist"),
        ({"virus.exe": b"MZ"}, "virus.exe"),
        ({"photo.webp": b"x"}, "errorlist"),
    ],
)
def test_what_the_form_refuses(send, uploads, word):
    response = send(uploads)
    assert response.status_code == 200
    assert word in response.content.decode()
    assert not Job.objects.exists()


def test_one_wrong_file_among_many_leaves_the_others_whole_and_is_named(send, desk):
    response = send({"20260314-01.txt": text(), "prog.exe": b"MZ"}, publish="on")
    job = Job.objects.get()
    assert (job.state, job.pages.get().state) == ("done", "done")
    assert Issue.objects.get().is_published  # no page is missing
    page = desk.get(response.url)
    assert "prog.exe" in " ".join(map(str, page.context["messages"]))
    assert "prog.exe" in desk.get(response.url).content.decode()  # also when one comes back


def test_a_page_that_was_not_taken_keeps_the_issue_from_being_published(newspaper, desk, monkeypatch):
    monkeypatch.setattr("articles.desk.import_issue.MOST_BYTES", 1000)
    sent = [
        SimpleUploadedFile("20260314-01.txt", text()),
        SimpleUploadedFile("20260314-02.txt", b"x" * 1001),
        SimpleUploadedFile("20260314-03.txt", text()),
        SimpleUploadedFile("20260314-03.txt", text("码头")),
    ]
    response = desk.post(FORM, {"newspaper": newspaper.pk, "uploads": sent, "publish": "on"})
    job = Job.objects.get()
    assert response.url == reverse("admin:import_job", args=[job.pk])
    assert [file.name for file in job.files.all()] == ["20260314-01.txt"]
    assert not job.publish
    assert len(job.aside) == 2


def test_two_files_of_one_name(desk, newspaper):
    sent = [SimpleUploadedFile("01.txt", text()), SimpleUploadedFile("01.txt", text())]
    response = desk.post(FORM, {"newspaper": newspaper.pk, "uploads": sent, "date": "2026-03-14"})
    assert response.status_code == 200
    assert not Job.objects.exists()


def test_a_date_that_cannot_be(send):
    assert send({"01.txt": text()}, date="0026-03-14").status_code == 200
    assert not Job.objects.exists()


def test_files_that_are_no_issue_fail_with_the_reason_and_leave_nothing(send, desk):
    response = send({"01.txt": text()})  # no date anywhere
    job = Job.objects.get()
    assert job.state == "failed"
    assert job.reason
    assert escape(job.reason) in desk.get(response.url).content.decode()
    assert not JobFile.objects.exclude(file="").exists()
    assert not Issue.objects.exists()


@pytest.mark.parametrize("kind", ["encrypted", "truncated pdf", "empty", "bomb"])
def test_a_failed_page_is_told_and_the_others_are_in(send, desk, kind):
    response = send({"01.txt": text(), "02.pdf": files.hostile()[kind][0]}, date="2026-03-14", publish="on")
    job = Job.objects.get()
    failed = job.pages.get(sequence=2)
    assert (job.state, failed.state) == ("done", "failed")
    assert escape(failed.reason) in desk.get(response.url).content.decode()
    assert job.reason
    assert list(Page.objects.values_list("number", flat=True)) == ["1"]
    assert not Issue.objects.get().is_published
    assert not JobFile.objects.exclude(file="").exists()


def test_what_came_of_it_is_told_in_the_language_of_who_reads_it(send, desk):
    response = send({"01.pdf": files.encrypted(), "02.txt": text()}, date="2026-03-14", publish="on")
    chinese, english = (desk.get(f"{prefix}{response.url}").content.decode() for prefix in ("", "/en"))
    for told in ("文件有密码", "2026年3月14日 · 第2版：", "篇稿件，", "没有发布"):
        assert told in chinese
        assert told not in english
    for told in ("locked with a password", "March 14, 2026 · page 2: ", "not published"):
        assert told in english
        assert told not in chinese


def test_a_job_waits_in_the_queue_until_a_worker_comes(queue, send, desk):
    response = send({"01.txt": text(), "02.txt": text()}, date="2026-03-14")
    job = Job.objects.get()
    assert job.state == "planning"
    assert DBTaskResult.objects.count() == 1
    page = desk.get(response.url).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "db_worker" not in page
    Job.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=1))
    assert "db_worker" in desk.get(response.url).content.decode()
    part = desk.get(response.url, {"part": "progress"})
    assert "no-store" in part["Cache-Control"]
    assert "<html" not in part.content.decode()
    assert 'data-open="1"' in part.content.decode()


def planned(send) -> Job:
    """A job of three pages of which none is done yet."""
    send({f"0{n}.txt": text(f"第{n}桥") for n in (1, 2, 3)}, date="2026-03-14")
    job = Job.objects.get()
    issue_imports.plan(job)
    return job


def test_stopped_resumed_and_done_once(queue, send, desk, django_capture_on_commit_callbacks):
    job = planned(send)
    one, two, three = job.pages.all()
    tasks.page_task.call(one.pk)
    assert desk.post(reverse("admin:import_stop", args=[job.pk])).status_code == 302
    tasks.page_task.call(two.pk)
    assert list(Page.objects.values_list("sequence", flat=True)) == [1]
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:import_resume", args=[job.pk]))
    for page in (one, two, two, three):  # a task that comes twice does no harm
        tasks.page_task.call(page.pk)
    job.refresh_from_db()
    assert job.state == "done"
    assert Article.objects.count() == 3
    assert set(job.pages.values_list("attempts", flat=True)) == {1}


def test_a_page_is_taken_by_one_worker(queue, send):
    page = planned(send).pages.first()
    assert page.take()
    assert not page.take()


def test_what_a_killed_worker_left_is_done_by_another(queue, send, desk, django_capture_on_commit_callbacks):
    job = planned(send)
    page = job.pages.first()
    page.take()
    with django_capture_on_commit_callbacks(execute=True):
        desk.get(reverse("admin:import_job", args=[job.pk]))
    page.refresh_from_db()
    assert page.state == "running"  # it may still be at work
    job.pages.filter(pk=page.pk).update(taken_at=timezone.now() - datetime.timedelta(hours=1))
    before = DBTaskResult.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        desk.get(reverse("admin:import_job", args=[job.pk]))
    page.refresh_from_db()
    assert page.state == "waiting"
    assert DBTaskResult.objects.count() > before
    job.pages.filter(pk=page.pk).update(
        state="running", attempts=3, taken_at=timezone.now() - datetime.timedelta(hours=1)
    )
    desk.get(reverse("admin:import_job", args=[job.pk]))
    page.refresh_from_db()
    assert (page.state, page.is_final) == ("failed", False)
    assert "3" in str(page.reason)


def test_a_fault_of_ours_fails_the_page_and_it_can_be_repeated(
    queue, send, desk, monkeypatch, django_capture_on_commit_callbacks
):
    job = planned(send)
    real = issue_imports._import

    def broken(job, page, ocr):
        if page.sequence == 2:
            raise ZeroDivisionError
        return real(job, page, ocr)

    monkeypatch.setattr(issue_imports, "_import", broken)
    for page in job.pages.all():
        tasks.page_task.call(page.pk)
    job.refresh_from_db()
    assert job.state == "done"
    assert job.pages.get(sequence=2).state == "failed"
    assert list(Page.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 3]
    monkeypatch.setattr(issue_imports, "_import", real)
    assert (
        reverse("admin:import_repeat", args=[job.pk])
        in desk.get(reverse("admin:import_job", args=[job.pk])).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:import_repeat", args=[job.pk]))
    tasks.page_task.call(job.pages.get(sequence=2).pk)
    job.refresh_from_db()
    assert (job.state, Page.objects.count()) == ("done", 3)
    assert not JobFile.objects.exclude(file="").exists()


def test_verbs_want_post_and_rights(queue, send, desk, staff_with):
    job = planned(send)
    for verb in ("stop", "resume", "repeat"):
        address = reverse(f"admin:import_{verb}", args=[job.pk])
        assert desk.get(address).status_code == 405
        assert staff_with().post(address).status_code == 403
        assert desk.post(reverse(f"admin:import_{verb}", args=[99999])).status_code == 404
    assert desk.get(reverse("admin:import_job", args=[99999])).status_code == 404


def test_without_the_right_to_publish_nothing_is_published(send, staff_with):
    client = staff_with("add_article", "add_issue")
    send({"01.txt": text()}, client=client, date="2026-03-14", publish="on")
    assert Page.objects.exists()
    assert not Issue.objects.get().is_published
    assert client.get(reverse("admin:import_job", args=[Job.objects.get().pk])).status_code == 200


def test_the_form_knows_the_issue_that_is_added_to(desk):
    issue = make_issue(pages=1, edition=2)
    page = desk.get(FORM, {"issue": issue.pk}).content.decode()
    assert 'value="2026-03-14"' in page
    assert desk.get(FORM, {"issue": "9" * 30}).status_code == 200


def test_lists_and_progress_ask_no_more_for_more_rows(send, desk):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        return len(captured)

    send({"01.txt": text()}, date="2026-03-14")
    first = Job.objects.get()
    few = asked("/desk/imports/"), asked(reverse("admin:import_job", args=[first.pk])), asked("/desk/")
    for day in (15, 16, 17):
        send({f"0{n}.txt": text() for n in (1, 2, 3, 4)}, date=f"2026-03-{day}")
    many = Job.objects.first()
    assert (
        asked("/desk/imports/"),
        asked(reverse("admin:import_job", args=[many.pk])),
        asked("/desk/"),
    ) == few
