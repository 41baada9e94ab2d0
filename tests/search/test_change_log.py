"""The change log: every way of the ORM to change what search reads writes to it, in the same transaction."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import NotSupportedError, models, transaction
from django.db.models import CASCADE, SET_DEFAULT, SET_NULL
from django.utils import timezone

from articles.desk.workflow import (
    final_review,
    first_review,
    publish,
    publish_article,
    publish_issue,
    restore,
    second_review,
    sign_off,
    submit,
    withdraw,
)
from articles.ingest.joining import join, undo
from articles.models import (
    Article,
    ArticlePart,
    Byline,
    Change,
    Column,
    Correction,
    Issue,
    Join,
    Newspaper,
    Page,
    Person,
    Photo,
    PhotoCredit,
    Stage,
)
from articles.models.searchable import Searchable, SearchableQuerySet
from articles.search import document, printed_in
from tests.house import at_stage, make_article, make_issue, make_photo
from tests.search.log import wait_until_in_order

APP = Path(document.__file__).resolve().parent.parent
pytestmark = pytest.mark.django_db


def logged(change: Callable[[], object]) -> set[tuple[str, int]]:
    """What a change writes to the log."""
    before = set(Change.objects.values_list("pk", flat=True))
    change()
    return set(Change.objects.exclude(pk__in=before).values_list("kind", "row"))


@pytest.fixture
def issue() -> Issue:
    return make_issue()


@pytest.fixture
def article(issue) -> Article:
    return make_article(issue, pages=(1, 2), bylines=("林小满",))


def test_saving_logs_what_it_touches(issue, article):
    part, byline = article.parts.get(order=1), article.bylines.get()
    photo = make_photo(part.page, article)
    credit = PhotoCredit.objects.create(photo=photo, name="周渡")
    column = Column.objects.create(newspaper=issue.newspaper, name="江边话", slug="talk")
    this = ("article", article.pk)
    ways = [
        (article, "headline", "新题", {this}),
        (article, "column", column, {this}),
        (part, "body", "<p>新文。</p>", {this}),
        (byline, "name", "林满", {this}),
        (photo, "caption", "新说明", {("photo", photo.pk), this}),
        (credit, "name", "周度", {("photo", photo.pk)}),
        (part.page, "section_name", "国内", {("page", part.page_id)}),
        (issue, "date", datetime.date(2026, 3, 15), {("issue", issue.pk)}),
        (issue.newspaper, "name", "新港湾日报", {("newspaper", issue.newspaper_id)}),
        (column, "name", "江岸话", {("column", column.pk)}),
        (byline.person, "name", "林晓满", {("person", byline.person_id)}),
    ]
    for row, name, value, expected in ways:
        setattr(row, name, value)
        assert logged(row.save) == expected, name
        assert logged(row.save) == set(), f"{name}, saved without a change"


def test_what_search_does_not_read_is_not_logged(issue, article):
    photo = make_photo(issue.pages.first(), article)
    issue.number, issue.newspaper.about, photo.alt_text = 7, "……", "桥"
    assert logged(issue.save) | logged(issue.newspaper.save) | logged(photo.save) == set()
    assert logged(issue.take_article_number) == set()
    assert logged(lambda: article.parts.update(printed_jump="下转第二版")) == set()


def test_creating_logs(issue):
    made: list[Article] = []
    assert logged(lambda: made.append(Article.objects.create(issue=issue))) == {("article", made[0].pk)}
    article = made[0]
    lines = [Byline(article=article, name=name) for name in ("甲", "乙")]
    assert logged(lambda: Byline.objects.bulk_create(lines)) == {("article", article.pk)}
    with pytest.raises(NotSupportedError):
        Byline.objects.bulk_create(lines, ignore_conflicts=True)
    assert logged(lambda: Column.objects.get_or_create(newspaper=issue.newspaper, name="新", slug="x"))
    assert logged(lambda: Column.objects.update_or_create(slug="x", defaults={"name": "更新"}))


def test_many_at_once(issue, article):
    other = make_article(issue)
    both = {("article", article.pk), ("article", other.pk)}
    assert logged(lambda: issue.articles.update(headline="同题")) == both
    assert logged(lambda: Article.objects.filter(headline="同题").update(headline="异题")) == both
    rows = list(issue.articles.all())
    for row in rows:
        row.deck = "副题"
    assert logged(lambda: Article.objects.bulk_update(rows, ["deck"])) == both
    assert Article.objects.filter(deck="副题").count() == 2


def test_a_move_logs_where_it_came_from(issue, article):
    other = make_article(issue)
    both = {("article", article.pk), ("article", other.pk)}
    part = article.parts.get(order=2)
    part.article, part.order = other, 2
    assert logged(part.save) == both
    assert logged(lambda: ArticlePart.objects.filter(pk=part.pk).update(article=article)) == both


def test_related_managers_log(issue, article):
    photo = make_photo(issue.pages.first())
    this = {("photo", photo.pk), ("article", article.pk)}
    assert logged(lambda: article.photos.add(photo)) == this
    assert logged(lambda: article.photos.clear()) == this
    assert logged(lambda: article.bylines.all().delete()) == {("article", article.pk)}


def test_deleting_logs_what_goes_along(issue, article):
    photo, alone = make_photo(issue.pages.first(), article), make_photo(issue.pages.first())
    person = article.bylines.get().person
    expected = {("article", article.pk), ("person", person.pk)}
    assert logged(person.delete) == expected
    expected = {("article", article.pk), ("photo", photo.pk)}  # the photo stands alone from now on
    assert logged(article.delete) >= expected
    other = make_article(issue)
    expected = {("photo", photo.pk), ("photo", alone.pk)}
    assert logged(lambda: Photo.objects.all().delete()) == expected
    expected = {("article", other.pk), ("issue", issue.pk)}
    assert logged(issue.delete) >= expected


def fresh(thing):
    """The row as it is now."""
    return type(thing).objects.get(pk=thing.pk)


def schedule_away(thing) -> None:
    """A field of its stage that search does not read."""
    type(thing).objects.filter(pk=thing.pk).update(publish_at=timezone.now())


def test_publishing_at_once_logs(issue, article):
    touched = logged(lambda: publish_issue(issue))
    assert touched >= {("issue", issue.pk), ("article", article.pk), ("page", issue.pages.first().pk)}


def test_the_verbs_log(issue, article):
    def rows() -> set[tuple[str, int]]:
        return {
            ("article", article.pk),
            ("issue", issue.pk),
            *(("page", page.pk) for page in issue.pages.all()),
        }

    for verb in (submit, first_review, second_review, final_review):
        assert logged(lambda verb=verb: verb(fresh(issue), None, along=True)) == rows(), verb
    for held in (article, *issue.pages.all()):
        at_stage(fresh(held), Stage.SIGNED_OFF)
    assert logged(lambda: sign_off(fresh(issue), None)) == {("issue", issue.pk)}
    assert logged(lambda: publish(fresh(issue), None)) == rows()
    for thing in (issue, issue.pages.first(), article):
        this = {(thing._meta.model_name, thing.pk)}
        assert logged(lambda thing=thing: withdraw(fresh(thing), None, "因故撤下。")) == this
        assert logged(lambda thing=thing: restore(fresh(thing), None)) == this
        assert logged(lambda thing=thing: schedule_away(thing)) == set()
    tail = make_article(issue, pages=(3,))
    assert logged(lambda: publish_article(tail)) == {("article", tail.pk)}
    both = {("article", article.pk), ("article", tail.pk)}
    assert logged(lambda: join(article.parts.last(), tail.parts.first())) == both
    assert logged(lambda: undo(Join.objects.get())) == both


def test_what_is_rolled_back_is_not_logged(article):
    def change() -> None:
        with transaction.atomic():
            article.headline = "未成"
            article.save()
            transaction.set_rollback(True)

    assert logged(change) == set()


@pytest.mark.django_db(transaction=True)
def test_trimming_keeps_the_last_row(article):
    wait_until_in_order()
    last = Change.objects.last_position()
    assert Change.objects.trim(timezone.now() + datetime.timedelta(days=1)) > 0
    assert Change.objects.last_position() == last
    assert Change.objects.holds(last)


@pytest.mark.django_db(transaction=True)
def test_only_the_beginning_of_the_log_is_trimmed(article):
    """A row that was written while the clock stood ahead holds back those behind it: an index may be there."""
    wait_until_in_order()
    ahead = Change.objects.create(kind="article", row=article.pk)
    now = timezone.now()
    Change.objects.filter(pk=ahead.pk).update(at=now + datetime.timedelta(days=40))
    for _ in range(2):
        Change.objects.create(kind="article", row=article.pk)
    wait_until_in_order()
    position = Change.objects.get(pk=ahead.pk).position
    behind = Change.objects.after(position).count()
    assert Change.objects.trim(now + datetime.timedelta(days=30)) > 0
    assert not Change.objects.before(position).exists()
    assert Change.objects.holds(position)
    assert Change.objects.after(position).count() == behind == 2


SEARCHABLE = [
    model for model in apps.get_app_config("articles").get_models() if issubclass(model, Searchable)
]


def test_what_search_reads_is_what_is_logged():
    """Each field that the index is made of is named by its model as read, whatever path leads to it."""
    read = {
        Article: document.ARTICLE_FIELDS + document.TAIL_FIELDS,
        ArticlePart: document.PART_FIELDS,
        Byline: document.BYLINE_FIELDS,
        Photo: document.PHOTO_FIELDS + document.LONE_PHOTO_FIELDS,
        PhotoCredit: document.CREDIT_FIELDS,
        Issue: printed_in.ISSUE_FIELDS,
        Page: printed_in.PAGE_FIELDS,
        Column: printed_in.COLUMN_FIELDS,
        Correction: ("article", "photo", "made_at"),  # joined to articles and photos
    }
    seen = set()
    for model, paths in read.items():
        for path in paths:
            at = model
            for name in path.split("__"):
                field = at._meta.pk if name == "pk" else at._meta.get_field(name)
                assert field.primary_key or at.is_read_by_search([field.name]), (at, path)
                seen.add(at)
                at = field.related_model or at
    assert seen == set(SEARCHABLE) == {*read, Newspaper, Person}


def test_no_manager_of_theirs_writes_past_the_log():
    for model in SEARCHABLE:
        for manager in [*model._meta.managers, model._base_manager]:
            assert isinstance(manager.get_queryset(), SearchableQuerySet), (model, manager)
        assert model.save_base is Searchable.save_base
        assert model.delete is Searchable.delete
        for name in ("update", "delete", "bulk_create"):
            assert getattr(type(model._default_manager.all()), name) is getattr(SearchableQuerySet, name)


def test_nothing_that_is_not_logged_takes_searched_rows_along():
    for model in SEARCHABLE:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.remote_field.on_delete in (
                CASCADE,
                SET_NULL,
                SET_DEFAULT,
            ):
                unread = field.remote_field.on_delete is not CASCADE and not model.is_read_by_search(
                    [field.name]
                )
                assert unread or issubclass(field.related_model, Searchable), (model, field)


def test_nobody_writes_past_the_orm():
    """What goes past the ORM goes past the log; data migrations are followed by a rebuild."""
    attributes = {"cursor", "execute", "executemany", "raw", "_raw_delete", "_update", "_insert"}
    names = {"RawSQL", "RunSQL"}
    for path in APP.rglob("*.py"):
        if path.is_relative_to(APP / "imaging"):  # knows no Django; pypdfium2 has such a name as well
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in attributes:
                # tantivy's tokenizers have such a name as well
                assert "tantivy" in ast.unparse(node), f"{path}: {node.attr}"
            assert not (isinstance(node, ast.Name) and node.id in names), f"{path}: {node.id}"
