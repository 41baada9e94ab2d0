"""Hits on the picture of a page: boxes around the very characters, over line ends, columns and page breaks."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.models import Page, PageText, Photo, Stage
from articles.reading.boxes import HitBox, PageHits
from tests.finding.layers import in_zone, keep_layer, set_line
from tests.house import make_article, make_editor, make_issue, make_photo, make_zoned_picture, published

pytestmark = pytest.mark.django_db
WIDE, HIGH = 1300, 1900
P1, P3 = "/harbour-daily/2026-03-14/p1/", "/harbour-daily/2026-03-14/p3/"


@pytest.fixture
def issue():
    """A story with its head, two columns and a tail on page 3, and one beside it; both pages have layers."""
    issue = make_issue()
    story = make_article(
        issue,
        (1, 3),
        headline="堤上的一夜",
        bodies=("<p>渡口的营商环境好了，护堤员守到天明，江水退到老水</p>", "<p>位之下。新来的护堤员说。</p>"),
    )
    story.parts.filter(order=2).update(joins_as="word", heading="堤上的一夜")
    make_article(issue, (1,), headline="护堤员的午饭", bodies=("<p>午饭。</p>",))
    for sequence in (1, 3):
        make_zoned_picture(issue.pages.get(sequence=sequence))
    first, tail = story.parts.all()
    other = issue.articles.get(number=2).parts.get()
    keep_layer(
        first.page,
        [
            *in_zone(first, 0, ["堤上的一夜"]),
            *in_zone(first, 1, ["渡口的营商", "环境好了，护"]),
            *in_zone(first, 2, ["堤员守到天明，", "江水退到老水"]),
            *_jump(first, "下转第三版"),
            *in_zone(other, 0, ["护堤员的午饭"]),
            *in_zone(other, 1, ["午饭。"]),
            set_line("今日渡口", 0.05, 0.01),
        ],
    )
    keep_layer(
        tail.page,
        [
            *in_zone(tail, 0, ["堤上的一夜"]),
            *_start(tail, "上接第一版"),
            *_below(tail, ["位之下。新来的", "护堤员说。"]),
        ],
    )
    return published(issue)


def _jump(part, text):
    x0, y0 = part.jump_zone[0]
    return [set_line(text, x0 + 0.01, y0 + 0.004)]


def _start(part, text):
    x0, y0 = part.continuation_zone[0]
    return [set_line(text, x0 + 0.01, y0 + 0.004)]


def _below(part, lines):
    _x, y = part.continuation_zone[2]
    left = part.zones[1][0][0]
    return [set_line(text, left + 0.01, y + 0.02 + row * 0.018) for row, text in enumerate(lines)]


def boxes(client, path: str, q: str) -> list[tuple[str, int, int, int, int]]:
    """The boxes on the picture: id, x, y, width, height."""
    text = client.get(f"{path}?q={quote(q)}").content.decode()
    found = re.findall(r'<rect(?: id="(\w+)")? x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/>', text)
    return [(name, *map(int, rest)) for name, *rest in found]


def around(lines, *parts: tuple[int, int, int]) -> list[tuple[int, int]]:
    """The left edges and widths of pieces of layer lines (line, start, end), in pixels."""
    out = []
    for line, start, end in parts:
        some = lines[line].boxes[start:end]
        out.append((some[0][0] * WIDE, (some[-1][2] - some[0][0]) * WIDE))
    return out


def close(found, wanted) -> bool:
    """Whether the boxes lie around these edges, a hair larger."""
    return len(found) == len(wanted) and all(
        -6 <= x - left <= 0 and 0 <= width - size <= 12
        for (_name, x, _y, width, _height), (left, size) in zip(found, wanted, strict=True)
    )


def layer(issue, sequence: int):
    from articles.interchange.text_layer import from_bytes

    return from_bytes(PageText.objects.get(page__issue=issue, page__sequence=sequence).content).lines


def test_a_hit_over_a_line_end_has_a_box_on_each_line(client, issue):
    found = boxes(client, P1, "“营商环境”")
    assert close(found, around(layer(issue, 1), (1, 3, 5), (2, 0, 2)))
    assert found[0][0] == f"h{issue.articles.get(number=1).parts.first().pk}"
    assert found[0][2] < found[1][2]


def test_a_hit_over_columns_and_one_in_another_story(client, issue):
    found = boxes(client, P1, "护堤员")
    lines = layer(issue, 1)
    assert close(found, around(lines, (2, 5, 6), (3, 0, 2), (6, 0, 3)))
    assert found[1][1] > WIDE / 2  # the second column
    first, second = issue.articles.get(number=1).parts.first(), issue.articles.get(number=2).parts.first()
    assert [name for name, *_rest in found] == [f"h{first.pk}", "", f"h{second.pk}"]


def test_a_hit_over_the_page_break_is_boxed_on_both_pages(client, issue):
    assert close(boxes(client, P1, "“老水位之下”"), around(layer(issue, 1), (4, 4, 6)))
    assert close(boxes(client, P3, "“老水位之下”"), around(layer(issue, 3), (2, 0, 3)))


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.DRAFT])
def test_nothing_is_told_over_a_break_to_a_page_that_is_not_public(client, issue, stage):
    Page.objects.filter(issue=issue, sequence=3).update(stage=stage)
    assert boxes(client, P1, "“老水位之下”") == []
    Page.objects.filter(issue=issue).update(stage=Stage.PUBLISHED)
    Page.objects.filter(issue=issue, sequence=1).update(stage=stage)
    assert boxes(client, P3, "“老水位之下”") == []
    client.force_login(make_editor())
    assert len(boxes(client, f"/preview{P3}", "“老水位之下”")) == 1


def test_what_stands_in_no_story_is_boxed_as_well(client, issue):
    assert close(boxes(client, P1, "今日渡口"), around(layer(issue, 1), (8, 0, 4)))


def test_two_stories_are_not_one_text(client, issue):
    assert boxes(client, P1, "“老水护堤员”") == []


def test_what_is_painted_over_is_not_told(client, issue):
    """Neither that of a withdrawn story, nor what of another story stands under the paint."""
    assert len(boxes(client, P1, "午饭")) == 2
    story, lunch = issue.articles.get(number=1), issue.articles.get(number=2)
    workflow.withdraw(lunch, None, "因故撤下。")
    for q in ("午饭", "护堤员的午饭", "午饭的护堤员"):
        assert boxes(client, P1, q) == [], q
    assert len(boxes(client, P1, "护堤员")) == 2
    client.force_login(make_editor())
    assert len(boxes(client, f"/preview{P1}", "午饭")) == 2
    workflow.withdraw(story, None, "因故撤下。")
    assert boxes(client, P1, "营商环境") == []
    assert len(boxes(client, P1, "今日渡口")) == 1


def test_a_photo_without_rights_is_not_read_through_the_paint(client, issue):
    part = issue.articles.get(number=2).parts.get()
    photo = make_photo(part.page, part.article, picture_zone=part.zones[1])
    assert len(boxes(client, P1, "午饭")) == 2
    Photo.objects.filter(pk=photo.pk).update(online_permitted=False)
    assert len(boxes(client, P1, "午饭")) == 1  # that of the headline
    assert boxes(client, P1, "“护堤员的午饭午饭”") == []


def test_headlines_have_their_field(client, issue):
    assert len(boxes(client, P1, "headline:午饭")) == 2  # the layer tells no fields: wherever it is printed
    assert boxes(client, P1, "-护堤员") == []
    assert boxes(client, P1, "date:2026") == []


def test_a_page_without_a_layer_or_with_a_broken_one_is_whole(client, issue):
    PageText.objects.filter(page__sequence=1).update(content=b"broken")
    response = client.get(f"{P1}?q=护堤员")
    assert response.status_code == 200
    assert re.search(
        r'<mark id="hit-text">护堤员</mark>(<span class="hit-ways">.*?</span>)?守到天明',
        response.content.decode(),
    )
    PageText.objects.all().delete()
    assert client.get(f"{P1}?q=护堤员").status_code == 200


def test_nothing_changes_without_words(client, issue):
    with CaptureQueriesContext(connection) as plain:
        before = client.get(P1).content
    assert "mark>" not in before.decode()
    for q in ("", "  ", "((", "date:2026", "%00"):
        assert client.get(f"{P1}?q={quote(q)}").status_code == 200
    with CaptureQueriesContext(connection) as marked:
        client.get(f"{P1}?q=护堤员")
    assert len(marked) == len(plain) + 1


def test_the_ways_from_hit_to_hit_leave_its_line_to_be_read():
    middle, right, foot = (
        HitBox(100, 300, 40, 20, "a"),
        HitBox(960, 300, 40, 20, "b"),
        HitBox(100, 1480, 40, 20, "c"),
    )
    for box, ways in PageHits([middle, right, foot], wide=1000, high=1500).with_ways:
        for way in ways:
            large = way.size * 2.2
            assert way.y > box.y + box.height or way.y + large < box.y
            assert 0 <= way.x < way.x + large <= 1000
            assert 0 <= way.y < way.y + large <= 1500


def test_the_marks_say_what_they_are_and_go(client, issue):
    text = client.get(f"{P1}?q=护堤员").content.decode()
    assert "<b>护堤员</b>：文中标出2处" in text
    first, second, *_rest = (box[0] for box in boxes(client, P1, "护堤员") if box[0])
    assert f'href="#{first}">看图上位置' in text or f'<a href="#{first}">' in text
    assert re.findall(r'<g class="box-ways">(.*?)</g>', text)[0].count("<a ") == 1
    assert f'<a href="#{second}" aria-label="下一处命中">' in text
    assert f'<a href="#{first}" aria-label="上一处命中">' in text
    assert f'href="{P1}">不标出</a>' in text
    assert '<link rel="canonical" href="http://testserver/harbour-daily/2026-03-14/p1/">' in text
    assert "style=" not in text
