"""What is pasted: split into the fields; names as they will be tied."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article, Byline, Person
from tests.desk.entry.sending import STORY, answer, filled, new
from tests.house import make_article, make_issue

pytestmark = pytest.mark.django_db


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
