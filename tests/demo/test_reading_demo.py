"""The readers on the demo's pages: of their text, and of their PDFs, they must find what the manuscripts say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from articles.ingest.text import read_page
from articles.records import ArticleDraft, PageDraft, PhotoDraft
from articles.wording.values import JumpLine, Signature
from demo.set_pages import Table, find, issue_folder, manuscripts, page_text, part_on, read_manuscript

PAGES = [
    pytest.param(manuscript, page, id=f"{manuscript['date']}-p{page['sequence']}")
    for manuscript in map(read_manuscript, manuscripts())
    for page in manuscript["pages"]
]
each_page = pytest.mark.parametrize(("manuscript", "page"), PAGES)


def squeeze(text: str) -> str:
    return "".join(text.split())


def printed_articles(manuscript: Table, page: Table) -> list[Table]:
    """The articles of a page in the order in which their bodies are pasted."""
    keys = [piece.removesuffix(".body") for piece in page["paste"]]
    return [article for key in keys for article in manuscript["articles"] if article["key"] == key]


def read(manuscript: Table, page: Table) -> tuple[PageDraft, list[tuple[Table, ArticleDraft]]]:
    """The draft of a page, and its articles beside those of the manuscript."""
    draft = read_page(page_text(manuscript, page))
    written = printed_articles(manuscript, page)
    assert len(draft.articles) == len(written), [article.headline for article in draft.articles]
    return draft, list(zip(written, draft.articles, strict=True))


def names(signatures: Iterable[Signature]) -> list[tuple[str, str, str]]:
    return [(one.name, one.role, one.affiliation) for one in signatures]


def written_names(tables: list[Table]) -> list[tuple[str, str, str]]:
    return [(one["name"], one["role"], one["affiliation"]) for one in tables]


def label(jump: JumpLine | None) -> tuple[str, str] | None:
    return (jump.printed, jump.page) if jump else None


@each_page
def test_folio(manuscript: Table, page: Table) -> None:
    draft, _ = read(manuscript, page)
    if page["sequence"] > 1:  # a front page prints no folio
        assert (draft.number, draft.section) == (page["number"], page["section"])


@each_page
def test_heads(manuscript: Table, page: Table) -> None:
    for written, found in read(manuscript, page)[1]:
        part = part_on(written, page)
        if part is not written["parts"][0]:
            assert squeeze(found.headline) == squeeze("".join(part["heading"]))
            continue
        assert found.headline == " ".join(written["headline"])
        assert (found.column, found.kicker, found.deck) == (
            written.get("column", ""),
            written.get("kicker", ""),
            written.get("deck", ""),
        )


@each_page
def test_bylines(manuscript: Table, page: Table) -> None:
    for written, found in read(manuscript, page)[1]:
        first, last = written["parts"][0], written["parts"][-1]
        signed = last if written["byline"]["at"] == "tail" else first
        expected = written["byline"]["names"] if part_on(written, page) is signed else []
        assert names(found.bylines) == written_names(expected), written["key"]


@each_page
def test_datelines(manuscript: Table, page: Table) -> None:
    for written, found in read(manuscript, page)[1]:
        dateline = written.get("dateline")
        if dateline is None:
            assert found.dateline is None
            continue
        assert found.dateline is not None, written["key"]
        assert (found.dateline.agency, found.dateline.place, found.dateline.date) == (
            dateline["agency"],
            dateline["place"],
            dateline["date"],
        )


@each_page
def test_bodies(manuscript: Table, page: Table) -> None:
    for written, found in read(manuscript, page)[1]:
        expected = [
            ("paragraph", item) if isinstance(item, str) else ("subhead", item["subhead"])
            for item in part_on(written, page)["body"]
        ]
        assert [(block.kind, block.text) for block in found.body] == expected, written["key"]


@each_page
def test_jumps(manuscript: Table, page: Table) -> None:
    for written, found in read(manuscript, page)[1]:
        part = part_on(written, page)
        jump = (part["printed_jump"], part["jump_page"]) if "printed_jump" in part else None
        before = (
            (part["printed_continuation"], part["continuation_page"])
            if "printed_continuation" in part
            else None
        )
        assert (label(found.jump), label(found.continued_from)) == (jump, before), written["key"]


@each_page
def test_photos(manuscript: Table, page: Table) -> None:
    draft, articles = read(manuscript, page)
    keys = [written["key"] for written, _ in articles]
    printed = [piece.removeprefix("photo.") for piece in page["paste"] if piece.startswith("photo.")]
    found: dict[str, PhotoDraft] = {photo.caption: photo for photo in draft.photos}
    assert len(found) == len(printed)
    for key in printed:
        written = find(manuscript["photos"], key)
        photo = found[written["caption"]]
        assert names(photo.credits) == written_names(written["credits"])
        assert photo.article == (keys.index(written["article"]) if written["article"] else None)


@each_page
def test_left_out(manuscript: Table, page: Table) -> None:
    draft, _ = read(manuscript, page)
    keys = [piece.removeprefix("left.") for piece in page["paste"] if piece.startswith("left.")]
    expected = Counter(
        (block["kind"], squeeze(line))
        for block in (find(manuscript["left_out"], key) for key in keys)
        for line in block["text"].strip().splitlines()
    )
    found = Counter(
        (block.kind, squeeze(line)) for block in draft.left_out for line in block.text.splitlines()
    )
    assert found == expected


@each_page
def test_the_pdf_says_the_same(manuscript: Table, page: Table) -> None:
    """Column, headline, paragraphs and subheads: what a newcomer's first look at the demo shows."""
    draft, _layer = read_sheet(extract_sheet(issue_folder(manuscript) / f"p{page['sequence']}.pdf", 0))
    found = {squeeze(article.headline): article for article in draft.articles}
    for written in printed_articles(manuscript, page):
        part = part_on(written, page)
        first = part is written["parts"][0]
        head = written["headline"] if first else part["heading"]
        article = found.pop(squeeze("".join(head)))
        assert article.column == (written.get("column", "") if first else "")
        expected = [
            ("paragraph", item) if isinstance(item, str) else ("subhead", item["subhead"])
            for item in part["body"]
        ]
        assert [(block.kind, block.text) for block in article.body] == expected, written["key"]
    assert not found
