"""Printed page numbers as a run."""

from __future__ import annotations

import pytest

from articles.wording.numbering import counted, is_run, sections


@pytest.mark.parametrize(
    ("labels", "counts"),
    [
        (["1", "", "2"], ["1", "2", "3"]),
        (["01", "", "02"], ["01", "02", "03"]),
        (["一", "二", "", "三"], ["一", "二", "三", "四"]),
        (["A01", "A02", "", "B01", ""], ["A01", "A02", "A03", "B01", "B02"]),
        (["", "A01", "A02"], ["A01", "A02", "A03"]),
        (["A1", "", "A2"], ["A1", "A2", "A3"]),
        (["1", "2", "5"], ["1", "2", "3"]),
        (["头版", "2"], ["1", "2"]),
        (["头版", "末版"], ["1", "2"]),
        (["", "", ""], ["", "", ""]),
        ([], []),
    ],
)
def test_counted_anew(labels, counts):
    assert counted(labels) == counts
    assert is_run(counts)


@pytest.mark.parametrize(
    "labels",
    [[str(n) for n in range(1, 13)], [f"A{n:02d}" for n in range(1, 13)], list("一二三四"), ["", ""]],
)
def test_a_run_stays_as_it_is(labels):
    assert is_run(labels)
    assert counted(labels) == labels


@pytest.mark.parametrize("labels", [["1", "3"], ["2", "1"], ["1", ""], ["特1", "特2"], ["A1", "A02"]])
def test_what_is_no_run(labels):
    assert not is_run(labels)


def test_each_section_by_itself():
    assert sections(["A01", "A02", "", "B01", "B02"]) == [0, 0, 0, 1, 1]
    assert sections(["1", "2", "3"]) == [0, 0, 0]
    assert sections(["", ""]) == [0, 0]
    assert sections([]) == []
