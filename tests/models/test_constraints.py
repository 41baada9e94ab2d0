"""What the database itself refuses."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from articles.models import RESERVED_SLUGS, Article, ArticlePart, Issue, Join, Newspaper, Page, Person, Photo
from tests.house import DAY, make_article, make_issue, make_newspaper

pytestmark = pytest.mark.django_db


def refused(**fields):
    model = fields.pop("model")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)


@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_a_slug_of_the_sites_own_addresses_is_refused(slug):
    refused(model=Newspaper, slug=slug, name="x")
    with pytest.raises(ValidationError):
        Newspaper(slug=slug, name="x").full_clean()


@pytest.mark.parametrize("slug", ["", "2025", "Morning", "a b", "a--b", "日报", "-a"])
def test_a_slug_is_small_latin_letters(slug):
    with pytest.raises(ValidationError):
        Newspaper(slug=slug, name="x").full_clean()


def test_an_edition_of_a_day_stands_once():
    paper = make_newspaper()
    make_issue(paper)
    refused(model=Issue, newspaper=paper, date=DAY)
    assert Issue.objects.create(newspaper=paper, date=DAY, edition=2).address == "2026-03-14-2"
    refused(model=Issue, newspaper=paper, date=DAY, edition=0)


def test_a_page_has_a_place_of_its_own_but_its_printed_number_may_repeat():
    issue = make_issue(pages=1)
    refused(model=Page, issue=issue, sequence=1, number="2")
    refused(model=Page, issue=issue, sequence=0)
    assert Page.objects.create(issue=issue, sequence=2, number="1").label == "1"


def test_an_article_number_is_never_given_twice():
    issue = make_issue()
    first = make_article(issue)
    second = make_article(issue)
    assert (first.number, second.number) == (1, 2)
    second.parts.all().delete()
    second.delete()
    assert make_article(issue).number == 3
    refused(model=Article, issue=issue, number=1)


def test_a_part_has_its_place_in_the_order():
    article = make_article(make_issue())
    page = article.issue.pages.first()
    refused(model=ArticlePart, article=article, page=page, order=1)
    refused(model=ArticlePart, article=article, page=page, order=0)
    refused(model=ArticlePart, article=article, page=page, order=2, joins_as="glue")


def test_parts_can_change_places():
    article = make_article(make_issue(), pages=(1, 2, 3))
    first, second, third = article.parts.order_by("order")
    article.reorder_parts([third, first, second])
    assert list(article.parts.order_by("order")) == [third, first, second]


def test_one_front_has_one_tail():
    issue = make_issue()
    front, tail, other = (make_article(issue, pages=(n,)).parts.get() for n in (1, 3, 3))
    made = {"issue": issue, "front_part": front, "state": "joined", "tail_article": tail.article}
    Join.objects.create(tail_part=tail, **made)
    refused(model=Join, tail_part=other, **made)
    refused(model=Join, **{**made, "front_part": other, "tail_part": other})
    refused(model=Join, **{**made, "front_part": other, "tail_part": tail})
    refused(model=Join, **{**made, "front_part": other, "tail_part": front, "confidence": 1.5})


def test_a_person_is_one_name_in_one_affiliation():
    paper = make_newspaper()
    Person.objects.create(newspaper=paper, name="林晓", affiliation="港湾日报")
    refused(model=Person, newspaper=paper, name="林晓", affiliation="港湾日报")
    assert Person.objects.create(newspaper=paper, name="林晓", affiliation="江南社")


def test_an_issue_goes_with_all_that_it_holds_but_a_page_with_parts_does_not():
    issue = make_issue()
    make_article(issue, pages=(1, 3))
    with pytest.raises(models.RestrictedError):
        issue.pages.first().delete()
    issue.delete()
    assert not ArticlePart.objects.exists()


@pytest.mark.parametrize(
    ("permitted", "until", "shown"),
    [(True, None, True), (False, None, False), (True, "2026-03-14", True), (True, "2026-03-13", False)],
)
def test_rights_decide_whether_a_photo_is_shown(permitted, until, shown):
    last = datetime.date.fromisoformat(until) if until else None
    assert Photo(online_permitted=permitted, permitted_until=last).may_be_shown(today=DAY) is shown
