"""Items → stories: where one ends and the next begins, and what stands in its body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from articles.ingest.text.flow import TAIL_NAMES, Item, Kind
from articles.ingest.text.joining import ends_sentence, join_lines, tidy, tidy_head
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import is_bare_name_line, is_cross_reference
from articles.records import Block
from articles.wording.bylines import parse_byline
from articles.wording.datelines import split_closing, split_opening
from articles.wording.jumps import find_continuation, find_jump
from articles.wording.values import Dateline, JumpLine, Signature

SUBHEAD_WIDTH = 34
SUBHEAD_LINES = 2


@dataclass(slots=True)
class Story:
    """One story while it is read. ``first`` and ``last`` are the indexes of its body's printed lines."""

    blocks: list[Block] = field(default_factory=list)
    bylines: list[Signature] = field(default_factory=list)
    dateline: Dateline | None = None
    jump: JumpLine | None = None
    continued_from: JumpLine | None = None
    first: int = -1
    last: int = -1
    closed: bool = False

    @property
    def awaits_text(self) -> bool:
        """Whether only its continuation line has come: heads or a byline may stand before its text."""
        return self.continued_from is not None and not self.blocks

    @property
    def text(self) -> str:
        """The body as text, a block a line."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(slots=True)
class HeadRun:
    """Head lines side by side, with the number of the story that follows them."""

    lines: list[Line]
    after: int


@dataclass(slots=True)
class ByRun:
    """Bylines side by side, with the number of the story that follows them."""

    signatures: tuple[Signature, ...]
    after: int
    bare: bool


@dataclass(slots=True)
class Told:
    """What the items told."""

    stories: list[Story] = field(default_factory=list)
    heads: list[HeadRun] = field(default_factory=list)


def tell(items: list[Item]) -> Told:
    """Stories and the head lines between them, both in print order."""
    told = Told()
    bylines: list[ByRun] = []
    story: Story | None = None
    at = 0
    while at < len(items):
        item = items[at]
        end = at + 1
        while end < len(items) and _same_run(items[end], item):
            end += 1
        run = items[at:end]
        match item.kind:
            case Kind.PROSE:
                for paragraph in _paragraphs(run):
                    fresh = story is None or (not story.awaits_text and (story.closed or paragraph[0].opens))
                    aside = story is not None and is_cross_reference(paragraph[0].line.text)
                    if story is None or (fresh and not aside):
                        story = Story()
                        told.stories.append(story)
                    _read_paragraph(story, paragraph)
            case Kind.HEAD if _is_subhead(run, items, end, story) and story is not None:
                story.blocks.append(Block("subhead", tidy_head(" ".join(i.line.text for i in run))))
            case Kind.HEAD:
                names = [i for i in run if is_bare_name_line(i.line)]
                rest = [i.line for i in run if i not in names]
                if rest:
                    told.heads.append(HeadRun(rest, len(told.stories)))
                bylines += [ByRun(parse_byline(i.line.text), len(told.stories), True) for i in names]
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
    told.stories = [story for story in told.stories if story.blocks or story.jump]
    for one in told.stories:
        _read_ends(one)
    _give_bylines(told.stories, bylines)
    return told


def _same_run(item: Item, first: Item) -> bool:
    return item.kind is first.kind and item.kind in (Kind.PROSE, Kind.HEAD, Kind.BYLINE)


def _is_subhead(run: list[Item], items: list[Item], end: int, story: Story | None) -> bool:
    """Short lines between two paragraphs of one story."""
    if story is None or story.closed or not story.blocks or end >= len(items):
        return False
    after = items[end]
    if after.kind is not Kind.PROSE or after.opens or story.blocks[-1].kind == "subhead":
        return False
    short = all(i.width <= SUBHEAD_WIDTH and not i.line.spaced for i in run)
    named = any(re.search(r"[）)】]$", i.line.text) for i in run)  # a column's name ends a headline
    dashed = any(i.line.text.startswith(("—", "－", "-")) for i in run)
    gaps = any(i.line.gap for i in run[1:])
    done = ends_sentence(story.blocks[-1].text) and not _ends_story(story.blocks[-1].text)
    return len(run) <= SUBHEAD_LINES and short and not named and not dashed and not gaps and done


def _ends_story(text: str) -> bool:
    tail = TAIL_NAMES.search(text)
    return split_closing(text)[1] is not None or bool(tail and parse_byline(tail["names"], role="reporter"))


def _paragraphs(run: list[Item]) -> list[list[Item]]:
    paragraphs: list[list[Item]] = []
    for item in run:
        if item.paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(item)
    return paragraphs


def _read_paragraph(story: Story, items: list[Item]) -> None:
    text = join_lines(item.line.text for item in items)
    if (found := find_continuation(text)) and not story.blocks and story.continued_from is None:
        story.continued_from = found
        text = text.replace(found.printed, "", 1).strip()
    if (jump := find_jump(text)) is not None:
        story.jump, story.closed = jump, True
        text = text[: text.rfind(jump.printed)].strip().rstrip("▶►▸→◀（([【")
    if text:
        story.blocks.append(Block("paragraph", text))
        story.closed = story.closed or _ends_story(text)
    story.first = items[0].line.index if story.first < 0 else story.first
    story.last = items[-1].line.index


def _read_bylines(run: list[Item], after: int) -> ByRun:
    """Byline lines side by side as one: names of the second line may belong to a title at the first's end."""
    together = parse_byline(" ".join(item.line.text.strip() for item in run))
    apart = tuple(name for item in run for name in parse_byline(item.line.text))
    return ByRun(together if len(together) >= len(apart) else apart, after, False)


def _read_ends(story: Story) -> None:
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
    last = next(
        (i for i in range(len(story.blocks) - 1, -1, -1) if not is_cross_reference(story.blocks[i].text)), 0
    )
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
