"""A draft becomes a page: atomically, once, with a report."""

from __future__ import annotations

import pytest

from articles.ingest import loader
from articles.ingest.loader import CannotLoad, load_page
from articles.ingest.target import Target
from articles.models import Article, Byline, Issue, LeftOutText, Page, Person, Photo, PhotoCredit
from articles.records import ArticleDraft, Block, LeftOut, PageDraft, PhotoDraft
from articles.wording.values import Dateline, JumpLine, Signature
from tests.house import DAY, make_newspaper, published

pytestmark = pytest.mark.django_db


def draft(headline="渡口新桥合龙", text="昨日上午，新桥合龙。"):
    return PageDraft(
        number="1",
        section="要闻",
        articles=(
            ArticleDraft(
                column="江边话",
                kicker="历时三年",
                headline=headline,
                deck="——工地见闻",
                bylines=(Signature("林晓", "reporter", "本报"), Signature("罗安", "correspondent")),
                dateline=Dateline("本报讯", "本报"),
                body=(
                    Block("paragraph", text),
                    Block("subhead", "桥上"),
                    Block("paragraph", "<b>不是标签</b>"),
                ),
                jump=JumpLine("（下转第三版）", "3"),
            ),
        ),
        photos=(PhotoDraft("合龙现场。", (Signature("林晓", "photographer", "本报"),), 0),),
        left_out=(LeftOut("furniture", "本版责编：某某"), LeftOut("advert", "广告")),
    )


def target(**rest):
    return Target(make_newspaper(), DAY, **{"number": "1", **rest})


def test_a_draft_becomes_a_page():
    report = load_page(draft(), target(), "the source")
    page = report.page
    assert (page.sequence, page.number, page.section_name) == (1, "1", "要闻")
    assert (report.made_issue, report.made_page, report.left_out) == (True, True, 2)
    article = Article.objects.get()
    assert (article.kicker, article.headline, article.deck) == ("历时三年", "渡口新桥合龙", "——工地见闻")
    assert (article.column.name, article.dateline_agency) == ("江边话", "本报")
    part = article.parts.get()
    assert part.body == "<p>昨日上午，新桥合龙。</p><h3>桥上</h3><p>&lt;b&gt;不是标签&lt;/b&gt;</p>"
    assert (part.printed_jump, part.printed_jump_page) == ("（下转第三版）", "3")
    assert Photo.objects.get().article == article
    assert set(LeftOutText.objects.values_list("kind", flat=True)) == {"furniture", "advert"}
    assert page.source.text == "the source"
    assert "1" in str(report.lines()[0])


@pytest.mark.parametrize(
    ("folio", "notes"),
    [
        ("2026年3月14日 星期六", 0),
        ("2026年3月13日 星期五", 1),
        ("港湾日报\n二〇二六年三月十五日\n1949年5月1日创刊", 1),
        ("第8731期", 0),
    ],
)
def test_a_folio_of_another_day_is_noted(folio, notes):
    page = PageDraft(articles=draft().articles, left_out=(LeftOut("furniture", folio),))
    found = [note for note in load_page(page, target(), "one").lines() if "日期" in str(note)]
    assert len(found) == notes


def test_an_impossible_year_is_refused():
    for year in (1, 206, 9999):
        impossible = Target(make_newspaper(), DAY.replace(year=year), number="1")
        with pytest.raises(CannotLoad, match="1605"):
            load_page(draft(), impossible, "the source")
    assert not Issue.objects.exists()


def test_a_second_import_of_the_same_source_changes_nothing():
    load_page(draft(), target(), "the source\nof two lines")
    report = load_page(draft(), target(), "the source  \r\nof two lines\n")
    assert report.unchanged
    assert Article.objects.count() == 1
    assert len(report.lines()) == 1


def test_another_source_is_refused_unless_it_may_replace():
    load_page(draft(), target(), "one")
    with pytest.raises(CannotLoad):
        load_page(draft("另一条"), target(), "two")
    assert Article.objects.get().headline == "渡口新桥合龙"
    load_page(draft("另一条"), target(), "two", replace=True)
    assert Article.objects.get().headline == "另一条"
    assert (Photo.objects.count(), LeftOutText.objects.count()) == (1, 2)


def test_a_published_page_is_never_replaced():
    published(load_page(draft(), target(), "one").page.issue)
    with pytest.raises(CannotLoad):
        load_page(draft("另一条"), target(), "two", replace=True)
    assert Article.objects.get().headline == "渡口新桥合龙"


def test_a_failure_half_way_leaves_nothing_behind(monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(loader, "match_issue", fail)
    with pytest.raises(RuntimeError):
        load_page(draft(), target(), "one")
    assert not Issue.objects.exists()
    assert not Person.objects.exists()


def test_an_empty_draft_is_refused_and_makes_no_issue():
    with pytest.raises(CannotLoad):
        load_page(PageDraft(), target(), "x")
    assert not Issue.objects.exists()


@pytest.mark.parametrize(("number", "sequence"), [("1", 1), ("三", 3), ("03", 3), ("A02", 1), ("头版", 1)])
def test_the_printed_number_tells_the_position_where_it_can(number, sequence):
    assert load_page(draft(), target(number=number), "x").page.sequence == sequence


def test_a_page_that_is_there_is_found_by_its_number_however_it_is_written():
    first = load_page(draft(), target(number="03"), "x").page
    assert load_page(draft(), target(number="三"), "x").page == first
    assert Page.objects.count() == 1


def test_replacing_a_tail_gives_the_front_its_open_jump_back():
    front = load_page(draft(), target(), "front").articles[0]
    story = PageDraft(
        articles=(
            ArticleDraft(
                headline="渡口新桥合龙",
                body=(Block("paragraph", "新桥合龙之后，渡口的船还要走一个月。"),),
                continued_from=JumpLine("（上接第一版）", "1"),
            ),
        )
    )
    load_page(story, target(number="3"), "tail")
    assert front.parts.count() == 2
    load_page(PageDraft(left_out=(LeftOut("unknown", "改版"),)), target(number="3"), "new", replace=True)
    assert front.parts.count() == 1
    assert Article.objects.get() == front


class TestPeople:
    def test_a_new_name_makes_a_person_and_the_same_name_at_home_is_linked(self):
        load_page(draft(), target(), "one")
        load_page(draft("第二天"), target(number="2"), "two")
        person = Person.objects.get(name="林晓")
        assert (person.affiliation, person.bylines.count(), person.photo_credits.count()) == (
            "港湾日报",
            2,
            2,
        )

    def test_a_namesake_elsewhere_is_left_to_an_editor(self):
        Person.objects.create(newspaper=make_newspaper(), name="林晓", affiliation="江南社")
        article = load_page(draft(), target(), "one").articles[0]
        assert article.bylines.get(name="林晓").person is None
        assert Person.objects.filter(name="林晓").count() == 1

    def test_an_agency_is_no_person(self):
        photo = PhotoDraft("江面。", (Signature("新华社", "photographer"),))
        load_page(PageDraft(photos=(photo,)), target(), "one")
        assert not Person.objects.exists()
        assert Photo.objects.get().credits.get().name == "新华社"


def test_titles_come_along_and_whom_nothing_names_any_more_goes():
    wrong = ArticleDraft(headline="桥", bylines=(Signature("林哓", "reporter", "本报", "见习记者"),))
    shot = PhotoDraft("江面。", (Signature("罗安", "photographer", "", "通讯员…摄"),))
    load_page(PageDraft(articles=(wrong,), photos=(shot,)), target(), "one")
    assert (Byline.objects.get().title, PhotoCredit.objects.get().title) == ("见习记者", "通讯员…摄")
    assert {person.name for person in Person.objects.all()} == {"林哓", "罗安"}
    known = Person.objects.get(name="罗安")
    right = ArticleDraft(headline="桥", bylines=(Signature("林晓", "reporter", "本报", "见习记者"),))
    load_page(PageDraft(articles=(right,), photos=(shot,)), target(), "two", replace=True)
    assert {person.name for person in Person.objects.all()} == {"林晓", "罗安"}
    assert PhotoCredit.objects.get().person == known
