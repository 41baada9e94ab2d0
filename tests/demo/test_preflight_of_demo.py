"""The demo newspaper under preflight: what is found is true, and nothing else is found."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from articles.desk.preflight import preflight
from articles.models import Issue, Newspaper
from demo.set_pages import issue_folder, manuscripts, read_manuscript

# The demo's own truth; imports, preflight and search are asked of both databases by the tests of theirs.
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_the_demo_has_only_what_its_manuscripts_put_there() -> None:
    days = [read_manuscript(path) for path in manuscripts()]
    newspaper = Newspaper.objects.create(slug=days[0]["newspaper"], name="临江日报")
    for day in days:
        call_command("import_issue", issue_folder(day), stdout=io.StringIO())
    open_ones = found = 0
    for issue in Issue.objects.filter(newspaper=newspaper):
        report = preflight(issue)
        # The one jump whose tail stands in no issue, on purpose.
        open_ones += len(report.errors)
        assert {finding.kind.name for finding in report.errors} <= {"open_jump"}
        # Photographers of whom there are namesakes, and rubrics that the reader of pages left to an editor.
        assert {finding.kind.name for finding in report.warnings} <= {"credit_proposed", "zone_without_story"}
        found += len(report.warnings)
    written = [article for day in days for article in day["articles"] if article["parts"][-1].get("open")]
    assert open_ones == len(written) == 1
    assert found <= 7
