"""Rows that lead to very many documents, documents that cannot be read, and merges: nothing holds up the rest."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError

from articles.models import Change, Column
from articles.search import applying, document, follower, schema
from articles.search import folder as folders
from articles.search.asking import Ask
from articles.search.bulk import Row
from articles.search.checking import Wrong, check
from articles.search.follower import Outcome
from articles.search.parsing import parse
from articles.search.rebuild import rebuild
from articles.search.record import Kind, Record, Ref
from articles.search.results import search
from tests.house import make_article, make_issue, make_photo, published
from tests.search.log import wait_until_in_order

pytestmark = pytest.mark.django_db(transaction=True)


def found(text: str, **ask: Any) -> set[int]:
    return {hit.ref.pk for hit in search(Ask(parse(text).tree, limit=50, **ask)).hits}


def catch_up() -> follower.Report:
    wait_until_in_order()
    return follower.catch_up()


@pytest.fixture
def many(monkeypatch):
    """Nine articles in the index, of a newspaper that is renamed then; read two at once."""
    issue = make_issue()
    articles = [make_article(issue, headline=f"第{number}稿") for number in range(9)]
    rebuild()
    catch_up()  # on PostgreSQL the log may have settled later than the rebuild began
    monkeypatch.setattr(applying, "RECORDS_AT_ONCE", 2)
    issue.newspaper.name = "新港湾报"
    issue.newspaper.save()
    wait_until_in_order()
    return issue, {article.pk for article in articles}


def read_in_between(monkeypatch: pytest.MonkeyPatch, what: Any) -> list[list[Ref]]:
    """Have ``what`` called each time before documents are read, with how often that was; what was read."""
    read: list[list[Ref]] = []

    def reading(refs: list[Ref]) -> Iterator[Record]:
        what(len(read))
        read.append(list(refs))
        return real(refs)

    real = applying.read_records
    monkeypatch.setattr(applying, "read_records", reading)
    return read


def test_what_is_published_meanwhile_does_not_wait_for_a_rename(many, monkeypatch):
    issue, renamed = many
    position = folders.here().open().position
    late: list[int] = []
    seen: list[Any] = []

    def meanwhile(times: int) -> None:
        if times == 1:
            late.append(make_article(issue, headline="刚刚见报").pk)
            wait_until_in_order()
        elif times == 3:
            seen.extend([found("刚刚见报", drafts=True), len(found("newspaper:新港湾报", drafts=True))])
            seen.append(folders.here().open().position)

    read = read_in_between(monkeypatch, meanwhile)
    report = catch_up()
    # With four that were renamed; whoever is killed then begins again.
    assert seen == [set(late), 5, position]
    assert [len(refs) for refs in read] == [2, 2, 1, 2, 2, 1]
    assert read[2] == [Ref(Kind.ARTICLE, late[0])]
    assert report.outcome is Outcome.DONE
    assert found("newspaper:新港湾报", drafts=True) == renamed | set(late)
    assert not follower.is_behind()
    assert check() == []


def test_a_rename_that_is_broken_off_is_done_anew(many, monkeypatch):
    issue, renamed = many
    position = folders.here().open().position
    late: list[int] = []

    def meanwhile(times: int) -> None:
        if times == 1:
            late.append(make_article(issue, headline="刚刚见报").pk)
            wait_until_in_order()
        elif times == 4:
            raise OperationalError("the connection is lost")

    with monkeypatch.context() as patched:
        read_in_between(patched, meanwhile)
        with pytest.raises(OperationalError):
            catch_up()
    assert found("刚刚见报", drafts=True) == set(late)
    assert folders.here().open().position == position
    assert check() == []  # which follows the log first
    assert found("newspaper:新港湾报", drafts=True) == renamed | set(late)


def test_a_second_rename_on_the_way_is_not_lost(many, monkeypatch):
    issue, renamed = many

    def meanwhile(times: int) -> None:
        if times == 3:
            issue.newspaper.name = "港湾晚报"
            issue.newspaper.save()
            wait_until_in_order()

    read_in_between(monkeypatch, meanwhile)
    catch_up()
    assert found("newspaper:港湾晚报", drafts=True) == renamed
    assert check() == []


def test_what_changes_while_segments_are_merged_is_found_before_they_are(many, monkeypatch):
    """Merges are waited for once there is nothing more to apply."""
    issue, _renamed = many
    order: list[str] = []

    class Writer(folders.Writer):
        def publish(self, position: Any) -> None:
            super().publish(position)
            order.append("published")
            if len(order) == 1:
                make_article(issue, headline="刚刚见报")
                wait_until_in_order()

        def __exit__(self, *error: Any) -> None:
            order.append("merged")
            assert found("刚刚见报", drafts=True)
            super().__exit__(*error)

    monkeypatch.setattr(applying, "Writer", Writer)
    catch_up()
    assert order == ["published", "published", "merged"]


def break_one(monkeypatch: pytest.MonkeyPatch, broken: Ref, error: Exception) -> None:
    """Have reading fail wherever this document is read."""
    real = applying.read_records

    def reading(refs: list[Ref]) -> Iterator[Record]:
        refs = list(refs)
        if broken in refs:
            raise error
        return real(refs)

    monkeypatch.setattr(applying, "read_records", reading)


def test_a_document_that_cannot_be_read_holds_up_no_other(monkeypatch, caplog):
    issue = make_issue()
    articles = [make_article(issue, headline="渡口新桥") for _number in range(7)]
    published(issue)
    rebuild()
    bad = articles[4]
    for article in articles:
        article.refresh_from_db()
        article.headline = "渡口旧桥"
        article.save()
    with monkeypatch.context() as patched:
        break_one(patched, Ref(Kind.ARTICLE, bad.pk), ValueError("no such text"))
        with caplog.at_level(logging.ERROR, "articles.search.reading"):
            assert catch_up().outcome is Outcome.DONE
        assert [record.args for record in caplog.records] == [("article", bad.pk)]
        assert found("渡口旧桥") == {article.pk for article in articles if article != bad}
        assert found("渡口") == found("渡口旧桥")  # it might have been withdrawn
        assert not follower.is_behind()
        assert [(one.ref.pk, one.wrong) for one in check()] == [(bad.pk, Wrong.UNREADABLE)]
    assert [(one.ref.pk, one.wrong) for one in check()] == [(bad.pk, Wrong.MISSING)]
    bad.headline = "渡口老桥"
    bad.save()
    catch_up()
    assert found("渡口老桥") == {bad.pk}
    assert check() == []


@pytest.mark.parametrize("gone", ["pages_of", "issues_of", "columns_of"])
def test_what_goes_away_between_two_reads_is_left_out_until_the_log_tells(monkeypatch, gone, caplog):
    issue = make_issue()
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="by-the-river")
    article = make_article(issue, headline="渡口新桥", bodies=["<p>桥通了。</p>"], column=column)
    make_photo(issue.pages.first(), caption="老码头")
    with monkeypatch.context() as patched:
        patched.setattr(document, gone, lambda pks: {})
        rebuild()
    assert not caplog.records
    headline = set() if gone == "issues_of" else {article.pk}
    assert found("渡口新桥", drafts=True) == headline
    assert found("桥通了", drafts=True) == (set() if gone == "pages_of" else headline)
    assert found("江边话", drafts=True) == (set() if gone == "columns_of" else headline)
    assert bool(found("老码头", drafts=True)) is (gone == "columns_of")


@pytest.mark.parametrize(
    "error", [OperationalError("server closed"), MemoryError(), OSError(28, "No space left")]
)
def test_trouble_of_the_machine_is_no_fault_of_a_document(monkeypatch, error):
    issue = make_issue()
    rebuild()
    position = folders.here().open().position
    article = make_article(issue, headline="渡口新桥")
    with monkeypatch.context() as patched:
        break_one(patched, Ref(Kind.ARTICLE, article.pk), error)
        with pytest.raises(type(error)):
            catch_up()
    assert folders.here().open().position == position
    assert Change.objects.after(position).exists()
    catch_up()
    assert found("新桥", drafts=True) == {article.pk}


def test_a_document_that_holds_other_tokens_or_passes_for_published_is_reported(monkeypatch):
    issue = make_issue()
    good = make_article(issue, headline="渡口新桥通车")
    rebuild()
    with monkeypatch.context() as broken:  # as by a program that cuts texts another way
        broken.setattr(schema, "index_rows", lambda texts: [Row("", "") for _text in texts])
        blank = make_article(issue, headline="码头夜航")
        catch_up()
    assert [(one.ref.pk, one.wrong) for one in check()] == [(blank.pk, Wrong.DIFFERENT)]
    rebuild()
    assert check() == []
    opened = folders.here().open()
    ref = Ref(Kind.ARTICLE, good.pk)
    [values] = applying.values_of([ref])[ref]
    del values["state"]  # its checksum still says that it is there
    with folders.Writer(opened.index) as writer:
        writer.put(ref.number, [values])
        writer.publish(opened.position)
    assert found("渡口新桥") == {good.pk}  # a draft, by the public
    assert [(one.ref.pk, one.wrong) for one in check()] == [(good.pk, Wrong.DIFFERENT)]
