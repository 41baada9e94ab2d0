"""Corrections at the desk: a public text is never changed in silence, and its former version is kept."""

from __future__ import annotations

import pytest
from django.utils.html import strip_tags

from articles.desk.workflow import withdraw
from articles.ingest.joining import join
from articles.models import Article, ArticlePart, Correction, Handling, Role
from articles.models.version import version_at
from tests.desk.conftest import address, errors_of, form_data, logged_in
from tests.house import make_article, make_issue, make_photo, make_user, published

pytestmark = pytest.mark.django_db

NOTICE = "第三段“三十米”应为“十三米”。"


@pytest.fixture
def article():
    issue = make_issue()
    made = make_article(
        issue, (1, 3), "新桥通车", bodies=["<p>桥长三十米。</p>", "<p>余文。</p>"], bylines=["周望"]
    )
    published(issue)
    made.refresh_from_db()
    return made


def _save(client, row, **fields):
    noun = row._meta.model_name
    url = address(noun, "change", row.pk)
    return client.post(url, {**form_data(client, url, f"{noun}_form"), **fields})


CHANGES = [
    {"headline": "新桥昨日通车"},
    {"deck": "副题"},
    {"parts-0-body": "<p>桥长十三米。</p>"},
    {"parts-1-heading": "尾题"},
    {"bylines-0-name": "周望舒"},
]


@pytest.mark.parametrize(
    ("role", "change"),
    [
        *((Role.EDITOR, change) for change in [*CHANGES, {"bylines-0-DELETE": "on"}]),
        *((Role.ARCHIVIST, change) for change in CHANGES),
    ],
)
def test_a_public_text_changes_with_a_notice_alone(article, role, change):
    client = logged_in(make_user(role))
    refused = _save(client, article, **change)
    assert refused.status_code == 200
    article.refresh_from_db()
    assert article.headline == "新桥通车"
    assert article.parts.get(order=1).body == "<p>桥长三十米。</p>"
    assert not Correction.objects.exists()
    saved = _save(client, article, **change, correction_notice=NOTICE)
    assert saved.status_code == 302, errors_of(saved)
    made = Correction.objects.get()
    assert (made.article, made.notice, made.made_by.groups.get().name) == (article, NOTICE, role)
    one = Handling.objects.of(article).first()
    assert (one.verb, one.note) == ("correct", NOTICE)


def test_the_former_version_is_kept_though_it_had_no_revision(article):
    Article.history.all().delete()
    ArticlePart.history.all().delete()
    client = logged_in(make_user(Role.EDITOR))
    _save(client, article, headline="新题", **{"parts-0-body": "<p>改。</p>"}, correction_notice=NOTICE)
    made = Correction.objects.get()
    former = version_at(article, made.former_at)
    assert former.heads.headline == "新桥通车"
    assert [part.body for part in former.parts] == ["<p>桥长三十米。</p>", "<p>余文。</p>"]
    assert made.part is not None
    assert made.part.order == 1


def test_what_was_changed_without_a_revision_is_kept_as_it_stood(article):
    ArticlePart.objects.filter(article=article, order=1).update(body="<p>未留痕的改动。</p>")
    client = logged_in(make_user(Role.EDITOR))
    _save(client, article, **{"parts-0-body": "<p>改。</p>"}, correction_notice=NOTICE)
    former = version_at(article, Correction.objects.get().former_at)
    assert former.parts[0].body == "<p>未留痕的改动。</p>"


def test_typography_needs_no_notice_but_is_recorded(article):
    client = logged_in(make_user(Role.EDITOR))
    saved = _save(client, article, headline="新桥通车了", correction_kind="typography")
    assert saved.status_code == 302
    assert not Correction.objects.exists()
    assert Handling.objects.of(article).first().verb == "correct"


def test_an_archivist_changes_no_text_in_silence(article):
    client = logged_in(make_user(Role.ARCHIVIST))
    refused = _save(client, article, headline="新桥通车了", correction_kind="typography")
    assert refused.status_code == 200
    article.refresh_from_db()
    assert article.headline == "新桥通车"


def test_records_change_without_a_notice(article):
    client = logged_in(make_user(Role.ARCHIVIST))
    person = article.issue.newspaper.people.create(name="周望", affiliation="另一处")
    assert _save(client, article, **{"bylines-0-person": str(person.pk)}).status_code == 302
    assert article.bylines.get().person == person
    assert _save(client, article, **{"parts-0-position": "5"}).status_code == 302
    assert not Correction.objects.exists()
    assert Handling.objects.of(article).first().verb != "correct"


def test_a_draft_asks_for_nothing():
    article = make_article(make_issue())
    client = logged_in(make_user(Role.EDITOR))
    assert "correction_notice" not in client.get(address("article", "change", article.pk)).content.decode()
    assert _save(client, article, headline="新题").status_code == 302
    assert not Handling.objects.exists()


def test_what_is_withdrawn_was_public(article):
    withdraw(article, None, "撤下。")
    client = logged_in(make_user(Role.EDITOR))
    assert _save(client, article, headline="新题").status_code == 200


@pytest.mark.parametrize("alone", [True, False])
def test_a_caption_is_text(article, alone):
    photo = make_photo(article.issue.pages.first(), None if alone else article)
    client = logged_in(make_user(Role.ARCHIVIST))
    assert _save(client, photo, caption="另一座桥。").status_code == 200
    assert _save(client, photo, caption="另一座桥。", correction_notice=NOTICE).status_code == 302
    made = Correction.objects.get()
    assert (made.photo, made.article) == (photo, None if alone else article)


def test_a_notice_by_itself_leaves_the_text_as_printed(article):
    client = logged_in(make_user(Role.ARCHIVIST))
    url = address("correction", "add")
    data = {**form_data(client, url, "correction_form"), "article": str(article.pk), "notice": NOTICE}
    assert client.post(url, {**data, "date": "2026-03-16"}).status_code == 302
    made = Correction.objects.get()
    assert (made.date.isoformat(), made.former_at, made.issue) == ("2026-03-16", None, article.issue)
    url = address("correction", "change", made.pk)
    assert (
        client.post(url, {**form_data(client, url, "correction_form"), "notice": "改述。"}).status_code == 302
    )
    assert client.post(address("correction", "delete", made.pk), {"post": "yes"}).status_code == 403
    assert Correction.objects.get().notice == "改述。"


def test_a_draft_gets_no_notice():
    article = make_article(make_issue())
    client = logged_in(make_user(Role.EDITOR))
    url = address("correction", "add")
    data = {**form_data(client, url, "correction_form"), "article": str(article.pk), "notice": NOTICE}
    assert "article" in client.post(url, data).context["adminform"].form.errors


def test_a_tails_correction_stands_with_its_story():
    issue = make_issue()
    story, tail = make_article(issue, (1,)), make_article(issue, (3,), bylines=["林叙"])
    join(story.parts.get(), tail.parts.get())
    published(issue)
    client = logged_in(make_user(Role.EDITOR))
    assert _save(client, tail, **{"bylines-0-name": "林叙叙"}, correction_notice=NOTICE).status_code == 302
    assert Correction.objects.get().article == story


class TestRevisions:
    def test_a_save_that_changes_nothing_makes_none(self):
        article = make_article(make_issue())
        client = logged_in(make_user(Role.EDITOR))
        before = Article.history.count(), ArticlePart.history.count()
        _save(client, article)
        assert (Article.history.count(), ArticlePart.history.count()) == before
        _save(client, article, headline="新题")
        assert (Article.history.count(), ArticlePart.history.count()) == (before[0] + 1, before[1])
        assert Article.history.first().history_user.username == "editor"

    def test_verbs_and_updates_make_none(self, article):
        before = Article.history.count(), ArticlePart.history.count()
        withdraw(article, None, "撤下。")
        Article.objects.filter(pk=article.pk).update(headline="自动保存")
        ArticlePart.objects.filter(article=article).update(body="<p>自动保存</p>")
        assert (Article.history.count(), ArticlePart.history.count()) == before

    def test_the_desk_shows_each_version(self, article):
        client = logged_in(make_user(Role.EDITOR))
        _save(client, article, **{"parts-0-body": "<p>桥长十三米。</p>"}, correction_notice=NOTICE)
        url = address("article", "versions", article.pk)
        assert "桥长十三米" in strip_tags(client.get(url).content.decode())
        first = client.get(url).context["moments"][-1]["key"]
        page = client.get(url, {"at": first}).content.decode()
        assert "桥长三十米" in strip_tags(page)
        assert client.get(url, {"at": "x"}).status_code == 200
        assert client.get(url, {"at": "1999-01-01T00:00:00Z"}).status_code == 200
