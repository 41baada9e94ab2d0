"""The commands, run as an editor would: what they print, and what they say to bad input."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.desk.workflow import withdraw
from articles.models import Article, Correction, Issue, Newspaper, Page, Photo, Stage
from tests import files
from tests.house import at_stage, make_issue, make_newspaper

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[2] / "demo" / "texts"


def run(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def import_page(file, *rest):
    return run("import_page", str(file), "--newspaper", "harbour-daily", "--date", "2026-03-14", *rest)


def test_draft_page_prints_a_page_draft(tmp_path):
    draft = json.loads(run("draft_page", str(DEMO / "2026-03-14" / "p1.txt"), "--json"))
    assert draft["format"] == "page-draft/1"
    assert len(draft["articles"]) >= 4
    assert run("draft_page", str(DEMO / "2026-03-14" / "p1.txt"))


def test_importing_a_page_twice_changes_nothing():
    make_newspaper()
    file = DEMO / "2026-03-14" / "p1.txt"
    import_page(file, "--page", "1")
    articles = Article.objects.count()
    assert articles >= 4
    import_page(file, "--page", "1")
    assert Article.objects.count() == articles


def kept_originals(settings):
    return list((Path(settings.MEDIA_ROOT) / "originals").glob("*"))


def test_a_page_as_pdf_comes_with_its_picture_and_its_photos(settings):
    make_newspaper()
    file = next((DEMO.parent / "issues" / "2026-03-14").glob("*1.pdf"))
    text = import_page(file, "--page", "1")
    page = Page.objects.get()
    assert page.source.kind == "pdf"
    assert page.image.width > 1000
    assert Article.objects.count() >= 4
    assert all(part.zones for part in page.parts.all())
    assert page.photos.exclude(sha256="").exists()
    assert len(kept_originals(settings)) == 1
    assert import_page(file, "--page", "1") != text
    assert len(kept_originals(settings)) == 1


def test_a_page_picture_is_kept_as_such(tmp_path):
    make_newspaper()
    file = tmp_path / "scan.jpg"
    file.write_bytes(files.scan())
    import_page(file, "--page", "1")
    assert Page.objects.get().image.width == 700
    assert not Article.objects.exists()


@pytest.mark.parametrize("content", [files.pages_pdf(["x"])[:300], b"\x89PNG broken", files.pages_pdf([])])
def test_a_bad_pdf_or_picture_leaves_nothing_behind(tmp_path, settings, content):
    make_newspaper()
    file = tmp_path / "page.pdf"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"\w"):
        import_page(file, "--page", "1")
    assert not Issue.objects.exists()
    assert kept_originals(settings) == []


@pytest.mark.parametrize("fault", ["missing", "empty", "binary", "too long", "a folder"])
def test_bad_files_are_refused_and_nothing_is_made(tmp_path, fault):
    make_newspaper()
    file = tmp_path / "page.txt"
    if fault == "a folder":
        file.mkdir()
    elif fault != "missing":
        file.write_bytes(
            {"empty": b"\n ", "binary": bytes(range(256)) * 20, "too long": b"a" * 5_000_000}[fault]
        )
    with pytest.raises(CommandError, match=r"\w"):
        import_page(file, "--page", "1")
    assert not Issue.objects.exists()
    with pytest.raises(CommandError):
        run("draft_page", str(file), "--json")


def test_an_unknown_newspaper_gets_a_hint_how_to_make_it(tmp_path):
    with pytest.raises(CommandError, match="add_newspaper"):
        import_page(DEMO / "2026-03-14" / "p1.txt", "--page", "1")


@pytest.mark.parametrize("rest", [["--page", "1", "--edition", "0"], ["--page", "1", "--sequence", "x"], []])
def test_bad_arguments_are_refused(rest):
    make_newspaper()
    with pytest.raises(CommandError):
        import_page(DEMO / "2026-03-14" / "p1.txt", *rest)


def test_add_newspaper():
    run("add_newspaper", "evening-post", "--name", "晚报")
    run("add_newspaper", "evening-post", "--name", "另一个名字")
    assert Newspaper.objects.get().name == "晚报"
    with pytest.raises(CommandError):
        run("add_newspaper", "desk", "--name", "x")


def test_the_demo_loads_and_a_second_run_changes_nothing(settings):
    settings.DEBUG = True
    assert "2026-03-15" in run("load_demo")  # says what takes long
    counts = (
        Article.objects.count(),
        Photo.objects.exclude(sha256="").count(),
        Issue.objects.published().count(),
    )
    assert counts[0] >= 28
    assert counts[1] >= 9
    assert counts[2] == 2
    assert "2026-03-15" not in run("load_demo")
    assert (
        Article.objects.count(),
        Photo.objects.exclude(sha256="").count(),
        Issue.objects.published().count(),
    ) == counts
    assert {str(one.article) for one in Correction.objects.public()} == {
        "一份午饭的“三张清单”",
        "梅溪春茶比去年早了六天",
    }
    withdraw(Issue.objects.published().first(), None, "因故撤下。")
    run("load_demo")
    assert Correction.objects.count() == 2
    assert Issue.objects.published().count() == 1
    rows = json.loads(run("list_jumps", "linjiang-daily", "2026-03-14", "--json"))
    joined = [(row["from_page"], row["to_page"]) for row in rows if row["state"] == "joined"]
    assert sorted(joined) == [("1", "3"), ("1", "3"), ("1", "3"), ("4", "2")]
    assert all(len(row["joined_text_sha1"]) == 40 for row in rows if row["state"] == "joined")


def test_the_demo_login_is_made_in_debug_mode_alone(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        run("load_demo")
    assert not Newspaper.objects.exists()


def test_list_jumps_names_an_issue_that_is_not_there():
    make_newspaper()
    with pytest.raises(CommandError):
        run("list_jumps", "harbour-daily", "2026-13-45")


def test_a_folder_with_a_fault_in_its_last_file_harms_nothing(tmp_path):
    make_newspaper()
    (tmp_path / "p1.txt").write_text("渡口新桥合龙\n\n本报讯 今晨，新桥合龙。\n", encoding="utf-8")
    plan = (
        'newspaper = "harbour-daily"\ndate = 2026-03-14\n[[pages]]\ntext = "p1.txt"\n[[pages]]\ntext = "{}"\n'
    )
    for name in ("p2.txt", "../outside.txt", "/etc/hostname"):
        (tmp_path / "issue.toml").write_text(plan.format(name), encoding="utf-8")
        with pytest.raises(CommandError):
            run("import_issue", str(tmp_path))
        assert not Issue.objects.exists()


def test_publish_due_publishes_by_the_clock_and_twice_does_nothing():
    issue = at_stage(make_issue(pages=1), Stage.SIGNED_OFF)
    assert run("publish_due") == ""
    Issue.objects.update(publish_at=timezone.now() - datetime.timedelta(minutes=1))
    assert str(issue) in run("publish_due")
    assert Issue.objects.published().count() == 1
    assert run("publish_due") == ""
