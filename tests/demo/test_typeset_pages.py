"""The demo's PDFs: all the manuscript's print and nothing else, each story inside its zones; and the typesetter."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from demo.set_pages import DEMO, Table, find, issue_folder, manuscripts, page_text, part_on, read_manuscript

LIMIT = 3_000_000  # bytes, all eight together

PAGES = [
    pytest.param(manuscript, page, id=f"{manuscript['date']}-p{page['sequence']}")
    for manuscript in map(read_manuscript, manuscripts())
    for page in manuscript["pages"]
]
each_page = pytest.mark.parametrize(("manuscript", "page"), PAGES)
needs_fontconfig = pytest.mark.skipif(not shutil.which("fc-match"), reason="fontconfig is not installed")


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def truth_of(manuscript: Table, page: Table) -> dict[str, Any]:
    path = DEMO / "truth" / str(manuscript["date"]) / f"p{page['sequence']}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def characters(manuscript: Table, page: Table) -> list[tuple[str, float, float]]:
    """Every printed character with its middle, in fractions of the page from the top left corner."""
    document = pypdfium2.PdfDocument(issue_folder(manuscript) / f"p{page['sequence']}.pdf")
    sheet = document[0]
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    found = []
    for at in range(text.count_chars()):
        char = squeeze(text.get_text_range(at, 1))
        if char:
            left, bottom, right, top = text.get_charbox(at)
            found.append((char, (left + right) / 2 / width, 1 - (bottom + top) / 2 / height))
    document.close()
    return found


def inside(zones: list[list[float]], chars: list[tuple[str, float, float]]) -> str:
    return "".join(c for c, x, y in chars if any(z[0] <= x <= z[2] and z[1] <= y <= z[3] for z in zones))


def test_all_pdfs_together_are_small() -> None:
    found = sorted(DEMO.glob("issues/*/*.pdf"))
    assert len(found) == len(PAGES)
    assert sum(path.stat().st_size for path in found) < LIMIT


@each_page
def test_a_pdf_is_one_page_with_named_fonts(manuscript: Table, page: Table) -> None:
    path = issue_folder(manuscript) / f"p{page['sequence']}.pdf"
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    document.close()
    assert b"/Type3" not in path.read_bytes()


@each_page
def test_the_pdf_prints_the_manuscript(manuscript: Table, page: Table) -> None:
    printed = Counter("".join(char for char, _, _ in characters(manuscript, page)))
    assert printed == Counter(squeeze(page_text(manuscript, page)))


@each_page
def test_every_story_lies_inside_its_zones(manuscript: Table, page: Table) -> None:
    """And nothing else does: the zones' characters are the story's heads, signature, body and jump lines."""
    chars = characters(manuscript, page)
    for story in truth_of(manuscript, page)["articles"]:
        held = Counter(inside(story["zones"], chars))
        words = [
            story["kicker"],
            story["headline"],
            story["deck"],
            *(block["text"] for block in story["body"]),
        ]
        words += [line["printed"] for line in (story["jump"], story["continued_from"]) if line]
        told = Counter(squeeze("".join(words)))
        assert not told - held, story["headline"]
        extra = (held - told).total()
        signed = sum(len(squeeze(name["name"] + name["affiliation"])) for name in story["bylines"])
        dateline = len(squeeze(story["dateline"]["printed"])) if story["dateline"] else 0
        column = len(story["column"]) + 2 if story["column"] else 0
        assert extra <= signed + dateline + column + 12, (story["headline"], held - told)


@each_page
def test_captions_lie_inside_their_zones(manuscript: Table, page: Table) -> None:
    chars = characters(manuscript, page)
    for photo in truth_of(manuscript, page)["photos"]:
        assert not Counter(squeeze(photo["caption"])) - Counter(inside(photo["zones"], chars))


@each_page
def test_zones_do_not_overlap(manuscript: Table, page: Table) -> None:
    truth = truth_of(manuscript, page)
    owned = [
        (at, zone) for at, item in enumerate(truth["articles"] + truth["photos"]) for zone in item["zones"]
    ]
    for at, (owner, a) in enumerate(owned):
        assert 0 <= a[0] < a[2] <= 1
        assert 0 <= a[1] < a[3] <= 1
        for other, b in owned[at + 1 :]:
            across = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            assert owner == other or across <= 0.002 or down <= 0.002, (a, b)


@each_page
def test_the_truth_is_the_manuscript(manuscript: Table, page: Table) -> None:
    truth = truth_of(manuscript, page)
    keys = {piece.partition(".")[0] for piece in page["paste"]} - {"left", "photo"}
    bodies = set()
    for key in keys:
        article = find(manuscript["articles"], key)
        body = part_on(article, page)["body"]
        bodies.add("".join(item if isinstance(item, str) else item["subhead"] for item in body))
    assert {"".join(block["text"] for block in story["body"]) for story in truth["articles"]} == bodies
    pasted = {piece.removeprefix("left.") for piece in page["paste"] if piece.startswith("left.")}
    texts = {find(manuscript["left_out"], key)["text"].strip() for key in pasted}
    assert {item["text"] for item in truth["left_out"]} == texts


# -- the typesetter itself


def test_no_line_begins_with_a_closing_mark() -> None:
    pytest.importorskip("fontTools")
    from demo.typesetting.fonts import Face
    from demo.typesetting.lines import NEVER_FIRST, NEVER_LAST, Token, break_lines

    face = Face("any")
    text = "“清的，是雨水。”他抬起头说，“要是浑的、带沙的（或者发黄的），今晚谁都别想睡！”" * 4
    tokens = [Token(char, face, 1.0) for char in text]
    for measure in range(7, 20):
        lines = break_lines(tokens, measure, 2.0)
        assert "".join(line.text for line in lines) == text
        for line, following in pairwise(lines):
            assert line.text[-1] not in NEVER_LAST
            assert following.text[0] not in NEVER_FIRST
            assert line.natural + line.indent <= measure + 0.5 + 1e-6


@needs_fontconfig
def test_the_same_lot_gives_the_same_paper() -> None:
    pytest.importorskip("fontTools")
    from demo.typesetting.issue import issue_truth
    from demo.typesetting.papers import make_issue

    try:
        first, second = make_issue("test", "a3"), make_issue("test", "a3")
    except LookupError as error:
        pytest.skip(str(error))
    cases = {number: f"case{number}" for number in first.pages}
    assert issue_truth(first, cases) == issue_truth(second, cases)
    for number, (sheet, page) in first.pages.items():
        assert page.truth() == second.pages[number][1].truth()
        assert sheet.over == second.pages[number][0].over
        assert len(page.stories) >= 2


@needs_fontconfig
def test_a_jump_leaves_no_word_behind() -> None:
    """What front and tail print together is one story, cut where the front's room was full."""
    pytest.importorskip("fontTools")
    from demo.typesetting.issue import joined_body
    from demo.typesetting.papers import make_issue

    try:
        issue = next(made for seed in range(20) if len((made := make_issue(f"jump{seed}", "a3")).joined) > 1)
    except LookupError as error:
        pytest.skip(str(error))
    for pair in issue.joined:
        texts = [block["text"] for block in joined_body(pair)]
        printed = [text for _, text in pair.front.body] + [text for _, text in pair.tail.body]
        assert "".join(texts) == "".join(printed)
        assert pair.front.jump is not None
        assert pair.tail.continued is not None
        assert len(texts) == len(printed) - pair.tail.runs_on
