"""What preflight finds in rows: each check on what it is for, and on what only looks like it."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.desk.preflight import counts_by_page, preflight
from articles.desk.preflight.sequence import day_of
from articles.desk.preflight.showing import address_of
from articles.ingest.joining import join, undo
from articles.ingest.photos import store_photo_file
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Join,
    LeftOutText,
    Person,
    Photo,
    PhotoCredit,
    WordEntry,
)
from tests.house import make_article, make_issue, make_newspaper, make_photo, make_zoned_picture, picture_file
from tests.preflight.conftest import LEVEE, MARKET, day

pytestmark = pytest.mark.django_db


def test_a_clean_issue_has_no_finding(issue, story, found):
    make_article(issue, (2, 3), "菜市场换了秤", [MARKET, "<p>后台由市监局管理。</p>"])
    assert found(issue) == []
    assert found(story) == []
    assert found(issue.pages.first()) == []


def test_a_folio_of_another_day(issue, story, found):
    page = issue.pages.first()
    folio = LeftOutText.objects.create(
        page=page, kind="furniture", text="2026年3月1日 星期日\n1949年5月1日创刊"
    )
    assert found(issue) == ["folio_date"]
    assert found(page) == ["folio_date"]
    assert found(story) == []
    assert address_of(preflight(issue).warnings[0]) == f"/desk/articles/page/{page.pk}/change/#id_number"
    LeftOutText.objects.create(page=page, kind="furniture", text=f"{issue.date:%Y年%-m月%-d日}")
    assert found(issue) == []
    folio.kind = "advert"  # a date in an advertisement says nothing
    folio.save()
    assert found(issue) == []


class TestJumps:
    def _jump(self, part, page="3", printed="（下转第三版）"):
        ArticlePart.objects.filter(pk=part.pk).update(printed_jump=printed, printed_jump_page=page)

    def _continuation(self, part, page="1", printed="（上接第一版）"):
        ArticlePart.objects.filter(pk=part.pk).update(
            printed_continuation=printed, printed_continuation_page=page
        )

    def test_open(self, issue, story, found):
        self._jump(story.parts.get())
        assert found(issue) == ["open_jump"]
        assert found(story) == ["open_jump"]
        self._jump(story.parts.get(), "9", "（下转第九版）")
        assert found(issue) == ["jump_to_no_page"]

    def test_open_continuation(self, issue, found):
        tail = make_article(issue, (3,), "堤上一夜", [MARKET])
        self._continuation(tail.parts.get())
        assert found(tail) == ["open_continuation"]

    def test_proposed_joined_and_undone(self, issue, story, found):
        tail = make_article(issue, (3,), "堤上一夜", [MARKET])
        front, back = story.parts.get(), tail.parts.get()
        self._jump(front)
        self._continuation(back)
        made = {"issue": issue, "front_part": front, "tail_part": back, "tail_article": tail}
        Join.objects.create(**made, state="proposed", confidence=0.4)
        assert found(issue) == ["undecided_join"]
        assert found(tail) == []
        kept = join(front, back, user=None)
        assert found(issue) == []
        undo(kept, user=None)
        assert sorted(found(issue)) == ["open_continuation", "open_jump"]

    def test_contradicted_by_the_parts(self, issue, found):
        article = make_article(issue, (1, 3), "雨夜守堤人", [LEVEE, MARKET])
        front, tail = article.parts.order_by("order")
        self._jump(front)
        self._continuation(tail)
        assert found(issue) == []
        self._jump(front, "4", "（下转第四版）")
        self._continuation(tail, "2", "（上接第二版）")
        assert found(issue) == ["wrong_jump", "wrong_continuation"]
        assert found(issue.pages.get(sequence=3)) == ["wrong_continuation"]

    def test_labels_are_one_in_all_their_prints(self, issue, found):
        issue.pages.filter(sequence=3).update(number="A03")
        article = make_article(issue, (1, 3), "雨夜守堤人", [LEVEE, MARKET])
        self._jump(article.parts.first(), "A3", "下转A3版")
        assert found(issue) == []

    def test_circular(self, issue, found):
        make_article(issue, (1, 3, 1), "雨夜守堤人", [LEVEE, MARKET, "<p>天亮了。</p>"])
        assert found(issue) == ["circular_jump"]

    def test_two_parts_on_one_page_are_no_circle(self, issue, found):
        make_article(issue, (1, 1, 3), "雨夜守堤人", [LEVEE, MARKET, "<p>天亮了。</p>"])
        assert found(issue) == []

    def test_to_its_own_page(self, issue, story, found):
        self._jump(story.parts.get(), "1", "（下转第一版）")
        assert "jump_to_itself" in found(issue)

    def test_left_in_the_text(self, issue, found):
        make_article(issue, (1,), "渡口停航", ["<p>渡口今日停航，居民绕行。（下转第三版）</p>"])
        assert found(issue) == ["jump_in_text"]


class TestLayout:
    def test_zones_are_asked_for_where_a_picture_is(self, issue, story, found):
        page = issue.pages.first()
        make_zoned_picture(page)
        assert found(issue) == []
        story.parts.update(zones=[])
        assert found(page) == ["part_without_zone"]

    def test_a_zone_without_a_story(self, issue, story, found):
        page = issue.pages.first()
        box = [[[0.1, 0.1], [0.2, 0.1], [0.2, 0.2]]]
        left = LeftOutText.objects.create(page=page, text="【江边话】", zones=box)
        assert found(issue) == []
        make_zoned_picture(page)
        assert found(issue) == ["zone_without_story"]
        for kind in ("advert", "notice", "teaser", "furniture"):
            LeftOutText.objects.filter(pk=left.pk).update(kind=kind)
            assert found(issue) == []

    def test_a_photo_without_a_zone(self, issue, story, found):
        photo = make_photo(issue.pages.first(), story, rights_holder="本报资料")
        make_zoned_picture(issue.pages.first())
        assert found(issue) == ["photo_without_zone"]
        Photo.objects.filter(pk=photo.pk).update(zones=[[[0.1, 0.1], [0.2, 0.1], [0.2, 0.2]]])
        assert found(issue) == []

    def test_a_story_on_no_page(self, issue, found):
        Article.objects.create(issue=issue, headline="未上版的稿件")
        assert found(issue) == ["no_part"]

    def test_a_page_left_out_of_the_sequence(self, issue, found):
        issue.pages.filter(sequence=3).delete()
        assert found(issue) == ["page_missing"]


class TestStories:
    def test_no_headline_and_no_body(self, issue, found):
        make_article(issue, (1, 2), "", [MARKET, ""])
        assert found(issue) == ["no_headline", "no_body"]

    def test_photo_news_has_its_text_in_the_caption(self, issue, found):
        article = make_article(issue, (1,), "大桥晨雾", [""])
        assert found(issue) == ["no_body"]
        make_photo(issue.pages.first(), article, "晨雾里的大桥。", rights_holder="本报资料")
        assert found(issue) == []

    def test_entered_twice(self, issue, story, found):
        make_article(issue, (2,), "守堤", [LEVEE.replace("3月13日深夜", "昨天深夜")])
        assert found(issue) == ["double"]
        assert found(story) == ["double"]  # either of the two is told

    def test_much_of_it_stands_in_another(self, issue, story, found):
        make_article(issue, (2,), "守堤与菜市", [LEVEE + MARKET + MARKET.replace("菱湖", "东湖")])
        assert "nearly_double" in found(story)

    def test_printed_before(self, issue, story, found):
        earlier = make_issue(issue.newspaper, day(10), number=69, whole_number=8727)
        make_article(earlier, (1,), "江堤一夜", [LEVEE])
        assert found(issue) == ["printed_before"]
        finding = preflight(issue).warnings[0]
        assert "2026-03-10" in finding.message
        assert "江堤一夜" in finding.message

    def test_older_and_other_papers_do_not_count(self, issue, story, found):
        earlier = make_issue(issue.newspaper, day(1), number=60, whole_number=8718)
        make_article(earlier, (1,), "江堤一夜", [LEVEE])
        other = make_issue(make_newspaper("other-paper", "远山晚报"), day(13))
        make_article(other, (1,), "江堤一夜", [LEVEE])
        assert found(issue) == []

    def test_a_part_that_repeats_is_no_double(self, issue, found):
        article = make_article(issue, (1, 3), "雨夜守堤人", [LEVEE, LEVEE])
        article.parts.filter(order=2).update(repeats=True)
        assert found(issue) == []


class TestNames:
    def test_bylines(self, issue, story, found):
        line = Byline.objects.create(article=story, order=2, name="郑小可")
        assert found(issue) == ["byline_unknown"]
        person = Person.objects.create(newspaper=issue.newspaper, name="郑小可", affiliation="江南社")
        assert found(issue) == ["byline_proposed"]
        line.turned_down.add(person)
        assert found(issue) == ["byline_unknown"]
        Byline.objects.filter(pk=line.pk).update(person=person)
        assert found(issue) == []

    def test_an_agency_is_no_person(self, issue, story, found):
        Byline.objects.create(article=story, order=2, name="江南社", role="source")
        Byline.objects.create(article=story, order=3, name="市融媒体中心")
        assert found(issue) == []

    def test_a_joined_tail_is_asked_too(self, issue, story, found):
        tail = make_article(issue, (3,), "", [MARKET])
        line = Byline.objects.create(article=tail, name="郑小可")
        join(story.parts.get(), tail.parts.get(), user=None)
        assert found(story) == ["byline_unknown"]
        address = address_of(preflight(story).warnings[0])
        assert f"/article/{line.article_id}/" in address


class TestPhotos:
    def test_caption_credit_and_alternative_text(self, issue, story, found):
        photo = make_photo(issue.pages.first(), story, " ")
        assert found(issue) == ["no_caption", "no_credit"]
        Photo.objects.filter(pk=photo.pk).update(caption="江堤上的手电。")
        PhotoCredit.objects.create(photo=photo, name="江南社", role="source")
        assert found(issue) == []
        photo.refresh_from_db()
        store_photo_file(photo, picture_file(1600, 1000))
        assert found(issue) == ["no_alt_text"]
        Photo.objects.filter(pk=photo.pk).update(alt_text="雨夜，一个人打着手电走在江堤上。")
        assert found(issue) == []

    def test_resolution(self, issue, story, found, settings):
        page = issue.pages.first()
        make_zoned_picture(page, 2200, 3150)  # 11 by 15.75 inches at 200 dpi
        zone = [[0.1, 0.1], [0.6, 0.1], [0.6, 0.4], [0.1, 0.4]]  # 5.5 by 4.7 inches
        photo = make_photo(
            page, story, alt_text="江堤", rights_holder="本报资料", zones=[zone], picture_zone=zone
        )
        store_photo_file(photo, picture_file(900, 800))
        assert found(issue) == []
        store_photo_file(photo, picture_file(700, 600))
        assert found(issue) == ["low_resolution"]
        assert "126" in preflight(issue).warnings[0].message
        settings.PREFLIGHT_DPI = 100
        assert found(issue) == []

    def test_without_a_zone_nobody_knows_its_size(self, issue, story, found):
        photo = make_photo(issue.pages.first(), story, alt_text="江堤", rights_holder="本报资料")
        store_photo_file(photo, picture_file(60, 40))
        assert found(issue) == []


class TestSequence:
    @pytest.mark.parametrize(
        ("date", "number", "whole", "expected"),
        [
            (day(13), 72, 8730, []),
            (day(10), 71, 8729, []),  # less than one a day: it does not come out daily
            (day(13), 73, 8730, ["number_out_of_order"]),
            (day(13), 72, 8735, ["whole_number_out_of_order"]),
            (day(13), 70, 8727, ["number_out_of_order", "whole_number_out_of_order"]),
            (day(15), 74, 8732, []),
            (day(15), 73, 8732, ["number_out_of_order"]),
            (day(13), None, None, []),
        ],
    )
    def test_neighbours(self, issue, found, date, number, whole, expected):
        make_issue(issue.newspaper, date, number=number, whole_number=whole)
        assert found(issue) == expected

    def test_a_number_begins_anew_with_the_year(self, issue, found):
        make_issue(issue.newspaper, day(1).replace(year=2025), number=360, whole_number=8400)
        assert found(issue) == []
        type(issue).objects.filter(pk=issue.pk).update(number=90)  # more than days have passed
        assert found(issue) == ["number_out_of_order"]

    def test_two_editions_of_a_day_may_share_their_number(self, issue, found):
        make_issue(issue.newspaper, issue.date, 2, number=73, whole_number=8731)
        assert found(issue) == []

    def test_a_number_that_is_missing(self, issue, found):
        make_issue(issue.newspaper, day(13), number=72, whole_number=8730)
        type(issue).objects.filter(pk=issue.pk).update(number=None)
        assert found(issue) == ["number_missing"]

    def test_a_dateline_of_a_later_day(self, issue, story, found):
        Article.objects.filter(pk=story.pk).update(
            dateline_printed="本报沙湾3月16日讯", dateline_date="3月16日"
        )
        assert found(issue) == ["dateline_later"]
        for printed in ("3月14日", "3月13日", "12月30日", "28日", "三月十四日", "近日"):
            Article.objects.filter(pk=story.pk).update(dateline_date=printed)
            assert found(issue) == [], printed

    def test_days_of_datelines(self):
        assert day_of("3月14日", day(14)) == day(14)
        assert day_of("十二月三十日", day(1)).year == 2025
        assert day_of("2月30日", day(1)) is None


class TestTexts:
    def test_each_field_is_read(self, issue, story, found):
        Article.objects.filter(pk=story.pk).update(
            kicker="江堤,夜里", headline="雨夜（守堤人", deck="【待补】"
        )
        story.parts.update(heading="再接再励")
        make_photo(issue.pages.first(), story, "这这是江堤。", rights_holder="本报资料")
        assert found(issue) == ["leftover", "half_width", "unclosed", "confusion", "repeated"]

    def test_the_place_is_that_in_the_field(self, issue, found):
        article = make_article(
            issue, (1,), "渡口停航", ["<p>第一段<strong>没有</strong>错。</p><p>他们们都绕行。</p>"]
        )
        (finding,) = preflight(article).warnings
        assert (finding.place.at, finding.place.length) == (9, 2)
        assert finding.excerpt == ("他", "们们", "都绕行。")
        assert address_of(finding) == f"/desk/articles/article/{article.pk}/change/?place=9,2#id_parts-0-body"

    def test_what_is_wrong_in_one_way_is_one_finding(self, issue):
        make_article(issue, (1,), "渡口停航", ["<p>停航,绕行,候船,等雾散。</p>"])
        (finding,) = preflight(issue).warnings
        assert finding.place.count == 3

    def test_a_quotation_runs_across_the_jump(self, issue, found):
        bodies = ["<p>老徐说：“水声闷，</p>", "<p>就要当心。”说完又走了一趟。</p>"]
        article = make_article(issue, (1, 3), "雨夜守堤人", bodies)
        article.parts.filter(order=2).update(joins_as="sentence")
        assert found(issue) == []
        article.parts.filter(order=2).update(body="<p>就要当心。说完又走了一趟。</p>")
        assert found(issue) == ["unclosed"]
        assert found(issue.pages.get(sequence=3)) == []

    def test_forbidden_html(self, issue, story, found):
        with connection.cursor() as cursor:  # past all that cleans
            cursor.execute(
                "UPDATE articles_articlepart SET body = %s WHERE article_id = %s",
                ['<p onclick="x()">江堤</p>', story.pk],
            )
        assert found(issue) == ["forbidden_html"]
        story.parts.update(body="<p>江堤&lt;br&gt;</p>")
        assert found(issue) == ["markup"]

    def test_an_english_paper(self, found):
        paper = make_newspaper("the-harbour", "The Harbour", language="en")
        issue = make_issue(paper)
        make_article(
            issue, (1,), "Bridge opens", ["<p>“We waited three years,” she said (and smiled). It’s open.</p>"]
        )
        assert found(issue) == []
        make_article(issue, (2,), "Ferry stops", ["<p>The ferry stopped at the the quay (for good.</p>"])
        assert found(issue) == ["unclosed", "repeated"] or found(issue) == ["repeated", "unclosed"]


class TestWordList:
    def test_each_kind(self, issue, found):
        for kind, word, right in (
            ("banned", "最大力度", ""),
            ("mistyped", "沙湾险工", "沙湾险工段"),
            ("title", "林致远", "市委副书记、市长"),
            ("order", "林致远、周岚", ""),
        ):
            WordEntry.objects.create(newspaper=issue.newspaper, kind=kind, word=word, right=right)
        make_article(issue, (1,), "巡堤", ["<p>市长林致远、周岚到沙湾险工段巡堤。</p>"])
        assert found(issue) == []
        make_article(issue, (2,), "再巡堤", ["<p>以最大力度加固。周岚、副市长林致远到沙湾险工查看。</p>"])
        assert sorted(found(issue)) == ["banned", "mistyped", "wrong_order", "wrong_title"]

    def test_of_another_paper(self, issue, story, found):
        WordEntry.objects.create(newspaper=make_newspaper("other-paper", "远山晚报"), word="江堤")
        assert found(issue) == []


def test_counts_by_page(issue, story):
    make_article(issue, (2,), "", [MARKET.replace("，", ",", 1)])
    counts = counts_by_page(issue)
    pages = list(issue.pages.order_by("sequence"))
    assert [(counts[page.pk].errors, counts[page.pk].warnings) for page in pages] == [
        (0, 0),
        (1, 1),
        (0, 0),
        (0, 0),
    ]


def test_findings_stand_in_print_order(issue):
    second = make_article(issue, (1,), "", [MARKET])
    first = make_article(issue, (1,), "", [LEVEE])
    ArticlePart.objects.filter(article=first).update(position=1)
    ArticlePart.objects.filter(article=second).update(position=2)
    type(issue).objects.filter(pk=issue.pk).update(whole_number=1)
    make_issue(issue.newspaper, day(13), number=72, whole_number=8730)
    issue.refresh_from_db()
    assert [one.article for one in preflight(issue).errors] == [None, first, second]
