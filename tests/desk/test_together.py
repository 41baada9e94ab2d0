"""Two editors at one form: no save overwrites another's, nothing typed is lost; presence and take-over."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk import presence, workflow
from articles.desk.together import keeping
from articles.desk.together.snapshot import read
from articles.ingest import joining
from articles.models import (
    ArticlePart,
    Change,
    Column,
    LeftOutText,
    Person,
    PhotoCredit,
    Presence,
    Role,
    Stage,
    UnsavedText,
)
from tests.desk.conftest import FormReader, address, form_data, logged_in
from tests.house import (
    at_stage,
    make_article,
    make_issue,
    make_newspaper,
    make_photo,
    make_user,
    picture_file,
    published,
)

pytestmark = pytest.mark.django_db

THREE = ["<p>江水涨了三尺。</p><p>渡口的船靠了岸。</p><p>桥工说，今晚不收工。</p>"]


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def article(issue):
    return make_article(issue, (1, 2), bodies=[*THREE, "<p>转到第二版。</p>"], bylines=["林小满"])


@pytest.fixture
def other(db):
    """A second editor's browser."""
    return logged_in(make_user(Role.DUTY_EDITOR))


def _url(thing) -> str:
    return address(thing._meta.model_name, "change", thing.pk)


def _form(client, thing) -> dict:
    return form_data(client, _url(thing), f"{thing._meta.model_name}_form")


def _merge_form(response) -> dict:
    """The fields of the page that puts two texts together."""
    assert response.status_code == 409
    return FormReader(response.content.decode()).data


def _settle(client, thing, response, **chosen):
    """Send that page with what was chosen, all the same way where it is a word."""
    merge = response.context["merge"]
    data = _merge_form(response)
    data = {key: value for key, value in data.items() if not key.startswith("c-")}
    for one in (*merge.conflicts, *merge.row_choices):
        data[f"c-{one.key}"] = chosen.get("all", "mine")
    return client.post(_url(thing), {**data, "_save": "1", **chosen.get("more", {})})


def test_changes_of_different_fields_are_both_kept(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    assert other.post(_url(article), {**theirs, "kicker": "江岸新闻"}).status_code == 302
    response = desk.post(_url(article), {**mine, "headline": "渡口新桥昨日通车"}, follow=True)
    article.refresh_from_db()
    assert (article.kicker, article.headline) == ("江岸新闻", "渡口新桥昨日通车")
    assert "引题" in str(next(iter(response.context["messages"])))
    assert not UnsavedText.objects.exists()


def test_paragraphs_that_do_not_touch_are_put_together(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "parts-0-body": THREE[0].replace("三尺", "五尺")})
    desk.post(_url(article), {**mine, "parts-0-body": THREE[0].replace("今晚不收工", "今夜不收工")})
    body = article.parts.get(order=1).body
    assert "五尺" in body
    assert "今夜" in body


def test_the_same_headline_shows_both_and_saves_nothing(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了"})
    response = desk.post(_url(article), {**mine, "headline": "渡口有桥了", "deck": "两岸同庆"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "<ins>" in text
    assert "<del>" in text
    article.refresh_from_db()
    assert (article.headline, article.deck) == ("新桥通车了", "")
    kept = UnsavedText.objects.get()
    assert kept.posted["headline"] == ["渡口有桥了"]
    response = _settle(desk, article, response)
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.deck) == ("渡口有桥了", "两岸同庆")
    assert not UnsavedText.objects.exists()


@pytest.mark.parametrize(
    ("choice", "headline"),
    [("mine", "渡口有桥了"), ("theirs", "新桥通车了"), ("edit", "新桥通车，渡口有桥了")],
)
def test_each_choice(desk, other, article, choice, headline):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了"})
    response = desk.post(_url(article), {**mine, "headline": "渡口有桥了"})
    written = {"e-headline:0": "新桥通车，渡口有桥了"}
    assert _settle(desk, article, response, all=choice, more=written).status_code == 302
    article.refresh_from_db()
    assert article.headline == headline


def test_one_paragraph_that_both_changed(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "parts-0-body": THREE[0].replace("三尺", "五尺")})
    response = desk.post(
        _url(article),
        {**mine, "parts-0-body": THREE[0].replace("三尺", "四尺").replace("靠了岸", "都靠了岸")},
    )
    choice = response.context["merge"].conflicts[0]
    assert choice.hunk.mine == ("<p>江水涨了四尺。</p>",)
    assert choice.hunk.theirs == ("<p>江水涨了五尺。</p>",)
    _settle(desk, article, response, all="edit", more={f"e-{choice.key}": "江水涨了四五尺。\n堤上有人守夜。"})
    assert article.parts.get(order=1).body == (
        "<p>江水涨了四五尺。</p><p>堤上有人守夜。</p><p>渡口的船都靠了岸。</p><p>桥工说，今晚不收工。</p>"
    )


def test_clauses_of_one_paragraph_can_be_woven(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "parts-0-body": THREE[0].replace("桥工说", "老桥工说")})
    response = desk.post(_url(article), {**mine, "parts-0-body": THREE[0].replace("不收工", "也不收工")})
    assert response.context["merge"].conflicts[0].woven == "<p>老桥工说，今晚也不收工。</p>"
    _settle(desk, article, response, all="both")
    assert "老桥工说，今晚也不收工" in article.parts.get(order=1).body


def test_who_has_not_chosen_is_asked_again(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了"})
    data = _merge_form(desk.post(_url(article), {**mine, "headline": "渡口有桥了"}))
    response = desk.post(
        _url(article), {k: v for k, v in data.items() if k != "c-headline:0"} | {"_save": "1"}
    )
    assert response.status_code == 409
    article.refresh_from_db()
    assert article.headline == "新桥通车了"


def test_a_third_save_during_the_merge_is_seen(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了"})
    response = desk.post(_url(article), {**mine, "headline": "渡口有桥了"})
    other.post(_url(article), {**_form(other, article), "headline": "新桥昨日通车"})
    again = _settle(desk, article, response)
    assert again.status_code == 409
    assert "新桥昨日通车" in str(again.context["merge"].conflicts[0].hunk.theirs)
    assert _settle(desk, article, again, all="theirs").status_code == 302
    article.refresh_from_db()
    assert article.headline == "新桥昨日通车"


def test_it_can_be_edited_before_it_is_saved(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了", "kicker": "江岸新闻"})
    response = desk.post(_url(article), {**mine, "headline": "渡口有桥了"})
    data = {**_merge_form(response), "c-headline:0": "mine", "_edit": "1"}
    shown = desk.post(_url(article), data)
    assert shown.status_code == 200
    form = FormReader(shown.content.decode(), "article_form").data
    assert (form["headline"], form["kicker"]) == ("渡口有桥了", "江岸新闻")
    article.refresh_from_db()
    assert article.headline == "新桥通车了"  # not saved yet
    assert UnsavedText.objects.count() == 1
    assert desk.post(_url(article), {**form, "headline": "渡口终于有桥了"}).status_code == 302
    article.refresh_from_db()
    assert article.headline == "渡口终于有桥了"
    assert not UnsavedText.objects.exists()


def test_rows_that_both_added_are_both_kept(desk, other, article):
    def with_name(form, name):
        row = {"order": "2", "name": name, "role": "reporter", "affiliation": "", "person": "", "id": ""}
        added = {f"bylines-1-{key}": value for key, value in row.items()}
        return {**form, **added, "bylines-TOTAL_FORMS": "2", "bylines-1-article": str(article.pk)}

    mine, theirs = _form(desk, article), _form(other, article)
    assert other.post(_url(article), with_name(theirs, "周望江")).status_code == 302
    assert desk.post(_url(article), with_name(mine, "何渡")).status_code == 302
    assert list(article.bylines.values_list("name", "order")) == [("林小满", 1), ("周望江", 2), ("何渡", 3)]


def test_a_row_that_they_took_away_and_i_changed(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "bylines-0-DELETE": "on"})
    response = desk.post(_url(article), {**mine, "bylines-0-name": "林小曼"})
    assert [one.taken_by_me for one in response.context["merge"].row_choices] == [False]
    _settle(desk, article, response, all="keep")
    assert list(article.bylines.values_list("name", flat=True)) == ["林小曼"]


@pytest.mark.parametrize(("choice", "names"), [("keep", ["林小曼"]), ("drop", [])])
def test_a_row_that_i_took_away_and_they_changed(desk, other, article, choice, names):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "bylines-0-name": "林小曼"})
    response = desk.post(_url(article), {**mine, "bylines-0-DELETE": "on"})
    _settle(desk, article, response, all=choice)
    assert list(article.bylines.values_list("name", flat=True)) == names


def test_what_an_import_or_a_verb_changed_counts_as_well(desk, article):
    form = _form(desk, article)
    ArticlePart.objects.filter(article=article, order=1).update(body="<p>重新读入的文字。</p>")
    response = desk.post(_url(article), {**form, "parts-0-body": THREE[0].replace("三尺", "四尺")})
    assert response.status_code == 409
    assert "重新读入" in article.parts.get(order=1).body


def test_a_stage_that_moved_on_is_said_before_anything_is_saved(desk, article):
    form = _form(desk, article)
    workflow.submit(article, None)
    response = desk.post(_url(article), {**form, "headline": "渡口有桥了"})
    assert response.status_code == 409
    assert "已送审" in response.context["merge"].notes[0]
    assert _settle(desk, article, response).status_code == 302


def test_what_can_no_longer_be_changed_keeps_the_text(desk, article):
    form = _form(desk, article)
    at_stage(article, Stage.SIGNED_OFF)
    response = desk.post(_url(article), {**form, "headline": "渡口有桥了"})
    assert response.status_code == 403
    assert "渡口有桥了" in response.content.decode()
    assert UnsavedText.objects.get().why == "closed"


def test_what_was_deleted_keeps_the_text(desk, article):
    form = _form(desk, article)
    url = _url(article)
    article.delete()
    response = desk.post(url, {**form, "parts-0-body": "<p>写了很久的一段。</p>"})
    assert response.status_code == 404
    assert "写了很久的一段" in response.content.decode()
    kept = UnsavedText.objects.get()
    assert kept.why == "gone"
    assert "渡口新桥通车" in desk.get("/desk/kept/").content.decode()
    assert "写了很久的一段" in desk.get(f"/desk/kept/{kept.pk}/").content.decode()


def test_a_tail_that_was_joined_to_another_story_keeps_the_text(desk, issue, article):
    tail = make_article(issue, (3,), headline="", bodies=["<p>下文在此。</p>"])
    form = _form(desk, tail)
    joining.join(article.parts.get(order=2), tail.parts.get())
    response = desk.post(_url(tail), {**form, "parts-0-body": "<p>下文在此，又添一句。</p>"})
    assert response.status_code == 409
    assert "又添一句" in response.content.decode()


def test_a_form_that_does_not_say_what_it_showed(desk, article):
    form = _form(desk, article)
    ArticlePart.objects.filter(article=article, order=1).update(body="<p>别人的字。</p>")
    for seen in ("", "x", form["_seen"][:-3] + "abc"):
        response = desk.post(_url(article), {**form, "_seen": seen})
        assert response.status_code == 409
        assert article.parts.get(order=1).body == "<p>别人的字。</p>"


def test_the_seen_of_another_row_is_none(desk, issue, article):
    second = make_article(issue, headline="另一条")
    stolen = _form(desk, second)["_seen"]
    assert (
        desk.post(_url(article), {**_form(desk, article), "_seen": stolen, "headline": "改"}).status_code
        == 409
    )


def test_an_unchanged_form_takes_nothing_back(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了"})
    assert desk.post(_url(article), mine).status_code == 302
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
    form = _form(desk, row)
    type(row)._default_manager.filter(pk=row.pk).update(**{field: "他人所写"})
    response = desk.post(_url(row), {**form, field: "我所写"})
    assert response.status_code == 409
    row.refresh_from_db()
    assert getattr(row, field) == "他人所写"
    assert _settle(desk, row, response).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "我所写"


def test_a_published_text_is_merged_with_its_notice(desk, other, issue, article):
    published(issue)
    article.refresh_from_db()
    mine, theirs = _form(desk, article), _form(other, article)
    notice = {"correction_kind": "notice", "correction_notice": "原题有误。"}
    assert other.post(_url(article), {**theirs, **notice, "headline": "新桥通车了"}).status_code == 302
    response = desk.post(_url(article), {**mine, **notice, "headline": "渡口有桥了"})
    assert _settle(desk, article, response).status_code == 302
    assert article.corrections.count() == 2


def test_what_others_kept_is_out_of_reach(desk, other, article):
    mine, theirs = _form(desk, article), _form(other, article)
    other.post(_url(article), {**theirs, "headline": "新桥通车了"})
    desk.post(_url(article), {**mine, "headline": "渡口有桥了"})
    kept = UnsavedText.objects.get()
    assert other.get(f"/desk/kept/{kept.pk}/").status_code == 404
    assert other.post(f"/desk/kept/{kept.pk}/drop/").status_code == 404
    assert other.get(f"{_url(article)}?merge={kept.pk}").status_code == 302
    assert "渡口有桥了" not in other.get("/desk/kept/").content.decode()
    assert "渡口有桥了" in desk.get(f"/desk/kept/{kept.pk}/").content.decode()
    assert desk.get(f"{_url(article)}?merge={kept.pk}").status_code == 200
    assert desk.post(f"/desk/kept/{kept.pk}/drop/").status_code == 302
    assert not UnsavedText.objects.exists()


# --- presence ---


def _beat(client, thing, **more):
    return client.post("/desk/presence/", {"noun": thing._meta.model_name, "row": thing.pk, **more})


def test_opening_counts_and_the_second_sees_the_first(desk, other, article):
    desk.get(_url(article))
    text = other.get(_url(article)).content.decode()
    assert "editor" in text
    assert "接手" in text
    assert [one.holds for one in Presence.objects.order_by("pk")] == [True, False]


def test_a_heartbeat_tells_who_is_there_and_leaves_no_trace(desk, other, article):
    changes, revisions = Change.objects.count(), article.history.count()
    assert _beat(desk, article).json()["others"] == []
    answer = _beat(other, article).json()
    assert answer["others"] == ["editor"]
    assert answer["holder"] == "editor"
    assert (Change.objects.count(), article.history.count()) == (changes, revisions)
    assert _beat(desk, article, left="1").json() == {}
    assert _beat(other, article).json()["others"] == []
    assert Presence.objects.get().holds  # who is left holds it now


def test_presence_expires(desk, other, article):
    _beat(desk, article)
    Presence.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    assert _beat(other, article).json()["others"] == []
    assert presence.present([article]) == {article.pk: ["duty-editor"]}


def test_the_list_of_kept_texts_does_not_ask_for_each(desk, editor, issue):
    def keep(thing) -> None:
        noun = thing._meta.model_name
        UnsavedText.objects.create(user=editor, noun=noun, row=thing.pk, title=noun, why="changed")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            text = desk.get(reverse("admin:kept_list")).content.decode()
        for one in UnsavedText.objects.all():
            assert reverse("admin:kept_text", args=[one.pk]) in text
        return len(asked)

    keep(make_article(issue, (1,)))
    few = queries()
    for _n in range(5):
        keep(make_article(issue, (1,)))
    assert queries() == few


def test_taking_over_tells_the_first_and_keeps_what_they_typed(desk, other, article):
    form = _form(desk, article)
    _beat(desk, article)
    _beat(other, article)
    assert other.post("/desk/take-over/", {"noun": "article", "row": article.pk}).status_code == 302
    assert _beat(desk, article).json()["takenBy"]
    typed = {**form, "headline": "写到一半的标题", "noun": "article", "row": article.pk}
    answer = desk.post("/desk/keep/", typed).json()
    assert answer["kept"]
    assert UnsavedText.objects.get().why == "taken"
    assert desk.post("/desk/keep/", {**form, "noun": "article", "row": article.pk}).json() == {"kept": None}
    page = desk.get(answer["url"])
    assert "写到一半的标题" in page.content.decode()
    data = FormReader(page.content.decode()).data
    assert desk.post(_url(article), {**data, "_save": "1"}).status_code == 302
    article.refresh_from_db()
    assert article.headline == "写到一半的标题"


def test_each_window_keeps_its_own_text(desk, article):
    """Of one user's two windows that were taken over from."""
    about = {"noun": "article", "row": article.pk}
    first, second = _form(desk, article), _form(desk, article)
    for form, typed in ((first, "一半"), (second, "另一半"), (first, "一半，再写")):
        assert desk.post("/desk/keep/", {**form, **about, "headline": typed}).json()["kept"]
    kept = UnsavedText.objects.order_by("pk")
    assert sorted(one.posted["headline"][0] for one in kept) == ["一半，再写", "另一半"]


def test_present_asks_once_and_knows_the_pages_of_a_story(
    desk, other, issue, article, django_assert_num_queries
):
    desk.get(_url(article))
    other.get(_url(issue.pages.get(sequence=3)))
    pages = list(issue.pages.order_by("sequence"))
    with django_assert_num_queries(1):
        found = presence.present(pages)
    names = {page.sequence: found.get(page.pk, []) for page in pages}
    assert names == {1: ["editor"], 2: ["editor"], 3: ["duty-editor"], 4: []}


def test_who_lays_out_or_writes_by_fast_entry_is_there_as_well(desk, other, issue, article):
    first, second = issue.pages.get(sequence=1), issue.pages.get(sequence=3)
    desk.get(reverse("admin:articles_page_layout", args=[first.pk]))
    desk.get(reverse("admin:write_new", args=[second.pk]))
    desk.get(reverse("admin:write", args=[article.pk]))
    assert presence.present([first, second]) == {first.pk: ["editor"], second.pk: ["editor"]}
    assert presence.present([article]) == {article.pk: ["editor"]}
    for url in (
        reverse("admin:articles_page_layout", args=[first.pk]),
        reverse("admin:write", args=[article.pk]),
    ):
        assert "editor" in other.get(url).content.decode().split('id="desk-company"')[1].split("</p>")[0]


def test_a_merge_names_who_was_faster_by_fast_entry_or_in_the_layout(desk, other, issue, article):
    form, page_form = _form(desk, article), _form(desk, issue.pages.get(sequence=1))
    url = reverse("admin:write", args=[article.pk])
    typed = FormReader(other.get(url).content.decode(), "entry").data
    assert other.post(url, {**typed, "do": "save", "headline": "别人改的"}).status_code == 302
    answer = desk.post(_url(article), {**form, "headline": "我改的"})
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


@pytest.mark.parametrize("role", list(Role))
def test_who_may_take_over(role, article):
    client = logged_in(make_user(role))
    expected = 302 if role not in (Role.REPORTER, Role.ARCHIVIST) else 403
    assert client.post("/desk/take-over/", {"noun": "article", "row": article.pk}).status_code == expected
    assert _beat(client, article).status_code == 200
    assert client.get("/desk/kept/").status_code == 200


def test_who_may_not_even_look(cast, article):
    sent = {"noun": "article", "row": article.pk}
    for name in ("anonymous", "outsider", "staff"):
        for where in ("presence", "take-over", "keep"):
            assert cast[name].post(f"/desk/{where}/", sent).status_code in {302, 403}, (name, where)
    assert not Presence.objects.exists()
    assert cast["editor"].get("/desk/presence/").status_code == 405
    for nonsense in (
        {},
        {"noun": "user", "row": "1"},
        {"noun": "article", "row": "x"},
        {"noun": "article", "row": "9" * 30},
    ):
        assert cast["editor"].post("/desk/presence/", nonsense).status_code == 404


def test_another_newspapers_things_are_out_of_reach(article):
    far = logged_in(make_user(Role.EDITOR, newspapers=[make_newspaper("hill-post", "山城报")]))
    for where in ("presence", "take-over", "keep"):
        sent = {"noun": "article", "row": article.pk}
        assert far.post(f"/desk/{where}/", sent).status_code == 404
    assert not Presence.objects.exists()


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_moment(issue):
    """Both have the same form before them and press at once: one is saved, the other sees both texts.

    SQLite has one writer at a time; its database for tests lives in memory, where threads lock whole tables.
    """
    article = make_article(issue)
    clients = [logged_in(make_user(role)) for role in (Role.EDITOR, Role.DUTY_EDITOR)]
    forms = [_form(client, article) for client in clients]
    start = threading.Barrier(2)
    answers: list[int] = []

    def save(client, form, headline):
        try:
            start.wait(timeout=20)
            answers.append(client.post(_url(article), {**form, "headline": headline}).status_code)
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


def test_lists_say_who_is_there_in_one_query(desk, other, issue, article, django_assert_num_queries):
    url = address("article", "changelist")
    desk.get(url)
    with CaptureQueriesContext(connection) as alone:
        desk.get(url)
    queries = len(alone)  # the next request empties the log
    for n in range(5):
        other.get(_url(make_article(issue, (1,), f"又一条{n}")))
    with django_assert_num_queries(queries):
        text = desk.get(url).content.decode()
    assert text.count('<span class="desk-here">duty-editor</span>') == 5
    assert "desk-here" in desk.get(address("page", "changelist")).content.decode()


def _upload(form: dict, name: str) -> dict:
    return {**form, name: SimpleUploadedFile("p.jpg", picture_file(60, 40).read(), "image/jpeg")}


def test_a_file_goes_along_when_rows_are_put_together(desk, other, issue, article):
    photo = make_photo(issue.pages.first(), article, order=2)
    mine = _form(desk, article)
    first = make_photo(issue.pages.first(), article, caption="后来插在前面的。", order=1)
    assert desk.post(_url(article), _upload(mine, "photos-0-upload")).status_code == 302
    photo.refresh_from_db()
    first.refresh_from_db()
    assert photo.file
    assert not first.file


def test_two_files_for_one_photo(desk, other, issue):
    photo = make_photo(issue.pages.first())
    mine, theirs = _form(desk, photo), _form(other, photo)
    assert other.post(_url(photo), _upload(theirs, "upload")).status_code == 302
    photo.refresh_from_db()
    kept = photo.sha256
    response = desk.post(_url(photo), _upload({**mine, "caption": "我的说明。"}, "upload"))
    assert response.status_code == 409
    assert response.context["merge"].notes
    assert _settle(desk, photo, response).status_code == 302
    photo.refresh_from_db()
    assert (photo.sha256, photo.caption) == (kept, "我的说明。")


def test_the_first_page_leads_to_what_is_not_saved(desk, article):
    assert "尚未保存" not in desk.get("/desk/").content.decode()
    form = _form(desk, article)
    type(article).objects.filter(pk=article.pk).update(headline="他人所写")
    desk.post(_url(article), {**form, "headline": "我所写"})
    assert "您有1份文字尚未保存" in desk.get("/desk/").content.decode()
