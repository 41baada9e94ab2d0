"""What is printed between the stories and is none: advertisements, notices, service boxes, teasers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from articles.ingest.pdf.lines import Line
from articles.ingest.pdf.measure import Measure
from articles.ingest.text.joining import ends_sentence
from articles.ingest.text.tables import is_table
from articles.records import LeftOutKind
from articles.wording import furniture
from articles.wording.imprint import is_staff_line

FEW_SENTENCES = 0.12
"""Text in which fewer lines than this share hold a full stop is no running text."""
CUES = 2
LEAST_VERSES, VERSE, OTHER_LINES = 6, 14, 2
"""Lines of the shortest poem in a box, characters of its longest line, and lines beside: who wrote it."""
_SENTENCE = re.compile(r"[。！？]|[a-zà-ÿ][.!?](?:\s|$)")


def kind_of_box(lines: Sequence[Line], sizes: Measure) -> LeftOutKind | None:
    """What the lines of a box on the page are, None where they may be stories."""
    texts = [line.text for line in lines]
    joined = "".join(texts)
    if not texts:
        return None
    labelled = any(furniture.compact(text) == "广告" for text in texts)
    first = texts[0]
    headed = furniture.is_notice_head(first) or furniture.is_notice_column(first)
    if headed or (furniture.sounds_like_notice(joined) and (labelled or _notices(texts) >= CUES)):
        return "notice"
    if furniture.is_box_head(first) or _rows(texts) >= max(CUES, 0.5 * len(texts)):
        if any("导" in furniture.compact(text)[:4] for text in texts[:1]) or _teasers(texts) >= CUES:
            return "teaser"
        contact = sum(furniture.is_contact_line(text) for text in texts)
        return "notice" if contact else "furniture"
    if _teasers(texts) >= CUES and not is_running(lines, sizes):
        return "teaser"
    # An order line (订购热线：…) is praise and address in one.
    cues = sum(furniture.is_advert_line(text) + furniture.is_contact_line(text) for text in texts)
    if labelled and (not is_running(lines, sizes) or cues):
        return "advert"
    if cues >= CUES and not is_running(lines, sizes):
        return "advert"
    if is_table(texts) and not is_running(lines, sizes):
        return "unknown"
    return None


def _notices(texts: Sequence[str]) -> int:
    return sum(furniture.is_notice_head(text) for text in texts)


def _teasers(texts: Sequence[str]) -> int:
    return sum(furniture.is_teaser(text) and not ends_sentence(text) for text in texts)


def _rows(texts: Sequence[str]) -> int:
    """Rows of key and value with figures, as weather and telephone boxes have them."""
    return sum(
        bool(re.search(r"\d", text))
        and len(text) <= 40
        and not ends_sentence(text)
        and (
            furniture.is_weather_line(text)
            or (furniture.is_key_value(text) and furniture.is_contact_line(f"电话：{text}"))
        )
        and (furniture.is_weather_line(text) or furniture.is_key_value(text))
        for text in texts
    )


def is_running(lines: Sequence[Line], sizes: Measure) -> bool:
    """Whether there is running text among `lines`: several lines of one measure in which sentences end."""
    text = [line for line in lines if sizes.em * 0.8 <= line.size <= sizes.em * 1.5]
    stops = sum(bool(_SENTENCE.search(line.text)) for line in text)
    return len(text) >= 3 and stops >= max(1, FEW_SENTENCES * len(text))


def is_verse(lines: Sequence[Line], sizes: Measure) -> bool:
    """Whether a box holds a poem: a head, and short lines of text set at one edge under it."""
    heads = [line for line in lines if sizes.is_head_size(line)]
    text = [line for line in lines if sizes.is_text_size(line) and not line.down]
    if not heads or any(re.search(r"\d", line.text) or len(line.text) > VERSE for line in text):
        return False
    edges = Counter(round(line.x0 / sizes.em) for line in text if line.y0 >= heads[0].y0)
    return max(edges.values(), default=0) >= LEAST_VERSES and len(text) - max(edges.values()) <= OTHER_LINES


def is_mere_label(line: Line) -> bool:
    """A label over pictures or boxes (图片新闻, 广告), or a line of the page's own."""
    return furniture.is_label(line.text) or is_staff_line(line.text)
