"""Who may see who is there, take over, and keep what was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Presence, Role, UnsavedText
from tests.desk.conftest import address, logged_in
from tests.desk.together.sending import beat, form_of, url_of
from tests.house import make_newspaper, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_who_may_take_over(role, article):
    client = logged_in(make_user(role))
    expected = 302 if role not in (Role.REPORTER, Role.ARCHIVIST) else 403
    assert client.post("/desk/take-over/", {"noun": "article", "row": article.pk}).status_code == expected
    assert beat(client, article).status_code == 200
    assert client.get("/desk/kept/").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_fast_entry_and_layout_offer_to_take_over_and_lead_back(role, desk, article):
    page = article.parts.first().page
    client = logged_in(make_user(role, "second"))
    places = [
        (article, reverse("admin:write", args=[article.pk])),
        (page, reverse("admin:write_new", args=[page.pk])),
        (page, reverse("admin:articles_page_layout", args=[page.pk])),
    ]
    for thing, url in places:
        desk.get(url)
        response = client.get(url)
        may = role not in (Role.REPORTER, Role.ARCHIVIST)
        if response.status_code == 200:
            assert ("接手" in response.content.decode()) is may, url
        if may:
            noun = thing._meta.model_name
            sent = {"noun": noun, "row": thing.pk, "back": url}
            assert client.post("/desk/take-over/", sent)["Location"] == url
            desk.post("/desk/take-over/", sent)
    if role == Role.EDITOR:
        sent = {"noun": "page", "row": page.pk, "back": "https://example.org/"}
        assert client.post("/desk/take-over/", sent)["Location"] == address("page", "change", page.pk)
        answered = client.post("/desk/take-over/", sent, headers={"Accept": "application/json"}).json()
        assert answered["said"]


@pytest.mark.parametrize("role", list(Role))
def test_who_is_signed_in_gets_a_token_and_nobody_else(role, cast):
    user = make_user(role, "asks")
    answered = logged_in(user).get("/desk/token/")
    assert answered.json()["user"] == user.pk
    assert answered.json()["token"]
    assert "no-store" in answered["Cache-Control"]
    for name in ("anonymous", "outsider"):
        assert cast[name].get("/desk/token/").status_code == 302


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


def test_what_others_kept_is_out_of_reach(desk, other, article):
    mine, theirs = form_of(desk, article), form_of(other, article)
    other.post(url_of(article), {**theirs, "headline": "新桥通车了"})
    desk.post(url_of(article), {**mine, "headline": "渡口有桥了"})
    kept = UnsavedText.objects.get()
    assert other.get(f"/desk/kept/{kept.pk}/").status_code == 404
    assert other.post(f"/desk/kept/{kept.pk}/drop/").status_code == 404
    assert other.get(f"{url_of(article)}?merge={kept.pk}").status_code == 302
    assert "渡口有桥了" not in other.get("/desk/kept/").content.decode()
    assert "渡口有桥了" in desk.get(f"/desk/kept/{kept.pk}/").content.decode()
    assert desk.get(f"{url_of(article)}?merge={kept.pk}").status_code == 200
    assert desk.post(f"/desk/kept/{kept.pk}/drop/").status_code == 302
    assert not UnsavedText.objects.exists()
