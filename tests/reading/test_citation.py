"""One article's citation: the sentence on its page, the files, the metadata in the head."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from articles import access
from articles.desk import workflow
from articles.ingest.joining import join
from articles.interchange.citations import FORMATS
from articles.models import Article, Stage
from articles.reading.cited import cited
from articles.reading.opened import OpenIssue
from articles.search.rebuild import rebuild
from tests.house import at_stage, make_article, make_editor, make_issue, make_photo, published

pytestmark = pytest.mark.django_db

AT = "/harbour-daily/2026-03-14/a1/"


def text_of(client, address: str = AT) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", text))


def reference(text: str) -> str:
    found = re.search(r'<p class="reference"[^>]*>(.*?)</p>', text)
    return plain(found[1]) if found else ""


@pytest.fixture
def issue():
    return make_issue()


@pytest.fixture
def story(issue):
    story = make_article(issue, (1, 3), headline="渡口<新桥>通车", bylines=("林小满", "赵六"))
    published(issue)
    return story


def test_the_page_ends_with_a_sentence_in_its_own_language(client, story):
    assert reference(text_of(client)) == "林小满, 赵六. 渡口<新桥>通车[N]. 港湾日报, 2026-03-14(1, 3)."
    english = text_of(client, "/en" + AT)
    assert reference(english) == "林小满 and 赵六. “渡口<新桥>通车.” 港湾日报, March 14, 2026, pp. 1, 3."
    assert '<span lang="zh">港湾日报</span>, March' in english


def test_one_address_in_all_languages(client, story):
    for address in (AT, "/en" + AT):
        text = text_of(client, address)
        cite = text[text.index('class="cite"') : text.index("</details>")]
        assert f'href="http://testserver{AT}"' in cite
        assert f'href="{AT}citation.ris"' in cite
        assert f'href="{AT}citation.bib"' in cite
        assert f'<meta name="citation_public_url" content="http://testserver{AT}">' in text


def test_programs_find_it_in_the_head(client, story):
    text = text_of(client)
    head = text[: text.index("</head>")]
    names = re.findall(r'<meta name="(citation_\w+|DC\.type)" content="([^"]*)">', head)
    assert ("DC.type", "newspaperArticle") in names
    assert ("citation_title", "渡口&lt;新桥&gt;通车") in names
    assert [content for name, content in names if name == "citation_author"] == ["林小满", "赵六"]
    assert f'<link rel="alternate" type="application/x-bibtex" href="{AT}citation.bib">' in head
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', head)
    assert block
    assert json.loads(block[1])["headline"] == "渡口<新桥>通车"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_file_is_what_the_export_of_a_search_holds(client, issue, story, suffix, language):
    rebuild()
    response = client.get(f"{language}{AT}citation.{suffix}")
    export = client.get(f"{language}/search/export.{suffix}?q=新桥")
    assert response.content == b"".join(export)
    assert f"http://testserver{AT}" in response.content.decode()
    assert response["Content-Type"] == FORMATS[suffix].media_type
    assert response["Content-Disposition"] == f'attachment; filename="harbour-daily-2026-03-14-a1.{suffix}"'
    assert response["X-Robots-Tag"] == "noindex"


def test_the_page_says_what_the_file_says(client, issue):
    """Though each fetches by itself: neither names what a reader may not see."""
    story = make_article(issue, (1, 2, 4), bylines=("林小满",))
    tail = make_article(issue, (3,), headline="后篇", bylines=("王五",))
    make_photo(issue.pages.get(sequence=2), story).credits.create(name="孙七", role="photographer")
    published(issue)
    join(story.parts.get(order=3), tail.parts.get())
    workflow.withdraw(issue.pages.get(sequence=2), None, "因故撤下。")
    Article.objects.filter(pk=tail.pk).update(stage=Stage.DRAFT)
    said = json.loads(client.get(f"{AT}citation.json").content)[0]
    assert said["pages"] == ["1", "4", "3"]
    assert said["authors"] == ["林小满"]
    assert said["photo_credits"] == []
    assert reference(text_of(client)) == "林小满. 渡口新桥通车[N]. 港湾日报, 2026-03-14(1, 4, 3)."


def test_a_joined_tail_leads_to_the_whole(client, issue):
    story, tail = make_article(issue, (1,)), make_article(issue, (3,), headline="后篇")
    published(issue)
    join(story.parts.get(), tail.parts.get())
    response = client.get(f"/harbour-daily/2026-03-14/a{tail.number}/citation.ris")
    assert response.status_code == 301
    assert response["Location"] == f"{AT}citation.ris"
    assert response["Cache-Control"] == "no-cache"


def test_what_has_no_page_has_no_citation(client, issue, story):
    draft = make_article(issue, (2,))
    assert client.get(f"/harbour-daily/2026-03-14/a{draft.number}/citation.ris").status_code == 404
    assert client.get(f"{AT}citation.pdf").status_code == 404
    assert client.post(f"{AT}citation.ris").status_code == 405
    story.refresh_from_db()
    at_stage(story, Stage.PUBLISHED)
    workflow.withdraw(story, None, "因故撤下。")
    assert client.get(f"{AT}citation.ris").status_code == client.get(AT).status_code == 410


def test_the_preview_cannot_be_cited(client, issue, story):
    client.force_login(make_editor())
    text = text_of(client, f"/preview{AT}")
    assert "citation" not in text
    assert 'class="cite"' not in text
    assert "ld+json" not in text
    assert client.get(f"/preview{AT}citation.ris").status_code == 404


def test_it_costs_no_query(issue, story, django_assert_num_queries):
    make_photo(issue.pages.get(sequence=3), story).credits.create(name="孙七", role="photographer")
    opened = OpenIssue(access.issue_or_404("harbour-daily", "2026-03-14"))
    whole = access.visible_articles(opened.issue).with_story().get(pk=story.pk)
    with django_assert_num_queries(0):
        made = cited(opened, whole, "http://testserver")
        assert made is not None
        assert made.sentence
        assert made.json_ld
        assert made.citation.photo_credits == ("孙七",)
