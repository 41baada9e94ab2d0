"""Two editors at one form: no save overwrites another's."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.urls import reverse

from articles.desk import workflow
from articles.desk.together import keeping
from articles.desk.together.snapshot import read
from articles.models import ArticlePart, Column, LeftOutText, Person, PhotoCredit, Role, UnsavedText
from tests.desk.conftest import FormReader, logged_in
from tests.desk.together.sending import THREE, form_of, merge_form, settle, url_of
from tests.house import make_article, make_photo, make_user, published

pytestmark = pytest.mark.django_db


def test_changes_of_different_fields_are_both_kept(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    assert other.post(url_of(article), {**theirs, "kicker": "江岸新闻"}).status_code == 302
    response = desk.post(url_of(article), {**mine, "headline": "渡口新桥昨日通车"}, follow=True)
    article.refresh_from_db()
    assert (article.kicker, article.headline) == ("江岸新闻", "渡口新桥昨日通车")
    assert "引题" in str(next(iter(response.context["messages"])))
    assert not UnsavedText.objects.exists()


def test_paragraphs_that_do_not_touch_are_put_together(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "parts-0-body": THREE[0].replace("三尺", "五尺")})
    desk.post(url_of(article), {**mine, "parts-0-body": THREE[0].replace("今晚不收工", "今夜不收工")})
    body = article.parts.get(order=1).body
    assert "五尺" in body
    assert "今夜" in body


def test_the_same_headline_shows_both_and_saves_nothing(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了"})
    response = desk.post(url_of(article), {**mine, "headline": "渡口有桥了", "deck": "两岸同庆"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "<ins>" in text
    assert "<del>" in text
    article.refresh_from_db()
    assert (article.headline, article.deck) == ("新桥通车了", "")
    kept = UnsavedText.objects.get()
    assert kept.posted["headline"] == ["渡口有桥了"]
    response = settle(desk, article, response)
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.deck) == ("渡口有桥了", "两岸同庆")
    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize(
    ("choice", "headline"),
    [("mine", "渡口有桥了"), ("theirs", "新桥通车了"), ("edit", "新桥通车，渡口有桥了")],
)
def test_each_choice(desk, other, article, choice, headline):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了"})
    response = desk.post(url_of(article), {**mine, "headline": "渡口有桥了"})
    written = {"e-headline:0": "新桥通车，渡口有桥了"}
    assert settle(desk, article, response, all=choice, more=written).status_code == 302
    article.refresh_from_db()
    assert article.headline == headline


def test_one_paragraph_that_both_changed(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "parts-0-body": THREE[0].replace("三尺", "五尺")})
    response = desk.post(
        url_of(article),
        {**mine, "parts-0-body": THREE[0].replace("三尺", "四尺").replace("靠了岸", "都靠了岸")},
    )
    choice = response.context["merge"].conflicts[0]
    assert choice.hunk.mine == ("<p>江水涨了四尺。</p>",)
    assert choice.hunk.theirs == ("<p>江水涨了五尺。</p>",)
    settle(desk, article, response, all="edit", more={f"e-{choice.key}": "江水涨了四五尺。\n堤上有人守夜。"})
    assert article.parts.get(order=1).body == (
        "<p>江水涨了四五尺。</p><p>堤上有人守夜。</p><p>渡口的船都靠了岸。</p><p>桥工说，今晚不收工。</p>"
    )


def test_clauses_of_one_paragraph_can_be_woven(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "parts-0-body": THREE[0].replace("桥工说", "老桥工说")})
    response = desk.post(url_of(article), {**mine, "parts-0-body": THREE[0].replace("不收工", "也不收工")})
    assert response.context["merge"].conflicts[0].woven == "<p>老桥工说，今晚也不收工。</p>"
    settle(desk, article, response, all="both")
    assert "老桥工说，今晚也不收工" in article.parts.get(order=1).body


def test_who_has_not_chosen_is_asked_again(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了"})
    data = merge_form(desk.post(url_of(article), {**mine, "headline": "渡口有桥了"}))
    response = desk.post(
        url_of(article), {k: v for k, v in data.items() if k != "c-headline:0"} | {"_save": "1"}
    )
    assert response.status_code == 409
    article.refresh_from_db()
    assert article.headline == "新桥通车了"


def test_a_third_save_during_the_merge_is_seen(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了"})
    response = desk.post(url_of(article), {**mine, "headline": "渡口有桥了"})
    other.post(url_of(article), {**form_of(other, article), "headline": "新桥昨日通车"})
    again = settle(desk, article, response)
    assert again.status_code == 409
    assert "新桥昨日通车" in str(again.context["merge"].conflicts[0].hunk.theirs)
    assert settle(desk, article, again, all="theirs").status_code == 302
    article.refresh_from_db()
    assert article.headline == "新桥昨日通车"


def test_it_can_be_edited_before_it_is_saved(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了", "kicker": "江岸新闻"})
    response = desk.post(url_of(article), {**mine, "headline": "渡口有桥了"})
    data = {**merge_form(response), "c-headline:0": "mine", "_edit": "1"}
    shown = desk.post(url_of(article), data)
    assert shown.status_code == 200
    form = FormReader(shown.content.decode(), "article_form").data
    assert (form["headline"], form["kicker"]) == ("渡口有桥了", "江岸新闻")
    article.refresh_from_db()
    assert article.headline == "新桥通车了"  # not saved yet
    assert UnsavedText.objects.count() == 1
    assert desk.post(url_of(article), {**form, "headline": "渡口终于有桥了"}).status_code == 302
    article.refresh_from_db()
    assert article.headline == "渡口终于有桥了"
    assert not UnsavedText.objects.exists()


def test_rows_that_both_added_are_both_kept(desk, other, article):
    def with_name(form, name):
        row = {"order": "2", "name": name, "role": "reporter", "affiliation": "", "person": "", "id": ""}
        added = {f"bylines-1-{key}": value for key, value in row.items()}
        return {**form, **added, "bylines-TOTAL_FORMS": "2", "bylines-1-article": str(article.pk)}

    mine, theirs = form_of(desk, article), form_of(other, article)
    assert other.post(url_of(article), with_name(theirs, "周望江")).status_code == 302
    assert desk.post(url_of(article), with_name(mine, "何渡")).status_code == 302
    assert list(article.bylines.values_list("name", "order")) == [("林小满", 1), ("周望江", 2), ("何渡", 3)]


def test_a_row_that_they_took_away_and_i_changed(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "bylines-0-DELETE": "on"})
    response = desk.post(url_of(article), {**mine, "bylines-0-name": "林小曼"})
    assert [one.taken_by_me for one in response.context["merge"].row_choices] == [False]
    settle(desk, article, response, all="keep")
    # The person of the former name went with it; the name is tied by the rule of new ones.
    assert list(article.bylines.values_list("name", "person__name")) == [("林小曼", "林小曼")]


@pytest.mark.parametrize(("choice", "names"), [("keep", ["林小曼"]), ("drop", [])])
def test_a_row_that_i_took_away_and_they_changed(desk, other, article, choice, names):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "bylines-0-name": "林小曼"})
    response = desk.post(url_of(article), {**mine, "bylines-0-DELETE": "on"})
    settle(desk, article, response, all=choice)
    assert list(article.bylines.values_list("name", flat=True)) == names


def test_what_an_import_or_a_verb_changed_counts_as_well(desk, article):
    form = form_of(desk, article)
    ArticlePart.objects.filter(article=article, order=1).update(body="<p>重新读入的文字。</p>")
    response = desk.post(url_of(article), {**form, "parts-0-body": THREE[0].replace("三尺", "四尺")})
    assert response.status_code == 409
    assert "重新读入" in article.parts.get(order=1).body


def test_a_stage_that_moved_on_is_said_before_anything_is_saved(desk, article):
    form = form_of(desk, article)
    workflow.submit(article, None)
    response = desk.post(url_of(article), {**form, "headline": "渡口有桥了"})
    assert response.status_code == 409
    assert "已送审" in response.context["merge"].notes[0]
    assert settle(desk, article, response).status_code == 302


def test_a_form_that_does_not_say_what_it_showed(desk, article):
    form = form_of(desk, article)
    ArticlePart.objects.filter(article=article, order=1).update(body="<p>别人的字。</p>")
    for seen in ("", "x", form["_seen"][:-3] + "abc"):
        response = desk.post(url_of(article), {**form, "_seen": seen})
        assert response.status_code == 409
        assert article.parts.get(order=1).body == "<p>别人的字。</p>"


def test_the_seen_of_another_row_is_none(desk, issue, article):
    second = make_article(issue, headline="另一条")
    stolen = form_of(desk, second)["_seen"]
    assert (
        desk.post(url_of(article), {**form_of(desk, article), "_seen": stolen, "headline": "改"}).status_code
        == 409
    )


def test_an_unchanged_form_takes_nothing_back(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了"})
    assert desk.post(url_of(article), mine).status_code == 302
    article.refresh_from_db()
    assert article.headline == "新桥通车了"


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("page", "section_name"),
        ("photo", "caption"),
        ("issue", "edition_label"),
        ("person", "affiliation"),
        ("column", "name"),
        ("newspaper", "publisher"),
        ("leftouttext", "text"),
        ("byline", "affiliation"),
        ("photocredit", "affiliation"),
    ],
)
def test_every_form_of_the_desk(desk, issue, article, noun, field):
    photo = make_photo(issue.pages.first(), article)
    rows = {
        "page": issue.pages.first(),
        "photo": photo,
        "issue": issue,
        "person": Person.objects.get(),
        "column": Column.objects.create(newspaper=issue.newspaper, name="江声", slug="jiang"),
        "newspaper": issue.newspaper,
        "leftouttext": LeftOutText.objects.create(page=issue.pages.first(), text="广告"),
        "byline": article.bylines.get(),
        "photocredit": PhotoCredit.objects.create(photo=photo, name="何渡"),
    }
    row = rows[noun]
    form = form_of(desk, row)
    type(row)._default_manager.filter(pk=row.pk).update(**{field: "他人所写"})
    response = desk.post(url_of(row), {**form, field: "我所写"})
    assert response.status_code == 409
    row.refresh_from_db()
    assert getattr(row, field) == "他人所写"
    assert settle(desk, row, response).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "我所写"


def test_a_published_text_is_merged_with_its_notice(desk, other, issue, article):
    published(issue)
    article.refresh_from_db()
    mine, theirs = form_of(desk, article), form_of(other, article)
    notice = {"correction_kind": "notice", "correction_notice": "原题有误。"}
    assert other.post(url_of(article), {**theirs, **notice, "headline": "新桥通车了"}).status_code == 302
    response = desk.post(url_of(article), {**mine, **notice, "headline": "渡口有桥了"})
    assert settle(desk, article, response).status_code == 302
    assert article.corrections.count() == 2


def test_a_merge_names_who_was_faster_by_fast_entry_or_in_the_layout(desk, other, issue, article):
    form, page_form = form_of(desk, article), form_of(desk, issue.pages.get(sequence=1))
    url = reverse("admin:write", args=[article.pk])
    typed = FormReader(other.get(url).content.decode(), "entry").data
    assert other.post(url, {**typed, "do": "save", "headline": "别人改的"}).status_code == 302
    answer = desk.post(url_of(article), {**form, "headline": "我改的"})
    assert answer.status_code == 409
    assert "duty-editor" in answer.content.decode()
    page = issue.pages.get(sequence=1)
    layout = other.get(reverse("admin:articles_page_layout", args=[page.pk])).context["layout"]
    sent = {
        "seen": {key: owner.mark for key, owner in layout.owners.items()},
        "order": layout.order,
        "zones": [],
    }
    save = reverse("admin:articles_page_layout_save", args=[page.pk])
    assert other.post(save, sent, content_type="application/json").status_code == 200
    assert keeping.who_changed(page, read(page_form["_seen"], "page").at, User()) == "duty-editor"


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_moment(issue):
    """Both have the same form before them and press at once: one is saved, the other sees both texts.

    SQLite has one writer at a time; its database for tests lives in memory, where threads lock whole tables.
    """
    article = make_article(issue)
    clients = [logged_in(make_user(role)) for role in (Role.EDITOR, Role.DUTY_EDITOR)]
    forms = [form_of(client, article) for client in clients]
    start = threading.Barrier(2)
    answers: list[int] = []

    def save(client, form, headline):
        try:
            start.wait(timeout=20)
            answers.append(client.post(url_of(article), {**form, "headline": headline}).status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=save, args=(client, form, headline))
        for client, form, headline in zip(clients, forms, ("甲写的标题", "乙写的标题"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == [302, 409]
    article.refresh_from_db()
    written = {article.headline, *UnsavedText.objects.get().posted["headline"]}
    assert written == {"甲写的标题", "乙写的标题"}
