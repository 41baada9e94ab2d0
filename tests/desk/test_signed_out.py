"""A form without a script whose user is signed out: its texts come back to be copied, and nothing else of it."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.desk.conftest import FormReader, address, form_data
from tests.house import make_article, make_issue

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def stranger() -> tuple[Client, str]:
    """A browser in which nobody is logged in, whose tokens are looked at, and its token."""
    client = Client(enforce_csrf_checks=True)
    form = FormReader(client.get(reverse("admin:login")).content.decode(), "login-form")
    return client, form.data["csrfmiddlewaretoken"]


def sent(stranger, url, data, **headers):
    client, token = stranger
    return client.post(url, {**data, "csrfmiddlewaretoken": token}, headers={**BROWSER, **headers})


def shown(response) -> dict[str, str]:
    return FormReader(response.content.decode()).data


@pytest.mark.parametrize("form", ["full", "fast"])
def test_what_was_written_comes_back_and_nothing_is_stored(desk, stranger, form):
    article = make_article(make_issue(), headline="早潮")
    key = article.parts.get().pk
    if form == "full":
        url, body = address("article", "change", article.pk), "parts-0-body"
        data = form_data(desk, url, "article_form")
    else:
        url, body = reverse("admin:write", args=[article.pk]), f"body_{key}"
        data = form_data(desk, url, "entry")
    hidden = [data[name] for name in ("_seen", "base", "key") if data.get(name)]
    assert body in data
    assert hidden
    text = "潮水退了。\r\n<b>船</b>还在 & 等。"
    response = sent(stranger, url, {**data, "headline": "110", body: text}, Referer=f"http://testserver{url}")
    assert response.status_code == 403
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    assert "没有保存：您已退出登录" in page
    assert f'href="{reverse("admin:login")}?next={quote(url, "")}"' in page
    assert page.count("<textarea") == page.count("readonly")
    assert ">主题</label>\n<textarea" in page
    assert "\n110</textarea>" in page
    assert "\n" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</textarea>" in page
    assert [value for value in hidden if value in unescape(page)] == []
    article.refresh_from_db()
    assert article.headline == "早潮"


def test_no_password_is_shown(stranger):
    data = {"old_password": "ink-and-paper", "new_password1": "江潮夜话", "note": "换密码"}
    page = sent(stranger, reverse("admin:password_change"), data).content.decode()
    assert "换密码" in page
    assert "ink-and-paper" not in page
    assert "江潮夜话" not in page


def test_a_form_of_choices_alone_leads_to_the_login_and_back_to_its_page(stranger):
    article = make_article(make_issue())
    form = address("article", "change", article.pk)
    to = reverse("admin:take_over")
    response = sent(stranger, to, {"noun": "article", "row": article.pk}, Referer=f"http://testserver{form}")
    assert (response.status_code, response["Location"]) == (302, f"{reverse('admin:login')}?next={form}")
    elsewhere = sent(stranger, to, {"noun": "article"}, Referer="http://elsewhere.example/desk/")
    assert elsewhere["Location"] == f"{reverse('admin:login')}?next={to}"


def test_a_script_is_led_to_the_login_as_before(stranger):
    page = make_issue().pages.first()
    response = sent(stranger, reverse("admin:write_new", args=[page.pk]), {"headline": "早潮"}, Accept="*/*")
    assert response.status_code == 302


def test_what_bears_no_token_is_not_shown(stranger):
    page = make_issue().pages.first()
    client, _token = stranger
    data = {"headline": "不是本站的表单"}
    response = client.post(reverse("admin:write_new", args=[page.pk]), data, headers=BROWSER)
    assert response.status_code == 403
    assert data["headline"] not in response.content.decode()
    assert not Article.objects.exists()
