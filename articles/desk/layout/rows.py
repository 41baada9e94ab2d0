"""The list beside the picture: stories with their jump lines, their text to cut in, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles import access
from articles.desk.layout.jumping import text_mark
from articles.desk.layout.state import Layout, Owner
from articles.models import ArticlePart, Join, Page
from articles.wording import cutting, html
from articles.wording.jumps import continuation_text, jump_text


@dataclass(frozen=True, slots=True)
class Line:
    """A jump or continuation line, and the page that it leads to."""

    text: str
    page: Page


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a story's text; a tail may begin with it where it is not the first."""

    number: int
    text: str
    is_subhead: bool


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story of the page. ``seen`` is the mark that the verbs of jumps ask for."""

    owner: Owner
    part: ArticlePart
    seen: str
    passages: list[Passage] = field(default_factory=list)
    continuation: Line | None = None
    jump: Line | None = None
    may_jump: bool = False
    may_join: bool = False


def story_rows(layout: Layout, user: access.AnyUser) -> list[StoryRow]:
    """The page's stories, the lead first; one query whatever their number."""
    own = Join.objects.filter(tail_part__in=[part.pk for part in layout.parts], state=Join.State.JOINED)
    with_own_story = set(own.values_list("tail_part", flat=True))
    may_page = layout.page in access.open_to_change(user, [layout.page])
    rows = []
    for owner in layout.of_kind("part"):
        part: ArticlePart = owner.row  # type: ignore[assignment]  # an owner of this kind
        language = part.article.issue.newspaper.language
        before, after = part.previous, part.next
        may = may_page and not owner.locked and not part.article.has_been_public
        rows.append(
            StoryRow(
                owner,
                part,
                text_mark(part),
                passages_of(part),
                Line(continuation_text(before.page.label, language), before.page) if before else None,
                Line(jump_text(after.page.label, language), after.page) if after else None,
                may_jump=may and bool(part.body),
                may_join=may and before is not None and part.pk not in with_own_story,
            )
        )
    return rows


def passages_of(part: ArticlePart) -> list[Passage]:
    """The blocks of its text, as `cutting.cut` counts them."""
    return [
        Passage(number, cutting.text_of(block), block.startswith("<h3>"))
        for number, block in enumerate(html.blocks(part.body))
    ]
