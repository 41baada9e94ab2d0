"""What an editor does to a page draft before it is saved: draft in, draft out, nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.records import ArticleDraft, Block, LeftOut, LeftOutKind, PageDraft
from articles.wording.signing import text_of

_LONGEST_HEADLINE = 40
_SENTENCE_ENDS = "。！？；，.!?;,”"


def leave_out(draft: PageDraft, at: int, kind: LeftOutKind = "unknown") -> PageDraft:
    """The article becomes left-out text, all its words kept; its photos stand alone then."""
    gone = draft.articles[at]
    text = LeftOut(kind, article_text(gone), gone.zones)
    return replace(
        draft,
        articles=_without(draft.articles, at),
        photos=_owners(draft, {i: i - (i > at) for i in range(len(draft.articles)) if i != at}),
        left_out=(*draft.left_out, text),
    )


def leave_out_photo(draft: PageDraft, at: int) -> PageDraft:
    """The photo's caption becomes left-out text."""
    gone = draft.photos[at]
    text = LeftOut("unknown", f"{gone.caption}\n{text_of(gone.credits)}".strip(), gone.zones)
    return replace(draft, photos=_without(draft.photos, at), left_out=(*draft.left_out, text))


def merge(draft: PageDraft, at: int) -> PageDraft:
    """The article's text goes on the one before it; its heads stay as a subhead, so that no word is lost."""
    before, gone = draft.articles[at - 1], draft.articles[at]
    heads = tuple(Block("subhead", head) for head in (gone.kicker, gone.headline, gone.deck) if head)
    merged = replace(
        before,
        column=before.column or gone.column,
        bylines=before.bylines + tuple(line for line in gone.bylines if line not in before.bylines),
        dateline=before.dateline or gone.dateline,
        body=before.body + heads + gone.body,
        jump=gone.jump or before.jump,
        jump_zone=gone.jump_zone if gone.jump else before.jump_zone,
        continued_from=before.continued_from or gone.continued_from,
        continuation_zone=before.continuation_zone if before.continued_from else gone.continuation_zone,
        zones=before.zones + gone.zones,
        doubts=before.doubts + gone.doubts,
    )
    articles = (*draft.articles[: at - 1], merged, *draft.articles[at + 1 :])
    return replace(
        draft,
        articles=articles,
        photos=_owners(draft, {i: i - (i >= at) for i in range(len(draft.articles))}),
    )


def promote(draft: PageDraft, at: int) -> PageDraft:
    """The left-out text becomes the last article; a short first line, if more follows, is its headline."""
    text = draft.left_out[at]
    lines = [line.strip() for line in text.text.splitlines() if line.strip()]
    headline = ""
    if len(lines) > 1 and len(lines[0]) <= _LONGEST_HEADLINE and lines[0][-1] not in _SENTENCE_ENDS:
        headline = lines.pop(0)
    article = ArticleDraft(
        headline=headline, body=tuple(Block("paragraph", line) for line in lines), zones=text.zones
    )
    return replace(draft, articles=(*draft.articles, article), left_out=_without(draft.left_out, at))


def in_order(draft: PageDraft, places: Sequence[float]) -> PageDraft:
    """The articles by their places, photos still with their stories; equal places keep their order."""
    order = sorted(range(len(draft.articles)), key=lambda i: places[i])
    moved = {old: new for new, old in enumerate(order)}
    return replace(draft, articles=tuple(draft.articles[i] for i in order), photos=_owners(draft, moved))


def article_text(article: ArticleDraft) -> str:
    """All that is printed of an article, a line each."""
    lines = [
        article.continued_from.printed if article.continued_from else "",
        article.column,
        article.kicker,
        article.headline,
        article.deck,
        text_of(article.bylines),
        article.dateline.printed if article.dateline else "",
        *(block.text for block in article.body),
        article.jump.printed if article.jump else "",
    ]
    return "\n".join(line for line in lines if line)


def _without(rows: tuple, at: int) -> tuple:
    return (*rows[:at], *rows[at + 1 :])


def _owners(draft: PageDraft, moved: dict[int, int]) -> tuple:
    """The photos, each with its story's new index; one whose story is gone stands alone."""
    return tuple(
        replace(photo, article=None if photo.article is None else moved.get(photo.article))
        for photo in draft.photos
    )
