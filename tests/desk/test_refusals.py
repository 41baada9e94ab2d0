"""What a form sends and the server does not take: answered in words, and nothing stored."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.desk.conftest import BACKEND
from tests.house import make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_issue().pages.first()


@pytest.fixture
def strict(editor) -> Client:
    """A browser whose tokens are looked at."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor, backend=BACKEND)
    return client


@pytest.mark.parametrize(("prefix", "words"), [("", "文字还在"), ("/en", "Your text is still there")])
def test_a_form_with_an_old_token_is_told_what_to_do(strict, page, prefix, words):
    address = prefix + reverse("admin:write_new", args=[page.pk])
    response = strict.post(address, {"headline": "三百字", "do": "save"})
    assert response.status_code == 403
    assert words in response.content.decode()
    assert "CSRF" not in response.content.decode()
    assert not Article.objects.exists()


def test_too_much_text_is_told_and_stores_nothing(desk, page, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    address = reverse("admin:write_new", args=[page.pk])
    response = desk.post(address, {"headline": "长", "body_new": "字" * 1000, "do": "save"})
    assert response.status_code == 413
    assert "文字还在" in response.content.decode()
    keep = reverse("admin:write_keep") + f"?page={page.pk}"
    sent = json.dumps({"key": "window-one", "fields": {"body_new": "字" * 1000}})
    kept = desk.post(keep, sent, content_type="application/json")
    assert kept.status_code == 413
    assert "没有保存" in kept.json()["message"]
    assert not Article.objects.exists()


def test_too_many_fields_or_files_are_told(desk, page, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    address = reverse("admin:write_new", args=[page.pk])
    response = desk.post(address, {f"field{n}": "" for n in range(11)})
    assert (response.status_code, "10个" in response.content.decode()) == (413, True)


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "登录尝试次数太多"), ("/en", "Too many attempts to log in")]
)
def test_who_guesses_passwords_is_told_so_in_words(prefix, words, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 2
    client, address = Client(), prefix + reverse("admin:login")
    guess = {"username": "nobody", "password": "江潮"}
    assert client.post(address, guess).status_code == 200
    response = client.post(address, guess)
    assert response.status_code == 429
    assert words in response.content.decode()
