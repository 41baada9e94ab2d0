"""The page-text reader: text as it comes out of a PDF or a paste → a page draft.

In steps, each a module: printed lines (`lines`), what each is by its wording (`marks`), what is no story
(`boxes`), photos (`captions`), prose and heads (`flow`), stories (`stories`), heads to stories (`heads`).
docs/reading-text.md tells why.
"""

from __future__ import annotations

import re
from dataclasses import replace

from articles.ingest.decoding import check_text
from articles.ingest.text.boxes import set_apart
from articles.ingest.text.captions import Shot, find_shots, is_caption
from articles.ingest.text.flow import flow
from articles.ingest.text.heads import Heads, assign, likeness
from articles.ingest.text.lines import Line, split_lines
from articles.ingest.text.marks import is_bare_name_line, is_whole_jump, marks_of
from articles.ingest.text.stories import Story, tell
from articles.wording.jumps import find_jump
from articles.records import ArticleDraft, LeftOut, PageDraft, PhotoDraft

PHOTO_ALIKE = 0.28
"""The share of a caption's words in a story from which on the photo belongs to it."""
NEAR = 0.08
"""What it counts that the photo stands beside the story,"""
BESIDE = 4
"""at most so many lines away."""


_JUMP_AT_EDGE = re.compile(r"[（(【\[▶►]$|(?:下转?|转)第?[A-Z一二三四五六七八九十\d]{0,3}$")
_JUMP_REACH, _REST_OF_JUMP = 7, 8
"""Characters in which a broken jump line starts, and of which its rest is made."""


def read_page(text: str) -> PageDraft:
    """Read a page's text. Raises ``decoding.UnreadableTextError`` where it is empty, binary or too long."""
    check_text(text)
    lines = _mend(split_lines(text))
    marks = marks_of(lines)
    apart = set_apart(lines, marks)
    kept = [at for at, line in enumerate(lines) if line.index not in apart.taken]
    items = flow([lines[at] for at in kept], [marks[at] for at in kept])
    shots = find_shots(items)
    in_photos = {line.index for shot in shots for line in shot.lines}
    told = tell([item for item in items if item.line.index not in in_photos])
    stories, lone = _part_captions(told.stories)
    shots = sorted([*shots, *lone], key=lambda shot: shot.at)
    renumber = {id(story): number for number, story in enumerate(stories)}
    for run in told.heads:
        run.after = sum(1 for story in told.stories[: run.after] if id(story) in renumber)
    heads, strangers = assign(told.heads, stories)
    pieces = apart.pieces(lines) + [(line.index, LeftOut("unknown", line.text)) for line in strangers]
    return PageDraft(
        number=apart.number,
        section=apart.section,
        articles=tuple(_article(story, heads.get(at, Heads())) for at, story in enumerate(stories)),
        photos=tuple(_photo(shot, stories, heads) for shot in shots),
        left_out=tuple(piece for _at, piece in sorted(pieces, key=lambda pair: pair[0])),
    )


def _mend(lines: list[Line]) -> list[Line]:
    """Lines that print broke where reading must not: a tail's dateline, a title parted from its name."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and not line.gap and _belong_together(last, line):
            out[-1] = replace(last, text=f"{last.text} {line.text}", width=last.width + line.width + 1)
        else:
            out.append(line)
    return out


def _belong_together(last: Line, line: Line) -> bool:
    return _open_dateline(last, line) or _open_title(last, line) or _broken_jump(last, line)


def _broken_jump(last: Line, line: Line) -> bool:
    """A jump line that goes on behind the edge of the column: （下转第 and 三版）."""
    if not _JUMP_AT_EDGE.search(last.text) or len(line.text) > _REST_OF_JUMP:
        return False
    return find_jump(last.text) is None and is_whole_jump(last.text[-_JUMP_REACH:].lstrip("。”！？ ") + line.text)


def _open_dateline(last: Line, line: Line) -> bool:
    return bool(
        re.match(r"^[（(][^）)]{4,40}$", last.text)
        and re.search(r"[电讯]", last.text)
        and re.match(r"^[^（(]{1,30}[）)]$", line.text)
    )


def _open_title(last: Line, line: Line) -> bool:
    return bool(
        re.search(r"(?:记者|通讯员|实习生)$", last.text)
        and len(last.text) <= 40
        and not re.search(r"[，。；：！？（(]", last.text)
        and is_bare_name_line(line)
    )


def _part_captions(stories: list[Story]) -> tuple[list[Story], list[Shot]]:
    """Stories of one sentence that read as captions are photos without a credit."""
    kept, shots = [], []
    for story in stories:
        bare = not (story.bylines or story.dateline or story.jump or story.continued_from)
        if bare and len(story.blocks) == 1 and is_caption(story.text):
            shots.append(Shot([], story.text, at=story.first))
        else:
            kept.append(story)
    return kept, shots


def _article(story: Story, heads: Heads) -> ArticleDraft:
    doubts = () if heads.headline or story.continued_from else ("no headline found",)
    return ArticleDraft(
        column=heads.column,
        kicker=heads.kicker,
        headline=heads.headline,
        deck=heads.deck,
        bylines=tuple(story.bylines),
        dateline=story.dateline,
        body=tuple(story.blocks),
        jump=story.jump,
        continued_from=story.continued_from,
        doubts=doubts,
    )


def _photo(shot: Shot, stories: list[Story], heads: dict[int, Heads]) -> PhotoDraft:
    at = shot.at
    texts = []
    for number, story in enumerate(stories):
        head = heads.get(number, Heads())
        texts.append(f"{head.kicker}{head.headline}{head.deck}{story.text}")
    rated = []
    for number, (story, alike) in enumerate(zip(stories, likeness(shot.caption, texts), strict=True)):
        gap = 0 if story.first <= at <= story.last else min(abs(at - story.first), abs(at - story.last))
        rated.append((alike + NEAR * (gap <= BESIDE), number))
    best, owner = max(rated, default=(0.0, 0))
    return PhotoDraft(shot.caption, shot.credits, owner if best >= PHOTO_ALIKE else None)
