"""One story in two windows, one after the other and at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article
from tests.desk.conftest import FormReader, logged_in
from tests.desk.entry.sending import filled, new, old
from tests.house import make_article, make_issue

pytestmark = pytest.mark.django_db


class TestTwoWindows:
    def test_different_fields_both_stay(self, desk):
        article = make_article(make_issue())
        mine = filled(desk, old(article), deck="我的副题", do="save")
        desk.post(old(article), filled(desk, old(article), headline="别人的主题", do="save"))
        response = desk.post(old(article), mine, follow=True)
        article.refresh_from_db()
        assert (article.headline, article.deck) == ("别人的主题", "我的副题")
        assert "主题" in " ".join(map(str, response.context["messages"]))

    def test_the_same_field_shows_both_texts_and_the_writer_chooses(self, desk):
        article = make_article(make_issue())
        mine = filled(desk, old(article), headline="我的主题", do="save")
        desk.post(old(article), filled(desk, old(article), headline="别人的主题", do="save"))
        response = desk.post(old(article), mine)
        assert response.status_code == 409
        article.refresh_from_db()
        assert article.headline == "别人的主题"
        page = response.content.decode()
        assert "我的主题" in page
        assert "别人的主题" in page
        again = {**FormReader(page, "entry").data, "do": "save"}
        desk.post(old(article), {**again, "theirs_headline": "on"})
        article.refresh_from_db()
        assert article.headline == "别人的主题"
        desk.post(old(article), again)
        article.refresh_from_db()
        assert article.headline == "我的主题"

    def test_text_of_a_part_that_went_is_shown(self, desk):
        article = make_article(make_issue(), pages=[1, 2])
        gone = article.parts.get(order=2)
        mine = filled(desk, old(article), **{f"body_{gone.pk}": "写了半天的第二部分。", "do": "save"})
        gone.delete()
        response = desk.post(old(article), mine)
        assert response.status_code == 409
        assert "写了半天的第二部分。" in response.content.decode()

    def test_a_form_without_its_stamp_overwrites_nothing(self, desk):
        article = make_article(make_issue())
        sent = filled(desk, old(article), headline="手写的", do="save")
        for base in ("", "[", "[1]", "{}"):
            assert desk.post(old(article), {**sent, "base": base}).status_code == 409
        article.refresh_from_db()
        assert article.headline == "渡口新桥通车"


@pytest.mark.only_on("postgresql")  # SQLite's test database is in memory, and has one writer at a time
@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def _both(self, client: Client, user, url: str, *sent: dict[str, str]) -> list[int]:
        """The forms sent at once, each over a connection of its own; the answers' statuses."""
        gate, answers = threading.Barrier(len(sent), timeout=20), []

        def send(one: dict[str, str]) -> None:
            try:
                other = logged_in(user)
                gate.wait()
                answers.append(other.post(url, one).status_code)
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=[one]) for one in sent]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return sorted(answers)

    def test_a_double_click_makes_one_story(self, desk, editor):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="渡口新桥通车", do="save")
        assert self._both(desk, editor, new(page), sent, sent) == [302, 302]
        assert Article.objects.count() == 1

    def test_of_two_headlines_one_is_saved_and_the_other_shown(self, desk, editor):
        article = make_article(make_issue())
        sent = filled(desk, old(article), do="save")
        both = ({**sent, "headline": "甲"}, {**sent, "headline": "乙"})
        assert self._both(desk, editor, old(article), *both) == [302, 409]
        assert article.history.count() == 2
