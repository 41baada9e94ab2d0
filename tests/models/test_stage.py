"""The stages and their transitions."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Stage, Verb
from tests.house import make_article, make_issue

# The whole table: stage → where each verb leads. What is not here cannot be done.
TABLE = {
    "draft": {"submit": "submitted", "publish_at_once": "published"},
    "submitted": {"first_review": "first_review", "send_back": "draft", "publish_at_once": "published"},
    "first_review": {"second_review": "second_review", "send_back": "draft", "publish_at_once": "published"},
    "second_review": {"final_review": "final_review", "send_back": "draft", "publish_at_once": "published"},
    "final_review": {"sign_off": "signed_off", "send_back": "draft", "publish_at_once": "published"},
    "signed_off": {"publish": "published", "send_back": "draft", "publish_at_once": "published"},
    "published": {"withdraw": "withdrawn"},
    "withdrawn": {"restore": "published"},
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("verb", Verb)
def test_where_a_verb_leads(stage, verb):
    assert stage.after(verb) == TABLE[stage].get(verb)


def test_what_is_next():
    assert [stage.next_verb for stage in Stage] == [
        Verb.SUBMIT,
        Verb.FIRST_REVIEW,
        Verb.SECOND_REVIEW,
        Verb.FINAL_REVIEW,
        Verb.SIGN_OFF,
        Verb.PUBLISH,
        None,
        None,
    ]


def test_the_database_knows_the_stages(db):
    article = make_article(make_issue())
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(stage="finished")
