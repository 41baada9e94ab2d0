"""Versions of stories and pages: what is kept, two compared, one brought back; the proof print."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles.desk import workflow
from articles.desk.merging_people import merge_people
from articles.desk.restoring import restore_page, restore_story
from articles.desk.workflow import Refused
from articles.ingest import joining
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Correction,
    LeftOutText,
    Person,
    Photo,
    PhotoCredit,
    Role,
    Stage,
)
from articles.models.version import moments_of, page_at, page_moments, version_at
from tests.desk.conftest import address, form_data, logged_in
from tests.house import (
    at_stage,
    make_article,
    make_issue,
    make_newspaper,
    make_photo,
    make_user,
    make_zoned_picture,
    published,
)

pytestmark = pytest.mark.django_db

MOVED = [[[0.5, 0.5], [0.9, 0.5], [0.9, 0.9], [0.5, 0.9]]]


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def story(issue):
    """A story with a byline and a photo, as it was before everything about it changed."""
    article = make_article(issue, (1,), bodies=["<p>江水涨了三尺。</p><p>船靠了岸。</p>"], bylines=["林小满"])
    PhotoCredit.objects.create(
        photo=make_photo(issue.pages.first(), article), name="何渡", role="photographer"
    )
    return article


@pytest.fixture
def page(issue, story):
    page = issue.pages.first()
    LeftOutText.objects.create(page=page, text="广告：新米上市")
    make_zoned_picture(page)
    return page


def _change_all(story) -> None:
    """Every thing that a version keeps, changed by hand."""
    story.headline = "另一个标题"
    story.save()
    part = story.parts.get()
    part.body, part.zones = "<p>江水退了。</p>", MOVED
    part.save()
    line = story.bylines.get()
    line.name = "林小曼"
    line.save()
    photo = story.photos.get()
    photo.caption = "夜里的渡口。"
    photo.save()
    credit = photo.credits.get()
    credit.name = "周望江"
    credit.save()
    Byline.objects.create(article=story, order=2, name="后加的人")


def _says(version) -> tuple:
    return (
        version.heads.headline,
        version.parts[0].body,
        [line.name for line in version.bylines],
        [photo.caption for photo in version.photos],
        [credit.name for credit in version.credits],
    )


def test_a_version_keeps_words_names_captions_and_zones(story, page):
    then = timezone.now()
    before, zones = _says(version_at(story, then)), story.parts.get().zones
    _change_all(story)
    assert _says(version_at(story, then)) == before
    assert version_at(story, then).parts[0].zones == zones
    now = _says(version_at(story, None))
    assert now == (
        "另一个标题",
        "<p>江水退了。</p>",
        ["林小曼", "后加的人"],
        ["夜里的渡口。"],
        ["周望江"],
    )
    assert _says(page_at(page, then)) == before
    assert [row.text for row in page_at(page, then).left_out] == ["广告：新米上市"]


def test_rows_without_revisions_stood_as_they_are(story):
    Byline.history.all().delete()
    then = timezone.now()
    assert [line.name for line in version_at(story, then).bylines] == ["林小满"]
    workflow.keep_version(story)
    line = story.bylines.get()
    line.name = "林小曼"
    line.save()
    assert [line.name for line in version_at(story, then).bylines] == ["林小满"]
    story.bylines.all().delete()
    assert version_at(story, timezone.now()).bylines == ()
    assert [line.name for line in version_at(story, then).bylines] == ["林小满"]


def test_the_moments_of_a_page_are_those_of_all_on_it(story, page):
    before = len(page_moments(page))
    story.headline = "另一个标题"
    story.save()
    left = page.left_out.get()
    left.text = "广告：新茶上市"
    left.save()
    assert len(page_moments(page)) >= before
    assert page_moments(page)[0]["at"] >= moments_of(story)[0]["at"]


def test_two_versions_are_shown_beside_each_other(desk, story, page):
    then = timezone.now().isoformat()
    _change_all(story)
    for noun, thing in (("article", story), ("page", page)):
        response = desk.get(address(noun, "versions", thing.pk), {"a": then, "b": "now"})
        text = response.content.decode()
        for word in ("三尺", "林小", "周望江", "夜", "另一个标题"):
            assert word in text, (noun, word)
        assert "<del>" in text
        assert "<ins>" in text
        assert 'class="desk-zone-old"' in text
        assert 'class="desk-zone-new"' in text


def test_nonsense_for_moments(desk, story):
    for query in (
        {"a": "x"},
        {"a": "2026-99-99T00:00:00Z"},
        {"b": "2026-01-01"},
        {"a": "1999-01-01T00:00:00Z"},
    ):
        assert desk.get(address("article", "versions", story.pk), query).status_code == 200


def test_the_versions_ask_a_fixed_number_of_queries(desk, story, page, django_assert_max_num_queries):
    for n in range(3):
        make_article(page.issue, (1,), f"又一条{n}", bylines=["何渡"])
    with django_assert_max_num_queries(60):
        desk.get(address("page", "versions", page.pk))


def test_a_version_is_brought_back_as_a_new_one(desk, story):
    then = timezone.now()
    before, zones = _says(version_at(story, then)), story.parts.get().zones
    _change_all(story)
    revisions = story.history.count()
    response = desk.post(
        address("article", "restore_version", story.pk), {"at": then.isoformat()}, follow=True
    )
    assert "已恢复" in response.content.decode()
    assert _says(version_at(story, None)) == before
    assert story.parts.get().zones == zones
    assert story.history.count() == revisions + 1
    again = desk.post(address("article", "restore_version", story.pk), {"at": then.isoformat()}, follow=True)
    assert "相同" in again.content.decode()


def test_parts_come_back_in_their_order(issue):
    article = make_article(issue, (1, 2))
    then = timezone.now()
    first, second = article.parts.order_by("order")
    article.reorder_parts([second, first])
    article.parts.get(pk=second.pk).delete()
    restore_story(article, then, None)
    assert [part.pk for part in article.parts.order_by("order")] == [first.pk, second.pk]
    ArticlePart.objects.create(article=article, order=3, page=issue.pages.last())
    restore_story(article, then, None)
    assert article.parts.count() == 2


def test_a_join_stands_in_the_way(issue, story):
    tail = make_article(issue, (2,), headline="")
    then = timezone.now()
    joining.join(story.parts.get(), tail.parts.get())
    for one in (story, tail):
        with pytest.raises(Refused):
            restore_story(one, then, None)
    with pytest.raises(Refused):
        restore_page(issue.pages.get(sequence=2), then, None)
    assert story.parts.count() == 2


def test_what_is_signed_off_is_refused_in_words(desk, story):
    then = timezone.now()
    _change_all(story)
    at_stage(story, Stage.SIGNED_OFF)
    response = desk.post(
        address("article", "restore_version", story.pk), {"at": then.isoformat()}, follow=True
    )
    assert "已签发" in response.content.decode()
    story.refresh_from_db()
    assert story.headline == "另一个标题"


def test_what_is_public_is_restored_with_a_notice(issue, story):
    then = timezone.now()
    story.headline = "另一个标题"
    story.save()
    published(issue)
    client = logged_in(make_user(Role.EDITOR))
    url = address("article", "restore_version", story.pk)
    client.post(url, {"at": then.isoformat()})
    story.refresh_from_db()
    assert story.headline == "另一个标题"
    client.post(url, {"at": then.isoformat(), "notice": "标题有误。"})
    story.refresh_from_db()
    assert story.headline == "渡口新桥通车"
    made = Correction.objects.get()
    assert version_at(story, made.former_at).heads.headline == "另一个标题"
    with pytest.raises(Refused):
        restore_page(issue.pages.first(), then, None)


def test_a_page_is_brought_back_whole_or_not_at_all(issue, story, page):
    second = make_article(issue, (1,), headline="第二条")
    then = timezone.now()
    _change_all(story)
    second.headline = "第二条改了"
    second.save()
    later = make_article(issue, (1,), headline="后来的")
    at_stage(second, Stage.SIGNED_OFF)
    with pytest.raises(Refused):
        restore_page(page, then, None)
    story.refresh_from_db()
    assert story.headline == "另一个标题"
    workflow.send_back(second, None, "再看")
    assert restore_page(page, then, None) > 3
    story.refresh_from_db()
    second.refresh_from_db()
    assert (story.headline, second.headline) == ("渡口新桥通车", "第二条")
    assert [line.name for line in story.bylines.all()] == ["林小满"]
    assert later.parts.exists()


def test_a_photo_that_went_to_another_story_is_not_changed_with_its_former_one(issue, story, page):
    """There it may be public: its caption is changed there, with a notice."""
    photo = story.photos.get()
    then = timezone.now()
    other = make_article(issue, (2,), headline="另一篇")
    photo.article, photo.caption = other, "夜里的渡口。"
    photo.save()
    for verb, thing in ((restore_story, story), (restore_page, page)):
        with pytest.raises(Refused):
            verb(thing, then, None)
    photo.refresh_from_db()
    assert photo.caption == "夜里的渡口。"


def test_a_photo_of_a_locked_story_keeps_a_page_as_it_is(issue, story, page):
    other = make_article(issue, (2,), headline="另一篇")
    photo = make_photo(page, other)
    then = timezone.now()
    photo.caption = "改过的说明。"
    photo.save()
    at_stage(other, Stage.SIGNED_OFF)
    with pytest.raises(Refused, match="已签发"):
        restore_page(page, then, None)
    photo.refresh_from_db()
    assert photo.caption == "改过的说明。"


def test_a_part_does_not_leave_a_page_that_is_signed_off(issue, story, page):
    then = timezone.now()
    second = issue.pages.get(sequence=2)
    part = story.parts.get()
    part.page = second
    part.save()
    issue.pages.filter(pk=second.pk).update(stage=Stage.SIGNED_OFF)
    for verb, thing in ((restore_story, story), (restore_page, page)):
        with pytest.raises(Refused, match="已签发"):
            verb(thing, then, None)
    part.refresh_from_db()
    assert part.page_id == second.pk


def test_a_story_that_was_deleted_comes_back_with_its_page_as_a_draft_with_its_photo(issue, story, page):
    then, number, photo = timezone.now(), story.number, story.photos.get()
    photo.delete()
    story.delete()
    assert restore_page(page, then, None)
    story = Article.objects.get(number=number)
    assert (story.stage, story.parts.get().page) == ("draft", page)
    assert (story.photos.get().caption, story.photos.get().credits.get().name) == (photo.caption, "何渡")


def test_who_may_not_add_stories_brings_none_back(issue, story, page):
    then = timezone.now()
    story.delete()
    with pytest.raises(Refused):
        restore_page(page, then, make_user(Role.ARCHIVIST))
    assert not Article.objects.exists()
    assert restore_page(page, then, make_user(Role.EDITOR))


def test_a_page_leaves_alone_the_names_of_what_came_later(issue, story, page):
    """Also where a later story has the number that a photo of the version has."""
    photo = story.photos.get()
    PhotoCredit.objects.all().delete()
    photo.delete()
    later = make_article(issue, (2,), headline="后来的")
    Photo.objects.create(pk=later.pk, page=page, article=story, caption="晨光里的渡口。")
    then = timezone.now()
    part = later.parts.get()
    part.page = page
    part.save()
    Byline.objects.create(article=later, order=1, name="后来的人")
    restore_page(page, then, None)
    assert [line.name for line in later.bylines.all()] == ["后来的人"]


def test_a_person_who_was_merged_since_is_named_by_way_of_the_one_it_lives_on_in(issue, story):
    line, newspaper = story.bylines.get(), issue.newspaper
    former, root = (Person.objects.create(newspaper=newspaper, name=name) for name in ("林小满", "林晓满"))
    line.point_to(former)
    line.save()
    then = timezone.now()
    line.point_to(None)
    line.save()
    merge_people(former, root)
    restore_story(story, then, None)
    line.refresh_from_db()
    assert (line.person, line.known_as) == (root, former)
    assert restore_story(story, then, None) == 0


def test_a_place_that_is_taken_is_refused_in_words(desk, issue):
    article = make_article(issue, (1, 2))
    tail = article.parts.get(order=2)
    pk, then = tail.pk, timezone.now()
    tail.delete()
    ArticlePart.objects.create(article=article, order=2, page=issue.pages.get(sequence=3))
    second = issue.pages.get(sequence=2)
    response = desk.post(address("page", "restore_version", second.pk), {"at": then.isoformat()}, follow=True)
    assert response.status_code == 200
    assert not ArticlePart.objects.filter(pk=pk).exists()


def test_who_may_not_change_it_any_more_is_refused_under_the_lock(story):
    reporter = make_user(Role.REPORTER)
    then = timezone.now()
    type(story).objects.filter(pk=story.pk).update(written_by=reporter, stage=Stage.SUBMITTED)
    with pytest.raises(Refused):
        restore_story(story, then, reporter)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_restore(role, story, page):
    then = timezone.now()
    story.headline = "另一个标题"
    story.save()
    client = logged_in(make_user(role))
    may = role not in (Role.REPORTER, Role.ARCHIVIST)
    for noun, thing in (("page", page), ("article", story)):
        assert client.get(address(noun, "versions", thing.pk)).status_code == 200
        response = client.post(address(noun, "restore_version", thing.pk), {"at": then.isoformat()})
        assert response.status_code == (302 if may else 403), noun
    story.refresh_from_db()
    assert (story.headline == "渡口新桥通车") == may
    assert client.get(address("page", "proof", page.pk)).status_code == 200


def test_who_may_not_look(cast, story, page):
    far = logged_in(make_user(Role.DUTY_EDITOR, newspapers=[make_newspaper("hill-post", "山城报")]))
    urls = [address("article", "versions", story.pk), address("page", "versions", page.pk)]
    urls.append(address("page", "proof", page.pk))
    for url in urls:
        for name in ("anonymous", "outsider", "staff"):
            assert cast[name].get(url).status_code in {302, 403}, (name, url)
        assert far.get(url).status_code == 404
    for noun, thing in (("article", story), ("page", page)):
        url = address(noun, "restore_version", thing.pk)
        assert far.post(url, {"at": "now"}).status_code == 404
        assert cast["editor"].get(url).status_code == 405
        assert cast["editor"].post(url, {"at": "now"}).status_code == 302


def test_a_form_keeps_the_version_that_it_changes(desk, story):
    Byline.history.all().delete()
    data = form_data(desk, address("article", "change", story.pk), "article_form")
    then = timezone.now()
    desk.post(address("article", "change", story.pk), {**data, "bylines-0-name": "林小曼"})
    assert [line.name for line in version_at(story, then).bylines] == ["林小满"]
    assert [line.name for line in version_at(story, timezone.now()).bylines] == ["林小曼"]


def test_the_proof_prints_all_that_is_on_the_page(desk, issue, story, page, django_assert_max_num_queries):
    make_article(issue, (1, 2), headline="要转版的", bodies=["<p>" + "江" * 95 + "。</p>", "<p>尾。</p>"])
    with django_assert_max_num_queries(25):
        text = desk.get(address("page", "proof", page.pk)).content.decode()
    for word in (
        "渡口新桥通车",
        "林小满",
        "江水涨了三尺",
        "晨光里的渡口",
        "何渡",
        "下转第2版",
        "新米上市",
        "草稿",
    ):
        assert word in text, word
    assert "上接第1版" in desk.get(address("page", "proof", issue.pages.get(sequence=2).pk)).content.decode()
    numbers = [
        int(piece.split('"')[0]) for piece in text.split('value="')[1:] if piece.split('"')[0].isdigit()
    ]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_proof_prints_bylines_in_the_newspapers_language(desk, story, page):
    story.bylines.update(title="见习记者")
    for language in ("zh-hans", "en"):
        text = desk.get(address("page", "proof", page.pk), {"lang": language}).content.decode()
        assert "本报见习记者 林小满" in text
        assert "何渡 摄" in text


def test_a_version_brings_titles_back_and_a_person_who_was_forgotten(desk, story):
    story.bylines.update(title="首席记者")
    workflow.keep_version(story)
    then = timezone.now()
    line = story.bylines.get()
    former = line.person_id
    story.bylines.all().delete()
    Person.objects.filter(pk=former).delete()
    Byline.objects.create(article=story, name="何渡", role="author", title="特约撰稿人")
    shown = desk.get(address("article", "versions", story.pk), {"a": then.isoformat(), "b": "now"})
    for text in ("本报首席记者", "特约撰稿人"):
        assert text in shown.content.decode()
    restore_story(story, then, None)
    line = story.bylines.get()
    assert (line.name, line.title, line.person.name) == ("林小满", "首席记者", "林小满")
