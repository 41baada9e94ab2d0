"""``page-draft/1``: what is written is read back; a fault is named with its place."""

from __future__ import annotations

import json

import pytest

from articles.interchange.page_draft import PageDraftError, from_json, to_json
from articles.records import ArticleDraft, Block, LeftOut, PageDraft, PhotoDraft
from articles.wording.values import Dateline, JumpLine, Signature

DRAFT = PageDraft(
    number="A02",
    section="民生",
    articles=(
        ArticleDraft(
            column="江边话",
            kicker="引题",
            headline="渡口新桥通车",
            deck="——副题",
            bylines=(
                Signature("周望舒", "reporter", "本报"),
                Signature("田小禾", "reporter", "本报", "见习记者"),
            ),
            dateline=Dateline("本报石桥3月13日电", "本报", "石桥", "3月13日"),
            body=(Block("paragraph", "桥通了。"), Block("subhead", "夜渡")),
            jump=JumpLine("（下转第三版）", "3"),
            continued_from=JumpLine("（上接第一版）", "1"),
            zones=((0.1, 0.2, 0.5, 0.9),),
            doubts=("题目可能不全",),
        ),
    ),
    photos=(PhotoDraft("桥上的人。", (Signature("乔一帆", "photographer", ""),), 0),),
    left_out=(LeftOut("furniture", "港湾日报"),),
)


def test_what_is_written_is_read_back():
    assert from_json(to_json(DRAFT)) == DRAFT
    assert from_json(to_json(PageDraft())) == PageDraft()


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (["format"], "page-draft/2", "format"),
        (["articles"], {}, "articles"),
        (["articles", 0, "headline"], 3, "articles[0].headline"),
        (["articles", 0, "headline"], "半个\ud800", "articles[0].headline"),
        (["articles", 0, "headline"], "零\0字符", "articles[0].headline"),
        (["articles", 0, "shape"], "", "articles[0]"),
        (["articles", 0, "body", 1, "kind"], "verse", "articles[0].body[1].kind"),
        (["articles", 0, "bylines", 0, "role"], "魔术师", "articles[0].bylines[0].role"),
        (["articles", 0, "zones", 0], [0, 0, 1], "articles[0].zones[0]"),
        (["articles", 0, "zones", 0], [0, 0, 1, 10**400], "articles[0].zones[0]"),
        (["articles", 0, "zones", 0], [0, 0, 1, float("nan")], "articles[0].zones[0]"),
        (["articles", 0, "zones", 0], [0.6, 0, 0.5, 1], "articles[0].zones[0]"),
        (["photos", 0, "article"], 1, "photos[0].article"),
        (["photos", 0, "article"], True, "photos[0].article"),
        (["left_out", 0, "kind"], "", "left_out[0].kind"),
    ],
)
def test_a_fault_is_named_with_its_place(place, value, named):
    data = json.loads(to_json(DRAFT))
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(PageDraftError, match="^" + named.replace("[", r"\[")):
        from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "版面", b"\xff\xfe", "[" * 100_000, "[]", "null"])
def test_what_is_no_draft_is_refused(text):
    with pytest.raises(PageDraftError):
        from_json(text)


def test_a_title_is_written_only_where_there_is_one():
    first, second = json.loads(to_json(DRAFT))["articles"][0]["bylines"]
    assert set(first) == {"name", "role", "affiliation"}
    assert second["title"] == "见习记者"
