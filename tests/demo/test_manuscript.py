"""The demo newspaper as written: its manuscripts, what is set from them, its photos and its jumps."""

from __future__ import annotations

import datetime
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from articles.wording.bylines import parse_byline
from articles.wording.values import ROLES
from demo.photos.pictures import PICTURES
from demo.photos.sheet import HEIGHT, JPEG_LIMIT, WIDTH
from demo.set_pages import (
    DEMO,
    Table,
    breadth,
    find,
    issue_files,
    issue_folder,
    manuscripts,
    page_text,
    read_manuscript,
    wrap,
)

PATHS = manuscripts()
FIRST, SECOND = (read_manuscript(path) for path in PATHS)

each_day = pytest.mark.parametrize("manuscript", [FIRST, SECOND], ids=[path.stem for path in PATHS])


def squeeze(text: str) -> str:
    return "".join(text.split())


def jumps_of(manuscript: Table) -> list[tuple[str, int, int]]:
    """(article, page left, page entered), in the order of the pages left and of their pastes."""
    order = [
        (page["sequence"], piece.partition(".")[0]) for page in manuscript["pages"] for piece in page["paste"]
    ]
    found = []
    for article in manuscript["articles"]:
        for before, after in pairwise(article["parts"]):
            found.append((article["key"], before["page"], after["page"]))
    return sorted(found, key=lambda jump: order.index((jump[1], jump[0])))


def test_two_issues_on_consecutive_days() -> None:
    assert (FIRST["date"], SECOND["date"]) == (datetime.date(2026, 3, 14), datetime.date(2026, 3, 15))
    assert SECOND["number"] == FIRST["number"] + 1
    assert SECOND["whole_number"] == FIRST["whole_number"] + 1


def test_about_thirty_articles() -> None:
    assert 28 <= len(FIRST["articles"]) + len(SECOND["articles"]) <= 36


@each_day
def test_the_files_are_set_from_the_manuscript(manuscript: Table) -> None:
    for name, text in issue_files(manuscript).items():
        assert (DEMO / name).read_text(encoding="utf-8") == text, f"{name}: run demo/set_pages.py"


@each_day
def test_keys_are_unique_and_pages_have_four_sections(manuscript: Table) -> None:
    for kind in ("articles", "photos", "left_out"):
        keys = [item["key"] for item in manuscript[kind]]
        assert len(keys) == len(set(keys))
    assert [page["sequence"] for page in manuscript["pages"]] == [1, 2, 3, 4]


@each_day
def test_everything_written_is_set_once(manuscript: Table) -> None:
    set_keys = [piece for page in manuscript["pages"] for piece in page["paste"]]
    for kind, prefix in (("photos", "photo."), ("left_out", "left.")):
        for item in manuscript[kind]:
            assert set_keys.count(prefix + item["key"]) == 1
    for page in manuscript["pages"]:
        text = squeeze(page_text(manuscript, page))
        for article in manuscript["articles"]:
            for part in article["parts"]:
                if part["page"] == page["sequence"]:
                    for paragraph in part["body"]:
                        words = paragraph if isinstance(paragraph, str) else paragraph["subhead"]
                        assert text.count(squeeze(words)) == 1


@each_day
def test_no_line_ends_in_a_space(manuscript: Table) -> None:
    for page in manuscript["pages"]:
        assert all(line == line.rstrip(" ") for line in page_text(manuscript, page).splitlines())


@each_day
def test_printed_and_structured_bylines_agree(manuscript: Table) -> None:
    for article in manuscript["articles"]:
        byline = article["byline"]
        assert all(name["role"] in ROLES for name in byline["names"])
        assert all(name["name"] in byline["printed"] for name in byline["names"])
        assert bool(byline["printed"]) == bool(byline["names"])
        if byline["at"] == "head":
            read = [(s.name, s.role, s.affiliation) for s in parse_byline(byline["printed"])]
            assert read == [(n["name"], n["role"], n["affiliation"]) for n in byline["names"]]


@each_day
def test_jump_lines_point_at_the_neighbour_part(manuscript: Table) -> None:
    for article in manuscript["articles"]:
        parts = article["parts"]
        for before, after in pairwise(parts):
            assert before["jump_page"] == str(after["page"])
            assert after["continuation_page"] == str(before["page"])
            assert after["cut"] in ("paragraph", "sentence", "word")
        assert "printed_jump" not in parts[-1] or parts[-1].get("open")
        assert "printed_continuation" not in parts[0]


@each_day
def test_a_sentence_is_cut_at_the_end_of_a_full_line(manuscript: Table) -> None:
    """As in print, where a column ends in mid-sentence because it is full."""
    for article in manuscript["articles"]:
        for before, after in pairwise(article["parts"]):
            if after["cut"] != "paragraph":
                last = wrap(before["body"][-1], before["width"], 2)[-1]
                assert breadth([last]) >= before["width"] - 1


def test_jumps_of_the_first_issue() -> None:
    assert jumps_of(FIRST) == [("flood", 1, 3), ("canteen", 1, 3), ("bus", 1, 3), ("football", 4, 2)]


def test_two_identical_jump_lines_come_back_reversed() -> None:
    flood, canteen = find(FIRST["articles"], "flood"), find(FIRST["articles"], "canteen")
    assert flood["parts"][0]["printed_jump"] == canteen["parts"][0]["printed_jump"] == "（下转第三版）"
    third = FIRST["pages"][2]["paste"]
    assert third.index("canteen") < third.index("flood")


def test_one_cut_sentence_and_one_tail_without_headline() -> None:
    tails = {
        article["key"]: article["parts"][1] for article in FIRST["articles"] if len(article["parts"]) > 1
    }
    assert tails["canteen"]["cut"] == "sentence"
    assert tails["bus"]["heading"] == []


def test_one_jump_is_open() -> None:
    still_open = [article for article in FIRST["articles"] if article["parts"][-1].get("open")]
    assert [article["key"] for article in still_open] == ["tea"]
    assert "上接第三版" not in page_text(FIRST, FIRST["pages"][3])


def test_jumps_of_the_second_issue() -> None:
    assert jumps_of(SECOND) == [("water", 1, 2), ("stools", 2, 4)]
    assert find(SECOND["articles"], "water")["parts"][1]["cut"] == "word"


def test_series_and_correction_lead_from_day_to_day() -> None:
    assert find(FIRST["articles"], "doors")["kicker"].endswith("系列报道之一")
    assert find(SECOND["articles"], "stools")["kicker"].endswith("系列报道之二")
    corrected = "".join(find(SECOND["articles"], "correction")["parts"][0]["body"])
    for key in ("canteen", "tea"):
        assert f"《{find(FIRST['articles'], key)['headline'][0]}》" in corrected


def test_left_out_has_every_kind() -> None:
    kinds = {block["kind"] for block in FIRST["left_out"]}
    assert kinds == {"furniture", "teaser", "notice", "advert"}


def test_photo_rights_cover_the_three_cases() -> None:
    photos = FIRST["photos"] + SECOND["photos"]
    assert [photo["key"] for photo in photos if not photo["online_permitted"]] == ["library"]
    lapsed = [photo for photo in photos if "permitted_until" in photo]
    assert [(photo["key"], photo["holder"]) for photo in lapsed] == [("harbour", "东渡港务公司")]
    assert lapsed[0]["permitted_until"] < datetime.date(2026, 4, 1)
    assert all(photo["alt"] and photo["holder"] for photo in photos)


@each_day
def test_issue_toml_names_what_is_there(manuscript: Table) -> None:
    folder = issue_folder(manuscript)
    plan = tomllib.loads((folder / "issue.toml").read_text(encoding="utf-8"))
    assert plan["newspaper"] == tomllib.loads((DEMO / "newspaper.toml").read_text(encoding="utf-8"))["slug"]
    for page in plan["pages"]:
        assert (folder / page["pdf"]).is_file()
        assert "text" not in page  # with a text beside it the stories would have no zones
    for photo in plan["photos"]:
        assert (folder / photo["file"]).is_file()
        paste = DEMO / "texts" / manuscript["date"].isoformat() / f"p{photo['page']}.txt"
        text = squeeze(paste.read_text(encoding="utf-8"))
        assert text.count(squeeze(photo["caption"])) == 1


def test_every_photo_is_drawn_at_size() -> None:
    drawn = sorted(DEMO.glob("issues/*/photos/*.jpg"))
    assert sorted(path.stem for path in drawn) == sorted(PICTURES)
    for path in drawn:
        with Image.open(path) as image:
            assert image.size == (WIDTH, HEIGHT)
        assert path.stat().st_size < JPEG_LIMIT
    assert sum(path.stat().st_size for path in drawn) < 3_000_000


def test_no_path_of_a_machine_in_the_demo() -> None:
    texts: list[Path] = [path for path in DEMO.rglob("*") if path.suffix in (".toml", ".txt", ".py", ".md")]
    root = str(Path(__file__).resolve().parents[2])
    assert not [path for path in texts if root in path.read_text(encoding="utf-8")]
