"""What is typed and not saved yet: kept, offered, thrown away."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.entry import autosaves
from articles.models import Article, ArticlePart, Autosave, Change, Handling, Role
from tests.desk.conftest import form_data, logged_in
from tests.desk.entry.sending import answer, filled, new, old
from tests.house import make_article, make_issue, make_user

pytestmark = pytest.mark.django_db


class TestUnsaved:
    def _keep(self, client, thing, key="window-one", turn=0, **fields):
        base = form_data(client, old(thing) if isinstance(thing, Article) else new(thing), "entry")["base"]
        return answer(client, "keep", thing, key=key, turn=turn, fields=fields, base=json.loads(base))

    def test_it_makes_no_revision_and_no_row_of_the_log(self, desk):
        article = make_article(make_issue())
        changes, handlings = Change.objects.count(), Handling.objects.count()
        assert self._keep(desk, article, headline="还没想好").json()["turn"] == 1
        assert self._keep(desk, article, turn=1, headline="还没想好的标题").json()["turn"] == 2
        assert (Change.objects.count(), Handling.objects.count()) == (changes, handlings)
        assert (article.history.count(), ArticlePart.history.count()) == (1, 1)
        article.refresh_from_db()
        assert article.headline == "渡口新桥通车"

    def test_it_is_offered_on_return_taken_up_and_saved(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="还没想好")
        (offer,) = desk.get(old(article)).context["offers"]
        assert [(d["kept"], d["stored"]) for d in offer["differs"]] == [("还没想好", "渡口新桥通车")]
        back = f"{old(article)}?restore=window-one"
        sent = filled(desk, back, do="save")
        assert sent["headline"] == "还没想好"
        desk.post(old(article), sent)
        article.refresh_from_db()
        assert article.headline == "还没想好"
        assert not Autosave.objects.exists()

    def test_taken_up_after_others_saved_it_still_shows_both(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="还没想好")
        desk.post(old(article), filled(desk, old(article), headline="别人的主题", do="save"))
        sent = filled(desk, f"{old(article)}?restore=window-one", do="save")
        assert desk.post(old(article), sent).status_code == 409

    def test_what_is_the_same_as_saved_is_not_offered(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="渡口新桥通车\r\n")
        assert desk.get(old(article)).context["offers"] == []

    def test_two_windows_keep_for_themselves(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="第一窗")
        other = self._keep(desk, article, headline="第二窗")
        assert other.status_code == 409
        fresh = other.json()["key"]
        assert self._keep(desk, article, key=fresh, headline="第二窗").status_code == 200
        assert {row.fields["headline"] for row in Autosave.objects.all()} == {"第一窗", "第二窗"}

    def test_it_is_thrown_away_and_does_not_come_back(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="不要了")
        desk.post(f"{reverse('admin:write_discard')}?article={article.pk}", {"kept": "window-one"})
        assert not Autosave.objects.exists()
        assert self._keep(desk, article, turn=1, headline="迟到的一次").status_code == 409

    def test_a_saved_new_story_is_not_kept_again(self, desk):
        page = make_issue().pages.first()
        sent = filled(desk, new(page), headline="一", do="save")
        self._keep(desk, page, key=sent["key"], headline="一")
        desk.post(new(page), sent)
        assert self._keep(desk, page, key=sent["key"], turn=1, headline="一").status_code == 409
        assert desk.get(new(page)).context["offers"] == []

    def test_nobody_else_sees_it(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="私房话")
        other = logged_in(make_user(Role.EDITOR, "other"))
        assert "私房话" not in other.get(f"{old(article)}?restore=window-one").content.decode()
        assert "私房话" not in other.get("/desk/").content.decode()
        assert "私房话" in desk.get("/desk/").content.decode()
        other.post(f"{reverse('admin:write_discard')}?article={article.pk}", {"kept": "window-one"})
        assert Autosave.objects.count() == 1
        assert self._keep(other, article, headline="同一个名字").status_code == 200
        assert Autosave.objects.count() == 2

    def test_it_expires(self, desk):
        article = make_article(make_issue())
        self._keep(desk, article, headline="很久以前")
        Autosave.objects.update(at=timezone.now() - timedelta(days=15))
        assert desk.get(old(article)).context["offers"] == []
        self._keep(desk, article, key="window-two", headline="今天")
        assert [row.key for row in Autosave.objects.all()] == ["window-two"]

    def test_of_many_the_oldest_go(self, desk, editor, monkeypatch):
        monkeypatch.setattr(autosaves, "MOST_KEPT", 3)
        article = make_article(make_issue())
        for n in range(5):
            self._keep(desk, article, key=f"window-{n}", headline=f"第{n}稿")
        assert sorted(row.key for row in Autosave.objects.all()) == ["window-2", "window-3", "window-4"]

    @pytest.mark.parametrize(
        "sent",
        [
            "",
            "[]",
            "null",
            '{"key": 3}',
            '{"key": "window-one", "turn": "x", "fields": 7, "base": null}',
            '{"key": "window-one", "turn": -1, "fields": {"headline": 3, "a\\u0000b": "c"}}',
            '{"key": "' + "x" * 500 + '"}',
            '{"key": "window-one", "fields": {"headline": "\\ud800"}, "text": "\\udfff", "line": "张\\ud800三"}',
            "[" * 3000,
        ],
    )
    def test_nonsense_is_no_error(self, desk, sent):
        article = make_article(make_issue())
        for name in ("keep", "split", "names"):
            url = f"{reverse(f'admin:write_{name}')}?article={article.pk}"
            assert desk.post(url, sent, content_type="application/json").status_code in (200, 409, 422)
