"""Who may see who is there, take over, and keep what was typed."""

from __future__ import annotations

import pytest

from articles.models import Presence, Role, UnsavedText
from tests.desk.conftest import logged_in
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
