"""The layout view: zones saved whole or not at all, stories made of zones, who may, and who was faster."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from articles.desk import workflow
from articles.desk.layout import Layout, Wanted, save_layout
from articles.desk.layout.state import owner_key
from articles.desk.layout.wanted import MOST_POINTS, MOST_ZONES
from articles.desk.workflow import Refused
from articles.geometry import corners
from articles.interchange.text_layer import to_bytes
from articles.models import Article, ArticlePart, LeftOutText, Page, PageText, Role, Stage, Verb
from articles.records import LayerLine, TextLayer
from tests.desk.conftest import address, logged_in
from tests.house import (
    at_stage,
    make_article,
    make_issue,
    make_newspaper,
    make_photo,
    make_user,
    published,
    wait_until_somebody_waits,
)

pytestmark = pytest.mark.django_db

BOX = [[0.1, 0.1], [0.4, 0.1], [0.4, 0.3], [0.1, 0.3]]
OTHER = [[0.5, 0.1], [0.9, 0.1], [0.9, 0.3], [0.5, 0.3]]
R, E, D, A, M = Role.REPORTER, Role.EDITOR, Role.DUTY_EDITOR, Role.ARCHIVIST, Role.ADMINISTRATOR


def view(page: Page) -> str:
    return address("page", "layout", page.pk)


def data_of(client: Any, page: Page) -> dict[str, Any]:
    """What the page's script is given."""
    response = client.get(view(page))
    assert response.status_code == 200
    return response.context["data"]


def wanted(
    data: dict[str, Any], *zones: tuple[str, str, Any], order: list[str] | None = None
) -> dict[str, Any]:
    """What a browser sends to save these zones of (owner, role, points)."""
    return {
        "seen": {owner["key"]: owner["mark"] for owner in data["owners"]},
        "order": data["order"] if order is None else order,
        "zones": [{"owner": owner, "role": role, "points": points} for owner, role, points in zones],
    }


def save(client: Any, page: Page, body: Any) -> Any:
    return client.post(
        address("page", "layout_save", page.pk),
        body if isinstance(body, bytes) else json.dumps(body),
        content_type="application/json",
    )


@pytest.fixture
def page(db) -> Page:
    """The first page of an issue with two stories, a photo and an advertisement."""
    issue = make_issue()
    first = issue.pages.get(sequence=1)
    article = make_article(issue, headline="渡口新桥通车")
    make_article(issue, headline="早市搬家")
    make_photo(first, article)
    LeftOutText.objects.create(page=first, kind="advert", text="江畔书店开业")
    return first


def keys(page: Page) -> tuple[str, str, str, str]:
    parts = [f"part-{part.pk}" for part in page.parts.in_print_order()]
    return parts[0], parts[1], f"photo-{page.photos.get().pk}", f"left-{page.left_out.get().pk}"


def test_zones_of_all_kinds_are_saved_and_come_back(desk, page):
    one, two, photo, left = keys(page)
    zones = [
        (one, "zone", BOX), (one, "jump", OTHER), (two, "zone", OTHER), (two, "zone", BOX),
        (photo, "zone", BOX), (photo, "picture", OTHER), (left, "zone", BOX),
    ]  # fmt: skip
    response = save(desk, page, wanted(data_of(desk, page), *zones))
    assert response.status_code == 200
    assert [
        (z["owner"], z["role"], [list(p) for p in z["points"]]) for z in response.json()["zones"]
    ] == zones
    first, second = page.parts.in_print_order()
    assert (first.zones, first.jump_zone, first.continuation_zone) == ([BOX], OTHER, None)
    assert second.zones == [OTHER, BOX]
    assert page.photos.get().picture_zone == OTHER
    again = data_of(desk, page)
    assert [owner["mark"] for owner in again["owners"]] == [o["mark"] for o in response.json()["owners"]]
    assert save(desk, page, wanted(again)).status_code == 200
    assert ArticlePart.objects.get(pk=first.pk).zones == []


def test_only_a_part_that_changed_gets_a_revision(desk, page):
    one, two, _photo, _left = keys(page)
    save(desk, page, wanted(data_of(desk, page), (one, "zone", BOX)))
    before = ArticlePart.history.count()
    save(desk, page, wanted(data_of(desk, page), (one, "zone", BOX), (two, "zone", OTHER)))
    assert ArticlePart.history.count() == before + 1
    assert ArticlePart.history.first().zones == [OTHER]


def test_stories_change_places(desk, page):
    one, two, *_rest = keys(page)
    response = save(desk, page, wanted(data_of(desk, page), order=[two, one]))
    assert response.json()["order"] == [two, one]
    seen = {owner["key"]: owner["mark"] for owner in response.json()["owners"]}
    form = {"story": one, "way": "up", "seen": seen[one]}
    assert desk.post(address("page", "layout_move", page.pk), form).status_code == 302
    assert data_of(desk, page)["order"] == [one, two]
    # What was seen has changed by now: a second click does nothing.
    desk.post(address("page", "layout_move", page.pk), {**form, "way": "down"})
    assert data_of(desk, page)["order"] == [one, two]


def test_who_comes_second_reads_what_changed_and_changes_nothing(desk, page):
    one, two, *_rest = keys(page)
    seen = data_of(desk, page)
    other = logged_in(make_user(E, "other"))
    assert save(other, page, wanted(seen, (one, "zone", BOX))).status_code == 200
    response = save(desk, page, wanted(seen, (two, "zone", OTHER)))
    assert response.status_code == 409
    answer = response.json()
    assert "渡口新桥通车" in answer["message"]
    assert "早市搬家" not in answer["message"]
    assert [zone["owner"] for zone in answer["zones"]] == [one]
    assert page.parts.in_print_order()[1].zones == []
    # With theirs taken in, the same zones can be saved.
    assert save(desk, page, wanted(answer, (one, "zone", BOX), (two, "zone", OTHER))).status_code == 200


def test_an_owner_that_came_or_went_is_named(desk, page):
    seen = data_of(desk, page)
    make_article(page.issue, headline="夜航的灯")
    page.left_out.all().delete()
    message = save(desk, page, wanted(seen)).json()["message"]
    assert "夜航的灯" in message
    assert "1" in message


def test_a_change_of_text_alone_is_nobodys_hindrance(desk, page):
    one, *_rest = keys(page)
    seen = data_of(desk, page)
    page.parts.update(body="<p>别人改了正文。</p>")
    assert save(desk, page, wanted(seen, (one, "zone", BOX))).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_who_may_save_at_which_stage(role, page):
    """A reporter lays out nothing; an archivist only what has been public."""
    one, *_rest = keys(page)
    client = logged_in(make_user(role))
    may = {Stage.DRAFT: {E, D, M}, Stage.SIGNED_OFF: set(), Stage.PUBLISHED: {E, D, A, M}}
    for stage, who in may.items():
        for article in Article.objects.filter(parts__page=page):
            at_stage(article, stage)
        at_stage(page, stage)
        data = data_of(client, page)
        assert data["mayChange"] is (role in who), stage
        response = save(client, page, wanted(data, (one, "zone", BOX)))
        assert response.status_code == (200 if role in who else 403 if role == R else 400), (
            stage,
            response.content,
        )
        assert page.parts.in_print_order()[0].zones == ([BOX] if role in who else []), stage
        ArticlePart.objects.update(zones=[])


def test_a_locked_story_on_an_open_page_stays_and_is_named(desk, page):
    one, two, *_rest = keys(page)
    at_stage(page.parts.in_print_order()[0].article, Stage.SIGNED_OFF)
    data = data_of(desk, page)
    assert next(owner["key"] for owner in data["owners"] if owner["locked"]) == one
    refused = save(desk, page, wanted(data, (one, "zone", BOX), (two, "zone", OTHER)))
    assert refused.status_code == 400
    assert "渡口新桥通车" in refused.json()["message"]
    assert all(part.zones == [] for part in page.parts.all())
    assert save(desk, page, wanted(data, order=[two, one])).status_code == 400
    assert save(desk, page, wanted(data, (two, "zone", OTHER))).status_code == 200


def test_the_desk_is_for_staff_and_verbs_are_posts(cast, page):
    for verb in ("layout_save", "layout_move", "layout_jump", "layout_join"):
        url = address("page", verb, page.pk)
        assert cast["editor"].get(url).status_code == 405
        for who in ("anonymous", "outsider"):
            assert cast[who].post(url).status_code == 302
        assert cast["staff"].post(url).status_code == 403
    assert cast["anonymous"].get(view(page)).status_code == 302
    assert cast["staff"].get(view(page)).status_code == 403


def test_another_newspaper_is_out_of_reach(page):
    user = make_user(D, "tied", [make_newspaper("hill-post", "山城晚报")])
    client = logged_in(user)
    assert client.get(view(page)).status_code == 404
    for verb in ("layout_save", "layout_move", "layout_jump", "layout_join"):
        assert client.post(address("page", verb, page.pk), {}).status_code == 404


CROSSED = [[0.1, 0.1], [0.4, 0.4], [0.4, 0.1], [0.1, 0.4]]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff", b"[]", b"null", b"{}", b'{"seen": [], "order": [], "zones": []}', b"[" * 100_000,
        b'{"seen": {}, "order": [], "zones": [{"owner": 1}]}', b'{"seen": {}, "order": 3, "zones": []}',
        b'{"seen": {}, "order": [], "zones": [{"owner": "", "role": "zone", "points": 3}]}',
        b"9" * 6000,
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_layout_is_refused_in_words(desk, page, body):
    response = save(desk, page, body)
    assert response.status_code in (400, 409)
    assert response.json()["message"]


@pytest.mark.parametrize(
    "points",
    [
        [], [[0, 0]], [[0, 0], [1, 1]], CROSSED, [[0, 0], [2, 0], [1, 1]], [[0, 0], ["a", 0], [1, 1]], "abc",
        [[0, 0], [float("nan"), 0], [1, 1]], [[0, 0], [10**400, 0], [1, 1]], [[0, 0], [0.5, 0], [1, 0]], [{}, 1, None],
        [[0.000001 * n, 0.5 + 0.4 * (n % 2)] for n in range(MOST_POINTS + 1)], [[0, 0], [True, 0], [1, 1]],
    ],
    ids=lambda points: repr(points)[:40],
)  # fmt: skip
@pytest.mark.parametrize("owner", ["part", "", "story-1", "advert-2"])
def test_what_is_no_polygon_is_refused_and_nothing_is_saved(desk, page, points, owner):
    one, two, *_rest = keys(page)
    zones = [(two, "zone", OTHER), (one if owner == "part" else owner, "zone", points)]
    response = save(desk, page, wanted(data_of(desk, page), *zones))
    assert response.status_code == 400
    assert response.json()["message"]
    assert all(part.zones == [] for part in page.parts.all())
    assert page.left_out.count() == 1


@pytest.mark.parametrize(
    "zone",
    [("part-0", "zone", BOX), ("photo-1' OR 1", "zone", BOX), ("story-99999", "zone", BOX), ("poem-1", "zone", BOX),
     ("story-1", "picture", BOX), ("ONE", "picture", BOX), ("ONE", "zones", BOX)],
)  # fmt: skip
def test_zones_of_what_is_not_there_are_refused(desk, page, zone):
    one, *_rest = keys(page)
    zone = (one if zone[0] == "ONE" else zone[0], *zone[1:])
    assert save(desk, page, wanted(data_of(desk, page), zone)).status_code == 400


def test_of_a_jump_line_there_is_one(desk, page):
    one, *_rest = keys(page)
    assert save(desk, page, wanted(data_of(desk, page), *[(one, "jump", BOX)] * 2)).status_code == 400


def test_too_many_zones_are_refused(desk, page):
    one, *_rest = keys(page)
    body = wanted(data_of(desk, page), *[(one, "zone", BOX)] * (MOST_ZONES + 1))
    assert save(desk, page, body).status_code == 400


@pytest.mark.parametrize("order", [["part-0"], ["x"], ["ONE", "ONE"]])
def test_an_order_of_other_stories_is_refused(desk, page, order):
    one, *_rest = keys(page)
    body = wanted(data_of(desk, page), order=[one if key == "ONE" else key for key in order])
    assert save(desk, page, body).status_code == 400


def test_zones_that_were_there_before_are_kept_as_they_are(desk, page):
    """What an older import stored is not judged while nobody changes it."""
    part = page.parts.in_print_order()[0]
    ArticlePart.objects.filter(pk=part.pk).update(zones=[CROSSED])
    one, two, *_rest = keys(page)
    body = wanted(data_of(desk, page), (one, "zone", CROSSED), (two, "zone", BOX))
    assert save(desk, page, body).status_code == 200
    assert save(desk, page, wanted(data_of(desk, page), (two, "zone", CROSSED))).status_code == 400


# --- stories of zones ------------------------------------------------------------------------------------


def line(text: str, x: float, y: float, em: float = 0.02) -> LayerLine:
    return LayerLine(text, tuple((x + n * em, y, x + (n + 1) * em, y + em) for n in range(len(text))))


@pytest.fixture
def printed(page) -> Page:
    """The page with characters in `BOX` and below of it."""
    layer = TextLayer(
        (
            line("夜航的灯", 0.12, 0.11, 0.05),
            line("渡船上的灯亮到半夜，老", 0.14, 0.2),
            line("周说这是最后一夜了。", 0.1, 0.22),
            line("江畔书店今日开业", 0.1, 0.6),
        )
    )
    PageText.objects.create(page=page, content=to_bytes(layer), characters=40)
    return page


def test_a_zone_becomes_a_draft_story_with_its_text(desk, editor, printed):
    data = data_of(desk, printed)
    body = wanted(data, ("story-1", "zone", BOX), order=["story-1", *data["order"]])
    answer = save(desk, printed, body).json()
    article = Article.objects.get(headline="夜航的灯")
    part = article.parts.get()
    assert answer["made"] == {"story-1": f"part-{part.pk}"}
    assert answer["order"][0] == f"part-{part.pk}"
    assert part.body == "<p>渡船上的灯亮到半夜，老周说这是最后一夜了。</p>"
    assert part.zones == [BOX]
    assert (article.stage, article.written_by) == (Stage.DRAFT, editor)
    assert "夜航的灯" in answer["list"]


def test_a_zone_without_text_makes_no_story(desk, printed):
    empty = [[0.8, 0.8], [0.9, 0.8], [0.9, 0.9]]
    assert save(desk, printed, wanted(data_of(desk, printed), ("story-1", "zone", empty))).status_code == 400
    assert Article.objects.count() == 2


def test_on_a_page_without_a_text_layer_an_empty_draft_is_made(desk, page):
    answer = save(desk, page, wanted(data_of(desk, page), ("story-1", "zone", BOX))).json()
    assert ArticlePart.objects.get(pk=answer["made"]["story-1"].split("-")[1]).body == ""


def test_zones_of_nobody_and_of_a_kind_become_left_out_texts(desk, printed):
    low = [[0.05, 0.55], [0.5, 0.55], [0.5, 0.65], [0.05, 0.65]]
    body = wanted(data_of(desk, printed), ("", "zone", low), ("advert-1", "zone", OTHER))
    answer = save(desk, printed, body)
    assert "有1个热区没有归属" in answer.json()["message"]
    made = list(printed.left_out.order_by("pk"))[1:]
    assert [(left.kind, left.text, left.zones) for left in made] == [
        ("unknown", "江畔书店今日开业", [low]),
        ("advert", "", [OTHER]),
    ]


def test_a_promoted_text_keeps_its_zone(page, editor):
    left = page.left_out.get()
    left.zones = [BOX]
    assert workflow.promote(left, editor).parts.get().zones == [BOX]


# --- the page --------------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_stories_and_zones(desk, page):
    desk.get(view(page))  # the first time writes down who is there
    with CaptureQueriesContext(connection) as few:
        desk.get(view(page))
    for n in range(12):
        article = make_article(page.issue, pages=(1, 2), headline=f"第{n}篇")
        article.parts.update(zones=[corners((0.1, 0.1, 0.2, 0.2))] * 5)
        make_photo(page, article, zones=[BOX])
        LeftOutText.objects.create(page=page, text=f"启事{n}", zones=[BOX])
    with CaptureQueriesContext(connection) as many:
        desk.get(view(page))
    assert len(many) == len(few), [query["sql"][:90] for query in many]


def test_the_list_shows_jump_lines_of_both_directions(desk, page):
    make_article(page.issue, pages=(2, 1, 3), headline="三版连登")
    html = desk.get(view(page)).content.decode()
    assert "上接第二版" in html
    assert "下转第三版" in html


def test_published_pages_can_be_laid_out_but_not_by_who_only_looks(page):
    published(page.issue)
    html = logged_in(make_user(R)).get(view(page)).content.decode()
    assert "layout-jump" not in html
    assert "layout-order" not in html


def test_the_view_is_linked_from_form_and_list(desk, page):
    for url in (address("page", "change", page.pk), address("page", "changelist")):
        assert view(page) in desk.get(url).content.decode()


@pytest.mark.only_on("postgresql")  # SQLite has one writer at a time
@pytest.mark.django_db(transaction=True)
def test_zones_wait_for_the_stage_of_their_story():
    """A story that is being signed off while somebody saves the layout keeps its zones."""
    page = make_issue().pages.first()
    story = at_stage(make_article(page.issue, pages=(1,)), Stage.FINAL_REVIEW)
    editor, (part,) = make_user(E), story.parts.all()
    key = owner_key(part)
    wanted = Wanted({key: Layout(page, editor).owners[key].mark}, [key], {key: {"zone": [BOX]}})
    outcomes: list[object] = []

    def save() -> None:
        try:
            outcomes.append(save_layout(page, wanted, editor))
        except Refused as refused:
            outcomes.append(refused)
        finally:
            connections.close_all()

    thread = threading.Thread(target=save)
    with transaction.atomic():
        row = workflow.handling.locked(story)
        workflow.handling.move([row], Verb.SIGN_OFF, Stage.SIGNED_OFF, None)
        thread.start()
        wait_until_somebody_waits()
    thread.join()
    assert [type(one) for one in outcomes] == [Refused]
    assert story.parts.get().zones == []
