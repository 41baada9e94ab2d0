"""An article, whole: breaks marked, cuts glued, repeats left out, joined tails redirected."""

from __future__ import annotations

import pytest

from articles.ingest.joining import join, undo
from articles.models import Column, PhotoCredit, Stage
from tests.house import make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db


def text_of(client, article) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def issue():
    return make_issue()


def test_the_break_is_marked_and_each_side_leads_to_its_page(client, issue):
    article = make_article(issue, (1, 3), bodies=("<p>前半。</p>", "<p>后半。</p>"))
    published(issue)
    first, tail = article.parts.all()
    text = text_of(client, article)
    mark = text[text.index('<p class="break">') : text.rindex("后半。")]
    assert f'href="/harbour-daily/2026-03-14/p1/#s{first.pk}">第一版</a>' in mark
    assert f'href="/harbour-daily/2026-03-14/p3/#s{tail.pk}">第三版</a>' in mark
    assert "┊" in mark
    assert f'id="s{first.pk}"' in text
    assert f'id="s{tail.pk}"' in text
    assert text.count('<p class="break">') == 1
    assert "下转" not in text


@pytest.mark.parametrize(("how", "glued"), [("paragraph", False), ("sentence", True), ("word", True)])
def test_a_cut_inside_a_sentence_goes_on_without_an_indent(client, issue, how, glued):
    article = make_article(issue, (1, 3))
    article.parts.filter(order=2).update(joins_as=how)
    published(issue)
    assert ('class="body runs-on"' in text_of(client, article)) is glued


def test_a_repeat_is_left_out_of_the_text_and_stays_on_its_page(client, issue):
    article = make_article(issue, (1, 3), bodies=("<p>全文在此。</p>", "<p>重复的话。</p>"))
    article.parts.filter(order=2).update(repeats=True)
    published(issue)
    text, tail = text_of(client, article), article.parts.get(order=2)
    assert "重复的话" not in text
    assert f'id="s{tail.pk}"' in text
    assert f'href="/harbour-daily/2026-03-14/p3/#s{tail.pk}"' in text
    assert "重复的话" in client.get("/harbour-daily/2026-03-14/p3/").content.decode()


@pytest.fixture
def joined(issue):
    front = make_article(issue, (1,), headline="前篇", bylines=("张三",))
    tail = make_article(issue, (3,), headline="后篇", bylines=("李四",))
    photo = make_photo(tail.parts.get().page, tail, caption="后篇的图")
    PhotoCredit.objects.create(photo=photo, name="王五", role="photographer")
    return front, tail, join(front.parts.get(), tail.parts.get())


def test_a_joined_tails_number_leads_to_its_place_in_the_whole(client, issue, joined):
    front, tail, record = joined
    published(issue)
    response = client.get(tail.get_absolute_url())
    assert response.status_code == 301
    assert response["Location"] == f"{front.get_absolute_url()}#s{record.tail_part_id}"
    assert response["Cache-Control"] == "no-cache"
    text = text_of(client, front)
    for part_of_the_tail in ("李四", "后篇的图", "王五"):
        assert part_of_the_tail in text


def test_an_undone_join_gives_the_number_back(client, issue, joined):
    _front, tail, record = joined
    published(issue)
    undo(record)
    assert client.get(tail.get_absolute_url()).status_code == 200


def test_a_tail_joined_to_an_unpublished_story_is_not_there(client, issue, joined):
    front, tail, _record = joined
    published(issue)
    type(front).objects.filter(pk=front.pk).update(stage=Stage.DRAFT)
    assert client.get(tail.get_absolute_url()).status_code == 404


def test_what_an_unpublished_tail_brought_is_invisible(client, issue, joined):
    front, tail, _record = joined
    published(issue)
    type(tail).objects.filter(pk=tail.pk).update(stage=Stage.DRAFT)
    text = text_of(client, front)
    assert "李四" not in text
    assert "后篇的图" not in text


def test_bylines_lead_to_the_person(client, issue):
    article = make_article(issue, bylines=("张三", "李四"))
    published(issue)
    text = text_of(client, article)
    for line in article.bylines.all():
        assert f'<a href="/people/{line.person_id}/">{line.name}</a>' in text
    assert "本报记者" in text


def test_articles_turn_in_print_order(client, issue):
    third = make_article(issue, (2,), headline="第三篇")
    first = make_article(issue, (1,), headline="第一篇")
    second = make_article(issue, (1,), headline="第二篇")
    published(issue)
    text = text_of(client, second)
    assert f'rel="prev" href="{first.get_absolute_url()}"' in text
    assert f'rel="next" href="{third.get_absolute_url()}"' in text
    assert 'rel="prev"' not in text_of(client, first)
    assert 'rel="next"' not in text_of(client, third)


def test_the_dateline_opens_the_text_in_bold(client, issue):
    article = make_article(issue, bodies=("<p>桥通了。</p>",), dateline_printed="本报讯 <1>")
    published(issue)
    assert '<p><strong class="dateline">本报讯 &lt;1&gt;</strong> 桥通了。</p>' in text_of(client, article)


def test_subheads_stand_right_under_the_headline(client, issue):
    article = make_article(issue, bodies=("<p>一。</p><h3>小标题</h3><p>二。</p>",))
    published(issue)
    assert "<h2>小标题</h2>" in text_of(client, article)


def test_a_column_leads_to_its_page(client, issue):
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="江边话")
    article = make_article(issue, column=column)
    published(issue)
    text = text_of(client, article)
    assert column.get_absolute_url() in text


@pytest.mark.parametrize(
    ("headline", "pages", "bodies"),
    [
        ("没有分片", (), ()),
        ("", (1,), ("<p>没有标题的话。</p>",)),
        ("", (), ()),
        ("空的正文", (1, 2), ("", "")),
        ("x" * 300, (1,), ("<p>" + "y" * 3000 + "</p>",)),
        ("<script>alert(1)</script> & “引号”", (1, 1, 1), ()),
    ],
)
def test_odd_articles_break_no_page(client, issue, headline, pages, bodies):
    article = make_article(issue, pages, headline=headline, bodies=bodies)
    article.parts.update(zones=[[0, 0, 1, 1]], heading="<i>斜</i>")
    article.parts.filter(order=2).update(order=17)
    issue.pages.filter(sequence=2).update(number="", section_name="")
    published(issue)
    for address in ("", "p1/", "p2/", "a1/"):
        response = client.get(f"/harbour-daily/2026-03-14/{address}")
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert "<i>" not in response.content.decode()


def test_an_article_of_another_language(client):
    issue = make_issue(make_newspaper("harbor-times", "The Harbor Times", language="en"))
    article = make_article(issue, (1, 3), headline="Trams", bylines=("Jane Doe",))
    published(issue)
    text = text_of(client, article)
    assert '<main id="main" lang="en"' in text
    assert "By <a" in text
    assert ">Page 3</a>" in text
