"""Stories made to fit: shortened by whole sentences, or cut where their room is full and sent on."""

from __future__ import annotations

from demo.typesetting.flow import items_of, sentences
from demo.typesetting.frame import Frame, Setting, fits, in_heads
from demo.typesetting.story import Dateline, Jump, Name, Story
from demo.typesetting.style import Style


def trim(style: Style, story: Story, frame: Frame, setting: Setting) -> bool:
    """Shorten a story by whole sentences until it fits its frame. False where not even the first fits."""
    whole = [
        (kind, piece, at)
        for at, (kind, text) in enumerate(story.body)
        for piece in ([text] if kind == "subhead" else sentences(text, story.latin))
    ]

    def body(count: int) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        before = -1
        for kind, piece, at in whole[:count]:
            if at == before:
                out[-1] = (kind, out[-1][1] + piece)
            else:
                out.append((kind, piece))
            before = at
        while out and out[-1][0] == "subhead":
            out.pop()
        return [(kind, text.rstrip()) for kind, text in out]

    low, high = 0, len(whole)
    while low < high:
        middle = (low + high + 1) // 2
        story.body = body(middle)
        if story.body and fits(style, story, frame, setting).over is None:
            low = middle
        else:
            high = middle - 1
    story.body = body(low)
    return bool(story.body)


def cut(style: Style, story: Story, frame: Frame, setting: Setting, jump: Jump, at: str) -> Story | None:
    """Cut a story where its frame is full and print the jump line. Returns the rest, None where all fits.

    ``at`` is ``sentence`` (between two sentences) or ``word`` (wherever the last line ends).
    """
    whole, end = list(story.body), _take_end(story)
    rest = _cut(style, story, frame, setting, jump, at)
    if rest is None:
        story.body, story.jump, story.cut_short = whole, None, False
        _give_end(story, end)
    else:
        _give_end(rest, end)
    return rest


End = tuple[str, str, list[Name], Dateline | None]


def _take_end(story: Story) -> End:
    """What stands at a story's very end goes with its last part: the signature, a dateline in brackets."""
    end: End = (story.tail, "", [], None)
    story.tail = ""
    if story.byline_at == "tail":
        end = (end[0], story.byline, story.bylines, None)
        story.byline, story.bylines = "", []
    if story.dateline and story.dateline_at == "tail":
        end = (*end[:3], story.dateline)
        story.dateline = None
    return end


def _give_end(story: Story, end: End) -> None:
    story.tail = end[0]
    if end[1]:
        story.byline_at, story.byline, story.bylines = "tail", end[1], end[2]
    if end[3]:
        story.dateline_at, story.dateline = "tail", end[3]


def _printed_before(story: Story) -> str:
    """What is printed in the first paragraph before its own words."""
    glued = story.continued.printed if story.continued and not story.continued.own_line else ""
    return glued + story.lead()


def _cut(style: Style, story: Story, frame: Frame, setting: Setting, jump: Jump, at: str) -> Story | None:
    whole = list(story.body)
    story.jump = jump
    if at == "word" and jump.own_line:
        flowed = fits(style, story, frame, setting)
        if flowed.over is None:
            return None
        items = items_of(story, style, frame.measure / style.size, in_heads(style, setting, story))
        kept = [item for item in items[: flowed.over - 1] if item.block >= 0]
        # the last row is the jump line's
        block = kept[-1].block
        if kept[-1].kind == "subhead":
            return _cut(style, story, frame, setting, jump, "sentence")
        count = sum(
            len("".join(line.text.split())) for item in kept if item.block == block for line in item.lines
        )
        if block == 0:
            count -= len("".join(_printed_before(story).split()))
        text = whole[block][1]
        position, seen = 0, 0
        while seen < count:
            seen += not text[position].isspace()
            position += 1
        front, rest = text[:position].rstrip(), text[position:].lstrip()
        if not front or len(rest) < 4:
            return _cut(style, story, frame, setting, jump, "sentence")
        story.body = [*whole[:block], ("paragraph", front)]
        story.cut_short = True
        tail_body = [("paragraph", rest), *whole[block + 1 :]]
        runs_on = True
    else:
        if not trim(style, story, frame, setting):
            return None
        kept_blocks = len(story.body)
        last_kept = story.body[-1][1]
        block = next(
            i for i, (_, text) in enumerate(whole) if i >= kept_blocks - 1 and text.startswith(last_kept)
        )
        rest = whole[block][1][len(last_kept) :].lstrip()
        runs_on = bool(rest)
        tail_body = ([("paragraph", rest)] if rest else []) + whole[block + 1 :]
        story.cut_short = False
    if not any(kind == "paragraph" for kind, _ in tail_body):
        return None
    return Story(
        key=story.key + ".tail",
        headline=list(story.headline),
        body=tail_body,
        runs_on=runs_on,
        latin=story.latin,
    )
