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
from articles.ingest.text.captions import Shot, find_shots, is_caption, is_one_sentence
from articles.ingest.text.flow import flow
from articles.ingest.text.heads import Heads, assign
from articles.ingest.text.lines import Line, columns, split_lines
from articles.ingest.text.marks import is_bare_name_line, marks_of
from articles.ingest.text.owners import owners_of
from articles.ingest.text.stories import tell
from articles.ingest.text.told import Story
from articles.records import ArticleDraft, LeftOut, PageDraft, PhotoDraft
from articles.wording.jumps import find_jump

_AGENCY_PHOTOGRAPHER = re.compile(r"^[（(][^（()）]{2,16}摄[）)]$")
"""Who took the picture, as print names them behind 新华社发."""
_JUMP_AT_EDGE = re.compile(r"[（(【\[▶►]$|(?:下转?|转)第?[A-Z一二三四五六七八九十\d]{0,3}$")
_REST_OF_JUMP = 8
"""The most characters of a broken jump line's rest."""


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
    stories = told.stories
    heads, strangers = assign(told.heads, stories)
    if lone := _lone_captions(stories, set(heads)):
        shots += [Shot([], stories[at].text, at=stories[at].first) for at in lone]
        shots.sort(key=lambda shot: shot.at)
        for run in told.heads:
            run.after -= sum(at < run.after for at in lone)
        stories = [story for at, story in enumerate(stories) if at not in lone]
        heads, strangers = assign(told.heads, stories)
    owners = owners_of(shots, stories, heads, any(line.gap for line in lines[1:]))
    pieces = apart.pieces(lines) + [(line.index, LeftOut("unknown", line.text)) for line in strangers]
    return PageDraft(
        number=apart.number,
        section=apart.section,
        articles=tuple(_article(story, heads.get(at, Heads())) for at, story in enumerate(stories)),
        photos=tuple(
            PhotoDraft(shot.caption, shot.credits, owner) for shot, owner in zip(shots, owners, strict=True)
        ),
        left_out=tuple(piece for _at, piece in sorted(pieces, key=lambda pair: pair[0])),
    )


def _mend(lines: list[Line]) -> list[Line]:
    """Lines that print broke where reading must not: a tail's dateline, a title parted from its name."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and not line.gap and (printed := _broken_jump(last, line)):
            rest = last.text[: len(last.text) + len(line.text) - len(printed)].rstrip()
            out[-1:] = [replace(last, text=rest, width=columns(rest))] if rest else []
            out.append(replace(line, text=printed, width=columns(printed)))
        elif last is not None and not line.gap and _belong_together(last, line):
            out[-1] = replace(last, text=f"{last.text} {line.text}", width=last.width + line.width + 1)
        else:
            out.append(line)
    return out


def _belong_together(last: Line, line: Line) -> bool:
    if last.text.endswith("发") and _AGENCY_PHOTOGRAPHER.match(line.text):
        return True
    return _open_dateline(last, line) or _open_title(last, line)


def _broken_jump(last: Line, line: Line) -> str:
    """The whole of a jump line that goes on behind its column's edge, （下转第 and 三版）; else nothing."""
    if len(line.text) > _REST_OF_JUMP or not _JUMP_AT_EDGE.search(last.text) or find_jump(last.text):
        return ""
    found = find_jump(last.text + line.text)
    return found.printed if found is not None and len(found.printed) > len(line.text) else ""


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


def _lone_captions(stories: list[Story], headed: set[int]) -> list[int]:
    """The numbers of stories that are captions without a credit: one sentence, no head, nobody's name."""
    found = []
    for number, story in enumerate(stories):
        bare = not (story.bylines or story.dateline or story.jump or story.continued_from)
        if bare and len(story.blocks) == 1 and story.blocks[0].kind == "paragraph":
            text = story.text
            if is_caption(text) or (number not in headed and is_one_sentence(text)):
                found.append(number)
    return found


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
