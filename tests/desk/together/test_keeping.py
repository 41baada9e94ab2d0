"""What somebody typed and could not save is kept for them."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles.ingest import joining
from articles.models import Stage, UnsavedText
from tests.desk.together.sending import form_of, url_of
from tests.house import at_stage, make_article

pytestmark = pytest.mark.django_db


def test_what_can_no_longer_be_changed_keeps_the_text(desk, article):
    form = form_of(desk, article)
    at_stage(article, Stage.SIGNED_OFF)
    response = desk.post(url_of(article), {**form, "headline": "渡口有桥了"})
    assert response.status_code == 403
    assert "渡口有桥了" in response.content.decode()
    assert UnsavedText.objects.get().why == "closed"


def test_what_was_deleted_keeps_the_text(desk, article):
    form = form_of(desk, article)
    url = url_of(article)
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
    form = form_of(desk, tail)
    joining.join(article.parts.get(order=2), tail.parts.get())
    response = desk.post(url_of(tail), {**form, "parts-0-body": "<p>下文在此，又添一句。</p>"})
    assert response.status_code == 409
    assert "又添一句" in response.content.decode()


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


def test_each_window_keeps_its_own_text(desk, article):
    """Of one user's two windows that were taken over from."""
    about = {"noun": "article", "row": article.pk}
    first, second = form_of(desk, article), form_of(desk, article)
    for form, typed in ((first, "一半"), (second, "另一半"), (first, "一半，再写")):
        assert desk.post("/desk/keep/", {**form, **about, "headline": typed}).json()["kept"]
    kept = UnsavedText.objects.order_by("pk")
    assert sorted(one.posted["headline"][0] for one in kept) == ["一半，再写", "另一半"]


def test_the_first_page_leads_to_what_is_not_saved(desk, article):
    assert "尚未保存" not in desk.get("/desk/").content.decode()
    form = form_of(desk, article)
    type(article).objects.filter(pk=article.pk).update(headline="他人所写")
    desk.post(url_of(article), {**form, "headline": "我所写"})
    assert "您有1份文字尚未保存" in desk.get("/desk/").content.decode()


def kept_by(user, thing, days: float, title: str = "渡口有桥了") -> UnsavedText:
    """A text of the user's, kept for so many days from now, or since so many days no longer."""
    return UnsavedText.objects.create(
        user=user,
        noun=thing._meta.model_name,
        row=thing.pk,
        title=title,
        why="changed",
        until=timezone.now() + datetime.timedelta(days=days),
    )


def tidy() -> str:
    out = io.StringIO()
    call_command("tidy_files", stdout=out)
    return out.getvalue()


def test_what_nobody_came_back_to_goes_and_nothing_younger(desk, editor, article):
    young = kept_by(editor, article, 0.001)
    kept_by(editor, article, -0.001)
    with override("en"):
        assert "nobody came back to: 1" in tidy()
        assert "nobody came back to: 0" in tidy()
    assert UnsavedText.objects.get() == young


def test_a_text_is_kept_for_ninety_days(desk, article):
    desk.post(
        "/desk/keep/", {**form_of(desk, article), "noun": "article", "row": article.pk, "headline": "甲"}
    )
    left = UnsavedText.objects.get().until - timezone.now()
    assert datetime.timedelta(days=89.9) < left <= datetime.timedelta(days=90)


@pytest.mark.parametrize("way", ["opened", "merged", "sent again"])
def test_who_comes_back_has_the_whole_time_again(desk, article, way):
    form = {**form_of(desk, article), "headline": "我所写"}
    type(article).objects.filter(pk=article.pk).update(headline="他人所写")
    desk.post(url_of(article), form)
    UnsavedText.objects.update(until=timezone.now() - datetime.timedelta(days=1))
    kept = UnsavedText.objects.get()
    if way == "opened":
        desk.get(f"/desk/kept/{kept.pk}/")
    elif way == "merged":
        desk.get(f"{url_of(article)}?merge={kept.pk}")
    else:
        desk.post(url_of(article), form)
    again = UnsavedText.objects.get()
    assert again.pk == kept.pk
    assert again.at == kept.at
    assert again.until > timezone.now() + datetime.timedelta(days=89)
    tidy()
    assert UnsavedText.objects.exists()


def test_nobody_else_prolongs_it(desk, other, editor, article):
    kept = kept_by(editor, article, -1)
    assert other.get(f"/desk/kept/{kept.pk}/").status_code == 404
    assert other.get(f"{url_of(article)}?merge={kept.pk}").status_code == 302
    tidy()
    assert not UnsavedText.objects.exists()


def test_nothing_goes_without_a_word(desk, editor, article):
    def says(address: str, thing: UnsavedText) -> bool:
        return timezone.localtime(thing.until).date().isoformat() in desk.get(address).content.decode()

    later = kept_by(editor, article, 60)
    assert says("/desk/kept/", later)
    assert not says("/desk/", later)
    soon = kept_by(editor, article, 13, "快到期的文字")
    assert says("/desk/kept/", soon)
    assert says("/desk/", soon)
    for address in (f"/desk/kept/{soon.pk}/", f"{url_of(article)}?merge={soon.pk}"):
        page = desk.get(address).content.decode()
        soon.refresh_from_db()
        assert timezone.localtime(soon.until).date().isoformat() in page
    UnsavedText.objects.filter(pk=soon.pk).update(until=timezone.now() - datetime.timedelta(days=1))
    assert "快到期的文字" in desk.get("/desk/kept/").content.decode()
    tidy()
    assert "快到期的文字" not in desk.get("/desk/kept/").content.decode()
    assert "快到期的文字" in desk.get("/desk/").content.decode()  # among what was done last
