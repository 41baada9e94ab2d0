"""The reader on pages that our own typesetter sets in many styles; the bar is on the mean of sixty."""

from __future__ import annotations

import random

import pytest

from articles.ingest.text import read_page
from tests.ingest_text.samples import HELD_OUT, STORIES, compose, load_samples
from tests.ingest_text.scoring import figures, mean
from tests.ingest_text.typesetting import typeset

PAGES = 60


def rows(path, pages=PAGES):
    samples = load_samples(path)
    for seed in range(pages):
        rng = random.Random(seed)
        text, truth = typeset(compose(rng, samples, rng.randint(5, 9)), seed)
        yield figures(truth, read_page(text))


@pytest.mark.parametrize(("path", "bar"), [(STORIES, 0.93), (HELD_OUT, 0.93)], ids=["known", "held out"])
def test_the_mean_over_many_styles_holds_its_bar(path, bar):
    every = list(rows(path))
    assert sum(mean(row) for row in every) / len(every) >= bar
    jumps = [row["jump"] for row in every if "jump" in row]
    assert sum(jumps) / len(jumps) >= 0.97
