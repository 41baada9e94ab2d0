"""A page: its parts, and the jump lines that lead to the very place on another page and back."""

from __future__ import annotations

import pytest

from articles.models import ArticlePart, Page, Stage
from tests.house import make_article, make_issue, make_newspaper, make_photo, published

pytestmark = pytest.mark.django_db


def text_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def page_address(page: Page) -> str:
    return page.get_absolute_url()


@pytest.fixture
def issue():
    return make_issue()


def pages_of(issue) -> list[Page]:
    return list(issue.pages.order_by("sequence"))


def test_jump_lines_lead_to_the_exact_part_and_back(client, issue):
    article = make_article(issue, (1, 3), bodies=("<p>前半</p>", "<p>后半</p>"))
    published(issue)
    first, tail = article.parts.all()
    front, third = pages_of(issue)[0], pages_of(issue)[2]

    front_text = text_of(client, page_address(front))
    assert f'<a href="/harbour-daily/2026-03-14/p3/#s{tail.pk}">下转第三版' in front_text
    assert f'id="s{first.pk}"' in front_text
    assert "后半" not in front_text
    third_text = text_of(client, page_address(third))
    assert (
        f'href="/harbour-daily/2026-03-14/p1/#s{first.pk}"><span aria-hidden="true">← </span>上接第一版'
        in third_text
    )
    assert f'id="s{tail.pk}"' in third_text
    assert f'href="/harbour-daily/2026-03-14/a1/#s{tail.pk}"' in third_text


def test_moving_a_part_changes_every_jump_line(client, issue):
    article = make_article(issue, (1, 3))
    published(issue)
    ArticlePart.objects.filter(article=article, order=2).update(page=pages_of(issue)[3])
    assert "下转第四版" in text_of(client, "/harbour-daily/2026-03-14/p1/")
    assert "上接第一版" in text_of(client, "/harbour-daily/2026-03-14/p4/")
    assert "上接" not in text_of(client, "/harbour-daily/2026-03-14/p3/")
    assert "第四版" in text_of(client, article.get_absolute_url())


def test_a_tail_on_an_earlier_page(client, issue):
    make_article(issue, (3, 1))
    published(issue)
    assert "下转第一版" in text_of(client, "/harbour-daily/2026-03-14/p3/")
    assert "上接第三版" in text_of(client, "/harbour-daily/2026-03-14/p1/")


def test_a_neighbour_on_an_unpublished_page_is_plain_text(client, issue):
    article = make_article(issue, (1, 3), bodies=("<p>前半</p>", "<p>秘密</p>"))
    published(issue)
    issue.pages.filter(sequence=3).update(stage=Stage.DRAFT)
    text = text_of(client, "/harbour-daily/2026-03-14/p1/")
    assert '<p class="jump jump-out">下转第三版</p>' in text
    joined = text_of(client, article.get_absolute_url())
    assert "秘密" not in joined
    assert "/p3/" not in joined
    assert client.get("/harbour-daily/2026-03-14/p3/").status_code == 404


@pytest.mark.parametrize(
    ("printed", "names", "expected"),
    [
        ("（下转第三版）", "3", '<a href="/harbour-daily/2026-03-14/p3/">下转第三版'),
        ("（下转第03版）", "03", '<a href="/harbour-daily/2026-03-14/p3/">下转第三版'),
        ("（下转第九版）", "9", '<p class="jump jump-out">（下转第九版）</p>'),
        ("（下转第一版）", "1", '<p class="jump jump-out">（下转第一版）</p>'),
        ("下转某版", "", '<p class="jump jump-out">下转某版</p>'),
    ],
)
def test_an_open_jump(client, issue, printed, names, expected):
    article = make_article(issue, (1,))
    article.parts.update(printed_jump=printed, printed_jump_page=names)
    published(issue)
    assert expected in text_of(client, "/harbour-daily/2026-03-14/p1/")
    assert expected in text_of(client, article.get_absolute_url())


def test_an_open_continuation(client, issue):
    article = make_article(issue, (3,))
    article.parts.update(printed_continuation="（上接第一版）", printed_continuation_page="1")
    published(issue)
    expected = '<a href="/harbour-daily/2026-03-14/p1/"><span aria-hidden="true">← </span>上接第一版'
    assert expected in text_of(client, "/harbour-daily/2026-03-14/p3/")
    assert expected in text_of(client, article.get_absolute_url())


def test_where_a_label_repeats_the_nearest_section_decides(client):
    issue = make_issue(pages=6, sections=("要闻", "要闻", "要闻", "副刊", "副刊", "副刊"))
    for sequence, number in ((4, "1"), (5, "2"), (6, "3")):
        issue.pages.filter(sequence=sequence).update(number=number)
    main, supplement = make_article(issue, (1,)), make_article(issue, (4,))
    for article in (main, supplement):
        article.parts.update(printed_jump="（下转第三版）", printed_jump_page="3")
    published(issue)
    assert '<a href="/harbour-daily/2026-03-14/p3/">下转' in text_of(client, "/harbour-daily/2026-03-14/p1/")
    assert '<a href="/harbour-daily/2026-03-14/p6/">下转' in text_of(client, "/harbour-daily/2026-03-14/p4/")


def test_an_open_jump_to_a_page_that_is_not_published_is_plain_text(client, issue):
    article = make_article(issue, (1,))
    article.parts.update(printed_jump="（下转第三版）", printed_jump_page="3")
    published(issue)
    issue.pages.filter(sequence=3).update(stage=Stage.DRAFT)
    assert '<p class="jump jump-out">（下转第三版）</p>' in text_of(client, "/harbour-daily/2026-03-14/p1/")


def test_the_heads_stand_over_the_first_part_alone(client, issue):
    article = make_article(issue, (1, 3), bylines=("张三",), kicker="引题在上", deck="副题在下")
    article.parts.filter(order=2).update(heading="尾巴的标题")
    published(issue)
    front, third = (text_of(client, f"/harbour-daily/2026-03-14/p{n}/") for n in (1, 3))
    for head in ("引题在上", "副题在下", "张三"):
        assert head in front
        assert head not in third
    assert "尾巴的标题" in third


def test_an_unpublished_article_is_invisible(client, issue):
    make_article(issue, (1,), headline="已发布")
    published(issue)
    late = make_article(issue, (1, 2), headline="草稿")
    make_photo(pages_of(issue)[0], late, caption="草稿的图")
    for address in ("", "p1/", "p2/", "a1/"):
        text = text_of(client, f"/harbour-daily/2026-03-14/{address}")
        assert "草稿" not in text
    assert client.get(late.get_absolute_url()).status_code == 404


def test_pages_turn(client, issue):
    published(issue)
    second = text_of(client, "/harbour-daily/2026-03-14/p2/")
    assert 'rel="prev" href="/harbour-daily/2026-03-14/p1/"' in second
    assert 'rel="next" href="/harbour-daily/2026-03-14/p3/"' in second
    assert 'rel="prev"' not in text_of(client, "/harbour-daily/2026-03-14/p1/")
    assert 'rel="next"' not in text_of(client, "/harbour-daily/2026-03-14/p4/")


def test_a_page_keeps_its_address_when_it_moves(client, issue):
    published(issue)
    issue.pages.filter(sequence=4).update(sequence=9)
    assert "副刊" in text_of(client, "/harbour-daily/2026-03-14/p4/")
    assert client.get("/harbour-daily/2026-03-14/p9/").status_code == 404


def test_an_english_newspaper_words_its_jumps_in_english(client):
    issue = make_issue(make_newspaper("harbor-times", "The Harbor Times", language="en"))
    make_article(issue, (1, 3), headline="Trams")
    published(issue)
    assert "Continued on page 3" in text_of(client, "/harbor-times/2026-03-14/p1/")
    assert "Continued from page 1" in text_of(client, "/harbor-times/2026-03-14/p3/")


def test_photos_stand_with_their_article_or_as_photo_news(client, issue):
    article = make_article(issue, (1,))
    first = pages_of(issue)[0]
    make_photo(first, article, caption="配图说明")
    make_photo(first, caption="独立的图")
    published(issue)
    text = text_of(client, "/harbour-daily/2026-03-14/p1/")
    assert text.index("配图说明") < text.index("图片新闻") < text.index("独立的图")
