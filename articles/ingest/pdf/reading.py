"""The PDF page reader: the characters, rules and pictures of one page → a page draft and its text layer.

In steps, each a module: characters once (`characters`), printed lines (`lines`), the running text's measure
(`measure`), boxes, rules and pictures (`surface`), the page's own lines (`furniture`), captions (`captions`),
heads (`heads`) and pieces of columns (`columns`), which run on in which (`chains`), what they say (`bodies`,
`photos`), what is no story (`apart`). docs/reading-pdf.md tells why.
"""

from __future__ import annotations

from dataclasses import replace

from articles.geometry import Box
from articles.imaging.sheet import Sheet
from articles.ingest.pdf import briefs
from articles.ingest.pdf.apart import is_mere_label, is_running, is_verse, kind_of_box
from articles.ingest.pdf.bodies import read_body
from articles.ingest.pdf.captions import find_shots
from articles.ingest.pdf.ceilings import Scene
from articles.ingest.pdf.chains import Chain, link
from articles.ingest.pdf.characters import seen_once
from articles.ingest.pdf.columns import parting_rules, stack
from articles.ingest.pdf.drafting import Page, Story, draft_of, layer_of, place_of
from articles.ingest.pdf.faces import one_font_a_face
from articles.ingest.pdf.furniture import find_own
from articles.ingest.pdf.headlines import HeadText, read_head
from articles.ingest.pdf.heads import group_heads
from articles.ingest.pdf.initials import join_initials
from articles.ingest.pdf.labels import give_labels
from articles.ingest.pdf.lines import Line, set_lines
from articles.ingest.pdf.measure import Measure, measure
from articles.ingest.pdf.neighbours import part_heads
from articles.ingest.pdf.photos import zone_of
from articles.ingest.pdf.satellites import add_satellites
from articles.ingest.pdf.strays import give_ends
from articles.ingest.pdf.surface import Panel, Surface, height, holds, inside, settle, survey, width
from articles.ingest.pdf.tops import join_tops
from articles.ingest.pdf.wordgaps import close_gaps
from articles.ingest.text.briefs import split_head
from articles.ingest.text.bullets import BULLETS
from articles.records import LeftOut, PageDraft, TextLayer
from articles.wording.bylines import parse_byline

NO_TEXT = "this page has no text layer: it is a picture"
PICTURE_LABEL = 6
"""A label over a picture has at most so many characters."""
TIGHT, TIGHT_SHARE = 1.15, 0.9
"""A head set smaller to fit is still so many times as large as text, and nearly as large as others."""
LARGE_TEXT = 5
"""So many lines of one size above each other are text, however large."""


def read_sheet(sheet: Sheet) -> tuple[PageDraft, TextLayer]:
    """Read one page; where it has no text, the draft holds a notice that says so and nothing else."""
    walls = [s.box for s in sheet.shapes if s.kind == "rule" and width(s.box) < height(s.box)]
    lines = close_gaps(set_lines(one_font_a_face(seen_once(sheet.glyphs), sheet.fonts), walls), walls)
    if not lines:
        return PageDraft(left_out=(LeftOut("unknown", NO_TEXT),)), TextLayer(source=sheet.source)
    sizes = measure(lines)
    lines = join_initials(lines, sizes)
    whole: Box = (0.0, 0.0, sheet.width, sheet.height)
    surface = survey(sheet.shapes, lines, whole, sizes.em)
    page = Page(sheet, sizes, surface, labelled=any(briefs.is_label(line) for line in lines))
    own = find_own(lines, surface, whole, sizes)
    page.leave("furniture", own.lines)
    settle(surface, [line for line in lines if line not in own.lines])
    for panel in reversed(surface.panels):
        _read_panel(page, panel)
    give_labels(page)
    give_ends(page)
    page.stories.sort(key=lambda story: place_of(page, story))
    return draft_of(page, own.number, own.section), layer_of(page)


def _read_panel(page: Page, panel: Panel) -> None:
    """Read the lines of one panel; one that holds nothing but heads gives them to the panel around it."""
    sizes, surface = page.sizes, page.surface
    lines = sorted(panel.lines, key=lambda line: (line.y0, line.x0))
    if panel.parent is not None:
        kind = kind_of_box(lines, sizes)
        if kind is not None:
            page.leave(kind, lines)
            return
        pictured = any(holds(panel.box, picture) for picture in surface.pictures)
        if lines and not (is_running(lines, sizes) or is_verse(lines, sizes)) and not pictured:
            panel.parent.lines += lines
            panel.gives_back = True
            return
    labels = [
        line
        for line in lines
        if is_mere_label(line) or briefs.is_label(line) or _labels_picture(line, surface, sizes)
    ]
    page.leave("furniture", labels)
    lines = [line for line in lines if line not in labels]
    pictures = [picture for picture in surface.pictures if _home(surface, picture) is panel]
    rules = surface.across
    shots = find_shots(pictures, [line for line in lines if not sizes.is_head_size(line)], rules, sizes)
    for shot in shots:
        shot.labelled = any(is_mere_label(line) and _is_over(line, shot.picture, sizes) for line in labels)
    page.shots += [(shot, panel) for shot in shots]
    captioned = {id(line) for shot in shots for line in shot.lines}
    lines = [line for line in lines if id(line) not in captioned]
    walls = [zone_of(shot) for shot in shots]
    heads, text = _sort_heads(lines, sizes)
    fragments = stack(text, rules, [*walls, *(head.box for head in heads)], sizes)
    heads, gaps = part_heads(heads, fragments, sizes)
    groups = group_heads(heads, rules, [*walls, *gaps, *(f.box for f in fragments if len(f.lines) > 3)])
    fragments = join_tops(add_satellites(groups, fragments, rules, walls, sizes), sizes)
    blocks = [other.box for other in surface.panels if other.parent is panel and not other.gives_back]
    rules = parting_rules(rules, fragments, sizes)
    scene = Scene(groups, fragments, walls, rules, surface.upright, blocks, sizes, panel.box[1])
    for chain in _one_story(link(scene), panel):
        if chain.head is None and briefs.is_list(chain.fragments, sizes):
            for head, parts in briefs.split(chain.fragments, sizes):
                _tell(page, panel, Chain(head, parts), brief=True)
            continue
        front, marked = briefs.split_marked(chain.fragments, sizes, page.labelled)
        if front or not marked:
            _tell(page, panel, Chain(chain.head, front))
        for at, parts in enumerate(marked):
            # A head right over the first is its own where no label says that it is the list's.
            _tell(page, panel, Chain(None if at or front else chain.head, parts), brief=True)


def _one_story(chains: list[Chain], panel: Panel) -> list[Chain]:
    """The chains of a box; where it holds one head and one text, they are one story."""
    heads = [chain for chain in chains if chain.head is not None and not chain.fragments]
    texts = [chain for chain in chains if chain.head is None]
    if panel.parent is None or len(chains) != 2 or len(heads) != 1 or len(texts) != 1:
        return chains
    return [Chain(heads[0].head, texts[0].fragments)]


def _labels_picture(line: Line, surface: Surface, sizes: Measure) -> bool:
    """Whether a line is a word in a small filled box right over a picture."""
    if len(line.text) > PICTURE_LABEL or not any(inside(mark, line.box) for mark in surface.highlights):
        return False
    return any(_is_over(line, picture, sizes) for picture in surface.pictures)


def _is_over(line: Line, picture: Box, sizes: Measure) -> bool:
    near = -sizes.em <= picture[1] - line.y1 <= 2.5 * sizes.pitch
    return near and picture[0] - sizes.em <= line.x0 <= picture[2]


def _home(surface: Surface, box: Box) -> Panel:
    return [panel for panel in surface.panels if inside(panel.box, box)][-1]


def _sort_heads(lines: list[Line], sizes: Measure) -> tuple[list[Line], list[Line]]:
    """Lines of head size, and the others; a large column of text is text."""
    heads = [line for line in lines if sizes.is_head_size(line) or (line.down and line.size > 1.1 * sizes.em)]
    heads += [line for line in lines if line not in heads and _is_tight_head(line, heads, sizes)]
    text = [line for line in lines if line not in heads]
    for line in list(heads):
        alike = [
            other
            for other in heads
            if abs(other.size - line.size) < 0.05 * line.size
            and other.font == line.font
            and (
                abs(other.x0 - line.x0) < 3 * line.size
                and abs(other.y0 - line.y0) < LARGE_TEXT * 2 * line.size
                if not line.down
                else abs(other.y0 - line.y0) < 3 * line.size
            )
        ]
        if len(alike) >= LARGE_TEXT:
            text += alike
            heads = [other for other in heads if other not in alike]
    return heads, text


def _is_tight_head(line: Line, heads: list[Line], sizes: Measure) -> bool:
    """Whether a line is a head set smaller to fit: one of the same face begins at the same edge."""
    return line.size >= TIGHT * sizes.em and any(
        head.font == line.font
        and not head.down
        and line.size >= TIGHT_SHARE * head.size
        and abs(head.x0 - line.x0) < 0.3 * sizes.em
        for head in heads
    )


def _tell(page: Page, panel: Panel, chain: Chain, brief: bool = False) -> None:
    """One chain becomes a story, or is left out where it is none."""
    lines = [line for fragment in chain.fragments for line in fragment.lines]
    head_lines = chain.head.lines if chain.head else []
    every = [*head_lines, *lines]
    kind = kind_of_box(every, page.sizes)
    if kind is not None:
        page.leave(kind, every)
        return
    if not lines:
        page.leave("unknown", every)
        return
    body = read_body(chain.fragments, page.sizes)
    head = read_head(chain.head) if chain.head else HeadText()
    if brief and body.blocks:
        headed, text = split_head(body.blocks[0].text)
        body.blocks[0] = replace(body.blocks[0], text=text)
        head = replace(head, headline=head.headline.lstrip(BULLETS + " ") or headed)
    if not head.headline and not brief and not body.continued_from and len(body.text) < 30:
        page.leave("unknown", every)
        return
    if body.deck:
        head = (
            replace(head, deck=f"{head.deck} {body.deck}".strip())
            if head.headline
            else replace(head, headline=body.deck)
        )
    for printed in head.bylines:
        body.bylines[:0] = [one for one in parse_byline(printed) if one not in body.bylines]
    page.stories.append(Story(chain, panel, head, body))
