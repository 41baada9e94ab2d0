"""From the change log to the index: nothing lost, nothing doubled, whatever happens."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection, connections, transaction
from django.test import override_settings

from articles.desk.plan import verbs
from articles.desk.workflow import note_correction, publish_issue, publish_page, restore, withdraw
from articles.finding.sought import Sought
from articles.ingest.joining import join, undo
from articles.models import Article, Change, Column, Correction, Issue, Join, Page, Person, Photo, PhotoCredit
from articles.search import folder as folders
from articles.search import follower
from articles.search.applying import ROWS_AT_ONCE
from articles.search.asking import Ask, Filters, Order
from articles.search.checking import check
from articles.search.document import read_records
from articles.search.folder import NotReady, Problem
from articles.search.follower import Outcome
from articles.search.parsing import parse
from articles.search.rebuild import Busy, rebuild
from articles.search.record import Kind, Ref, read_update_key
from articles.search.refs import all_refs
from articles.search.results import search
from tests.house import make_article, make_issue, make_photo, published
from tests.search.found import article_ref, catch_up, found

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def index(issue):
    rebuild()
    return folders.here()


def test_what_is_withdrawn_leaves_the_public_part_of_the_index_and_comes_back(issue, index):
    article = make_article(issue, headline="渡口新桥通车")
    published(issue)
    catch_up()
    assert found("新桥") == {article_ref(article)}
    for thing in (article, issue):
        thing.refresh_from_db()
        withdraw(thing, None, "因故撤下。")
        catch_up()
        assert found("新桥") == set()
        assert found("新桥", drafts=True) == {article_ref(article)}
        assert check() == []
        thing.refresh_from_db()
        restore(thing, None)
        catch_up()
        assert found("新桥") == {article_ref(article)}


def at(day: int, hour: int = 8) -> datetime.datetime:
    return datetime.datetime(2026, 9, day, hour, 30, tzinfo=datetime.UTC)


def updates(**ask: object) -> list[tuple[Ref, datetime.datetime]]:
    """Everything that is public in the order in which it became so, with the moment."""
    hits = search(Ask(parse("").tree, order=Order.UPDATED, **ask)).hits
    for hit in hits:
        assert read_update_key(hit.key)[1] == hit.ref
    return [(hit.ref, read_update_key(hit.key)[0]) for hit in hits]


def test_what_became_public_or_was_corrected_last_comes_first(issue, index):
    back = make_issue(date=datetime.date(1986, 3, 14))
    new, old = make_article(issue), make_article(back, (1, 2))
    lone = make_photo(back.pages.get(sequence=3))
    publish_issue(issue, at(1))
    catch_up()
    assert updates() == [(article_ref(new), at(1))]
    publish_issue(back, at(2))  # a back issue, scanned later
    catch_up()
    [hit, *_rest] = search(Ask(parse("").tree, order=Order.UPDATED)).hits
    assert hit.date == back.date
    assert set(updates()[:2]) == {(article_ref(old), at(2)), (Ref(Kind.PHOTO, lone.pk), at(2))}
    assert updates()[2:] == [(article_ref(new), at(1))]
    for about, day in ((new, 3), (lone, 4)):
        about.refresh_from_db()
        Correction.objects.filter(pk=note_correction(about, None, "更正。").pk).update(made_at=at(day))
        catch_up()
        kind = Kind.PHOTO if about is lone else Kind.ARTICLE
        assert updates()[0] == (Ref(kind, about.pk), at(day))
    Correction.objects.filter(pk=note_correction(new, None, "再更正。").pk).update(made_at=at(2))
    catch_up()
    assert (article_ref(new), at(3)) in updates()  # the last of several counts
    assert check() == []
    Correction.objects.all().delete()
    catch_up()
    assert updates()[2:] == [(article_ref(new), at(1))]
    assert check() == []


def test_a_page_that_is_published_later_is_news(issue, index):
    whole, other = make_article(issue, (1, 2)), make_article(issue, (3,))
    publish_issue(issue, at(1))
    Page.objects.filter(issue=issue, sequence=2).update(stage="draft", published_at=None)
    catch_up()
    assert {moment for _ref, moment in updates()} == {at(1)}
    publish_page(issue.pages.get(sequence=2), at(2))
    catch_up()
    assert updates() == [(article_ref(whole), at(2)), (article_ref(other), at(1))]


def test_without_a_moment_the_day_of_print_stands(issue, index):
    article = make_article(issue)
    publish_issue(issue)
    for model in (Issue, Page, Article):
        model.objects.update(published_at=None)
    catch_up()
    printed = datetime.datetime.combine(issue.date, datetime.time(), datetime.UTC)
    assert updates() == [(article_ref(article), printed)]


def test_the_order_of_updates_is_paged_by_its_own_keys(issue, index):
    for number in range(7):
        make_article(issue, headline=f"渡口第{number}号")
    publish_issue(issue, at(1))
    catch_up()
    whole = [ref for ref, _moment in updates()]
    assert [ref.pk for ref in whole] == sorted(ref.pk for ref in whole)  # of one moment the front page first
    ask = Ask(parse("").tree, order=Order.UPDATED, limit=3)
    first = search(ask)
    second = search(replace(ask, after=first.hits[-1].key))
    assert [hit.ref for hit in (*first.hits, *second.hits)] == whole[:6]
    assert (second.has_previous, second.has_more) == (True, True)
    back = search(replace(ask, before=second.hits[0].key))
    assert [hit.ref for hit in back.hits] == whole[:3]
    assert not back.has_previous


def test_a_change_is_found_after_it_was_followed(issue, index):
    article = make_article(issue, headline="渡口新桥通车", bylines=("林小满",))
    assert found("新桥", drafts=True) == set()
    assert catch_up().outcome is Outcome.DONE
    assert found("新桥", drafts=True) == {article_ref(article)}
    assert found("新桥") == set()  # a draft is not public
    publish_issue(issue)
    catch_up()
    assert found("新桥") == {article_ref(article)}
    article.refresh_from_db()
    article.headline = "渡口旧桥拆除"
    article.save()
    catch_up()
    assert found("headline:新桥") == set()
    assert found("旧桥") == {article_ref(article)}
    article.delete()
    catch_up()
    assert found("旧桥", drafts=True) == set()
    assert check() == []


def test_the_plan_of_pages_reaches_the_articles(issue, index):
    moved, stays = make_article(issue, (3,), "渡口新桥通车"), make_article(issue, (1, 4), "渡口夜航")
    make_photo(issue.pages.get(sequence=3), caption="渡口晨光")
    catch_up()
    assert found("新桥 page:3", drafts=True) == {article_ref(moved)}
    pages = list(issue.pages.order_by("sequence").values_list("pk", flat=True))
    arranged = verbs.arrange(issue, [pages[i] for i in (2, 0, 1, 3)], seen=pages, follow=True)
    catch_up()
    assert found("新桥 page:3", drafts=True) == set()
    assert found("新桥 page:1", drafts=True) == {article_ref(moved)}
    assert found("夜航 page:2 page:4", drafts=True) == {article_ref(stays)}
    assert check() == []
    verbs.remove(issue, pages[2], seen=[place.page for place in arranged.after], follow=True, onto=pages[3])
    catch_up()
    assert found("新桥 page:3", drafts=True) == {article_ref(moved)}
    assert check() == []


def test_renaming_reaches_the_articles(issue, index):
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="talk")
    article = make_article(issue, bylines=("小满",), column=column)
    photo = make_photo(issue.pages.get(sequence=2))
    credit = PhotoCredit.objects.create(photo=photo, name="阿渡")
    published(issue)
    catch_up()
    here, lone = {article_ref(article)}, {Ref(Kind.PHOTO, photo.pk)}
    assert found("column:江边话") == here
    column.name = "江岸话"
    column.save()
    person = article.bylines.get().person
    Person.objects.filter(pk=person.pk).update(name="林小满")
    credit.person = Person.objects.create(newspaper=issue.newspaper, name="周渡")
    credit.save()
    issue.pages.filter(sequence=1).update(section_name="国内")
    issue.newspaper.name = "新港湾报"
    issue.newspaper.save()
    catch_up()
    assert found("column:江边话") == set()
    assert found("column:江岸话 byline:林小满 section:国内 newspaper:新港湾报") == here
    assert found("byline:周渡") == lone
    credit.person.name = "周大渡"
    credit.person.save()
    catch_up()
    assert found("byline:周大渡") == lone
    assert check() == []


def test_a_joined_story_is_one_document(issue, index):
    front = make_article(issue, (1,), "桥成", ["<p>全长一千二百</p>"])
    tail = make_article(issue, (2,), "桥成之后", ["<p>三十米的大桥通车。</p>"], bylines=("林小满",))
    photo = make_photo(issue.pages.get(sequence=2), tail, "桥头的人群")
    published(issue)
    catch_up()
    assert found("一千二百三十米") == set()
    join(front.parts.get(), tail.parts.get())
    catch_up()
    here = {article_ref(front)}
    for text in ("一千二百三十米", "byline:林小满", "桥头的人群", "headline:桥成之后", "page:1 page:2"):
        assert found(text) == here, text
    undo(Join.objects.get())
    catch_up()
    assert found("一千二百三十米") == set()
    assert found("桥头的人群") == {article_ref(tail)}
    tail.delete()
    catch_up()
    assert found("桥头的人群") == {Ref(Kind.PHOTO, photo.pk)}  # the photo stands alone now
    assert check() == []


def test_a_page_break_parts_two_words_and_no_phrase(issue, index):
    article = make_article(issue, pages=(1, 2))
    for order, body in enumerate(["<p>全校换装了正版 Windows</p>", "<p>11 系统，都说好用。</p>"], start=1):
        article.parts.filter(order=order).update(body=body, joins_as="sentence")
    catch_up()
    for typed in ("Windows", "11", "正版Windows 11", "11系统", "了正版 Windows 11 系统"):
        assert found(typed, drafts=True) == {article_ref(article)}, typed
        bodies = [(part.body, part.joins_as) for part in article.parts.order_by("order")]
        assert any(one.spans for one in Sought(typed).in_bodies(bodies, chinese=True)), typed
    assert found("Windows11", drafts=True) == set()


def test_the_record_holds_the_text_that_readers_read(issue):
    article = make_article(issue, (1, 2), bodies=["<p>甲<strong>乙</strong></p><h3>丙</h3>", "<p>丁</p>"])
    article.parts.filter(order=2).update(joins_as="sentence")
    [record] = read_records([article_ref(article)])
    assert article.joined_text() in record.text


def test_a_caption_on_a_page_that_is_not_published_is_not_found(issue, index):
    article = make_article(published(issue), headline="桥成")
    make_photo(issue.pages.get(sequence=3), article, "未刊的说明")
    make_photo(issue.pages.get(sequence=3), None, "未刊的图片新闻")
    publish_issue(issue)
    issue.pages.filter(sequence=3).update(stage="draft")
    catch_up()
    assert found("未刊") == set()
    assert found("图片新闻", drafts=True) != set()


def test_applying_twice_changes_nothing(issue, index):
    article = make_article(published(issue))
    publish_issue(issue)
    catch_up()
    position = folders.here().open().position
    again = Change.objects.order_by("pk").first()
    Change.objects.create(kind=again.kind, row=again.row)
    Change.objects.create(kind="article", row=article.pk)
    catch_up()
    assert folders.here().open().position != position
    assert search(Ask(parse("新桥").tree)).total == 1
    assert check() == []


def test_many_rows_are_applied_in_turn(issue, index):
    article = make_article(issue)
    Change.objects.bulk_create(Change(kind="article", row=article.pk) for _ in range(ROWS_AT_ONCE + 5))
    report = catch_up()
    assert report.rows > ROWS_AT_ONCE
    assert not follower.is_behind()


def test_one_writes_at_a_time(issue, index):
    make_article(issue)
    with index.writing(wait=False) as held:
        assert held
        report: list[Outcome] = []
        thread = threading.Thread(target=lambda: (report.append(catch_up().outcome), connections.close_all()))
        thread.start()
        thread.join()
        assert report == [Outcome.BUSY]
    with index.rebuilding(), pytest.raises(Busy):
        rebuild()


def test_a_missing_or_damaged_index_is_noticed(issue, settings):
    article = make_article(published(issue))
    publish_issue(issue)
    with pytest.raises(NotReady) as missing:
        search(Ask(parse("新桥").tree))
    assert (missing.value.problem, missing.value.building) == (Problem.MISSING, False)
    assert catch_up().outcome is Outcome.REBUILD
    rebuild()
    assert found("新桥") == {article_ref(article)}
    path = folders.here().open().path
    for name in path.glob("*.idx"):
        name.unlink()  # not emptied in place: the file is mapped into memory
        name.write_bytes(b"")
    (path / "meta.json").touch()  # another process sees the state on disk, not what is still in memory here
    with pytest.raises(NotReady) as damaged:
        search(Ask(parse("新桥").tree))
    assert damaged.value.problem is Problem.DAMAGED
    assert catch_up().outcome is Outcome.REBUILD
    rebuild()
    assert found("新桥") == {article_ref(article)}
    assert len(list(folders.here().path.glob("index-*"))) == 1


def test_an_index_made_by_other_rules_is_noticed(issue, index, monkeypatch):
    monkeypatch.setattr(folders, "FINGERPRINT", "others")
    index._opened = None
    with pytest.raises(NotReady) as other:
        search(Ask(parse("新桥").tree))
    assert other.value.problem is Problem.OTHER_RULES
    assert catch_up().outcome is Outcome.REBUILD


def test_an_index_whose_place_in_the_log_is_gone_is_built_anew(issue, index):
    make_article(issue)
    Change.objects.all().delete()  # trimmed too early, or the index of another database
    assert catch_up().outcome is Outcome.REBUILD
    rebuild()
    assert catch_up().outcome is Outcome.DONE


def test_each_machine_keeps_its_own_copy(issue, index, tmp_path):
    article = make_article(issue)
    catch_up()
    with override_settings(SEARCH_DIR=tmp_path / "other"):
        rebuild()
        assert found("新桥", drafts=True) == {article_ref(article)}
    article.headline = "旧桥"
    article.save()
    catch_up()
    with override_settings(SEARCH_DIR=tmp_path / "other"):
        assert follower.is_behind()
        catch_up()
        assert found("headline:旧桥", drafts=True) == {article_ref(article)}


def test_a_transaction_that_commits_late_is_not_passed_over(issue, index):
    """Its log rows have smaller ids than those of one that began later and committed at once."""
    if connection.vendor != "postgresql":  # one writer at a time: ids are given out in the order of commits
        make_article(issue)
        assert list(Change.objects.settled()) == list(Change.objects.order_by("pk"))
        return
    written, may_end = threading.Event(), threading.Event()
    late: list[Article] = []

    def slow() -> None:
        try:
            with transaction.atomic():
                late.append(make_article(issue, headline="迟交的稿"))
                written.set()
                assert may_end.wait(20)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    other = make_issue(issue.newspaper, issue.date.replace(year=2025))
    catch_up()
    thread.start()
    assert written.wait(20)
    early = make_article(other, headline="早交的稿")
    held_back = found("早交的稿", drafts=True), follower.catch_up().outcome, found("早交的稿", drafts=True)
    behind = follower.is_behind()
    may_end.set()
    thread.join()
    assert held_back == (set(), Outcome.DONE, set())  # since an older transaction was open
    assert behind
    catch_up()
    assert found("早交的稿", drafts=True) == {article_ref(early)}
    assert found("迟交的稿", drafts=True) == {article_ref(late[0])}
    assert check() == []


def test_pages_of_hits(issue, index):
    refs = [article_ref(make_article(issue, headline=f"新桥之{n}")) for n in range(7)]
    refs += [article_ref(make_article(make_issue(date=issue.date.replace(year=2020)), headline="新桥旧闻"))]
    catch_up()
    ask = Ask(parse("新桥").tree, order=Order.NEWEST, drafts=True, limit=3)
    first = search(ask)
    assert [hit.ref for hit in first.hits] == refs[:3]
    assert (first.total, first.has_previous, first.has_more) == (8, False, True)
    second = search(Ask(ask.tree, order=Order.NEWEST, drafts=True, limit=3, after=first.hits[-1].key))
    third = search(Ask(ask.tree, order=Order.NEWEST, drafts=True, limit=3, after=second.hits[-1].key))
    assert [hit.ref for hit in (*second.hits, *third.hits)] == refs[3:]
    assert (third.total, third.has_previous, third.has_more) == (8, True, False)
    back = search(Ask(ask.tree, order=Order.NEWEST, drafts=True, limit=3, before=third.hits[0].key))
    assert back.hits == second.hits
    assert (back.has_previous, back.has_more) == (True, True)
    oldest = search(Ask(ask.tree, order=Order.OLDEST, drafts=True, limit=8))
    assert [hit.ref for hit in oldest.hits] == [refs[-1], *refs[:-1]]  # the days turn, not what is on one
    ranked = search(Ask(ask.tree, drafts=True, limit=3, offset=6))
    assert (len(ranked.hits), ranked.total, ranked.has_more) == (2, 8, False)


def test_facets_and_filters(issue, index):
    article = make_article(issue, (1, 2), "新桥", bylines=("林小满",), dateline_agency="新华社")
    make_photo(issue.pages.first(), article)
    old = make_issue(date=issue.date.replace(year=2020))
    make_article(old, (3,), "新桥", bylines=("周渡",))
    catch_up()
    tree = parse("新桥").tree
    facets = search(Ask(tree, drafts=True)).facets
    assert [(b.value, b.count) for b in facets.years] == [(2020, 1), (2026, 1)]
    assert [(b.value, b.count) for b in facets.newspapers] == [(issue.newspaper_id, 2)]
    assert [(b.value, b.count) for b in facets.pages] == [("1", 1), ("2", 1), ("3", 1)]
    assert {b.value for b in facets.sections} == {"要闻", "民生", "综合"}
    assert [(b.value, b.count) for b in facets.agencies] == [("新华社", 1)]
    assert (len(facets.people), facets.with_photo) == (2, 1)
    person = article.bylines.get().person_id
    narrowing = [
        Filters(person=person),
        Filters(photo=True),
        Filters(agency="新华社"),
        Filters(section="要闻"),
        Filters(page="2"),
        Filters(first=issue.date),
        Filters(newspaper=issue.newspaper_id, person=person),
    ]
    for filters in narrowing:
        assert found("新桥", drafts=True, filters=filters) == {article_ref(article)}, filters
    assert len(found("新桥", drafts=True, filters=Filters(same_day=issue.date))) == 2
    assert found("新桥", drafts=True, filters=Filters(photo=True, first=old.date, last=old.date)) == set()
    month = Filters(first=issue.date.replace(day=1), last=issue.date.replace(day=31))
    narrowed = search(Ask(tree, month, drafts=True)).facets
    assert [(b.value, b.count) for b in narrowed.years] == [(2020, 1), (2026, 1)]  # others stay in sight
    assert [(b.value, b.count) for b in narrowed.months] == [(202603, 1)]
    assert [(b.value, b.count) for b in narrowed.days] == [(20260314, 1)]


class Elsewhere:
    """Other processes, with a database and an index of their own."""

    def __init__(self, folder: Path) -> None:
        database = f"sqlite:///{folder / 'archive.sqlite3'}"
        if connection.vendor == "postgresql":  # where the database of this test may be used by all
            database = (
                urlsplit(os.environ["DATABASE_URL"])._replace(path=connection.settings_dict["NAME"]).geturl()
            )
        self.env = {
            **os.environ,
            "DATABASE_URL": database,
            "NEWSROOM_VAR": str(folder),
            "NEWSROOM_DEBUG": "1",
            "NEWSROOM_SEARCH_DIR": str(folder / "search"),
        }

    def start(self, what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.search.worker_to_kill", what]
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True)

    def run(self, what: str) -> str:
        with self.start(what) as process:
            said, _nothing = process.communicate(timeout=120)
        assert process.returncode == 0
        return said


@pytest.fixture
def elsewhere(tmp_path) -> Elsewhere:
    return Elsewhere(tmp_path)


def test_a_commit_wakes_the_follower(elsewhere):
    elsewhere.run("prepare")
    assert "found 1" in elsewhere.run("wake")


def test_killed_at_any_moment_loses_and_doubles_nothing(elsewhere):
    """A process that writes articles and follows the log is killed again and again, at other moments."""
    elsewhere.run("prepare")
    for delay in (0.0, 0.05, 0.1, 0.17, 0.31, 0.43):
        with elsewhere.start("work") as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is at work now
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
    assert "differences 0" in elsewhere.run("check")


def test_all_refs_are_those_that_can_be_found(issue):
    front, tail = make_article(issue), make_article(issue, (2,))
    join(front.parts.get(), tail.parts.get())
    make_photo(issue.pages.first(), front)
    lone = make_photo(issue.pages.first())
    assert set(all_refs()) == {article_ref(front), Ref(Kind.PHOTO, lone.pk)}
    assert Photo.objects.count() == 2


@pytest.mark.parametrize("order", ["abc", "bca", "acbb", "ca"])
def test_records_are_those_asked_for_whatever_their_order(issue, order):
    articles = {name: make_article(issue, headline=f"{name}稿") for name in "abcd"}
    refs = [article_ref(articles[name]) for name in order]
    assert {record.ref for record in read_records(refs)} == set(refs)


def test_what_belongs_to_a_tail_that_is_not_published_is_not_told_to_readers(issue, index):
    front = make_article(issue)
    tail = make_article(issue, (2,), headline="未刊的题", bylines=("周未刊",))
    make_photo(issue.pages.get(sequence=2), tail, "未刊的图说")
    published(issue)
    join(front.parts.get(), tail.parts.get())
    Article.objects.filter(pk=tail.pk).update(stage="draft")
    catch_up()
    for words in ("headline:未刊的题", "周未刊", "未刊的图说"):
        assert found(words) == set(), words
    assert check() == []
    Article.objects.filter(pk=tail.pk).update(stage="published")
    catch_up()
    for words in ("headline:未刊的题", "周未刊", "未刊的图说"):
        assert found(words) == {article_ref(front)}, words
