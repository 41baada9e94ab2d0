"""Items → stories: where one ends and the next begins, and what stands in its body."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from articles.ingest.text.flow import TAIL_NAMES, Item, Kind
from articles.ingest.text.joining import ends_sentence, join_lines, tidy, tidy_head
from articles.ingest.text.lines import Line
from articles.ingest.text.marks import is_bare_name_line, is_cross_reference
from articles.records import Block
from articles.wording.bylines import parse_byline
from articles.wording.datelines import split_closing, split_opening
from articles.wording.folding import ngrams
from articles.wording.jumps import find_continuation, find_jump
from articles.wording.values import Dateline, JumpLine, Signature

SUBHEAD_WIDTH = 34
SUBHEAD_LINES = 2
LEAD = 0.1
"""What the wording of a lead counts where a story is cut in two, in shares of common words."""
_LEAD = re.compile(r"^(?:\d{1,2}月\d{1,2}日|近日|日前|昨日|昨天|今天|今日|今年|前天)|^[^。]{0,12}记者[^。]{2,30}(?:获悉|了解到)")


@dataclass(slots=True)
class Story:
    """One story while it is read.

    ``places`` tells for each block the indexes of its first and last printed line, and its measure.
    """

    blocks: list[Block] = field(default_factory=list)
    bylines: list[Signature] = field(default_factory=list)
    dateline: Dateline | None = None
    jump: JumpLine | None = None
    continued_from: JumpLine | None = None
    closed: bool = False
    places: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def awaits_text(self) -> bool:
        """Whether only its continuation line has come: heads or a byline may stand before its text."""
        return self.continued_from is not None and not self.blocks

    @property
    def first(self) -> int:
        """The index of its body's first printed line, -1 without a body."""
        return self.places[0][0] if self.places else -1

    @property
    def last(self) -> int:
        """The index of its body's last printed line."""
        return self.places[-1][1] if self.places else -1

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
    """Bylines side by side, with the number of the story that follows them; ``bare`` is a line of names alone."""

    signatures: tuple[Signature, ...]
    after: int
    bare: Line | None = None


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
                    signed = any(by.after == len(told.stories) - 1 and not by.bare for by in bylines)
                    if (cut := _second_story_at(story, signed)) is not None:
                        story = _cut_story(story, cut)
                        told.stories.append(story)
            case Kind.HEAD if _is_subhead(run, items, end, story) and story is not None:
                story.blocks.append(Block("subhead", tidy_head(" ".join(i.line.text for i in run))))
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
    told.stories = [story for story in told.stories if story.blocks or story.jump]
    for one in told.stories:
        _read_ends(one)
    _give_bylines(told.stories, [by for by in bylines if not _is_head_after_all(by, told)])
    return told


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
        story.places.append((items[0].line.index, items[-1].line.index, max(i.measure for i in items)))
        story.closed = story.closed or _ends_story(text)


def _second_story_at(story: Story, signed: bool) -> int | None:
    """The block with which another story starts, where one story would have two datelines or two signings.

    Its heads stand elsewhere on the page and it is signed at its end, so that nothing marks its start. Another
    measure does, or else that its words are new.
    """
    if len(story.blocks) < 2 or not story.closed or story.jump is not None:
        return None
    text, dateline, names = split_closing(story.blocks[-1].text)
    if dateline is None:
        return None
    end = len(story.blocks) - (not text)
    starts = [at for at in range(1, end) if story.blocks[at].kind == "paragraph"]
    starts = [at for at in starts if story.blocks[at - 1].kind == "paragraph"]
    changes = [
        at for at in starts if story.places[at][2] and abs(story.places[at][2] - story.places[at - 1][2]) > 2
    ]
    if split_opening(story.blocks[0].text) is None:
        # A byline above may be that of the story before, a tail's dateline its front's: they prove less.
        starts = changes if (signed and names) or story.continued_from is not None else []
    grams = [ngrams(block.text) for block in story.blocks]

    def shared(at: int) -> float:
        before, after = sum(grams[:at], Counter[str]()), sum(grams[at:end], Counter[str]())
        common = sum((before & after).values())
        alike = common / math.sqrt(max(1, before.total()) * max(1, after.total()))
        return alike - LEAD * bool(_LEAD.search(story.blocks[at].text))

    return min(changes or starts, key=shared, default=None)


def _cut_story(story: Story, at: int) -> Story:
    """Cut a story before block ``at``; what follows is returned as another."""
    second = Story(blocks=story.blocks[at:], places=story.places[at:], closed=story.closed)
    del story.blocks[at:], story.places[at:]
    return second


def _read_bylines(run: list[Item], after: int) -> ByRun:
    """Byline lines side by side as one: names of the second line may belong to a title at the first's end."""
    together = parse_byline(" ".join(item.line.text.strip() for item in run))
    apart = tuple(name for item in run for name in parse_byline(item.line.text))
    return ByRun(together if len(together) >= len(apart) else apart, after)


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
