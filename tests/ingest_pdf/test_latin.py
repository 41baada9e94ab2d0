"""Pages of papers in English and German, set justified with one em of indent."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics

from articles.imaging.extraction import extract_sheet
from articles.ingest.pdf import read_sheet
from tests.ingest_pdf.typesetting import LEADING, SIZE, Proof

ROMAN, HEAVY = "Times-Roman", "Times-Bold"
LIGHTHOUSE = [
    "SALTHAVEN, April 9. The keeper of the Gull Point light will climb his two hundred steps for the last time "
    "on Sunday. From Monday a clock will do his work.",
    "Ruben Castle has kept the lamp for thirty-one years, and his father kept it before him. He has been offered "
    "a post in the harbour office, where the chairs are said to be comfortable.",
    "By noon on Monday the stairs will be locked. The key goes to the museum.",
]
MARKET = [
    "Auf dem Marktplatz von Marlingen stehen seit gestern wieder die Buden der Obsthändler. Die Genossenschaft "
    "rechnet mit einer Birnenernte, wie es sie seit neun Jahren nicht gegeben hat.",
    "Wegen der Straßenbahnbauarbeiten bleibt die Haltestelle Nordwestbahnhof bis zum Wochenende geschlossen.",
]


class LatinProof(Proof):
    """A proof that justifies words."""

    def justified(self, x: float, y: float, measure: float, paragraphs: list[str]) -> float:
        """Set paragraphs into one column and tell where it ends."""
        for paragraph in paragraphs:
            rows: list[list[str]] = [[]]
            for word in paragraph.split():
                room = measure - (SIZE if len(rows) == 1 else 0)
                if rows[-1] and self.wide([*rows[-1], word]) > room:
                    rows.append([])
                rows[-1].append(word)
            for at, row in enumerate(rows):
                start, room = (x + SIZE, measure - SIZE) if at == 0 else (x, measure)
                spare = room - sum(self.wide([word]) for word in row)
                gap = spare / max(1, len(row) - 1) if at < len(rows) - 1 else 0.25 * SIZE
                for word in row:
                    self.line(start, y, word, SIZE, ROMAN)
                    start += self.wide([word]) + gap
                y += LEADING
        return y

    def wide(self, words: list[str]) -> float:
        return pdfmetrics.stringWidth(" ".join(words), ROMAN, SIZE)


@pytest.fixture
def proof(tmp_path):
    return LatinProof(tmp_path / "page.pdf")


def read(proof):
    return read_sheet(extract_sheet(proof.save(), 0))[0]


def test_byline_dateline_and_deck_in_the_style_of_the_text(proof):
    proof.centred(40, 240, 60, "Last Climb", 22, HEAVY)
    proof.centred(40, 240, 86, "The keeper's son will not take over", SIZE, ROMAN)
    proof.line(180, 108, "By Ada Thornley", SIZE, HEAVY)
    proof.justified(40, 121, 200, LIGHTHOUSE)
    (one,) = read(proof).articles
    assert (one.headline, one.deck) == ("Last Climb", "The keeper's son will not take over")
    assert [(name.name, name.role) for name in one.bylines] == [("Ada Thornley", "reporter")]
    assert (one.dateline.place, one.dateline.date) == ("Salthaven", "April 9")
    assert [block.text for block in one.body] == [LIGHTHOUSE[0].partition("9. ")[2], *LIGHTHOUSE[1:]]


def test_a_narrow_column_of_long_words_stays_whole_beside_another(proof):
    proof.line(40, 60, "Birnen wie lange nicht", 18, HEAVY)
    proof.justified(40, 90, 122, MARKET)
    proof.line(180, 60, "Last Climb", 18, HEAVY)
    proof.justified(180, 90, 122, LIGHTHOUSE)
    first, second = read(proof).articles
    assert [block.text for block in first.body] == MARKET
    assert [block.text for block in second.body] == [LIGHTHOUSE[0].partition("9. ")[2], *LIGHTHOUSE[1:]]


def test_a_word_cut_at_a_line_end_is_whole_and_a_compound_keeps_its_hyphen(proof):
    proof.line(40, 60, "Der Hafen", 18, HEAVY)
    rows = ["Am Montag wurde der neue Hafen-", "meister in sein Amt eingeführt. Er", "kommt aus dem Marlinger Nord-",
            "Ost-Viertel, dem Obst- und Fisch-", "und Gemüsehändlerviertel der Stadt."]  # fmt: skip
    for at, row in enumerate(rows):
        proof.line(40 + (SIZE if at == 0 else 0), 90 + at * LEADING, row, SIZE, ROMAN)
    (one,) = read(proof).articles
    assert [block.text for block in one.body] == [
        "Am Montag wurde der neue Hafenmeister in sein Amt eingeführt. Er kommt aus dem Marlinger "
        "Nord-Ost-Viertel, dem Obst- und Fisch- und Gemüsehändlerviertel der Stadt."
    ]


def test_short_jump_lines_stand_on_lines_of_their_own(tmp_path):
    proof = LatinProof(tmp_path / "page.pdf")
    proof.line(40, 90, "Keeper leaves the light", 20, HEAVY)
    text = [
        "out to sea since the days of his father. He has been",
        "offered a post in the harbour office, where the chairs",
        "are said to be comfortable, and the stairs of the light",
        "will be locked by noon on Monday by the town clerk who",
    ]
    for at, words in enumerate(["From page A1", *text, "See LIGHT, Page A6"]):
        proof.line(40, 124 + at * LEADING, words, SIZE, ROMAN)
    (one,) = read_sheet(extract_sheet(proof.save(), 0))[0].articles
    assert (one.continued_from.page, one.jump.page) == ("A1", "A6")
    assert [block.text for block in one.body] == [" ".join(text)]
