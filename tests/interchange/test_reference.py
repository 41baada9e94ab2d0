"""A citation as a sentence, by GB/T 7714—2015 and in plain English; and as what programs read."""

from __future__ import annotations

import datetime
import json

import pytest

from articles.interchange.reference import gb7714, plain_english, to_json_ld, to_meta
from articles.records import Citation


def citation(**rest: object) -> Citation:
    values = {
        "key": "harbour-daily-2026-03-14-a1",
        "kind": "article",
        "headline": "渡口新桥通车",
        "newspaper": "港湾日报",
        "date": datetime.date(2026, 3, 4),
        "address": "https://paper.example/harbour-daily/2026-03-04/a1/",
        "pages": ("1", "3"),
        "authors": ("林小满", "赵六"),
        "language": "zh-Hans",
    }
    return Citation(**{**values, **rest})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "林小满, 赵六. 渡口新桥通车[N]. 港湾日报, 2026-03-04(1, 3)."),
        ({"pages": ("A02",)}, "林小满, 赵六. 渡口新桥通车[N]. 港湾日报, 2026-03-04(A02)."),
        ({"authors": ("甲", "乙", "丙", "丁")}, "甲, 乙, 丙, 等. 渡口新桥通车[N]. 港湾日报, 2026-03-04(1, 3)."),
        ({"authors": (), "agency": "江湾社"}, "江湾社. 渡口新桥通车[N]. 港湾日报, 2026-03-04(1, 3)."),
        ({"authors": ()}, "渡口新桥通车[N]. 港湾日报, 2026-03-04(1, 3)."),
        ({"edition": "晚刊"}, "林小满, 赵六. 渡口新桥通车[N]. 港湾日报(晚刊), 2026-03-04(1, 3)."),
        ({"edition": "2", "pages": ()}, "林小满, 赵六. 渡口新桥通车[N]. 港湾日报(第2刊次), 2026-03-04."),
        (
            {"authors": ("A. Keller", "B. Reyes", "C. Moss", "D. Lund"), "language": "en", "newspaper": "The Quay"},
            "A. Keller, B. Reyes, C. Moss, et al. 渡口新桥通车[N]. The Quay, 2026-03-04(1, 3).",
        ),
    ],
)  # fmt: skip
def test_chinese_by_the_standard(given, sentence):
    assert gb7714(citation(**given)) == sentence


_EN = {
    "language": "en",
    "newspaper": "The Quay",
    "headline": "Ferry terminal reopens",
    "authors": ("Anna Keller",),
}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Anna Keller. “Ferry terminal reopens.” The Quay, March 4, 2026, pp. 1, 3."),
        ({"pages": ("A1",)}, "Anna Keller. “Ferry terminal reopens.” The Quay, March 4, 2026, p. A1."),
        ({"pages": ()}, "Anna Keller. “Ferry terminal reopens.” The Quay, March 4, 2026."),
        ({"headline": "Who pays?"}, "Anna Keller. “Who pays?” The Quay, March 4, 2026, pp. 1, 3."),
        ({"headline": "The “big” pier"}, "Anna Keller. “The ‘big’ pier.” The Quay, March 4, 2026, pp. 1, 3."),
        ({"authors": ("A. B.", "Tom Reyes")},
         "A. B. and Tom Reyes. “Ferry terminal reopens.” The Quay, March 4, 2026, pp. 1, 3."),
        ({"authors": ("Ann", "Tom", "Sam Jr.")},
         "Ann, Tom and Sam Jr. “Ferry terminal reopens.” The Quay, March 4, 2026, pp. 1, 3."),
        ({"authors": ("Ann", "Tom", "Sam", "Jo")},
         "Ann et al. “Ferry terminal reopens.” The Quay, March 4, 2026, pp. 1, 3."),
        ({"authors": (), "edition": "Evening"}, "“Ferry terminal reopens.” The Quay (Evening), March 4, 2026, pp. 1, 3."),
        ({"authors": (), "edition": "2"},
         "“Ferry terminal reopens.” The Quay (No. 2 of the day), March 4, 2026, pp. 1, 3."),
    ],
)  # fmt: skip
def test_plain_english(given, sentence):
    assert plain_english(citation(**{**_EN, **given})) == sentence


def test_programs_are_told_that_it_is_from_a_newspaper():
    said = list(to_meta(citation(issn="9999-9994", whole_number=8731)))
    assert ("DC.type", "newspaperArticle") in said
    assert [content for name, content in said if name == "citation_author"] == ["林小满", "赵六"]
    rest = dict(said)
    assert rest["citation_publication_date"] == "2026/03/04"
    assert rest["citation_journal_title"] == "港湾日报"
    assert rest["citation_firstpage"] == "1, 3"
    assert rest["citation_issue"] == "8731"
    assert rest["citation_public_url"] == "https://paper.example/harbour-daily/2026-03-04/a1/"
    assert all(content for _name, content in said)


def test_the_block_of_data_ends_no_script_and_reads_back():
    written = to_json_ld(citation(headline="</script><script>alert(1)</script> & <!--", issn="9999-9994"))
    assert not set("<>&") & set(written)
    said = json.loads(written)
    assert said["headline"] == "</script><script>alert(1)</script> & <!--"
    assert said["@type"] == "NewsArticle"
    assert said["isPartOf"] == {"@type": "Newspaper", "name": "港湾日报", "issn": "9999-9994"}
    assert said["printPage"] == "1, 3"
    assert said["author"] == ["林小满", "赵六"]
    assert "printEdition" not in said
