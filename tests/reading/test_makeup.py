"""The front page as it is set: everything once, in print order, and the lead's text where room is left."""

from __future__ import annotations

import re

import pytest

from articles.ingest.photos import store_photo_file
from articles.reading.front import overview
from articles.reading.makeup import make_up
from articles.reading.opened import OpenIssue
from tests.house import make_article, make_issue, make_page_image, make_photo, picture_file, published

pytestmark = pytest.mark.django_db

TEXT = "<p>" + "船在雾里等着，岸上的灯先亮了。" * 40 + "</p>"


def issue_of(stories: int, photos: int = 0, pictured: bool = True, text: str = TEXT):
    issue = make_issue(pages=1)
    page = issue.pages.get()
    for number in range(stories):
        make_article(issue, headline=f"第{number}条消息", bodies=(text,), bylines=("周望舒",))
    for number in range(photos):
        store_photo_file(make_photo(page, caption=f"图{number}。"), picture_file())
    if pictured:
        make_page_image(page)
    published(issue)
    return issue


def set_of(issue):
    opened = OpenIssue(issue)
    return make_up(overview(opened)[0], opened)


@pytest.mark.parametrize("pictured", [True, False])
@pytest.mark.parametrize("photos", [0, 1, 3])
@pytest.mark.parametrize("stories", [0, 1, 2, 3, 5, 30])
def test_everything_stands_there_once_in_print_order(client, stories, photos, pictured):
    made = set_of(issue_of(stories, photos, pictured))
    cells = [*made.left, *made.right, *made.side]
    heads = [cell.entry.article.headline for cell in cells if cell.entry]
    assert heads == [f"第{number}条消息" for number in range(1, stories)]
    alone = sorted(cell.photo.caption for cell in cells if not cell.entry)
    assert alone == [f"图{number}。" for number in range(photos)]
    assert (made.lead is None) == (stories == 0)
    if made.lead:
        assert bool(made.left) == bool(made.right)
    text = client.get("/harbour-daily/2026-03-14/").content.decode()
    assert re.findall(r"<h3><a [^>]*>(.*?)</a>", text) == [f"第{number}条消息" for number in range(stories)]
    assert text.count("<figcaption>") == photos


def test_a_lone_lead_shows_more_of_its_text_beside_the_picture(client):
    made = set_of(issue_of(1))
    assert made.lines > 3
    assert len(made.opening) > 160
    assert made.opening in client.get("/harbour-daily/2026-03-14/").content.decode()


def test_where_there_is_no_more_text_the_picture_is_folded(client):
    made = set_of(issue_of(1, text="<p>渡口今天恢复通航。</p>"))
    assert made.is_folded
    assert made.opening == "渡口今天恢复通航。"
    assert "front-folded" in client.get("/harbour-daily/2026-03-14/").content.decode()


def test_a_story_under_the_lead_shows_its_photo_rather_than_leave_a_hole(client):
    issue = issue_of(4, photos=1, text="<p>渡口今天恢复通航。</p>")
    second = issue.articles.get(headline="第1条消息")
    store_photo_file(make_photo(issue.pages.get(), second, caption="岸上的灯。"), picture_file())
    made = set_of(issue)
    shown = [cell for cell in (*made.left, *made.right) if cell.entry and cell.photo]
    assert [cell.entry.article.headline for cell in shown] == ["第1条消息"]
    assert "岸上的灯。" in client.get("/harbour-daily/2026-03-14/").content.decode()


def test_a_photo_that_may_not_be_shown_fills_no_room():
    issue = issue_of(3)
    second = issue.articles.get(headline="第1条消息")
    photo = make_photo(issue.pages.get(), second, caption="岸上的灯。", online_permitted=False)
    store_photo_file(photo, picture_file())
    made = set_of(issue)
    assert not [cell for cell in (*made.left, *made.right, *made.side) if cell.photo]
