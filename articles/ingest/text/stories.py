"""Items → stories: where one ends and the next begins, and what stands in its body."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from articles.ingest.text.briefs import read_brief
from articles.ingest.text.clauses import is_chapter
from articles.ingest.text.flow import TAIL_NAMES, Item, Kind
from articles.ingest.text.joining import ends_sentence, join_lines, tidy, tidy_head
from articles.ingest.text.marks import is_author_note, is_bare_name_line, is_cross_reference
from articles.ingest.text.parting import OTHER_MEASURE, part_stories
from articles.ingest.text.recutting import part_by_heads_left
from articles.ingest.text.told import ByRun, HeadRun, Story, Told
from articles.ingest.text.words import grams_of, plain_share
from articles.records import Block
from articles.wording.bylines import parse_byline
from articles.wording.column_names import column_of
from articles.wording.datelines import split_closing, split_opening
from articles.wording.jumps import find_continuation, find_jump

PARTING_SHARE = 0.25
"""The most paragraphs, of those below another, that have a blank line above where these part stories."""
SUBHEAD_WIDTH = 34
SUBHEAD_LINES = 2
ORNAMENTS = "■□◆◇●○▲△▼▽★☆♦▪▫▶► "
"""What print sets before a subhead."""
PARAGRAPH_LINES = 12
"""Lines read of the paragraph below a subhead."""
HEADLINE_LIKE = 0.45
"""The share of a short line's words in the lead above from which on it is the headline of that story,"""
MORE_LIKE = 0.15
"""where so much less of it stands in the text below."""


def tell(items: list[Item]) -> Told:
    """Stories and the head lines between them, both in print order."""
    told = Told()
    bylines: list[ByRun] = []
    story: Story | None = None
    at = 0
    while at < len(items):
        item = items[at]
        end = at + 1
        if item.brief:
            while end < len(items) and items[end].brief == item.brief:
                end += 1
            if any(one.kind is Kind.PROSE for one in items[at:end]):
                told.stories.append(read_brief(items[at:end]))
                story, at = None, end
                continue
            end = at + 1  # what seemed its text was a caption
        while end < len(items) and _same_run(items[end], item):
            end += 1
        run = items[at:end]
        match item.kind:
            case Kind.PROSE:
                for paragraph in paragraphs_of(run):
                    fresh = story is None or (not story.awaits_text and (story.closed or paragraph[0].opens))
                    aside = _is_aside(paragraph)
                    if story is None or (fresh and not aside):
                        story = Story()
                        told.stories.append(story)
                    _read_paragraph(story, paragraph)
            case Kind.HEAD if story is not None and _is_subhead(run, items, at, end, story):
                story.blocks.append(
                    Block("subhead", tidy_head(" ".join(i.line.text for i in run).lstrip(ORNAMENTS)))
                )
                story.places.append((run[0].line.index, run[-1].line.index, 0))
            case Kind.HEAD:
                names = _bare_names(run, items, at, end)
                rest = [i.line for i in run if i not in names]
                if rest:
                    told.heads.append(HeadRun(rest, len(told.stories)))
                bylines += [ByRun(parse_byline(i.line.text), len(told.stories), i.line) for i in names]
                if story is not None:
                    story.closed = not story.awaits_text
            case Kind.BYLINE:
                bylines.append(_read_bylines(run, len(told.stories)))
                if story is not None:
                    story.closed = not story.awaits_text
            case Kind.CREDIT:
                pass  # a photo's, taken before
            case Kind.CONTINUATION:
                story = Story(continued_from=find_continuation(item.line.text))
                told.stories.append(story)
            case Kind.JUMP:
                if told.stories:
                    told.stories[-1].jump = find_jump(item.line.text)
                    told.stories[-1].closed = True
        at = end
    _drop_empty(told, bylines)
    part_stories(told, bylines, _tears(items))
    part_by_heads_left(told, bylines)
    for one in told.stories:
        read_ends(one)
    _give_bylines(told.stories, [by for by in bylines if not _is_head_after_all(by, told)])
    return told


def _drop_empty(told: Told, bylines: list[ByRun]) -> None:
    """Take out stories of which no text came; heads and bylines that stand behind are renumbered."""
    kept = [bool(story.blocks or story.jump) for story in told.stories]
    for run in told.heads:
        run.after = sum(kept[: run.after])
    for by in bylines:
        by.after = sum(kept[: by.after])
    told.stories = [story for story, keep in zip(told.stories, kept, strict=True) if keep]


def _tears(items: list[Item]) -> float:
    """The share of blank lines between whole paragraphs that tore them by chance, as they tear a sentence.

    1.0 where paragraphs themselves are parted by blank lines, so that these say nothing of stories.
    """
    inside: list[bool] = []
    starts: list[bool] = []
    for last, item in pairwise(items):
        if last.kind is item.kind is Kind.PROSE:
            whole = item.paragraph and ends_sentence(last.line.text)
            (starts if whole else inside).append(bool(item.line.gap))
    if not starts or sum(starts) > PARTING_SHARE * len(starts):
        return 1.0
    by_chance = len(starts) * sum(inside) / max(1, len(inside))
    return min(1.0, by_chance / max(1, sum(starts)))


def _is_head_after_all(by: ByRun, told: Told) -> bool:
    """Whether a line that reads as a name is a headline, since the story beside it has its words: 桂花雨.

    It then goes to the heads.
    """
    if by.bare is None:
        return False
    beside = told.stories[max(0, by.after - 1) : by.after + 1]
    words = [by.bare.text[at : at + 2] for at in range(len(by.bare.text) - 1)]
    if not any(word in story.text for story in beside for word in words):
        return False
    for run in told.heads:
        if run.after == by.after and any(abs(line.index - by.bare.index) <= 1 for line in run.lines):
            run.lines = sorted([*run.lines, by.bare], key=lambda line: line.index)
            return True
    told.heads = sorted([*told.heads, HeadRun([by.bare], by.after)], key=lambda run: run.lines[0].index)
    return True


def _bare_names(run: list[Item], items: list[Item], start: int, end: int) -> list[Item]:
    """Lines of a head run that are names and nothing else: writers, unless a headline happens to look so.

    A headline like 桂花雨 reads as a name: it is none where a byline stands beside it, or another name below
    and no head else.
    """
    names = [item for item in run if is_bare_name_line(item.line)]
    beside = [items[at].kind for at in (start - 1, end) if 0 <= at < len(items)]
    if names and len(names) == len(run):
        if len(names) > 1:
            return names[1:]
        if Kind.BYLINE in beside:
            return []
    return names


def _same_run(item: Item, first: Item) -> bool:
    return not item.brief and item.kind is first.kind and item.kind in (Kind.PROSE, Kind.HEAD, Kind.BYLINE)


def _is_subhead(run: list[Item], items: list[Item], start: int, end: int, story: Story) -> bool:
    """Short lines between two paragraphs of one story, or between a continuation line and its text."""
    if (story.closed and not story.awaits_text) or end >= len(items):
        return False
    after = items[end]
    if after.line.index - items[start - 1].line.index > len(run) + 1 and not story.awaits_text:
        return False  # a folio or a box stands between: no part of the column above
    if after.kind is not Kind.PROSE or after.opens:
        return False
    short = all(i.width <= SUBHEAD_WIDTH and not i.line.spaced for i in run)
    named = any(re.search(r"[）)】]$", i.line.text) for i in run)  # a column's name ends a headline
    named = named or (len(run) > 1 and bool(column_of(run[0].line.text)))
    dashed = any(i.line.text.startswith(("—", "－", "-")) for i in run)
    gaps = any(i.line.gap for i in run[1:])
    signed = any(is_bare_name_line(i.line) for i in run)
    if len(run) > SUBHEAD_LINES or not short or named or dashed or gaps or signed:
        return False
    if story.awaits_text:
        return True  # the headline of a continuation is printed above the line that names the page
    last = story.blocks[-1]
    if last.kind == "subhead" or not ends_sentence(last.text) or _ends_story(last.text):
        return False
    if len(run) > 1 and _other_column(items[start - 1], after):
        return False
    below = join_lines(item.line.text for item in paragraphs_of(items[end : end + PARAGRAPH_LINES])[0])
    return not _is_its_headline(" ".join(i.line.text for i in run), story.blocks[0].text, below)


def _other_column(above: Item, below: Item) -> bool:
    """Whether two lines of text are set in columns of different width."""
    known = above.measure and below.measure
    return bool(known) and abs(above.measure - below.measure) > OTHER_MEASURE


def _is_its_headline(head: str, lead: str, below: str) -> bool:
    """Whether a short line repeats the lead of the story above: its headline, printed behind it."""
    words = grams_of(head)
    alike = plain_share(words, grams_of(lead))
    return alike >= HEADLINE_LIKE and alike >= plain_share(words, grams_of(below)) + MORE_LIKE


def _ends_story(text: str) -> bool:
    if (opening := split_opening(text)) is not None and not text[opening.end :].strip():
        return False  # a dateline and who sent it, the text below
    if is_author_note(text):
        return True
    tail = TAIL_NAMES.search(text)
    return split_closing(text)[1] is not None or bool(tail and parse_byline(tail["names"], role="reporter"))


def paragraphs_of(run: list[Item]) -> list[list[Item]]:
    """Prose lines as the paragraphs that they print."""
    paragraphs: list[list[Item]] = []
    for item in run:
        if item.paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(item)
    return paragraphs


def _is_behind(text: str) -> bool:
    return is_cross_reference(text) or is_author_note(text)


def _is_aside(paragraph: list[Item]) -> bool:
    """A cross-reference, or a dateline in brackets and nothing else: what follows the end of a story."""
    text = join_lines(item.line.text for item in paragraph)
    return _is_behind(text) or (split_closing(text)[1] is not None and not split_closing(text)[0])


def _read_paragraph(story: Story, items: list[Item]) -> None:
    text = join_lines(item.line.text for item in items)
    if (found := find_continuation(text)) and not story.blocks and story.continued_from is None:
        story.continued_from = found
        text = text.replace(found.printed, "", 1).strip()
    if (jump := find_jump(text)) is not None:
        story.jump, story.closed = jump, True
        text = text[: text.rfind(jump.printed)].strip().rstrip("▶►▸→◀（([【")
    if text:
        if items[0].line.gap:
            story.gaps.add(len(story.blocks))
        chapter = is_chapter(text)
        story.blocks.append(Block("subhead", tidy_head(text)) if chapter else Block("paragraph", text))
        story.places.append((items[0].line.index, items[-1].line.index, max(i.measure for i in items)))
        tail = len(story.blocks) > 1 and split_closing(text)[1] is not None
        story.closed = story.closed or tail or _ends_story(text)


def _read_bylines(run: list[Item], after: int) -> ByRun:
    """Byline lines side by side as one: names of the second line may belong to a title at the first's end."""
    together = parse_byline(" ".join(item.line.text.strip() for item in run))
    apart = tuple(name for item in run for name in parse_byline(item.line.text))
    return ByRun(together if len(together) >= len(apart) else apart, after)


def read_ends(story: Story) -> None:
    """Dateline and bylines out of the first and the last paragraph."""
    if not story.blocks:
        return
    # Until here spaces stand as printed, since they part names and titles.
    first = story.blocks[0]
    opening = split_opening(first.text)
    if opening is not None:
        story.dateline = opening.dateline
        story.bylines += opening.bylines
        story.blocks[0] = replace(first, text=first.text[opening.end :].strip())
    last = next((i for i in range(len(story.blocks) - 1, -1, -1) if not _is_behind(story.blocks[i].text)), 0)
    text, dateline, names = split_closing(story.blocks[last].text)
    if dateline is not None and story.dateline is None:
        story.dateline = dateline
        story.bylines += names
        story.blocks[last] = replace(story.blocks[last], text=text)
    tail = TAIL_NAMES.search(story.blocks[last].text)
    if tail and (signed := parse_byline(tail["names"], role="reporter")):
        story.bylines += [name for name in signed if name not in story.bylines]
        story.blocks[last] = replace(story.blocks[last], text=story.blocks[last].text[: tail.start()].strip())
    story.blocks = [replace(b, text=tidied) for b in story.blocks if (tidied := _tidied(b))]


def _tidied(block: Block) -> str:
    return tidy(block.text) if block.kind == "paragraph" else block.text


def _give_bylines(stories: list[Story], runs: list[ByRun]) -> None:
    """A byline goes to the story after it, or to the one before where the one after names its own writers."""
    for at, run in enumerate(runs):
        before = stories[run.after - 1] if 0 < run.after <= len(stories) else None
        after = stories[run.after] if run.after < len(stories) else None
        rival = at + 1 < len(runs) and runs[at + 1].after == run.after
        taken = after is None or bool(after.bylines) or after.continued_from is not None or rival
        owner = before if before is not None and not before.bylines and taken else after or before
        if owner is not None:
            owner.bylines += [name for name in run.signatures if name not in owner.bylines]
