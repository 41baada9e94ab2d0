"""The commands of the search index."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Change
from articles.search import folder as folders
from articles.search.asking import Ask
from articles.search.folder import Writer
from articles.search.parsing import parse
from articles.search.results import search
from tests.house import make_article, make_issue, published

pytestmark = pytest.mark.django_db(transaction=True)


def run(*args, **options):
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_rebuild_update_and_check():
    issue = make_issue()
    make_article(issue, headline="渡口新桥通车")
    published(issue)
    assert "1" in run("rebuild_search", processes=1)
    assert run("check_search")
    make_article(issue, headline="渡口旧桥拆除")
    assert run("check_search")  # which follows the log first
    assert search(Ask(parse("旧桥").tree, drafts=True)).total == 1
    assert run("update_search") == ""
    make_article(issue, headline="第三座桥")
    assert run("update_search")
    assert search(Ask(parse("第三座桥").tree, drafts=True)).total == 1


def test_check_tells_what_differs():
    article = make_article(make_issue())
    with pytest.raises(CommandError, match="rebuild_search"):
        run("check_search")
    run("update_search")  # which builds what is not there
    opened = folders.here().open()
    writer = Writer(opened.index)
    writer.put(article.pk << 1, ())
    writer.commit(opened.position)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_search", stdout=out)
    assert f"missing: article {article.pk}" in out.getvalue()


def test_the_log_is_trimmed_but_for_its_last_row():
    make_article(make_issue())
    run("update_search", keep=1)
    Change.objects.update(at="2020-01-01T00:00Z")
    assert Change.objects.count() > 1
    run("update_search", keep=1)  # the index does not know its place any more, and is built anew
    assert run("check_search")
    assert Change.objects.count() <= 2
