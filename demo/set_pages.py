"""Set the demo newspaper: manuscript/<date>.toml becomes texts/<date>/p1.txt … and issues/<date>/issue.toml.

Run as ``python demo/set_pages.py`` after editing a manuscript. The page texts look as an editor's paste out
of a PDF does: wrapped at the column width, heads torn away from their bodies or letter-spaced, indents lost.
The issues themselves are imported from their PDFs (typesetting/). The same manuscript always gives the same
bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parent

Table = dict[str, Any]

NEVER_FIRST = tuple("，。、；：！？”’）》】—…%")
NEVER_LAST = tuple("“‘（《【(")
RUN = re.compile(
    r"[（(][上下][接转]第.版[）)]"  # a jump line
    r"|（[^（），。]{0,5} ?[^（），。 ]{2,3}）$"  # the writer who signs at the end
    r"|[A-Za-z0-9.%]+|——|."
)
"""What is never broken over two lines."""
CAPTION_SHOWN = 16  # characters that tell the photos of one page apart
INDENT = "\N{IDEOGRAPHIC SPACE}" * 2


def manuscripts() -> list[Path]:
    """The manuscripts in order of their dates."""
    return sorted((DEMO / "manuscript").glob("*.toml"))


def read_manuscript(path: Path) -> Table:
    """One day's manuscript; its keys are explained in demo/README.md."""
    with path.open("rb") as file:
        return tomllib.load(file)


def breadth(runs: list[str]) -> float:
    """How many Chinese characters wide a line is; Latin letters and digits take half a square."""
    return sum(0.5 if char.isascii() else 1 for char in "".join(runs))


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """Break a paragraph into lines, never inside a number and never before a closing mark.

    A broken number would come back from a reader with a space in it, as two Latin words do. The first line
    is short by the indent that print gave it, even where the paste has lost the indent itself.
    """
    lines: list[list[str]] = [[]]
    for run in RUN.findall(text):
        line = lines[-1]
        if line and breadth([*line, run]) > width - (indent if len(lines) == 1 else 0):
            carried = [run]
            while len(line) > 1 and (carried[0].startswith(NEVER_FIRST) or line[-1].endswith(NEVER_LAST)):
                carried.insert(0, line.pop())
            lines.append(carried)
        else:
            line.append(run)
    return ["".join(line).strip(" ") for line in lines]


def letter_spaced(line: str) -> str:
    """A headline as a PDF gives it back whose letters were set apart: 春 汛 前 夜."""
    return " ".join(RUN.findall(line))


def block(lines: list[str]) -> str:
    return "\n".join(lines)


def head_blocks(article: Table, part: Table) -> list[str]:
    """Column, kicker, headline and deck; a continuation prints what its own ``heading`` says."""
    first = part is article["parts"][0]
    headline = article["headline"] if first else part["heading"]
    if part.get("letter_spaced"):
        headline = [letter_spaced(line) for line in headline]
    if not first:
        return [block(headline)] if headline else []
    column = article.get("column_printed", "")
    if article.get("column_at") == "headline":
        headline = [*headline[:-1], headline[-1] + column]
    elif column:
        headline = [column, *headline]
    return [text for text in (article.get("kicker", ""), block(headline), article.get("deck", "")) if text]


def lead(article: Table) -> str:
    """``本报讯（记者 …）``: the dateline in front with the byline that stands in its brackets."""
    dateline = article.get("dateline")
    if not dateline or dateline["at"] != "lead":
        return ""
    byline = article["byline"]
    return dateline["printed"] + (f"（{byline['printed']}）" if byline["at"] == "lead" else " ")


def tail(article: Table) -> str:
    """What closes a story in print: ``（江南社云州3月14日电 记者 …）`` or ``（丁原野）``."""
    dateline, byline = article.get("dateline"), article["byline"]
    if dateline and dateline["at"] == "tail":
        return f"（{' '.join([dateline['printed'], byline['printed']])}）"
    return byline["printed"] if byline["at"] == "tail" else ""


def body_blocks(article: Table, part: Table) -> list[str]:
    """Byline, paragraphs and subheads, with the jump and continuation lines where they are printed."""
    blocks: list[str] = []
    paragraphs: list[str | Table] = list(part["body"])
    first, last = part is article["parts"][0], part is article["parts"][-1]
    if first and article["byline"]["at"] == "head":
        blocks.append(article["byline"]["printed"])
    if first and lead(article):
        paragraphs[0] = lead(article) + str(paragraphs[0])
    if last and tail(article):
        paragraphs[-1] = str(paragraphs[-1]) + tail(article)
    if part.get("printed_continuation"):
        if part["continuation_at"] == "glued":
            paragraphs[0] = part["printed_continuation"] + str(paragraphs[0])
        else:
            blocks.append(part["printed_continuation"])
    if part.get("printed_jump") and part["jump_at"] == "glued":
        paragraphs[-1] = f"{paragraphs[-1]} {part['printed_jump']}"
    indented = part.get("paragraphs") == "indent"
    breaks = {item["paragraph"]: item["line"] for item in part.get("column_breaks", [])}
    run_on: list[str] = []
    for position, paragraph in enumerate(paragraphs):
        if isinstance(paragraph, str):
            runs_on = position == 0 and part.get("cut") in ("sentence", "word")
            lines = wrap(paragraph, part["width"], 0 if runs_on else len(INDENT))
            if indented and not runs_on:
                lines[0] = INDENT + lines[0]
            if position in breaks:
                lines.insert(breaks[position], "")
            run_on.extend(lines)
            if indented:
                continue
        if run_on:
            blocks.append(block(run_on))
            run_on = []
        if not isinstance(paragraph, str):
            blocks.append(paragraph["subhead"])
    if run_on:
        blocks.append(block(run_on))
    if part.get("printed_jump") and part["jump_at"] == "line":
        blocks[-1] = block([blocks[-1], part["printed_jump"]])
    return blocks


def find(tables: list[Table], key: str) -> Table:
    return next(table for table in tables if table["key"] == key)


def part_on(article: Table, page: Table) -> Table:
    """The share of an article that stands on a page; no article of ours has two on one page."""
    return next(part for part in article["parts"] if part["page"] == page["sequence"])


def piece_blocks(manuscript: Table, page: Table, piece: str) -> list[str]:
    """One entry of a page's ``paste``: ``flood``, ``flood.heads``, ``flood.body``, ``photo.dyke`` …."""
    kind, _, rest = piece.partition(".")
    if kind == "left":
        return [find(manuscript["left_out"], rest)["text"].strip()]
    if kind == "photo":
        photo = find(manuscript["photos"], rest)
        return [block(wrap(" ".join([photo["caption"], photo["credit"]]), photo["width"]))]
    article = find(manuscript["articles"], kind)
    part = part_on(article, page)
    heads = head_blocks(article, part) if rest in ("", "heads") else []
    body = body_blocks(article, part) if rest in ("", "body") else []
    return heads + body


def page_text(manuscript: Table, page: Table) -> str:
    """A page as an editor pastes it."""
    blocks = [text for piece in page["paste"] for text in piece_blocks(manuscript, page, piece)]
    return "\n\n".join(blocks) + "\n"


def toml_line(key: str, value: Any) -> str:
    """One ``key = value``; JSON writes the strings, numbers and truth values of TOML as well."""
    printed = str(value) if hasattr(value, "isoformat") else json.dumps(value, ensure_ascii=False)
    return f"{key} = {printed}"


def issue_toml(manuscript: Table) -> str:
    """The file that an import reads beside the page texts: what a page's text alone cannot say."""
    lines = ["# Written by demo/set_pages.py from the manuscript; edit that one.", ""]
    lines += [
        toml_line(key, manuscript[key]) for key in ("newspaper", "date", "edition", "number", "whole_number")
    ]
    for page in manuscript["pages"]:
        lines += ["", "[[pages]]"]
        lines += [toml_line(key, page[key]) for key in ("sequence", "number", "section")]
        lines.append(toml_line("pdf", f"p{page['sequence']}.pdf"))
    for photo in manuscript["photos"]:
        lines += ["", "[[photos]]", toml_line("file", f"photos/{photo['file']}")]
        lines += [toml_line("page", photo["page"]), toml_line("caption", photo["caption"][:CAPTION_SHOWN])]
        for key in ("alt", "online_permitted", "permitted_until", "holder"):
            if key in photo:
                lines.append(toml_line(key, photo[key]))
    return "\n".join(lines) + "\n"


def issue_files(manuscript: Table) -> dict[str, str]:
    """Path below demo/ → text, of one issue: its plan, and its pages as an editor would paste them."""
    day = manuscript["date"].isoformat()
    files = {
        f"texts/{day}/p{page['sequence']}.txt": page_text(manuscript, page) for page in manuscript["pages"]
    }
    files[f"issues/{day}/issue.toml"] = issue_toml(manuscript)
    return files


def issue_folder(manuscript: Table) -> Path:
    return DEMO / "issues" / manuscript["date"].isoformat()


def main() -> None:
    for path in manuscripts():
        manuscript = read_manuscript(path)
        for name, text in issue_files(manuscript).items():
            (DEMO / name).parent.mkdir(parents=True, exist_ok=True)
            (DEMO / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
