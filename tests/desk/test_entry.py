"""Fast entry: the form of one story, its verbs for every role, two windows, what is not saved yet."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk.entry import autosaves
from articles.desk.entry.story import story_of
from articles.models import (
    Article,
    ArticlePart,
    Autosave,
    Byline,
    Change,
    Handling,
    Person,
    Photo,
    Role,
    Stage,
)
from tests.desk.conftest import FormReader, form_data, logged_in
from tests.house import at_stage, make_article, make_issue, make_newspaper, make_photo, make_user, published

pytestmark = pytest.mark.django_db

STORY = """城市更新进行时
老街新生 渡口不老
——港湾市滨江老城改造一年记
本报记者 周望舒 通讯员 王一鸣
本报讯 三月的风吹过渡口，石板路上的雨水还没有干透。沿街三十二栋骑楼已经完成修缮。
让老街坊住得下来
市住建局介绍，居民回迁率达到九成。
图为游客在骑楼下喝茶。本报记者 吴小满 摄
（下转第三版）
"""


def new(page) -> str:
    return reverse("admin:write_new", args=[page.pk])


def old(article) -> str:
    return reverse("admin:write", args=[article.pk])


def filled(client: Client, url: str, **fields: str) -> dict[str, str]:
    """What the form sends, with these fields typed."""
    return {**form_data(client, url, "entry"), **fields}


def answer(client: Client, name: str, thing, **sent):
    noun = "article" if isinstance(thing, Article) else "page"
    url = f"{reverse(f'admin:write_{name}')}?{noun}={thing.pk}"
    return client.post(url, json.dumps(sent), content_type="application/json")


def body_of(article: Article) -> str:
    return f"body_{article.parts.get().pk}"


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

    def test_a_byline_that_cannot_be_read_says_so_and_keeps_the_text(self, desk):
        page = make_issue().pages.first()
        response = desk.post(
            new(page), filled(desk, new(page), headline="桥", byline="风从江上来了啊", do="save")
        )
        assert response.status_code == 422
        assert "风从江上来了啊" in response.content.decode()
        assert response.context["form"].errors["byline"]
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


class TestTwoWindows:
    def test_different_fields_both_stay(self, desk):
        article = make_article(make_issue())
        mine = filled(desk, old(article), deck="我的副题", do="save")
        desk.post(old(article), filled(desk, old(article), headline="别人的主题", do="save"))
        response = desk.post(old(article), mine, follow=True)
        article.refresh_from_db()
        assert (article.headline, article.deck) == ("别人的主题", "我的副题")
        assert "主题" in " ".join(map(str, response.context["messages"]))

    def test_the_same_field_shows_both_texts_and_the_writer_chooses(self, desk):
        article = make_article(make_issue())
        mine = filled(desk, old(article), headline="我的主题", do="save")
        desk.post(old(article), filled(desk, old(article), headline="别人的主题", do="save"))
        response = desk.post(old(article), mine)
        assert response.status_code == 409
        article.refresh_from_db()
        assert article.headline == "别人的主题"
        page = response.content.decode()
        assert "我的主题" in page
        assert "别人的主题" in page
        again = {**FormReader(page, "entry").data, "do": "save"}
        desk.post(old(article), {**again, "theirs_headline": "on"})
        article.refresh_from_db()
        assert article.headline == "别人的主题"
        desk.post(old(article), again)
        article.refresh_from_db()
        assert article.headline == "我的主题"

    def test_text_of_a_part_that_went_is_shown(self, desk):
        article = make_article(make_issue(), pages=[1, 2])
        gone = article.parts.get(order=2)
        mine = filled(desk, old(article), **{f"body_{gone.pk}": "写了半天的第二部分。", "do": "save"})
        gone.delete()
        response = desk.post(old(article), mine)
        assert response.status_code == 409
        assert "写了半天的第二部分。" in response.content.decode()

    def test_a_form_without_its_stamp_overwrites_nothing(self, desk):
        article = make_article(make_issue())
        sent = filled(desk, old(article), headline="手写的", do="save")
        for base in ("", "[", "[1]", "{}"):
            assert desk.post(old(article), {**sent, "base": base}).status_code == 409
        article.refresh_from_db()
        assert article.headline == "渡口新桥通车"


@pytest.mark.only_on("postgresql")  # SQLite's test database is in memory, and has one writer at a time
@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def _both(self, client: Client, user, url: str, *sent: dict[str, str]) -> list[int]:
        """The forms sent at once, each over a connection of its own; the answers' statuses."""
        gate, answers = threading.Barrier(len(sent), timeout=20), []

        def send(one: dict[str, str]) -> None:
            try:
                other = logged_in(user)
                gate.wait()
                answers.append(other.post(url, one).status_code)
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=[one]) for one in sent]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return sorted(answers)

    def test_a_double_click_makes_one_story(self, desk, editor):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="渡口新桥通车", do="save")
        assert self._both(desk, editor, new(page), sent, sent) == [302, 302]
        assert Article.objects.count() == 1

    def test_of_two_headlines_one_is_saved_and_the_other_shown(self, desk, editor):
        article = make_article(make_issue())
        sent = filled(desk, old(article), do="save")
        both = ({**sent, "headline": "甲"}, {**sent, "headline": "乙"})
        assert self._both(desk, editor, old(article), *both) == [302, 409]
        assert article.history.count() == 2


class TestUnsaved:
    def _keep(self, client, thing, key="window-one", turn=0, **fields):
        base = form_data(client, old(thing) if isinstance(thing, Article) else new(thing), "entry")["base"]
        return answer(client, "keep", thing, key=key, turn=turn, fields=fields, base=json.loads(base))

    def test_it_makes_no_revision_and_no_row_of_the_log(self, desk):
        article = make_article(make_issue())
        changes, handlings = Change.objects.count(), Handling.objects.count()
        assert self._keep(desk, article, headline="还没想好").json()["turn"] == 1
        assert self._keep(desk, article, turn=1, headline="还没想好的标题").json()["turn"] == 2
        assert (Change.objects.count(), Handling.objects.count()) == (changes, handlings)
        assert (article.history.count(), ArticlePart.history.count()) == (1, 1)
        article.refresh_from_db()
        assert article.headline == "渡口新桥通车"

    def test_it_is_offered_on_return_taken_up_and_saved(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="还没想好")
        (offer,) = desk.get(old(article)).context["offers"]
        assert [(d["kept"], d["stored"]) for d in offer["differs"]] == [("还没想好", "渡口新桥通车")]
        back = f"{old(article)}?restore=window-one"
        sent = filled(desk, back, do="save")
        assert sent["headline"] == "还没想好"
        desk.post(old(article), sent)
        article.refresh_from_db()
        assert article.headline == "还没想好"
        assert not Autosave.objects.exists()

    def test_taken_up_after_others_saved_it_still_shows_both(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="还没想好")
        desk.post(old(article), filled(desk, old(article), headline="别人的主题", do="save"))
        sent = filled(desk, f"{old(article)}?restore=window-one", do="save")
        assert desk.post(old(article), sent).status_code == 409

    def test_what_is_the_same_as_saved_is_not_offered(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="渡口新桥通车\r\n")
        assert desk.get(old(article)).context["offers"] == []

    def test_two_windows_keep_for_themselves(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="第一窗")
        other = self._keep(desk, article, headline="第二窗")
        assert other.status_code == 409
        fresh = other.json()["key"]
        assert self._keep(desk, article, key=fresh, headline="第二窗").status_code == 200
        assert {row.fields["headline"] for row in Autosave.objects.all()} == {"第一窗", "第二窗"}

    def test_it_is_thrown_away_and_does_not_come_back(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="不要了")
        desk.post(f"{reverse('admin:write_discard')}?article={article.pk}", {"kept": "window-one"})
        assert not Autosave.objects.exists()
        assert self._keep(desk, article, turn=1, headline="迟到的一次").status_code == 409

    def test_a_saved_new_story_is_not_kept_again(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="一", do="save")
        self._keep(desk, page, key=sent["key"], headline="一")
        desk.post(new(page), sent)
        assert self._keep(desk, page, key=sent["key"], turn=1, headline="一").status_code == 409
        assert desk.get(new(page)).context["offers"] == []

    def test_nobody_else_sees_it(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="私房话")
        other = logged_in(make_user(Role.EDITOR, "other"))
        assert "私房话" not in other.get(f"{old(article)}?restore=window-one").content.decode()
        assert "私房话" not in other.get("/desk/").content.decode()
        assert "私房话" in desk.get("/desk/").content.decode()
        other.post(f"{reverse('admin:write_discard')}?article={article.pk}", {"kept": "window-one"})
        assert Autosave.objects.count() == 1
        assert self._keep(other, article, headline="同一个名字").status_code == 200
        assert Autosave.objects.count() == 2

    def test_it_expires(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="很久以前")
        Autosave.objects.update(at=timezone.now() - timedelta(days=15))
        assert desk.get(old(article)).context["offers"] == []
        self._keep(desk, article, key="window-two", headline="今天")
        assert [row.key for row in Autosave.objects.all()] == ["window-two"]

    def test_of_many_the_oldest_go(self, desk, editor, monkeypatch):
        monkeypatch.setattr(autosaves, "MOST_KEPT", 3)
        article = make_article(make_issue())
        for n in range(5):
            self._keep(desk, article, key=f"window-{n}", headline=f"第{n}稿")
        assert sorted(row.key for row in Autosave.objects.all()) == ["window-2", "window-3", "window-4"]

    @pytest.mark.parametrize(
        "sent",
        [
            "",
            "[]",
            "null",
            '{"key": 3}',
            '{"key": "window-one", "turn": "x", "fields": 7, "base": null}',
            '{"key": "window-one", "turn": -1, "fields": {"headline": 3, "a\\u0000b": "c"}}',
            '{"key": "' + "x" * 500 + '"}',
            '{"key": "window-one", "fields": {"headline": "\\ud800"}, "text": "\\udfff", "line": "张\\ud800三"}',
            "[" * 3000,
        ],
    )
    def test_nonsense_is_no_error(self, desk, sent):
        article = make_article(make_issue())
        for name in ("keep", "split", "names"):
            url = f"{reverse(f'admin:write_{name}')}?article={article.pk}"
            assert desk.post(url, sent, content_type="application/json").status_code in (200, 409, 422)


class TestPasting:
    def test_a_whole_story_is_split(self, desk):
        page = make_issue().pages.first()
        got = answer(desk, "split", page, text=STORY, part="new").json()
        assert got["fields"] == {
            "kicker": "城市更新进行时",
            "headline": "老街新生 渡口不老",
            "deck": "——港湾市滨江老城改造一年记",
            "byline": "本报记者 周望舒 通讯员 王一鸣",
            "dateline": "本报讯",
            "body_new": "三月的风吹过渡口，石板路上的雨水还没有干透。沿街三十二栋骑楼已经完成修缮。\n"
            "## 让老街坊住得下来\n市住建局介绍，居民回迁率达到九成。",
            "jump_new": "（下转第三版）",
            "captions": "图为游客在骑楼下喝茶。 本报记者 吴小满 摄",
        }
        assert got["labels"]["body_new"]

    def test_a_text_that_is_none_says_so(self, desk):
        page = make_issue().pages.first()
        response = answer(desk, "split", page, text="\x00\x01")
        assert response.status_code == 422
        assert response.json()["message"]

    def test_without_scripts_a_button_does_it_and_fills_only_what_is_empty(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="早就有的标题", body_new=STORY, do="split")
        response = desk.post(new(page), sent)
        form = response.context["form"]
        assert form["headline"].value() == "早就有的标题"
        assert form["kicker"].value() == "城市更新进行时"
        assert form["body_new"].value().startswith("三月的风")
        assert response.context["refused"] == [("主题", "老街新生 渡口不老")]
        assert "老街新生 渡口不老" in response.content.decode()
        assert not Article.objects.exists()

    def test_names_are_shown_as_they_will_be_tied(self, desk):
        page = make_issue().pages.first()
        newspaper = page.issue.newspaper
        Person.objects.create(newspaper=newspaper, name="张三", affiliation="港湾日报")
        Person.objects.create(newspaper=newspaper, name="王五", affiliation="县融媒体中心")
        got = answer(desk, "names", page, line="本报记者 张三 李四 通讯员 王五", dateline="").json()["html"]
        assert [how in got for how in ("entry-known", "entry-new", "entry-proposed")] == [True] * 3
        assert "entry-unread" in answer(desk, "names", page, line="这不是署名，是一句话").json()["html"]
        assert Person.objects.count() == 2

    def test_the_line_completes_its_last_name(self, desk):
        page = make_issue().pages.first()
        newspaper = page.issue.newspaper
        Person.objects.create(newspaper=newspaper, name="李清越", affiliation="港湾日报")
        url = f"{reverse('admin:type_ahead_persons')}?line=1&newspaper={newspaper.pk}"
        (row,) = desk.get(url, {"q": "本报记者 张三 李", "line": 1}).json()["results"]
        assert (row["label"], row["value"]) == ("李清越", "本报记者 张三 李清越 ")
        assert desk.get(url, {"q": "本报记者 张三 ", "line": 1}).json()["results"] == []
        article = make_article(page.issue)
        Byline.objects.create(article=article, name="李清越", role="reporter", person=Person.objects.get())
        for title in ("本报记者", "记者 "):  # a title alone brings who was printed last in that role
            (row,) = desk.get(url, {"q": title, "line": 1}).json()["results"]
            assert row["value"] == f"{title.strip()} 李清越 "


class TestRoles:
    """Who may open and save; ``None`` is 403."""

    @pytest.mark.parametrize(
        ("role", "makes", "own", "others"),
        [
            (Role.REPORTER, True, True, False),
            (Role.EDITOR, True, True, True),
            (Role.DUTY_EDITOR, True, True, True),
            (Role.ARCHIVIST, False, False, False),
            (Role.ADMINISTRATOR, True, True, True),
        ],
    )
    def test_roles(self, role, makes, own, others):
        user = make_user(role)
        client = logged_in(user)
        issue = make_issue()
        page = issue.pages.first()
        mine, theirs = make_article(issue, written_by=user), make_article(issue)
        for url, allowed in ((new(page), makes), (old(mine), own), (old(theirs), others)):
            assert client.get(url).status_code == (200 if allowed else 403), url
            sent = {"headline": "新", "do": "save", "base": "{}"}
            assert (client.post(url, sent).status_code == 403) is not allowed, url
        for thing, allowed in ((page, makes), (mine, own), (theirs, others)):
            for name in ("keep", "split", "names"):
                status = answer(
                    client, name, thing, key="window-one", text="桥通了。", line="张三"
                ).status_code
                assert (status == 403) is not allowed, (name, thing)

    def test_a_reporter_hands_in_and_can_write_on(self, desk):
        user = make_user(Role.REPORTER)
        client = logged_in(user)
        page = make_issue().pages.first()
        response = client.post(new(page), filled(client, new(page), headline="一", do="submit"))
        assert response["Location"] == new(page)
        article = Article.objects.get()
        assert article.stage == Stage.SUBMITTED
        assert client.get(old(article)).status_code == 403

    def test_nobody_else_comes_in(self, cast):
        article = make_article(make_issue())
        page = article.parts.get().page
        for who in ("anonymous", "outsider", "staff"):
            for url in (new(page), old(article), reverse("admin:write_issue", args=[article.issue_id])):
                assert cast[who].get(url).status_code in (302, 403, 404)
            assert answer(cast[who], "keep", article, key="window-one").status_code in (302, 403)

    def test_other_newspapers_are_out_of_reach(self):
        here, there = make_newspaper(), make_newspaper("other-paper", "他报")
        client = logged_in(make_user(Role.EDITOR, newspapers=[here]))
        issue = make_issue(there)
        article = make_article(issue)
        for url in (new(issue.pages.first()), old(article), reverse("admin:write_issue", args=[issue.pk])):
            assert client.get(url).status_code == 404
        for thing in (article, issue.pages.first()):
            for name in ("keep", "split", "names", "pictures"):
                assert answer(client, name, thing, key="window-one").status_code == 404

    def test_addresses_that_name_nothing(self, desk):
        for query in ("", "?article=x", "?page=²", "?page=" + "9" * 40, "?article=99999"):
            response = desk.post(reverse("admin:write_keep") + query, "{}", content_type="application/json")
            assert response.status_code == 404
        assert desk.get(reverse("admin:write_keep") + "?page=1").status_code == 405


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
