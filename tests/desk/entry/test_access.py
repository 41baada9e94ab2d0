"""Who may open the form, save it, and ask what its script asks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article, Role, Stage
from tests.desk.conftest import address, logged_in
from tests.desk.entry.sending import answer, filled, new, old
from tests.house import at_stage, make_article, make_issue, make_newspaper, make_user

pytestmark = pytest.mark.django_db


class TestRoles:
    """Who may open and save; ``None`` is 403."""

    @pytest.mark.parametrize(
        ("role", "makes", "own", "others"),
        [
            (Role.REPORTER, True, True, False),
            (Role.EDITOR, True, True, True),
            (Role.DUTY_EDITOR, True, True, True),
            (Role.ARCHIVIST, False, False, False),
            (Role.ADMINISTRATOR, True, True, True),
        ],
    )
    def test_roles(self, role, makes, own, others):
        user = make_user(role)
        client = logged_in(user)
        issue = make_issue()
        page = issue.pages.first()
        mine, theirs = make_article(issue, written_by=user), make_article(issue)
        for url, allowed in ((new(page), makes), (old(mine), own), (old(theirs), others)):
            # Who may look at a story reads why it is closed, in the form that shows it.
            assert client.get(url).status_code == (200 if allowed else 403 if url == new(page) else 302), url
            sent = {"headline": "新", "do": "save", "base": "{}"}
            response = client.post(url, sent)
            closed = response.status_code == 403 or "没有保存。" in response.content.decode()
            assert closed is not allowed, url
            assert Article.objects.filter(headline="新").count() == makes
        for thing, allowed in ((page, makes), (mine, own), (theirs, others)):
            for name in ("keep", "split", "names"):
                status = answer(
                    client, name, thing, key="window-one", text="桥通了。", line="张三"
                ).status_code
                assert (status == 403) is not allowed, (name, thing)

    def test_a_reporter_hands_in_and_can_write_on(self, desk):
        user = make_user(Role.REPORTER)
        client = logged_in(user)
        page = make_issue().pages.first()
        response = client.post(new(page), filled(client, new(page), headline="一", do="submit"))
        assert response["Location"] == new(page)
        article = Article.objects.get()
        assert article.stage == Stage.SUBMITTED
        assert client.get(old(article)).status_code == 302
        assert "已送审" in client.get(old(article), follow=True).content.decode()

    @pytest.mark.parametrize("role", list(Role))
    def test_a_signed_off_story_says_why_it_is_closed_and_who_can_open_it(self, role):
        article = at_stage(make_article(make_issue()), Stage.SIGNED_OFF)
        client = logged_in(make_user(role))
        response = client.get(old(article), follow=True)
        assert response.redirect_chain == [(address("article", "change", article.pk), 302)]
        (message,) = map(str, response.context["messages"])
        may_send_back = role not in (Role.REPORTER, Role.ARCHIVIST)
        assert ("请先退回" if may_send_back else "编辑可以退回") in message
        sent = {"headline": "签发之后写的", "do": "save", "base": "{}"}
        refused = client.post(old(article), sent)
        assert refused.status_code == 409
        assert "签发之后写的" in refused.content.decode()
        assert not Article.objects.filter(headline="签发之后写的").exists()
        kept = answer(client, "keep", article, key="window-one")
        assert (kept.status_code, "已签发" in kept.json()["message"]) == (403, True)

    @pytest.mark.parametrize("role", [Role.REPORTER, Role.ARCHIVIST])
    def test_a_draft_of_somebody_elses_says_so(self, role):
        response = logged_in(make_user(role)).get(old(make_article(make_issue())), follow=True)
        assert "别人的草稿" in response.content.decode()

    def test_nobody_else_comes_in(self, cast):
        article = make_article(make_issue())
        page = article.parts.get().page
        for who in ("anonymous", "outsider", "staff"):
            for url in (new(page), old(article), reverse("admin:write_issue", args=[article.issue_id])):
                assert cast[who].get(url).status_code in (302, 403, 404)
            assert answer(cast[who], "keep", article, key="window-one").status_code in (302, 403)

    def test_other_newspapers_are_out_of_reach(self):
        here, there = make_newspaper(), make_newspaper("other-paper", "他报")
        client = logged_in(make_user(Role.EDITOR, newspapers=[here]))
        issue = make_issue(there)
        article = make_article(issue)
        for url in (new(issue.pages.first()), old(article), reverse("admin:write_issue", args=[issue.pk])):
            assert client.get(url).status_code == 404
        for thing in (article, issue.pages.first()):
            for name in ("keep", "split", "names", "pictures"):
                assert answer(client, name, thing, key="window-one").status_code == 404

    def test_addresses_that_name_nothing(self, desk):
        for query in ("", "?article=x", "?page=²", "?page=" + "9" * 40, "?article=99999"):
            response = desk.post(reverse("admin:write_keep") + query, "{}", content_type="application/json")
            assert response.status_code == 404
        assert desk.get(reverse("admin:write_keep") + "?page=1").status_code == 405
