"""Sentences that are kept and said in the language of who reads them."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from articles.models import Job
from articles.models.told import as_kept, told, told_from, told_of_many
from tests.house import make_issue, make_newspaper


def _said(sentence: object) -> list[str]:
    found = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.append(str(sentence))
    return found


def _kept(sentence: object) -> object:
    return told_from(json.loads(json.dumps(as_kept([sentence])))[0])


def test_a_sentence_is_said_in_the_language_that_is_read():
    kept = _kept(told("The file has no such page; it has %(n)d.") % {"n": 3})
    assert _said(kept)[0] != _said(kept)[1] == "The file has no such page; it has 3."


def test_a_sentence_in_a_sentence_and_numbers():
    inner = told_of_many("%(n)d article", "%(n)d articles", 2) % {"n": 2}
    kept = _kept(told("%(file)s: %(why)s") % {"file": "01.pdf", "why": inner})
    assert _said(kept) == ["01.pdf：2篇稿件", "01.pdf: 2 articles"]


def test_a_row_keeps_its_date_as_a_date(db):
    page = make_issue().pages.get(sequence=2)
    kept = _kept(told("%(page)s is published; it cannot be replaced.") % {"page": page})
    chinese, english = _said(kept)
    assert chinese.startswith("港湾日报 2026年3月14日 · 第2版")
    assert english.startswith("港湾日报 March 14, 2026 · page 2")


def test_plain_text_stays():
    assert told_from("以前写下的") == "以前写下的"
    assert as_kept(["以前写下的"]) == ["以前写下的"]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "以前写下的", '{"told": 不是'])
def test_a_field_reads_what_rows_of_former_days_have(reason):
    job = Job.objects.create(newspaper=make_newspaper(), reason="")
    Job.objects.filter(pk=job.pk).update(reason=reason)
    job.refresh_from_db()
    assert job.reason == reason


@pytest.mark.django_db
def test_a_field_keeps_a_sentence():
    sentence = told("The file is empty.")
    job = Job.objects.create(newspaper=make_newspaper(), reason=sentence)
    job.refresh_from_db()
    assert job.reason == sentence
    job.save()
    job.refresh_from_db()
    assert _said(job.reason)[1] == "The file is empty."
