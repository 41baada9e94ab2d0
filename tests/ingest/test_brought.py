"""What another import may take away: what one brought and nobody changed; all else stays beside it."""

from __future__ import annotations

import pytest

from articles.ingest.brought import mark_of, remember_file, standing_on
from articles.ingest.loader import CannotLoad, load_page
from articles.ingest.photos import store_photo_file
from articles.models import Article, ArticlePart, Join, LeftOutText, Photo
from articles.records import ArticleDraft, Block, LeftOut, PageDraft
from articles.wording.values import JumpLine
from tests.house import make_article, make_issue, make_newspaper, make_photo, picture_file
from tests.ingest.test_loader import draft, target

pytestmark = pytest.mark.django_db


def headlines():
    return set(Article.objects.values_list("headline", flat=True))


def load_again(text="two", headline="另一条"):
    return load_page(draft(headline), target(), text, replace=True)


def test_what_was_typed_stays_beside_what_replaces_an_import():
    page = load_page(draft(), target(), "one").page
    typed = make_article(page.issue, headline="夜班手写的稿件")
    photo = make_photo(page, caption="另配的图片。")
    report = load_again()
    assert headlines() == {"另一条", "夜班手写的稿件"}
    assert report.kept == [typed, photo]
    assert "夜班手写的稿件" in "\n".join(map(str, report.lines()))
    assert typed.parts.get().position < report.articles[0].parts.get().position


def test_the_refusal_names_what_was_typed_by_hand():
    page = load_page(draft(), target(), "one").page
    make_article(page.issue, headline="夜班手写的稿件")
    with pytest.raises(CannotLoad, match="“夜班手写的稿件”"):
        load_page(draft("另一条"), target(), "two")
    assert headlines() == {"渡口新桥合龙", "夜班手写的稿件"}


@pytest.mark.parametrize(
    "change",
    [
        lambda story: Article.objects.filter(pk=story.pk).update(deck="——改过的副题"),
        lambda story: story.parts.update(body="<p>改过的正文。</p>"),
        lambda story: story.parts.update(zones=[[[0, 0], [1, 0], [1, 1], [0, 1]]]),
        lambda story: story.bylines.update(name="林小晓"),
        lambda story: story.photos.update(caption="改过的说明。"),
        lambda story: story.photos.get().credits.all().delete(),
        lambda story: make_photo(story.parts.get().page, story, caption="后配的图片。"),
        lambda story: store_photo_file(story.photos.get(), picture_file()),
    ],
    ids=["head", "text", "zone", "byline", "caption", "credit", "another photo", "file"],
)
def test_what_somebody_changed_stays_with_its_photos(change):
    story = load_page(draft(), target(), "one").articles[0]
    change(story)
    photos = story.photos.count()
    report = load_again()
    assert report.kept == [story]
    assert headlines() == {"渡口新桥合龙", "另一条"}
    assert story.photos.count() == photos


def test_a_photo_that_an_import_gave_its_file_is_still_what_it_brought():
    photo = load_page(draft(), target(), "one").photos[0]
    before = mark_of(photo)
    store_photo_file(photo, picture_file())
    remember_file(photo, before)
    assert not load_again().kept
    assert Photo.objects.count() == 1


def test_a_changed_photo_that_the_import_gives_its_file_stays_changed():
    photo = load_page(draft(), target(), "one").photos[0]
    photo.caption = "改过的说明。"
    photo.save()
    before = mark_of(photo)
    store_photo_file(photo, picture_file())
    remember_file(photo, before)
    assert [story.headline for story in load_again().kept] == ["渡口新桥合龙"]


def test_a_changed_left_out_text_stays_and_does_not_come_twice():
    load_page(draft(), target(), "one")
    LeftOutText.objects.filter(text="广告").update(kind="notice")
    load_again()
    assert sorted(LeftOutText.objects.values_list("kind", "text")) == [
        ("furniture", "本版责编：某某"),
        ("notice", "广告"),
    ]


def tail_of(headline="渡口新桥合龙"):
    line = JumpLine("（上接第一版）", "1")
    text = (Block("paragraph", "新桥合龙之后，渡口的船还要走一个月。"),)
    return PageDraft(articles=(ArticleDraft(headline=headline, body=text, continued_from=line),))


def test_a_joined_tail_that_was_changed_stays_joined():
    front = load_page(draft(), target(), "front").articles[0]
    load_page(tail_of(), target(number="3"), "tail")
    ArticlePart.objects.filter(article=front, order=2).update(body="<p>改过的下文。</p>")
    report = load_page(
        PageDraft(left_out=(LeftOut("unknown", "改版"),)), target(number="3"), "new", replace=True
    )
    assert report.kept == [front]
    assert front.parts.count() == 2
    assert Join.objects.get().state == Join.State.JOINED


def test_a_story_that_was_split_by_hand_is_kept_whole():
    front = load_page(draft(), target(), "front").articles[0]
    other = load_page(draft("别的"), target(number="2"), "other").page
    ArticlePart.objects.create(article=front, page=other, order=2, body="<p>手工转来的下文。</p>")
    assert load_again().kept == [front]
    assert front.parts.count() == 2
    assert [one.headline for one in standing_on(other).kept] == ["渡口新桥合龙"]


def test_importing_the_same_twice_changes_nothing_beside_typed_stories():
    page = load_page(draft(), target(), "one").page
    make_article(page.issue, headline="夜班手写的稿件")
    assert load_page(draft(), target(), "one", replace=True).unchanged
    load_again()
    assert load_again().unchanged
    assert headlines() == {"另一条", "夜班手写的稿件"}


def test_a_page_with_stories_and_no_import_takes_one_beside_them():
    typed = make_article(make_issue(make_newspaper()), (2,), headline="只有手写的")
    with pytest.raises(CannotLoad, match="“只有手写的”"):
        load_page(draft(), target(number="2"), "two")
    assert load_page(draft(), target(number="2"), "two", replace=True).kept == [typed]
