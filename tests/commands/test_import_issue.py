"""manage.py import_issue: folders of all kinds, in one go, again, broken off, and with faults."""

from __future__ import annotations

import datetime
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from articles.desk import issue_imports
from articles.imaging import tiles
from articles.models import (
    Article,
    Issue,
    Job,
    JobFile,
    Newspaper,
    Page,
    PageImage,
    PageSource,
    Photo,
)
from tests import files
from tests.house import make_newspaper, picture_file

pytestmark = pytest.mark.django_db
DEMO = django_settings.BASE_DIR / "demo" / "issues" / "2026-03-14"
STORY = "渡口新桥合龙\n\n本报讯（记者 周望舒）今晨六时，跨江新桥合龙，两岸居民沿江观看。\n"


@pytest.fixture(autouse=True)
def newspaper(tmp_path, monkeypatch):
    own = tmp_path / "tmp"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    yield make_newspaper()
    assert list(own.iterdir()) == []


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "issue"
    folder.mkdir()
    return folder


def run(folder, *rest) -> str:
    out = io.StringIO()
    call_command("import_issue", str(folder), *rest, stdout=out, stderr=out)
    return out.getvalue()


def fails(folder, *rest) -> str:
    """What the command says when it fails, and what it printed before."""
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_issue", str(folder), *rest, stdout=out, stderr=out)
    return out.getvalue() + str(caught.value)


def kept(settings) -> set[str]:
    """All files in storage."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def everything() -> list[tuple]:
    """All rows that an import makes, with the columns that would change."""
    return [
        *Page.objects.values_list("pk", "number", "sequence", "section_name"),
        *PageImage.objects.values_list("pk", "folder", "width", "public_key"),
        *PageSource.objects.values_list("pk", "kind", "sha256", "sheet", "file", "imported_at"),
        *Article.objects.values_list("pk", "headline"),
        *Photo.objects.values_list("pk", "sha256"),
        *Issue.objects.values_list("pk", "date", "number"),
    ]


def test_one_pdf_a_page_with_what_their_names_tell(folder, settings):
    for name, text in (
        ("20260314-A02.pdf", "second"),
        ("20260314-A01.pdf", "first"),
        ("20260314-B01.pdf", ""),
    ):
        (folder / name).write_bytes(files.pages_pdf([text]))
    out = run(folder)
    issue = Issue.objects.get()
    assert issue.date == datetime.date(2026, 3, 14)
    assert list(issue.pages.values_list("sequence", "number")) == [(1, "A01"), (2, "A02"), (3, "B01")]
    for page in issue.pages.all():
        assert (page.image.width, page.image.height, page.image.dpi) == (834, 1167, 200)
        assert page.source.kind == "pdf"
        assert page.source.name == f"20260314-{page.number}.pdf"
        assert page.source.file.read() == (folder / page.source.name).read_bytes()
        assert "A0" not in page.source.file.name
    assert Page.objects.get(sequence=1).text_layer.characters == 5
    assert "20260314-B01.pdf" not in out
    assert {name.split("/")[0] for name in kept(settings)} == {"pages", "originals"}


def test_a_second_run_changes_nothing(folder, settings):
    (folder / "2026-03-14_01.pdf").write_bytes(files.pages_pdf(["first", "second"]))
    (folder / "2026-03-14_03.jpg").write_bytes(files.scan())
    run(folder)
    before, there = everything(), kept(settings)
    run(folder)
    assert everything() == before
    assert kept(settings) == there
    assert Job.objects.count() == 1


def test_one_pdf_of_many_pages(folder, settings):
    (folder / "2026-03-14.pdf").write_bytes(files.pages_pdf(["one", "two", "three"]))
    run(folder)
    pages = list(Page.objects.order_by("sequence"))
    assert [page.number for page in pages] == ["1", "2", "3"]
    assert [page.source.sheet for page in pages] == [1, 2, 3]
    assert len({page.source.file.name for page in pages}) == 1
    assert sum(name.startswith("originals/") for name in kept(settings)) == 1
    assert all(f"pages/{page.image.folder}/page.pdf" in kept(settings) for page in pages)


@pytest.mark.parametrize(("name", "content"), [("01.jpg", files.scan()), ("01.png", files.scan("PNG"))])
def test_page_pictures_stay_pictures(folder, name, content):
    (folder / name).write_bytes(content)
    out = run(folder, "--date", "2026-03-14")
    page = Page.objects.get()
    assert (page.image.width, page.source.kind, page.parts.count()) == (700, "image", 0)
    assert not hasattr(page, "text_layer")
    assert "图片" in out


def test_a_tiff_of_three_pages(folder):
    (folder / "scan.tif").write_bytes(files.tiff_of(3))
    run(folder, "--date", "2026-03-14")
    assert [page.image.width for page in Page.objects.order_by("sequence")] == [300, 300, 300]


def test_texts_with_a_pdf_beside(folder):
    (folder / "01.txt").write_text(STORY, encoding="utf-8")
    (folder / "01.pdf").write_bytes(files.pages_pdf(["what the file itself prints"]))
    (folder / "02.txt").write_text(STORY.replace("渡口", "码头"), encoding="gb18030")
    run(folder, "--date", "2026-03-14")
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == [
        "渡口新桥合龙",
        "码头新桥合龙",
    ]
    first, second = Page.objects.order_by("sequence")
    assert first.image.width == 834
    assert first.source.text == STORY
    assert not hasattr(second, "image")


def test_a_pdf_that_prints_articles_is_read_and_its_text_set_aside(folder):
    shutil.copy(DEMO / "p1.pdf", folder / "01.pdf")
    (folder / "01.txt").write_text(STORY, encoding="utf-8")
    run(folder, "--date", "2026-03-14")
    page = Page.objects.get()
    assert page.source.text == STORY
    assert page.parts.count() >= 4
    assert all(part.zones for part in page.parts.all())
    assert not Article.objects.filter(headline="渡口新桥合龙").exists()


def test_issue_toml_says_it_all(folder):
    (folder / "all.pdf").write_bytes(files.pages_pdf(["one", "two"]))
    (folder / "three.png").write_bytes(files.scan("PNG"))
    (folder / "issue.toml").write_text(
        'newspaper = "harbour-daily"\ndate = 2026-03-14\nnumber = 73\n'
        '[[pages]]\npdf = "all.pdf"\nsheet = 2\nnumber = "一"\nsection = "要闻"\n'
        '[[pages]]\nimage = "three.png"\nnumber = "二"\n',
        encoding="utf-8",
    )
    (folder / "notes.txt").write_text("给自己", encoding="utf-8")
    out = run(folder, "--publish")
    assert list(Page.objects.order_by("sequence").values_list("number", "section_name")) == [
        ("一", "要闻"),
        ("二", ""),
    ]
    assert Issue.objects.get().number == 73
    assert Issue.objects.get().is_published
    assert PageImage.objects.filter(public_key=None).count() == 0
    assert "notes.txt" in out


def test_sections_by_order_where_names_tell_the_pages(folder):
    (folder / "01.txt").write_text(STORY, encoding="utf-8")
    (folder / "02.txt").write_text(STORY, encoding="utf-8")
    (folder / "issue.toml").write_text('date = 2026-03-14\nsections = ["要闻", "民生"]\n', encoding="utf-8")
    run(folder)
    assert list(Page.objects.order_by("sequence").values_list("section_name", flat=True)) == ["要闻", "民生"]


@pytest.mark.parametrize("kind", ["encrypted", "truncated pdf", "five metres", "empty", "png bomb"])
def test_a_failed_page_leaves_the_others_whole_and_says_why(folder, settings, kind):
    (folder / "01.pdf").write_bytes(files.pages_pdf(["good"]))
    (folder / "02.pdf").write_bytes(files.hostile()[kind][0])
    (folder / "03.txt").write_text(STORY, encoding="utf-8")
    said = fails(folder, "--date", "2026-03-14", "--publish")
    assert "02.pdf: " in said
    assert list(Page.objects.values_list("number", flat=True)) == ["1", "3"]
    assert not Issue.objects.get().is_published
    assert sum(name.startswith("originals/") for name in kept(settings)) == 1
    (folder / "02.pdf").write_bytes(files.pages_pdf(["mended"]))
    before = PageImage.objects.get().folder
    run(folder, "--date", "2026-03-14", "--publish")
    assert list(Page.objects.order_by("sequence").values_list("number", flat=True)) == ["1", "2", "3"]
    assert PageImage.objects.get(page__sequence=1).folder == before
    assert Issue.objects.get().is_published


@pytest.mark.parametrize("kind", list(files.hostile()))
def test_where_no_page_is_good_nothing_stays(folder, settings, kind):
    (folder / "01.pdf").write_bytes(files.hostile()[kind][0])
    assert "01.pdf" in fails(folder, "--date", "2026-03-14")
    assert not Issue.objects.exists()
    assert not Page.objects.exists()
    assert not JobFile.objects.exclude(file="").exists()
    assert kept(settings) == set()


def test_the_limit_of_pages_can_be_set(folder, settings):
    settings.MOST_PAGES_A_FILE = 2
    (folder / "01.pdf").write_bytes(files.pages_pdf(["1", "2", "3"]))
    assert "3" in fails(folder, "--date", "2026-03-14")
    settings.MOST_PAGES_A_FILE = 3
    run(folder, "--date", "2026-03-14")
    assert Page.objects.count() == 3


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ("newspaper = ", "issue.toml"),
        ('date = "soon"\n[[pages]]\npdf="01.pdf"', "date"),
        ('date = 2026-03-14\n[[pages]]\npdf="02.pdf"', "02.pdf"),
        ('date = 2026-03-14\n[[pages]]\npdf="../issue/01.pdf"\nimage="x"', "pdf"),
        ("date = 2026-03-14\n[[pages]]\nnumber=1", "text"),
        ('date = 2026-03-14\n[[pages]]\npdf="01.pdf"\nsheet=9', "sheet"),
        (
            'date = 2026-03-14\n[[pages]]\npdf="01.pdf"\nsequence=1\n[[pages]]\npdf="01.pdf"\nsequence=1',
            "sequence",
        ),
        ('date = 2026-03-14\n[[pages]]\npdf="01.pdf"\nsequence=99999999', "sequence"),
        ("date = 2026-03-14\npages = 3", "pages"),
        ("date = 2026-03-14\nsections = 3", "sections"),
        ('date = 2026-03-14\n[[pages]]\npdf="01.pdf"\n[[photos]]\nfile="01.pdf"\ncaption="x"\npage=7', "7"),
    ],
)
def test_a_faulty_plan_changes_nothing(folder, settings, plan, why):
    (folder / "01.pdf").write_bytes(files.pages_pdf(["x"]))
    (folder / "issue.toml").write_text(plan, encoding="utf-8")
    assert why in fails(folder)
    assert not Issue.objects.exists()
    assert not Job.objects.exists()
    assert kept(settings) == set()


def test_what_the_names_do_not_tell_is_asked_for(folder):
    (folder / "01.txt").write_text(STORY, encoding="utf-8")
    assert "日期" in fails(folder) or "date" in fails(folder)
    (folder / "20260314-02.txt").write_text(STORY, encoding="utf-8")
    (folder / "20260315-03.txt").write_text(STORY, encoding="utf-8")
    fails(folder)
    make_newspaper("evening-post", "晚报")
    assert "--newspaper" in fails(folder, "--date", "2026-03-14")
    run(folder, "--date", "2026-03-14", "--newspaper", "evening-post")
    assert Newspaper.objects.get(issues__isnull=False).slug == "evening-post"


def test_the_folders_own_name_may_tell_the_date(tmp_path):
    folder = tmp_path / "2026-03-14"
    folder.mkdir()
    (folder / "01.txt").write_text(STORY, encoding="utf-8")
    run(folder)
    assert Issue.objects.get().date == datetime.date(2026, 3, 14)


def test_no_folder_and_an_empty_one(folder):
    fails(folder / "missing")
    fails(folder)
    (folder / "picture.gif").write_bytes(files.scan("GIF"))
    fails(folder)
    assert not Job.objects.exists()


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "outside.txt").write_text(STORY, encoding="utf-8")
    (folder / "01.txt").symlink_to(tmp_path / "outside.txt")
    fails(folder, "--date", "2026-03-14")
    assert not Page.objects.exists()


def test_a_page_that_holds_other_articles_is_left_unless_replaced(folder):
    (folder / "01.txt").write_text(STORY, encoding="utf-8")
    run(folder, "--date", "2026-03-14")
    (folder / "01.txt").unlink()
    (folder / "01.pdf").write_bytes(files.pages_pdf(["other"]))
    fails(folder, "--date", "2026-03-14")
    assert Article.objects.get().headline == "渡口新桥合龙"
    assert not PageImage.objects.exists()
    run(folder, "--date", "2026-03-14", "--replace")
    assert not Article.objects.filter(headline="渡口新桥合龙").exists()
    assert PageImage.objects.count() == 1


def test_photos_of_the_folder_go_before_what_the_page_shows(folder):
    text = STORY + "\n晨光里的渡口。本报记者 李明 摄\n"
    (folder / "01.txt").write_text(text, encoding="utf-8")
    (folder / "ferry.jpg").write_bytes(picture_file(640, 480).read())
    (folder / "issue.toml").write_text(
        'date = 2026-03-14\n[[pages]]\ntext="01.txt"\n'
        '[[photos]]\nfile="ferry.jpg"\ncaption="晨光里的渡口"\nalt="江"\npermitted_until=2027-01-01\n',
        encoding="utf-8",
    )
    run(folder)
    photo = Photo.objects.get()
    assert (photo.width, photo.alt_text, photo.permitted_until) == (640, "江", datetime.date(2027, 1, 1))


def test_ctrl_c_stops_and_a_second_run_completes(folder, monkeypatch, settings):
    for number in (1, 2, 3):
        (folder / f"{number:02}.txt").write_text(STORY, encoding="utf-8")
    real = issue_imports._import

    def interrupted(job, page, ocr):
        if page.sequence == 2:
            raise KeyboardInterrupt
        return real(job, page, ocr)

    monkeypatch.setattr(issue_imports, "_import", interrupted)
    fails(folder, "--date", "2026-03-14")
    assert list(Page.objects.values_list("sequence", flat=True)) == [1]
    assert Job.objects.get().state == Job.State.STOPPED
    monkeypatch.setattr(issue_imports, "_import", real)
    run(folder, "--date", "2026-03-14")
    assert list(Page.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_and_run_again(folder, tmp_path):
    """The command in a process of its own, killed by the system after its first pages."""
    for number in range(1, 8):
        (folder / f"{number:02}.pdf").write_bytes(files.pages_pdf([f"page {number}"], files.A4))
    manage = [sys.executable, "manage.py"]
    options = {
        "cwd": django_settings.BASE_DIR,
        "env": {
            **os.environ,
            "NEWSROOM_VAR": str(tmp_path / "var"),
            "NEWSROOM_DEBUG": "1",
            "DATABASE_URL": address_of(django_settings.DATABASES["default"], tmp_path),
        },
    }

    def ask(code: str) -> object:
        program = f"from articles.models import *; import json; print(json.dumps({code}))"
        done = subprocess.run(
            [*manage, "shell", "--no-imports", "-c", program], check=True, capture_output=True, **options
        )
        return json.loads(done.stdout)

    subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True, **options)
    ask('Newspaper.objects.get_or_create(slug="harbour-daily")[0].pk')
    command = [*manage, "import_issue", str(folder), "--date", "2026-03-14"]
    process = subprocess.Popen(command, start_new_session=True, **options)
    pictures = tmp_path / "var" / "media" / "pages"
    while len(list(pictures.glob("*/master.jpg"))) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert 2 <= ask("Page.objects.count()") < 7
    assert ask("Job.objects.get().state") == "running"
    subprocess.run(command, check=True, **options)
    assert ask("list(Page.objects.order_by('sequence').values_list('sequence', flat=True))") == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]
    images = ask("list(PageImage.objects.values_list('folder', 'width', 'height'))")
    assert len(images) == 7
    for key, width, height in images:
        assert all((pictures / key / name).exists() for name in tiles.file_names(width, height))
    assert ask("list(Job.objects.order_by('pk').values_list('state', flat=True))") == ["stopped", "done"]


def address_of(database: dict, tmp_path: Path) -> str:
    """DATABASE_URL for another process: the test database, or a new file where that lies in memory."""
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{tmp_path / 'own.sqlite3'}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database['NAME']}").geturl()
