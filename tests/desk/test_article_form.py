"""An article entered by hand: heads, parts over pages, bylines tied to persons, dateline, photos."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, ArticlePart, Column, Person, Photo, PhotoCredit
from tests.desk.conftest import address, errors_of, form_data
from tests.house import (
    make_article,
    make_issue,
    make_newspaper,
    make_person,
    make_photo,
    picture_file,
    published,
)


@pytest.fixture
def issue(db):
    return make_issue()


def _new(desk, issue) -> dict[str, str]:
    return form_data(desk, f"{address('article', 'add')}?issue={issue.pk}", "article_form")


def _add(desk, issue, **fields):
    data = {**_new(desk, issue), **fields}
    return desk.post(f"{address('article', 'add')}?issue={issue.pk}", data)


def _page(issue, sequence: int = 1) -> str:
    return str(issue.pages.get(sequence=sequence).pk)


def _row(group: str, at: int, **fields: str) -> dict[str, str]:
    return {f"{group}-{at}-{name}": value for name, value in fields.items()}


def test_an_article_over_two_pages_by_hand(desk, issue):
    response = _add(
        desk,
        issue,
        kicker="上游来水偏多",
        headline="春汛前夜",
        deck="——夜巡见闻",
        dateline_printed="新华社北京5月23日电",
        **{"parts-TOTAL_FORMS": "2", "bylines-TOTAL_FORMS": "2"},
        **_row("parts", 0, page=_page(issue, 1), body="<p>堤脚。</p>", printed_jump="（下转第三版）"),
        **_row(
            "parts", 1, page=_page(issue, 3), body="<p>天亮。</p>", joins_as="sentence",
            printed_continuation="（上接第一版）",
        ),
        **_row("bylines", 0, name="周望舒", role="reporter", affiliation="本报"),
        **_row("bylines", 1, name="邵小满", role="intern"),
    )  # fmt: skip
    assert response.status_code == 302, errors_of(response)
    article = Article.objects.get()
    assert (article.number, article.stage, article.kicker) == (1, "draft", "上游来水偏多")
    assert (article.dateline_agency, article.dateline_place, article.dateline_date) == (
        "新华社",
        "北京",
        "5月23日",
    )
    first, second = article.parts.order_by("order")
    assert (first.order, first.page.sequence, first.printed_jump_page) == (1, 1, "3")
    assert (second.order, second.page.sequence, second.printed_continuation_page) == (2, 3, "1")
    assert second.joins_as == "sentence"
    lines = article.bylines.order_by("order")
    assert [(line.order, line.name, line.role) for line in lines] == [
        (1, "周望舒", "reporter"),
        (2, "邵小满", "intern"),
    ]
    # By the rule of imports: a name that is new to the newspaper makes its person.
    assert {line.person.name for line in lines} == {"周望舒", "邵小满"}
    assert Person.objects.count() == 2


def test_without_an_issue_the_form_first_asks_for_one(desk, issue):
    response = desk.get(address("article", "add"))
    assert f"?issue={issue.pk}" in response.content.decode()
    assert 'name="headline"' not in response.content.decode()


def test_without_any_issue_it_says_what_to_do(desk):
    assert address("issue", "add") in desk.get(address("article", "add")).content.decode()


@pytest.mark.parametrize("issue_id", ["0", "x", "99999999999999999999", "²"])
def test_an_issue_that_is_none_is_asked_for_again(desk, issue_id):
    make_issue()
    assert desk.get(address("article", "add"), {"issue": issue_id}).status_code == 200


def test_only_the_pages_of_the_issue_are_offered(desk, issue):
    other = make_issue(make_newspaper("other", "另报"), pages=9)
    field = desk.get(f"{address('article', 'add')}?issue={issue.pk}").context["inline_admin_formsets"][0]
    offered = {page.pk for page in field.formset.empty_form.fields["page"].queryset}
    assert offered == set(issue.pages.values_list("pk", flat=True))
    response = _add(
        desk, issue, headline="越界", **_row("parts", 0, page=str(other.pages.first().pk), body="<p>甲</p>")
    )
    assert response.status_code == 200
    assert not Article.objects.exists()


def test_a_column_of_another_newspaper_is_refused(desk, issue):
    column = Column.objects.create(newspaper=make_newspaper("other", "另报"), name="论坛", slug="luntan")
    response = _add(desk, issue, headline="题", column=str(column.pk))
    assert "column" in response.context["adminform"].form.errors
    assert not Article.objects.exists()


def test_a_person_of_another_newspaper_is_refused(desk, issue):
    person = Person.objects.create(newspaper=make_newspaper("other", "另报"), name="周望舒")
    response = _add(
        desk,
        issue,
        headline="题",
        **{"bylines-TOTAL_FORMS": "1"},
        **_row("bylines", 0, name="周望舒", person=str(person.pk)),
    )
    assert response.status_code == 200
    assert "person" in errors_of(response)


def _change(desk, article, **fields):
    url = address("article", "change", article.pk)
    return desk.post(url, {**form_data(desk, url, "article_form"), **fields})


def test_a_byline_that_is_taken_away_takes_its_person_along(desk, issue):
    """Where nothing else names the person, and nobody has looked after the record."""
    story = make_article(issue, bylines=["林小蛮", "邵小满", "周望舒"])
    make_article(issue, (2,), bylines=["邵小满"])
    Person.objects.filter(name="周望舒").update(about="跑江的记者")
    assert _change(desk, story, **{f"bylines-{at}-DELETE": "on" for at in range(3)}).status_code == 302
    assert not story.bylines.exists()
    assert {*Person.objects.values_list("name", flat=True)} == {"邵小满", "周望舒"}


def test_a_byline_that_is_written_anew_keeps_its_person(desk, issue):
    """The record is not made again under another number, which is its public address."""
    story = make_article(issue, bylines=["林小满"])
    person = Person.objects.get()
    response = _change(
        desk,
        story,
        **{"bylines-TOTAL_FORMS": "2", "bylines-0-DELETE": "on"},
        **_row("bylines", 1, name="林小满", role="reporter", affiliation="本报"),
    )
    assert response.status_code == 302, errors_of(response)
    assert story.bylines.get().person == person


@pytest.mark.parametrize("where", ["its story", "its own form"])
def test_a_byline_that_is_tied_anew_leaves_nobody_behind(desk, issue, where):
    story = make_article(issue, bylines=["林小蛮"])
    right = make_article(issue, (2,), bylines=["林小满"]).bylines.get().person
    if where == "its story":
        response = _change(desk, story, **{"bylines-0-person": str(right.pk)})
    else:
        url = address("byline", "change", story.bylines.get().pk)
        response = desk.post(url, {**form_data(desk, url, "byline_form"), "person": str(right.pk)})
    assert response.status_code == 302
    assert Person.objects.get() == right


def test_the_credits_of_a_photo_that_is_taken_away_go_likewise(desk, issue):
    story = make_article(issue)
    photo = make_photo(issue.pages.get(sequence=1), story)
    person = make_person(issue.newspaper)
    PhotoCredit.objects.create(photo=photo, name=person.name, person=person)
    response = _change(desk, story, **{"photos-0-DELETE": "on"})
    assert response.status_code == 302, errors_of(response)
    assert not Photo.objects.exists()
    assert not Person.objects.exists()
    again = make_photo(issue.pages.get(sequence=1), story)
    credit = PhotoCredit.objects.create(photo=again, name="沈渡", person=make_person(issue.newspaper))
    desk.post(address("photocredit", "delete", credit.pk), {"post": "yes"})
    assert not PhotoCredit.objects.exists()
    assert not Person.objects.exists()


def test_parts_swap_places(desk, issue):
    article = make_article(issue, (1, 3, 2))
    first, second, third = article.parts.order_by("order")
    response = _change(desk, article, **{"parts-0-order": "3", "parts-2-order": "1"})
    assert response.status_code == 302, errors_of(response)
    assert [part.pk for part in article.parts.order_by("order")] == [third.pk, second.pk, first.pk]


def test_a_part_takes_the_place_of_one_that_goes(desk, issue):
    article = make_article(issue, (1, 3))
    second = article.parts.get(order=2)
    response = _change(desk, article, **{"parts-0-DELETE": "on", "parts-1-order": "1"})
    assert response.status_code == 302, errors_of(response)
    assert list(article.parts.values_list("pk", "order")) == [(second.pk, 1)]


def test_two_parts_in_one_place_are_told_so(desk, issue):
    article = make_article(issue, (1, 3))
    response = _change(desk, article, **{"parts-1-order": "1"})
    assert response.status_code == 200
    assert "分别编号" in errors_of(response)


@pytest.mark.parametrize("order", ["0", "-1", "99999", "x"])
def test_an_order_that_cannot_be_is_a_form_error(desk, issue, order):
    article = make_article(issue, (1, 3))
    assert _change(desk, article, **{"parts-1-order": order}).status_code == 200


def test_a_part_that_somebody_else_added_meanwhile(desk, issue):
    article = make_article(issue, (1,))
    url = address("article", "change", article.pk)
    data = form_data(desk, url, "article_form")
    ArticlePart.objects.create(article=article, order=2, page=issue.pages.first())
    row = _row("parts", 1, order="2", page=_page(issue, 2), body="<p>乙</p>", joins_as="paragraph")
    data |= {"parts-TOTAL_FORMS": "2", **row}
    assert desk.post(url, data).status_code == 302
    assert [part.page.sequence for part in article.parts.order_by("order")] == [1, 1, 2]


def test_a_page_without_its_printed_line_is_refused(desk, issue):
    article = make_article(issue)
    response = _change(desk, article, **{"parts-0-printed_jump_page": "3"})
    assert response.status_code == 200
    assert "printed_jump" in errors_of(response)


def test_a_new_part_stands_last_on_its_page(desk, issue):
    make_article(issue, (1,))
    _add(desk, issue, headline="后来", **_row("parts", 0, page=_page(issue, 1), body="<p>甲</p>"))
    assert Article.objects.get(headline="后来").parts.get().position == 2


@pytest.mark.parametrize(
    "nasty",
    [
        '<p onclick="x()">好</p>',
        "<p>好<script>alert(1)</script></p>",
        '<p><a href="javascript:alert(1)">好</a></p>',
        '<p>好<img src=x onerror="alert(1)"></p>',
        '<p style="position:fixed">好</p><iframe src="//evil"></iframe>',
    ],
)
def test_a_body_is_cleaned(desk, issue, nasty):
    _add(desk, issue, headline="题", **_row("parts", 0, page=_page(issue), body=nasty))
    assert ArticlePart.objects.get().body == "<p>好</p>"


def test_the_stage_cannot_be_sent(desk, issue):
    article = make_article(issue)
    _change(desk, article, stage="published", number="99", issue=str(make_issue(edition=2).pk))
    article.refresh_from_db()
    assert (article.stage, article.number, article.issue_id) == ("draft", 1, issue.pk)


def test_a_published_article_and_its_parts_stay(desk, issue):
    article = make_article(issue, (1, 2))
    published(issue)
    _change(desk, article, **{"parts-0-DELETE": "on"})
    assert article.parts.count() == 2
    assert desk.post(address("article", "delete", article.pk), {"post": "yes"}).status_code == 403
    assert Article.objects.exists()


def test_a_published_article_can_be_corrected(desk, issue):
    article = make_article(issue)
    published(issue)
    notice = {"correction_notice": "标题有误，已改。"}
    assert _change(desk, article, headline="改过的题", **notice).status_code == 302
    article.refresh_from_db()
    assert article.headline == "改过的题"


def test_a_photo_with_its_file_from_the_articles_form(desk, issue):
    article = make_article(issue)
    response = _change(
        desk,
        article,
        **{"photos-TOTAL_FORMS": "1"},
        **_row(
            "photos", 0, page=_page(issue), caption="江堤。", alt_text="江堤上的人", online_permitted="on"
        ),
        **{"photos-0-upload": SimpleUploadedFile("a.jpg", picture_file().read(), "image/jpeg")},
    )
    assert response.status_code == 302, errors_of(response)
    photo = Photo.objects.get()
    assert (photo.article, photo.order, photo.width) == (article, 1, 1200)
    assert photo.renditions.count() == 2
    assert photo.key in photo.file.name


def test_a_bad_file_is_said_before_anything_is_stored(desk, issue):
    article = make_article(issue)
    response = _change(
        desk,
        article,
        headline="不该存",
        **{"photos-TOTAL_FORMS": "1"},
        **_row("photos", 0, page=_page(issue), caption="江堤。"),
        **{"photos-0-upload": SimpleUploadedFile("a.jpg", b"GIF89a no picture", "image/jpeg")},
    )
    assert response.status_code == 200
    assert "upload" in errors_of(response)
    assert not Photo.objects.exists()
    article.refresh_from_db()
    assert article.headline != "不该存"


def test_the_form_asks_a_fixed_number_of_queries(desk, issue, django_assert_max_num_queries):
    article = make_article(issue, (1, 2, 3, 4), bylines=["周望舒", "林叙", "沈渡"])
    for page in issue.pages.all():
        make_photo(page, article)
    desk.get(address("article", "change", article.pk))
    with django_assert_max_num_queries(34):
        desk.get(address("article", "change", article.pk))


def test_a_joined_tail_leads_to_its_story(desk, issue):
    story, tail = make_article(issue, (1,)), make_article(issue, (3,), "")
    from articles.ingest.joining import join

    join(story.parts.get(), tail.parts.get())
    response = desk.get(address("article", "change", tail.pk))
    assert response.status_code == 200
    assert "parts-TOTAL_FORMS" not in response.content.decode()
