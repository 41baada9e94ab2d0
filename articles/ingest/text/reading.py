"""The page-text reader: text as it comes out of a PDF or a paste → a page draft.

In steps, each a module: printed lines (`lines`), what each is by its wording (`marks`), what is no story
(`boxes`), photos (`captions`), prose and heads (`flow`), stories (`stories`), heads to stories (`heads`).
docs/reading-text.md tells why.
"""

from __future__ import annotations

from articles.ingest.decoding import check_text
from articles.ingest.text.boxes import set_apart
from articles.ingest.text.briefs import find_briefs
from articles.ingest.text.captions import Shot, find_shots, is_caption, is_one_sentence
from articles.ingest.text.flow import flow
from articles.ingest.text.heads import Heads, assign
from articles.ingest.text.lines import split_lines
from articles.ingest.text.marks import marks_of
from articles.ingest.text.mending import mend
from articles.ingest.text.owners import owners_of
from articles.ingest.text.stories import tell
from articles.ingest.text.told import Story
from articles.records import ArticleDraft, LeftOut, PageDraft, PhotoDraft
from articles.wording import furniture


def read_page(text: str) -> PageDraft:
    """Read a page's text. Raises ``decoding.UnreadableTextError`` where it is empty, binary or too long."""
    check_text(text)
    lines = mend(split_lines(text))
    marks = marks_of(lines)
    apart = set_apart(lines, marks)
    kept = [at for at, line in enumerate(lines) if line.index not in apart.taken]
    items = flow([lines[at] for at in kept], [marks[at] for at in kept])
    find_briefs(items, [line.index for line in lines if furniture.is_brief_label(line.text)])
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
        articles=tuple(
            _article(story, heads.get(at, Heads(headline=story.headline))) for at, story in enumerate(stories)
        ),
        photos=tuple(
            PhotoDraft(shot.caption, shot.credits, owner) for shot, owner in zip(shots, owners, strict=True)
        ),
        left_out=tuple(piece for _at, piece in sorted(pieces, key=lambda pair: pair[0])),
    )


def _lone_captions(stories: list[Story], headed: set[int]) -> list[int]:
    """The numbers of stories that are captions without a credit: one sentence, no head, nobody's name."""
    found = []
    for number, story in enumerate(stories):
        bare = not (story.brief or story.bylines or story.dateline or story.jump or story.continued_from)
        if bare and len(story.blocks) == 1 and story.blocks[0].kind == "paragraph":
            text = story.text
            if is_caption(text) or (number not in headed and is_one_sentence(text)):
                found.append(number)
    return found


def _article(story: Story, heads: Heads) -> ArticleDraft:
    doubts = () if heads.headline or story.continued_from or story.brief else ("no headline found",)
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
