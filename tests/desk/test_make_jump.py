"""Making a jump and joining again: by words, paragraph, cursor and zone; the text is never another one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Q

from articles.desk.layout import Cut, make_jump, text_mark
from articles.desk.workflow import Refused
from articles.geometry import corners
from articles.ingest import joining
from articles.interchange.text_layer import to_bytes
from articles.models import Article, ArticlePart, Join, Page, PageText, Role, Stage
from articles.records import LayerLine, TextLayer
from tests.desk.conftest import address, logged_in
from tests.house import at_stage, make_article, make_issue, make_user, published

pytestmark = pytest.mark.django_db

BODY = "<p>清晨六点，渡口的灯一盏一盏地熄了。</p><h3>改走新桥</h3><p>新桥通车以后，<strong>渡船还要</strong>再开一个月。</p>"
HEAD, LEFT, RIGHT = (
    corners(box) for box in ((0.1, 0.1, 0.6, 0.2), (0.1, 0.2, 0.3, 0.5), (0.4, 0.2, 0.6, 0.5))
)


@pytest.fixture
def story(db) -> Article:
    """A story on page 1 of four, with a head and two columns."""
    article = make_article(make_issue(), headline="末班船", bodies=[BODY])
    zones = [[list(point) for point in zone] for zone in (HEAD, LEFT, RIGHT)]
    article.parts.update(zones=zones)
    return article


def rows(client: Any, page: Any) -> dict[int, Any]:
    """The rows of the page's list by part."""
    return {row.part.pk: row for row in client.get(address("page", "layout", page.pk)).context["stories"]}


def jump(client: Any, front: ArticlePart, to: int = 3, **cut: str) -> Any:
    """Send the form of a jump as the page shows it."""
    seen = cut.pop("seen", None) or rows(client, front.page)[front.pk].seen
    page = front.page.issue.pages.get(sequence=to)
    form = {"part": front.pk, "seen": seen, "page": page.pk, "cursor": "", "zone": "", "words": "", **cut}
    return client.post(address("page", "layout_jump", front.page_id), form, follow=True)


def join(client: Any, tail: ArticlePart) -> Any:
    form = {"part": tail.pk, "seen": rows(client, tail.page)[tail.pk].seen}
    return client.post(address("page", "layout_join", tail.page_id), form, follow=True)


def snapshot(article: Article) -> list[tuple[Any, ...]]:
    fields = ("pk", "order", "page_id", "body", "zones", "printed_jump", "joins_as")
    return list(article.parts.order_by("order").values_list(*fields))


@pytest.mark.parametrize(
    ("cut", "tail", "joins_as"),
    [
        (
            {"at": "1:0"},
            "<h3>改走新桥</h3><p>新桥通车以后，<strong>渡船还要</strong>再开一个月。</p>",
            "paragraph",
        ),
        ({"words": "渡船 还要再开"}, "<p><strong>渡船还要</strong>再开一个月。</p>", "sentence"),
        ({"cursor": "2:9"}, "<p><strong>还要</strong>再开一个月。</p>", "sentence"),
        ({"cursor": "0:17", "words": "新桥通车"}, BODY[BODY.index("<h3>") :], "paragraph"),
    ],
)
def test_the_tail_goes_to_the_other_page_and_comes_back(desk, story, cut, tail, joins_as):
    before, text = snapshot(story), story.joined_text()
    response = jump(desk, story.parts.get(), **cut)
    front, behind = story.parts.order_by("order")
    assert (behind.page.sequence, behind.body, behind.joins_as) == (3, tail, joins_as)
    assert Article.objects.get(pk=story.pk).joined_text() == text
    assert "末班船" in response.content.decode()
    preview = "/preview/harbour-daily/2026-03-14/p{}/"
    assert "下转第三版" in desk.get(preview.format(1)).content.decode()
    assert "上接第一版" in desk.get(preview.format(3)).content.decode()
    assert front.zones == before[0][4]
    join(desk, behind)
    assert snapshot(story) == before


def test_cut_at_a_zone_it_and_what_follows_goes_along(desk, story):
    def chars(text: str, x: float) -> LayerLine:
        return LayerLine(text, tuple((x + n / 100, 0.3, x + (n + 1) / 100, 0.32) for n in range(len(text))))

    layer = TextLayer((chars("清晨六点，渡口的灯一盏一盏", 0.11), chars("新桥通车以后，渡船还", 0.41)))
    PageText.objects.create(page=story.parts.get().page, content=to_bytes(layer), characters=20)
    before = snapshot(story)
    jump(desk, story.parts.get(), to=2, zone="2")
    front, tail = story.parts.order_by("order")
    assert tail.body.startswith("<p>新桥通车")
    assert (len(front.zones), tail.zones, tail.former_zones) == (2, before[0][4][2:], before[0][4][2:])
    ArticlePart.objects.filter(pk=tail.pk).update(zones=[[[0.5, 0.5], [0.6, 0.5], [0.6, 0.6]]])
    join(desk, story.parts.get(order=2))
    assert snapshot(story) == before


@pytest.mark.parametrize("zone", ["0", "3", "99", "x"])
def test_a_zone_that_cannot_go_is_refused(desk, story, zone):
    before = snapshot(story)
    jump(desk, story.parts.get(), zone=zone)
    assert snapshot(story) == before


def test_a_zone_whose_text_is_not_in_the_story_is_refused(desk, story):
    before = snapshot(story)
    assert "messagelist" in jump(desk, story.parts.get(), zone="1").content.decode()
    assert snapshot(story) == before


def test_a_jump_in_the_middle_of_a_story_takes_its_place_and_joins_follow(desk, story):
    tail = make_article(story.issue, pages=(4,), headline="末班船（下）")
    joining.join(story.parts.get(), tail.parts.get())
    jump(desk, story.parts.get(order=1), to=2, at="2:0")
    assert [part.page.sequence for part in story.parts.order_by("order")] == [1, 2, 4]
    middle = story.parts.get(order=2)
    assert Join.objects.get().front_part == middle
    join(desk, middle)
    assert [part.page.sequence for part in story.parts.order_by("order")] == [1, 4]
    assert Join.objects.get().front_part == story.parts.get(order=1)
    joining.undo(Join.objects.get())
    assert tail.parts.get().page.sequence == 4


def test_a_tail_that_came_as_a_story_is_not_swallowed(desk, story):
    tail = make_article(story.issue, pages=(4,), headline="末班船（下）")
    joining.join(story.parts.get(), tail.parts.get())
    part = story.parts.get(order=2)
    assert not rows(desk, part.page)[part.pk].may_join
    before = snapshot(story)
    join(desk, part)
    assert snapshot(story) == before


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"at": "0:0"}, {"at": "9:0"}, {"at": "x"}, {"at": ":"}, {"cursor": "-1:-4"}, {"words": "没有这几个字"},
        {"words": "，"}, {"at": "1:0", "page": "0"}, {"at": "1:0", "page": "x"}, {"at": "1:0", "part": "0"},
        {"at": "1:0", "seen": "gone"}, {"at": "2:99"}, {"at": "1:0", "part": "9" * 30}, {"cursor": "9" * 40},
    ],
    ids=repr,
)  # fmt: skip
def test_what_makes_no_jump_is_refused_in_words(desk, story, sent):
    before = snapshot(story)
    response = jump(desk, story.parts.get(), **sent)
    assert response.status_code == 200
    assert "messagelist" in response.content.decode()
    assert snapshot(story) == before


def test_to_its_own_page_or_another_issue_it_cannot_go(desk, story):
    before = snapshot(story)
    jump(desk, story.parts.get(), to=1, at="1:0")
    elsewhere = make_issue(story.issue.newspaper, edition=2).pages.first()
    jump(desk, story.parts.get(), at="1:0", page=str(elsewhere.pk))
    assert snapshot(story) == before


def test_who_comes_second_reads_so(desk, story):
    part = story.parts.get()
    seen = rows(desk, part.page)[part.pk].seen
    ArticlePart.objects.filter(pk=part.pk).update(body="<p>改过的正文。</p><p>两段。</p>")
    before = snapshot(story)
    assert "messagelist" in jump(desk, part, at="1:0", seen=seen).content.decode()
    assert snapshot(story) == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.SIGNED_OFF, Stage.PUBLISHED])
def test_who_may_make_and_take_away_a_jump(role, stage, story):
    open_to = (
        {Role.EDITOR, Role.DUTY_EDITOR, Role.ADMINISTRATOR}
        if stage in (Stage.DRAFT, Stage.SUBMITTED)
        else set()
    )
    client = logged_in(make_user(role))
    if stage == Stage.PUBLISHED:
        published(story.issue)
    else:
        at_stage(story, stage)
    response = jump(client, story.parts.get(), at="1:0")
    assert response.status_code == (403 if role == Role.REPORTER else 200)
    assert story.parts.count() == (2 if role in open_to else 1)
    if role in open_to:
        join(client, story.parts.get(order=2))
        assert story.parts.count() == 1


def test_a_page_that_is_signed_off_takes_no_tail(desk, story):
    at_stage(story.issue.pages.get(sequence=3), Stage.SIGNED_OFF)
    before = snapshot(story)
    jump(desk, story.parts.get(), at="1:0")
    assert snapshot(story) == before


def test_jumping_to_an_earlier_page_keeps_the_reading_order(desk, story):
    late = make_article(story.issue, pages=(3,), headline="倒转", bodies=[BODY])
    jump(desk, late.parts.get(), to=1, at="2:0")
    assert [part.page.sequence for part in late.parts.order_by("order")] == [3, 1]
    assert not Article.objects.filter(Q(merged_into=late)).exists()


def test_a_page_that_was_signed_off_while_somebody_chose_it(story):
    front = story.parts.get()
    to = story.issue.pages.get(sequence=3)  # as the view fetched it
    Page.objects.filter(pk=to.pk).update(stage=Stage.SIGNED_OFF)
    with pytest.raises(Refused):
        make_jump(front, Cut(block=1), to, make_user(Role.EDITOR), text_mark(front))
    assert story.parts.count() == 1
