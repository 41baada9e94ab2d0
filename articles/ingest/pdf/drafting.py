"""What was read of a page → its page draft and its text layer."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.geometry import Box, hull
from articles.imaging.sheet import Sheet
from articles.ingest.pdf.captions import Shot
from articles.ingest.pdf.chains import Chain
from articles.ingest.pdf.headlines import HeadText
from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.pdf.photos import owner_of, read_caption, zone_of
from articles.ingest.pdf.sides import Side, end_of
from articles.ingest.pdf.surface import Panel, Surface
from articles.ingest.pdf.told import Body
from articles.records import ArticleDraft, LayerLine, LeftOut, LeftOutKind, PageDraft, PhotoDraft, TextLayer

ROW = 0.05
"""Stories whose heads begin within this share of the page's height stand in one row."""


@dataclass(slots=True, eq=False)
class Story:
    """One story with the panel that it stands in and what was read of it."""

    chain: Chain
    panel: Panel
    head: HeadText
    body: Body
    label: Line | None = None
    """Its column's, where it stands apart from the head."""


@dataclass(slots=True)
class Page:
    """One page while it is read: what was found on it so far."""

    sheet: Sheet
    sizes: Measure
    surface: Surface
    stories: list[Story] = field(default_factory=list)
    shots: list[tuple[Shot, Panel]] = field(default_factory=list)
    left: list[tuple[LeftOutKind, list[Line]]] = field(default_factory=list)
    labelled: bool = False
    """Whether it prints a label over briefs (简讯)."""

    def leave(self, kind: LeftOutKind, lines: list[Line]) -> None:
        """Keep lines that are no story, none being dropped."""
        if lines:
            self.left.append((kind, lines))

    def part(self, box: Box) -> Box:
        """A box as fractions of the page."""
        w, h = self.sheet.width, self.sheet.height
        x0, x1 = (round(min(max(x / w, 0.0), 1.0), 5) for x in (box[0], box[2]))
        y0, y1 = (round(min(max(y / h, 0.0), 1.0), 5) for y in (box[1], box[3]))
        return x0, y0, x1, y1


def place_of(page: Page, story: Story) -> tuple[int, float]:
    """Where a story stands in the page's order: by rows, each from left to right."""
    boxes = _boxes(story)
    top = min(box[1] for box in boxes)
    return round(top / (ROW * page.sheet.height)), min(box[0] for box in boxes)


def _boxes(story: Story) -> list[Box]:
    heads = [story.label.box] if story.label else []
    heads += [story.chain.head.box] if story.chain.head else []
    return heads + [fragment.box for fragment in story.chain.fragments]


def draft_of(page: Page, number: str | None, section: str) -> PageDraft:
    """The draft of a page that prints this number and this section."""
    rated = [(story.chain, story.panel, f"{_head_text(story)}{story.body.text}") for story in page.stories]
    photos = []
    for shot, panel in sorted(page.shots, key=lambda pair: (pair[0].picture[1], pair[0].picture[0])):
        caption = read_caption(shot)
        if not shot.lines:
            continue
        alone = len(page.stories) == 1 and len(page.shots) > 1
        owner = (
            None
            if shot.labelled
            else 0
            if alone  # a page of pictures tells one story
            else owner_of(shot, caption.text, rated, panel, page.surface.across, page.sizes)
        )
        photos.append(
            PhotoDraft(
                caption.text,
                caption.credits,
                owner,
                (page.part(zone_of(shot)),),
                page.part(shot.picture),
            )
        )
    return PageDraft(
        number=number,
        section=section,
        articles=tuple(_article(page, story) for story in page.stories),
        photos=tuple(photos),
        left_out=tuple(
            LeftOut(
                kind, "\n".join(line.text for line in lines), (page.part(hull(line.box for line in lines)),)
            )
            for kind, lines in page.left
        ),
    )


def _head_text(story: Story) -> str:
    return f"{story.head.kicker}{story.head.headline}{story.head.deck}"


def _article(page: Page, story: Story) -> ArticleDraft:
    head, body = story.head, story.body
    return ArticleDraft(
        column=head.column,
        kicker=head.kicker,
        headline=head.headline,
        deck=head.deck,
        bylines=tuple(body.bylines),
        dateline=body.dateline,
        body=tuple(body.blocks),
        jump=body.jump,
        continued_from=body.continued_from,
        zones=tuple(page.part(box) for box in _boxes(story)),
        jump_zone=page.part(body.jump_zone) if body.jump_zone else None,
        continuation_zone=page.part(body.continuation_zone) if body.continuation_zone else None,
        doubts=_doubts(page, story),
    )


def _doubts(page: Page, story: Story) -> tuple[str, ...]:
    """What an editor should look at twice."""
    doubts = []
    if not story.head.headline and story.body.continued_from is None:
        doubts.append("no headline found")
    if story.body.jump is None and end_of(story.chain.fragments[-1], page.sizes) is Side.INSIDE:
        doubts.append("the text ends inside a sentence")
    return tuple(doubts)


def layer_of(page: Page) -> TextLayer:
    """All lines in reading order: stories, photos, then what is left out."""
    lines: list[Line] = []
    for story in page.stories:
        lines += [story.label] if story.label else []
        lines += story.chain.head.lines if story.chain.head else []
        lines += [line for fragment in story.chain.fragments for line in fragment.lines]
    lines += [line for shot, _panel in page.shots for line in shot.lines]
    lines += [line for _kind, left in page.left for line in left]
    return TextLayer(
        tuple(LayerLine(line.text, tuple(page.part(box) for box in line.boxes)) for line in lines),
        page.sheet.source,
    )
