"""The results page: what is found, shown, counted, narrowed, turned; what the public never sees."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.ingest.joining import join
from articles.models import Article, Byline, Issue, Page, Person, PhotoCredit, Stage
from articles.search import folder as folders
from articles.search.rebuild import rebuild
from tests.house import make_article, make_editor, make_issue, make_newspaper, published

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def headlines(text: str) -> list[str]:
    """The headlines of the hits, without their marks."""
    found = re.findall(r'<h3>(?:<span class="label".*?</span> )?<a href="[^"]*">(.*?)</a></h3>', text)
    return [unescape(re.sub(r"</?mark>", "", one)) for one in found]


def total(text: str) -> int:
    return int(re.search(r"<b>([\d,]+)</b>", text)[1].replace(",", ""))


def links(text: str, facet: str) -> dict[str, tuple[str, str]]:
    """The choices of a facet: address and count by label."""
    lists = re.search(rf'id="facet-{facet}".*?</section>', text, re.DOTALL)
    if lists is None:
        return {}
    rows = re.findall(r'<a href="\?([^"]*)"[^>]*>(.*?)</a>', lists[0], re.DOTALL)
    out = {}
    for address, inside in rows:
        label, _sep, count = re.sub(r"<[^>]*>", "", inside.replace('<span class="count">', "|")).partition(
            "|"
        )
        out[label.strip()] = (unescape(address), count)
    return out


def test_all_that_is_published_is_found_and_marked(client, archive):
    text = text_of(client, "/search/?q=渡口")
    assert total(text) == 5
    assert sorted(headlines(text)) == sorted(
        ["渡口新桥通车", "夜航", "渡口晨光", "渡口纪念馆开馆", "山城也有渡口"]
    )
    assert "<mark>渡口</mark>新桥通车" in text
    assert "秘密计划" not in text
    assert "noindex" in text


def test_a_hit_deep_in_a_long_text_is_shown(client, archive):
    text = text_of(client, "/search/?q=" + quote("“灯最后才熄”"))
    assert headlines(text) == ["夜航"]
    assert "渡口的<mark>灯最后才熄</mark>" in text
    assert re.search(r'<p class="snippet">…', text)


def test_why_it_matched(client, archive):
    assert "命中 正文" in text_of(client, "/search/?q=交了班")
    assert "命中 图说" in text_of(client, "/search/?q=通车现场")
    assert re.search(r"命中 .*署名", text_of(client, "/search/?q=林小满"))
    assert re.search(r"命中 .*栏目", text_of(client, "/search/?q=江边话"))
    text = text_of(client, "/search/?q=历时三年")
    assert '<p class="kicker"><mark>历时三年</mark></p>' in text


def test_a_phrase_over_the_page_break_leads_to_its_place(client, archive):
    text = text_of(client, "/search/?q=" + quote("“摆渡人”"))
    part = archive.ferry.parts.get(order=1)
    assert "<mark>摆渡人</mark>" in text
    assert f"/harbour-daily/2024-03-14/p1/?q={quote('“摆渡人”')}#h{part.pk}" in text
    story = text_of(client, f"/harbour-daily/2024-03-14/a1/?q={quote('“摆渡人”')}")
    assert '<mark id="hit">摆渡</mark></p>' in story
    assert '<p><mark class="piece">人</mark>”昨天交了班。</p>' in story
    assert "文中标出1处" in story


def test_nothing_of_a_text_becomes_markup(client, archive):
    text = text_of(client, "/search/?q=通车现场")
    assert "<mark>通车现场</mark>&lt;b&gt;&amp;" in text
    text = text_of(client, "/search/?q=" + quote('"><script>alert(1)</script>'))
    assert "<script>alert" not in text
    page = text_of(client, "/harbour-daily/2024-03-14/a1/?q=通车现场")
    assert '<mark id="hit">通车现场</mark>&lt;b&gt;&amp;' in page
    assert "<b>&amp;" not in page
    page = text_of(client, "/harbour-daily/2024-03-14/a1/?q=" + quote("通车现场<b>"))
    assert '<mark id="hit">通车现场&lt;b</mark>&gt;&amp;' in page


def test_the_public_sees_nothing_that_is_withdrawn_meanwhile(client, archive):
    """The index may be behind: what is shown is asked for once more."""
    Article.objects.filter(pk=archive.again.pk).update(stage=Stage.DRAFT)
    assert "纪念馆" not in text_of(client, "/search/?q=渡口")
    for suffix in ("csv", "json", "ris", "bib"):
        streamed = b"".join(client.get(f"/search/export.{suffix}?q=渡口")).decode()
        assert "纪念馆" not in streamed
        assert "新桥" in streamed
    assert "纪念馆" not in text_of(client, "/search/feed.atom?q=渡口")


def test_a_part_on_a_page_that_is_not_published_is_not_found(client, archive):
    Page.objects.filter(issue=archive.spring, sequence=3).update(stage=Stage.DRAFT)
    assert "全长" not in text_of(client, "/search/?q=渡口新桥")
    rebuild()
    assert total_or_none(text_of(client, "/search/?q=昨天交了班")) == 0
    assert total_or_none(text_of(client, "/search/?q=老渡口")) == 1


def test_the_heads_of_a_tail_go_with_its_page(client, db):
    issue = make_issue(pages=2)
    front = make_article(issue, (1,), headline="堤上的一夜", bodies=("<p>江水退了。</p>",))
    tail = make_article(issue, (2,), headline="守夜人的早晨", deck="灯还亮着", bodies=("<p>天亮了。</p>",))
    join(front.parts.get(), tail.parts.get())
    published(issue)
    rebuild()
    text = text_of(client, "/search/?q=守夜人")
    assert headlines(text) == ["堤上的一夜"]
    assert '<p class="deck"><mark>守夜人</mark>的早晨</p>' in text
    workflow.withdraw(Page.objects.get(issue=issue, sequence=2), None, "因故撤下。")
    assert "的早晨" not in text_of(client, "/search/?q=守夜人")  # the index is behind
    rebuild()
    for q in ("守夜人", "灯还亮着", "天亮了"):
        assert total_or_none(text_of(client, f"/search/?q={q}")) == 0, q
    assert total(text_of(client, "/search/?q=江水退了")) == 1
    Page.objects.filter(issue=issue, sequence=2).update(stage=Stage.PUBLISHED)
    Article.objects.filter(pk=tail.pk).update(stage=Stage.WITHDRAWN)
    rebuild()
    assert total_or_none(text_of(client, "/search/?q=守夜人")) == 0


def total_or_none(text: str) -> int:
    return total(text) if "<b>" in text else 0


def test_a_withdrawn_issue_is_not_found(client, archive):
    Issue.objects.filter(pk=archive.spring.pk).update(stage=Stage.DRAFT)
    text = text_of(client, "/search/?q=渡口")
    assert "新桥" not in text
    assert "晨光" not in text


def test_a_login_and_a_cookie_change_nothing(client, archive):
    before = client.get("/search/?q=渡口")
    client.force_login(make_editor())
    after = client.get("/search/?q=渡口")
    assert before.content == after.content
    assert not after.cookies
    assert "Cookie" not in after.get("Vary", "")


def test_facets_count_narrow_and_are_taken_back(client, archive):
    text = text_of(client, "/search/?q=渡口")
    assert {label: count for label, (_url, count) in links(text, "newspaper").items()} == {
        "港湾日报": "4",
        "山城时报": "1",
    }
    assert links(text, "column")["江边话"][1] == "1"
    assert links(text, "agency")["江湾社"][1] == "1"
    assert links(text, "photo")["有图片"][1] == "2"
    address, count = links(text, "person")["林小满（港湾日报）"]
    narrowed = text_of(client, f"/search/?{address}")
    assert total(narrowed) == int(count) == 2
    back = next(url for label, (url, _count) in links(narrowed, "person").items() if "林小满" in label)
    assert back == f"q={quote('渡口')}"
    for facet in ("newspaper", "date", "page", "section", "column", "agency", "photo"):
        for label, (address, count) in links(text, facet).items():
            assert total(text_of(client, f"/search/?{address}")) == int(count), (facet, label)


@pytest.mark.parametrize("first", ["page", "section", "person", "photo"])
def test_counts_are_those_of_what_a_link_leads_to_once_narrowed_as_well(client, archive, first):
    """Of what may be several to an article, others are offered again once the one is taken back."""
    for name, (address, _count) in links(text_of(client, "/search/?q=渡口"), first).items():
        text = text_of(client, f"/search/?{address}")
        [(own, (_back, _n))] = links(text, first).items()
        assert name in own
        for facet in ("newspaper", "date", "page", "section", "person", "column", "agency", "photo"):
            for label, (further, count) in links(text, facet).items():
                if facet != first:
                    assert total(text_of(client, f"/search/?{further}")) == int(count), (facet, label)


def test_names_with_blanks_at_their_edges_are_found_again(client, archive):
    Page.objects.filter(pk=archive.spring.pages.get(sequence=2).pk).update(section_name=" 综合 ")
    rebuild()
    address, count = links(text_of(client, "/search/?q=渡口"), "section")["综合"]
    assert total(text_of(client, f"/search/?{address}")) == int(count) > 1


def test_from_the_year_to_the_day_and_to_other_years(client, archive):
    text = text_of(client, "/search/?q=渡口")
    year, count = links(text, "date")["2024年"]
    assert count == "3"
    text = text_of(client, f"/search/?{year}")
    month, _count = links(text, "date")["2024年3月"]
    text = text_of(client, f"/search/?{month}")
    day, _count = links(text, "date")["2024年3月14日"]
    text = text_of(client, f"/search/?{day}")
    assert total(text) == 3
    other = unescape(re.search(r'class="same-day"><a href="\?([^"]*)"', text)[1])
    text = text_of(client, f"/search/?{other}")
    assert sorted(headlines(text)) == sorted(["渡口新桥通车", "夜航", "渡口晨光", "渡口纪念馆开馆"])
    assert "3月14日" in text


def test_the_chart_has_a_bar_with_a_name_for_each_year(client, archive):
    text = text_of(client, "/search/?q=渡口&date=2024")
    bars = re.findall(r'<a href="\?([^"]*)" aria-label="([^"]*)"( aria-current="true")?[^>]*><title>', text)
    assert [name for _url, name, _on in bars] == ["2024年：3条", "2025年：1条", "2026年：1条"]
    assert [bool(on) for _url, _name, on in bars] == [True, False, False]
    assert total(text_of(client, f"/search/?{unescape(bars[1][0])}")) == 1
    assert "style=" not in text


def test_what_is_chosen_of_the_dates_has_no_count(client, archive):
    text = text_of(client, "/search/?q=渡口&date=2024-03-14")
    assert [(label, count) for label, (_url, count) in links(text, "date").items()] == [
        ("× 取消： 2024年", ""),
        ("× 取消： 2024年3月", ""),
        ("× 取消： 2024年3月14日", ""),
    ]


def test_a_range_keeps_its_years_in_sight_and_narrows_further(client, archive):
    text = text_of(client, "/search/?q=渡口&date=2024-03-02..2025-12-31")
    found = links(text, "date")
    assert [(label, count) for label, (_url, count) in found.items()] == [
        ("× 取消： 2024年3月2日–2025年12月31日", ""),
        ("2025年", "1"),
        ("2024年", "3"),
    ]
    assert found["2024年"][0].endswith("date=2024-03-02..2024-12-31")
    for address, count in found.values():
        if count:
            assert total(text_of(client, f"/search/?{address}")) == int(count)
    months = links(text_of(client, "/search/?q=渡口&date=2024-03-02..2024-05-02"), "date")
    assert months["2024年3月"] == (f"q={quote('渡口')}&date=2024-03-02..2024-03-31", "3")


def test_days_among_the_words_narrow_like_those_of_the_address(client, archive):
    typed = text_of(client, "/search/?q=" + quote("渡口 date:2024-03-14"))
    chosen = text_of(client, "/search/?q=渡口&date=2024-03-14")
    assert total(typed) == 3
    for name in ("date", "page"):
        assert links(typed, name) == links(chosen, name)
    for part in (
        r'<ul class="narrowed".*?</ul>',
        r'class="same-day".*?</p>',
        r'class="search-years".*?</svg>',
    ):
        assert re.search(part, typed, re.DOTALL)[0] == re.search(part, chosen, re.DOTALL)[0]
    assert 'value="渡口 date:2024-03-14"' in typed


def test_a_range_is_set_from_the_results(client, archive):
    text = text_of(client, "/search/?q=渡口&date=2024&page=1&sort=newest")
    form = re.search(r'<form class="search-range" action="/search/">.*?</form>', text, re.DOTALL)[0]
    assert re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form) == [
        ("q", "渡口"), ("page", "1"), ("sort", "newest"), ("first", "2024"), ("last", "2024"),
    ]  # fmt: skip
    led = client.get("/search/?q=渡口&page=1&sort=newest&first=2023&last=2025")
    assert led.url == f"/search/?q={quote('渡口')}&date=2023..2025&page=1&sort=newest"
    assert total(text_of(client, led.url)) == 2
    assert client.get("/search/?q=渡口&first=&last=").url == f"/search/?q={quote('渡口')}"


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [("soon", "2025", ["soon"]), ("2024-13", "去年", ["2024-13", "去年"]), ("", "<b>", ["<b>"])],
)
@pytest.mark.parametrize("rest", ["q=渡口&page=1&sort=newest", "newspaper=harbour-daily", ""])
def test_an_entry_that_is_no_date_is_kept_and_marked(client, archive, first, last, wrong, rest):
    text = text_of(client, f"/search/?{rest}&first={quote(first)}&last={quote(last)}")
    form = re.search(r'<form class="search-range" action="/search/">.*?</form>', text, re.DOTALL)[0]
    typed = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form))
    assert (unescape(typed.pop("first")), unescape(typed.pop("last"))) == (first, last)
    assert typed == dict(parse_qsl(rest))
    marked = re.findall(r'value="([^"]*)" aria-invalid="true" aria-describedby="search-notes"', form)
    assert [unescape(one) for one in marked] == wrong
    said = re.search(r'<div class="search-read" id="search-notes" role="note">(.*?)</div>', text, re.DOTALL)[
        1
    ]
    plain = unescape(re.sub("<[^>]*>", "", said))
    for one in wrong:
        assert f"“{one}”不是日期。请写年、月或日：1960、1960-05、1960-05-24。" in plain
    assert "地址" not in plain
    if rest:
        assert total(text) == total(
            text_of(client, f"/search/?{rest}")
        )  # narrowed by nothing that was not read


def test_a_year_without_hits_leads_nowhere(client, archive):
    text = text_of(client, "/search/?q=纪念馆 OR 新桥")
    assert "2024年：1条" in text
    assert "2026年：1条" in text
    assert "2025年：" not in text


def test_the_order_by_itself_has_one_address(client, archive):
    plain, said = (text_of(client, f"/search/?q=渡口{rest}") for rest in ("", "&sort=relevance"))
    for text in (plain, said):
        assert f'rel="canonical" href="http://testserver/search/?q={quote("渡口")}"' in text
        assert f'<li><a href="?q={quote("渡口")}" rel="nofollow" aria-current="true">相关度</a></li>' in text


def test_back_from_the_second_page_by_date_is_the_first(client, many):
    first = "/search/?q=渡口&sort=newest"
    second = unescape(re.search(r'rel="next" href="([^"]*)"', text_of(client, first))[1])
    text = text_of(client, f"/search/{second}")
    back = client.get("/search/" + unescape(re.search(r'rel="prev" href="([^"]*)"', text)[1]))
    assert (back.status_code, back.url) == (302, f"/search/?q={quote('渡口')}&sort=newest")
    third = unescape(re.search(r'rel="next" href="([^"]*)"', text)[1])
    text = text_of(client, f"/search/{third}")
    back = client.get("/search/" + unescape(re.search(r'rel="prev" href="([^"]*)"', text)[1]))
    assert back.status_code == 200  # more lies before it


def test_only_what_narrows_is_a_search_too(client, archive):
    text = text_of(client, "/search/?date=2024-03-14")
    assert "渡口新桥通车" in headlines(text)
    assert total(text) == 3
    assert "命中 " not in text


def test_pages_of_hits_by_rank_and_by_date(client, many):
    for sort in ("", "&sort=newest", "&sort=oldest"):
        address, seen, pages = f"/search/?q=渡口{sort}", [], 0
        while address:
            text = text_of(client, address)
            assert total(text) == 45
            seen += headlines(text)
            pages += 1
            found = re.search(r'<a rel="next" href="\?([^"]*)"', text)
            address = f"/search/?{unescape(found[1])}" if found else ""
        assert pages == 3
        assert sorted(seen) == sorted(article.headline for article in many)
        before = unescape(re.search(r'<a rel="prev" href="\?([^"]*)"', text)[1])
        assert headlines(text_of(client, f"/search/?{before}")) == seen[20:40]


def test_a_place_by_date_stays_when_something_is_published(client, many):
    second = unescape(
        re.search(r'rel="next" href="\?([^"]*)"', text_of(client, "/search/?q=渡口&sort=newest"))[1]
    )
    before = headlines(text_of(client, f"/search/?{second}"))
    issue = make_issue(many[0].issue.newspaper, many[-1].issue.date.replace(year=2030), pages=1)
    make_article(issue, (1,), headline="渡口新闻")
    published(issue)
    rebuild()
    assert headlines(text_of(client, f"/search/?{second}")) == before


@pytest.mark.parametrize(
    "address",
    [
        "?q=" + quote('((( AND date:foo "渡口'),
        "?q=%00%ff",
        "?q=" + quote("-渡口"),
        "?q=" + "渡" * 3000,
        "?q=a*&page=%00",
        "?q=渡口&start=999999999999999999999",
        "?q=渡口&start=9980",
        "?q=渡口&sort=newest&after=0",
        "?q=渡口&sort=newest&before=9223372036854775807",
        "?q=渡口&sort=oldest&after=9223372036854775807",
        "?q=渡口&person=9223372036854775807&column=1",
        "?newspaper=none&q=渡口",
        "?date=0001..9999&q=渡口",
        "?date=0001",
        "?day=02-29",
        "?q=" + quote("date:(2024 OR 2025) page:(1 OR 渡)"),
        "?q=" + quote("😀 \ud83d"[:1]),
    ],
)
@pytest.mark.parametrize("path", ["/search/", "/en/search/", "/search/export.csv", "/search/feed.atom"])
def test_nothing_typed_is_an_error(client, archive, path, address):
    response = client.get(f"{path}{address}", follow=True)  # the first page has an address of its own
    assert response.status_code == 200
    if response.streaming:
        b"".join(response)


def test_how_it_was_read_is_said(client, archive):
    text = text_of(client, "/search/?q=" + quote("渡口 AND date:foo"))
    assert "“foo”不是日期，已按词语查找。" in text
    assert '<code><span lang="zh">渡口 foo</span></code>' in text
    text = text_of(client, "/search/?q=渡口&person=x")
    assert "地址中的“作者”无法识别，已略去。" in text


def test_words_of_the_search_are_those_of_its_fields(client, archive):
    Article.objects.filter(pk=archive.ferry.pk).update(dateline_place="江湾")
    rebuild()
    assert "命中 标题" in text_of(client, "/search/?q=纪念馆")
    assert "命中 发稿地" in text_of(client, "/search/?q=" + quote("place:江湾"))
    english = text_of(client, "/en/search/?q=纪念馆")
    assert "Found in headline" in english


def test_what_is_chinese_says_so_on_english_pages(client, archive):
    person = Person.objects.get(name="林小满")
    text = text_of(client, f"/en/search/?q={quote('渡口 AND date:某日')}")
    assert '<code><span lang="zh">渡口 某日</span></code>' in text
    assert '“<span lang="zh">某日</span>” is not a date' in text
    text = text_of(client, f"/en/search/?q=渡口&person={person.pk}&section=要闻")
    assert '<b lang="zh-Hans">林小满（港湾日报）</b>' in text
    assert '<b lang="zh-Hans">要闻</b>' in text
    facets = text.split('id="facets"')[1]
    assert '<span lang="zh-Hans">港湾日报</span>' in facets
    assert re.search(r'<span lang="zh-Hans">林小满（港湾日报）</span></span> <span class="count">', facets)
    assert "<script>" not in text_of(client, "/en/search/?q=" + quote("date:<script>渡</script>"))


def test_the_number_of_hits_is_a_heading_and_is_told(client, archive):
    text = text_of(client, "/search/?q=渡口")
    assert re.search(r'<h2 id="results" tabindex="-1"><span role="status">.*</span></h2>', text)


def test_readers_are_not_led_to_the_desk(client, archive):
    assert "/desk/" not in text_of(client, "/search/?q=渡口")


def test_empty_states_say_what_to_do(client, archive):
    text = text_of(client, "/search/?q=鲸鱼&page=1")
    assert "没有查到。" in text
    assert 'href="?q=%E9%B2%B8%E9%B1%BC"' in text
    text = text_of(client, "/search/?q=渡口&start=400")
    assert "这一页结果已不存在。" in text
    assert "例如" in text_of(client, "/search/")


def test_what_went_since_the_index_was_made_is_not_counted_nor_a_page_that_leads_to_itself(client, archive):
    Article.objects.filter(pk=archive.hill.pk).update(stage=Stage.DRAFT)
    text = text_of(client, "/search/?q=山城也有渡口")
    assert total(text) == 0
    assert "没有查到。" in text
    assert "这一页结果已不存在" not in text
    assert "1–1" not in text
    assert total(text_of(client, "/search/?q=渡口")) == 4


def test_a_page_whose_hits_went_leads_on(client, many):
    newest = [article.pk for article in many[-20:]]
    Article.objects.filter(pk__in=newest).update(stage=Stage.DRAFT)
    text = text_of(client, "/search/?q=渡口&sort=newest")
    assert "刚刚撤下或已改动" in text
    assert "这一页结果已不存在" not in text
    following = unescape(re.search(r'rel="next" href="\?([^"]*)"', text)[1])
    assert len(headlines(text_of(client, f"/search/?{following}"))) == 20


def test_all_pages_of_a_story_name_their_sections(client, archive):
    text = re.sub(r"<[^>]+>", "", text_of(client, "/search/?q=渡口新桥"))
    assert re.search(r"第.版 要闻\s*→\s*第.版 综合", text)


def test_why_a_row_is_there_is_always_told(client, archive):
    person = Byline.objects.filter(article=archive.ferry).get().person
    Byline.objects.create(article=archive.deep, name="江上客", person=person)
    other = Person.objects.create(newspaper=archive.paper, name="何镜明")
    PhotoCredit.objects.create(photo=archive.photo, name="沈望", role="photographer")
    PhotoCredit.objects.create(photo=archive.lone, name="望江", role="photographer", person=other)
    rebuild()
    text = text_of(client, "/search/?q=林小满&date=2024")  # signed with another name
    assert sorted(headlines(text)) == ["夜航", "渡口新桥通车"]
    assert '<span class="label" lang="zh-hans">作者</span> <mark>林小满</mark>' in text
    assert text.count("命中 署名") == 2
    text = text_of(client, "/search/?q=沈望")
    assert headlines(text) == ["渡口新桥通车"]
    assert "<mark>沈望</mark>" in text
    text = text_of(client, "/search/?q=何镜明")
    assert headlines(text) == ["渡口晨光"]
    assert "<mark>何镜明</mark>" in text
    assert "命中 署名" in text


def test_words_near_each_other_over_two_texts_are_marked_each(client, archive):
    q = quote('"通车 江边话"~9')  # the end of the headline, and the column
    text = text_of(client, f"/search/?q={q}")
    assert headlines(text) == ["渡口新桥通车"]
    assert "渡口新桥<mark>通车</mark>" in text
    assert "命中 标题" in text or "命中 主题" in text
    url = unescape(re.search(r'<h3><a href="([^"]*)"', text)[1])
    story = text_of(client, url.partition("#")[0])
    assert '<mark id="hit">江边话</mark>' in story
    assert '<mark id="hit-2">通车</mark>' in story


def test_without_an_index_the_search_says_so(client, archive):
    folder = folders.here()
    (folder.path / "live").unlink()
    for address in ("/search/?q=渡口", "/search/export.csv?q=渡口", "/search/feed.atom?q=渡口"):
        response = client.get(address)
        assert response.status_code == 503
        assert response["Retry-After"]
        assert "还没有检索索引" in response.content.decode()
    with folder.rebuilding() as held:
        assert held
        assert "正在建立" in text_of(client, "/search/?q=渡口", 503)
    assert text_of(client, "/search/help/")


def test_the_number_of_queries_does_not_grow(client, archive, many):
    counts = set()
    for address in ("/search/?q=渡口&sort=newest", "/search/?q=渡口第7号", "/search/?q=渡口&sort=oldest"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.add(len(queries))
    assert max(counts) <= 13
    few = _count(client, "/search/?q=渡口第7号")
    assert _count(client, "/search/?q=渡口第") == few


def _count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_reading_pages_offer_the_search(client, archive):
    for address in ("/", "/harbour-daily/", "/harbour-daily/2024-03-14/a1/", "/people/1/"):
        response = client.get(address)
        if response.status_code == 200:
            text = response.content.decode()
            assert 'role="search" action="/search/"' in text
            assert 'type="application/opensearchdescription+xml"' in text
    assert 'template="http://testserver/en/search/?q={searchTerms}"' in text_of(
        client, "/en/search/opensearch.xml"
    )


def test_the_search_has_a_name_as_short_as_opensearch_wants(client):
    """Sixteen characters (OpenSearch 1.1, ShortName), whatever the newspaper is called and where there is none."""
    name = re.compile("<ShortName>([^<]{1,16})</ShortName>")
    for path in ("/search/opensearch.xml", "/en/search/opensearch.xml"):
        assert name.search(client.get(path).content.decode())
    make_newspaper(name="The Harbour and Hills Daily Advertiser")
    assert name.search(text_of(client, "/search/opensearch.xml"))[1].startswith("The Harbour")


@pytest.mark.only_on("sqlite")  # its planner keeps no figures
def test_no_query_walks_all_that_is_published(client, archive):
    """SQLite would go by the stage, which nearly all rows share, instead of by the few rows that are asked for."""
    with CaptureQueriesContext(connection) as queries:
        client.get("/search/?q=渡口")
        b"".join(client.get("/search/export.csv?q=渡口"))
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
        assert not [step for step in plan if step.endswith("(stage=?)")], query["sql"]


def test_every_page_by_date_tells_its_place_and_leads_to_both_ends(client, archive, monkeypatch):
    for module in ("articles.finding.search", "articles.finding.address"):
        monkeypatch.setattr(f"{module}.A_PAGE", 1)
    for order in ("newest", "oldest", "relevance"):
        places, ways = [], []
        url = f"/search/?q=渡口&sort={order}"
        first = url
        while url:
            text = client.get(url, follow=True).content.decode()
            place, total = re.search(r"<span>第(\d+)–\d+条，共(\d+)条</span>", text).groups()
            places.append(int(place))
            links = re.findall(r'rel="nofollow">(最[前后])</a>', text)
            ways.append(sorted(links))
            following = re.search(r'<a rel="next" href="([^"]*)"', text)
            url = f"/search/{unescape(following[1])}" if following else ""
        assert places == list(range(1, int(total) + 1))
        assert len(places) > 4
        assert ways[0] == ["最后"]
        assert ways[-1] == ["最前"]
        assert ways[2] == ["最前", "最后"]
        last = re.search(
            r'<a href="([^"]*)" rel="nofollow">最后</a>', client.get(first, follow=True).content.decode()
        )
        text = client.get(f"/search/{unescape(last[1])}").content.decode()
        assert f"<span>第{total}–{total}条，共{total}条</span>" in text
        assert 'rel="next"' not in text
        assert 'rel="prev"' in text
