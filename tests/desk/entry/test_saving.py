"""Fast entry: a new story, one that is there, and what opening the form costs."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.desk.entry.story import story_of
from articles.models import Article, Byline, Change, Person, Photo, Stage
from tests.desk.entry.sending import answer, body_of, filled, new, old
from tests.house import at_stage, make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db


class TestNew:
    def test_a_story_is_made_as_it_was_typed(self, desk, editor):
        page = make_issue().pages.get(sequence=2)
        known = Person.objects.create(newspaper=page.issue.newspaper, name="张三", affiliation="港湾日报")
        sent = filled(
            desk,
            new(page),
            kicker="城市更新",
            headline="渡口新桥通车",
            deck="——两岸八分钟",
            byline="本报记者 张三 李四 通讯员 王五",
            dateline="新华社北京5月23日电",
            body_new="第一段。\n## 小标题\n第二段。",
            jump_new="下转第三版",
            do="save",
        )
        response = desk.post(new(page), sent)
        article = Article.objects.get()
        assert response["Location"] == old(article)
        assert (article.kicker, article.headline, article.deck) == (
            "城市更新",
            "渡口新桥通车",
            "——两岸八分钟",
        )
        assert (article.dateline_agency, article.dateline_place) == ("新华社", "北京")
        assert article.written_by == editor
        assert article.stage == Stage.DRAFT
        part = article.parts.get()
        assert part.body == "<p>第一段。</p><h3>小标题</h3><p>第二段。</p>"
        assert (part.page, part.printed_jump, part.printed_jump_page) == (page, "下转第三版", "3")
        lines = [(one.name, one.role, one.affiliation) for one in article.bylines.order_by("order")]
        assert lines == [
            ("张三", "reporter", "本报"),
            ("李四", "reporter", "本报"),
            ("王五", "correspondent", ""),
        ]
        assert article.bylines.get(name="张三").person == known
        assert article.history.count() == 1

    def test_the_same_form_twice_makes_one_story(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="渡口新桥通车", do="save")
        first, second = desk.post(new(page), sent), desk.post(new(page), sent)
        assert first["Location"] == second["Location"]
        assert Article.objects.count() == 1

    def test_just_the_same_under_a_new_key_is_no_second_story(self, desk):
        """As the way back sends it, where the browser asked for the page anew and filled it in again."""
        page = make_issue().pages.first()
        for _time in range(2):
            sent = filled(desk, new(page), headline="渡口新桥通车", body_new="桥通了。", do="save")
            response = desk.post(new(page), sent, follow=True)
        assert Article.objects.count() == 1
        assert "没有再建一篇" in response.content.decode()

    def test_stories_planned_under_one_word_are_several(self, desk, editor):
        page = make_issue().pages.first()
        for _time in range(2):
            desk.post(new(page), filled(desk, new(page), headline="简讯", do="save"))
        assert Article.objects.count() == 2

    def test_the_way_back_and_typed_on_changes_the_story_made(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="渡口新桥", byline="本报记者张三", body_new="一。", do="save")
        desk.post(new(page), sent)
        again = {**sent, "headline": "渡口新桥通车", "body_new": "一。\n二。"}
        assert desk.post(new(page), again)["Location"] == old(Article.objects.get())
        article = Article.objects.get()
        assert article.headline == "渡口新桥通车"
        assert article.parts.get().body == "<p>一。</p><p>二。</p>"
        assert article.bylines.count() == 1
        desk.post(old(article), filled(desk, old(article), headline="别人改的", do="save"))
        clash = desk.post(new(page), {**sent, "headline": "第三次"})
        assert clash.status_code == 409
        assert f'action="{old(article)}"' in clash.content.decode()  # the form is that of the story now
        assert Article.objects.get().headline == "别人改的"
        kept = answer(desk, "keep", page, key=sent["key"], turn=0, fields={}, base={})
        assert kept.json()["address"] == old(article)

    def test_save_and_next_and_submit(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="一", do="next")
        assert desk.post(new(page), sent)["Location"] == new(page)
        sent = filled(desk, new(page), headline="二", do="submit")
        assert desk.post(new(page), sent)["Location"] == new(page)
        assert list(Article.objects.order_by("number").values_list("stage", flat=True)) == [
            "draft",
            "submitted",
        ]
        assert [part.position for part in page.parts.order_by("pk")] == [1, 2]

    def test_a_column_is_chosen_and_one_of_another_paper_is_none(self, desk):
        page = make_issue().pages.first()
        here = page.issue.newspaper.columns.create(name="人民论坛", slug="forum")
        there = make_newspaper("other", "他报").columns.create(name="他栏", slug="other")
        wrong = desk.post(new(page), filled(desk, new(page), headline="一", column=str(there.pk), do="save"))
        assert wrong.status_code == 422
        desk.post(new(page), filled(desk, new(page), headline="一", column=str(here.pk), do="save"))
        assert Article.objects.get().column == here

    def test_nothing_is_saved_of_nothing(self, desk):
        page = make_issue().pages.first()
        response = desk.post(new(page), filled(desk, new(page), byline="张三", do="save"))
        assert response.status_code == 422
        assert not Article.objects.exists()

    def test_a_byline_in_cells(self, desk):
        page = make_issue().pages.first()
        desk.post(
            new(page), filled(desk, new(page), headline="桥", byline="整理 | 张三；来源 | 新华社", do="save")
        )
        assert [line.role for line in Byline.objects.order_by("order")] == ["compiler", "source"]

    def test_a_signed_off_page_takes_none(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="晚了", do="save")
        at_stage(page, Stage.SIGNED_OFF)
        assert desk.post(new(page), sent).status_code == 409
        assert not Article.objects.exists()
        assert desk.get(new(page)).status_code == 302


class TestExisting:
    def test_a_form_sent_as_it_came_changes_nothing(self, desk):
        article = make_article(make_issue(), bylines=["张三"], dateline_printed="本报讯")
        make_photo(article.parts.get().page, article)
        before, changes = story_of(article).fields, Change.objects.count()
        desk.post(old(article), filled(desk, old(article), do="save"))
        assert story_of(article).fields == before
        assert (article.history.count(), article.parts.get().history.count()) == (1, 1)
        assert Change.objects.count() == changes

    def test_only_what_was_changed_is_written(self, desk):
        article = make_article(make_issue(), bylines=["张三", "李四"])
        kept = article.bylines.get(name="李四")
        desk.post(old(article), filled(desk, old(article), byline="本报记者 李四 通讯员 王五", do="save"))
        assert [line.name for line in article.bylines.order_by("order")] == ["李四", "王五"]
        assert article.bylines.get(name="李四").pk == kept.pk
        assert article.history.count() == 1
        desk.post(old(article), filled(desk, old(article), headline="新标题", do="save"))
        assert article.history.count() == 2
        assert article.parts.get().history.count() == 1

    def test_whom_the_editor_picked_is_that_person(self, desk):
        article = make_article(make_issue())
        picked = Person.objects.create(
            newspaper=article.issue.newspaper, name="王五", affiliation="县融媒体中心"
        )
        other = Person.objects.create(newspaper=make_newspaper("o", "他报"), name="王五")
        sent = filled(desk, old(article), byline="通讯员 王五", do="save")
        desk.post(old(article), {**sent, "chosen": json.dumps([["王五", other.pk]])})
        assert article.bylines.get().person is None  # proposed: known here under another affiliation
        article.bylines.all().delete()
        sent = filled(desk, old(article), byline="通讯员 王五", do="save")
        desk.post(old(article), {**sent, "chosen": json.dumps([["王五", picked.pk]])})
        assert article.bylines.get().person == picked

    def test_every_part_of_a_jumping_story(self, desk):
        article = make_article(make_issue(), pages=[1, 3])
        first, second = article.parts.order_by("order")
        desk.post(
            old(article), filled(desk, old(article), **{f"body_{second.pk}": "改过的第二段。", "do": "save"})
        )
        second.refresh_from_db()
        assert second.body == "<p>改过的第二段。</p>"
        assert (first.history.count(), second.history.count()) == (1, 2)

    def test_a_text_with_a_table_is_shown_and_not_changed(self, desk):
        body = "<p>开头。</p><ul><li>一</li></ul>"
        article = make_article(make_issue(), bodies=[body])
        desk.post(
            old(article),
            filled(desk, old(article), **{body_of(article): "没了", "headline": "新", "do": "save"}),
        )
        assert article.parts.get().body == body
        assert Article.objects.get().headline == "新"

    def test_a_photos_fields(self, desk):
        article = make_article(make_issue())
        photo = make_photo(article.parts.get().page, article)
        sent = {
            f"caption_{photo.pk}": "晨渡。",
            f"credit_{photo.pk}": "本报记者 吴小满 摄",
            f"alt_{photo.pk}": "一条船",
            f"taken_{photo.pk}": "2026-03-01",
        }
        desk.post(old(article), filled(desk, old(article), **sent, do="save"))
        photo.refresh_from_db()
        assert (photo.caption, photo.alt_text, str(photo.taken_on)) == ("晨渡。", "一条船", "2026-03-01")
        credit = photo.credits.get()
        assert (credit.name, credit.role, credit.affiliation) == ("吴小满", "photographer", "本报")
        wrong = desk.post(
            old(article), filled(desk, old(article), **{f"taken_{photo.pk}": "昨天", "do": "save"})
        )
        assert wrong.status_code == 422

    def test_captions_without_files_wait_for_them(self, desk):
        article = make_article(make_issue())
        desk.post(old(article), filled(desk, old(article), captions="晨渡。吴小满 摄\n夜渡。", do="save"))
        assert [(p.caption, p.file.name) for p in Photo.objects.order_by("order")] == [
            ("晨渡。", ""),
            ("夜渡。", ""),
        ]

    def test_what_is_public_goes_to_the_form_that_asks_for_a_notice(self, desk):
        issue = make_issue()
        article = make_article(issue)
        sent = filled(desk, old(article), headline="改", do="save")
        published(issue)
        assert desk.get(old(article))["Location"] == reverse(
            "admin:articles_article_change", args=[article.pk]
        )
        desk.post(old(article), sent)
        assert Article.objects.get().headline != "改"

    def test_one_that_stands_on_no_page(self, desk):
        article = Article.objects.create(issue=make_issue(), headline="无版")
        desk.post(
            old(article), filled(desk, old(article), headline="还没有版", captions="一张图。", do="save")
        )
        article.refresh_from_db()
        assert article.headline == "还没有版"
        assert not Photo.objects.exists()

    def test_a_joined_tail_goes_to_its_story(self, desk):
        issue = make_issue()
        front, tail = make_article(issue), make_article(issue, pages=[2])
        Article.objects.filter(pk=tail.pk).update(merged_into=front)
        assert desk.get(old(tail))["Location"] == old(front)


def test_an_issue_leads_to_its_first_page(desk):
    issue = make_issue()
    first = issue.pages.get(sequence=1)
    assert desk.get(reverse("admin:write_issue", args=[issue.pk]))["Location"] == new(first)
    empty = make_issue(edition=2, pages=0)
    assert desk.get(reverse("admin:write_issue", args=[empty.pk])).status_code == 302


def test_queries_do_not_grow_with_what_is_there(desk):
    issue = make_issue()
    one = make_article(issue, bylines=["张三"])
    with CaptureQueriesContext(connection) as few:
        desk.get(old(one))
    page = one.parts.get().page
    for n in range(6):
        make_article(issue, headline=f"第{n}篇", bylines=["李四", "王五"])
        make_photo(page, one, caption=f"图{n}。")
        Byline.objects.create(article=one, name=f"赵六{n}", order=n + 2)
    with CaptureQueriesContext(connection) as many:
        desk.get(old(one))
    assert len(many) <= len(few) + 2  # photos bring their credits and renditions along
    assert len(many) <= 26
