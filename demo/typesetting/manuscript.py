"""A manuscript's articles, photos and left-out print as what the typesetter sets."""

from __future__ import annotations

from typing import Any

from demo.set_pages import find, issue_folder, part_on, tail
from demo.typesetting.story import Dateline, Jump, LeftOut, Name, Picture, Story

Table = dict[str, Any]


def names(tables: list[Table]) -> list[Name]:
    return [Name(one["name"], one["role"], one["affiliation"]) for one in tables]


def story_of(manuscript: Table, key: str, page: Table) -> Story:
    """An article's share of a page."""
    article = find(manuscript["articles"], key)
    part = part_on(article, page)
    first, last = part is article["parts"][0], part is article["parts"][-1]
    body = [("subhead", b["subhead"]) if isinstance(b, dict) else ("paragraph", b) for b in part["body"]]
    story = Story(key, list(article["headline"] if first else part["heading"]), body)
    byline, dateline = article["byline"], article.get("dateline")
    if first:
        story.kicker, story.deck = article.get("kicker", ""), article.get("deck", "")
        story.column, story.column_printed = article.get("column", ""), article.get("column_printed", "")
        story.column_at = article.get("column_at", "line")
    if (first and byline["at"] != "tail") or (last and byline["at"] == "tail"):
        story.byline, story.byline_at = byline["printed"], byline["at"]
        story.bylines = names(byline["names"])
    if dateline and ((first and dateline["at"] == "lead") or (last and dateline["at"] == "tail")):
        story.dateline = Dateline(
            dateline["printed"], dateline["agency"], dateline["place"], dateline["date"]
        )
        story.dateline_at = dateline["at"]
    story.tail = tail(article) if last else ""
    if "printed_jump" in part:
        story.jump = Jump(part["printed_jump"], part["jump_page"], part["jump_at"] == "line")
        following = article["parts"][article["parts"].index(part) + 1 :]
        story.cut_short = bool(following) and following[0]["cut"] in ("sentence", "word")
    if "printed_continuation" in part:
        own = part["continuation_at"] == "line"
        story.continued = Jump(part["printed_continuation"], part["continuation_page"], own)
        story.runs_on = part["cut"] in ("sentence", "word")
    return story


def picture_of(manuscript: Table, key: str) -> Picture:
    """A photo with its caption and credit."""
    photo = find(manuscript["photos"], key)
    file = issue_folder(manuscript) / "photos" / photo["file"]
    return Picture(file, photo["caption"], photo["credit"], names(photo["credits"]), photo["article"] or None)


def left_out_of(manuscript: Table, key: str) -> LeftOut:
    """A piece of print that is no article; its lines as in the manuscript."""
    item = find(manuscript["left_out"], key)
    return LeftOut(item["kind"], item["text"].strip())
