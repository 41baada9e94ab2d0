"""Exports, the form and the help."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.finding.address import read_address
from articles.finding.examples import CHAPTERS
from articles.interchange.citations import FORMATS, to_bibtex, to_csv, to_ris
from articles.models import Person, PhotoCredit
from articles.records import Citation
from articles.search.parsing import parse
from articles.search.query import to_text
from articles.search.rebuild import rebuild
from tests.house import make_article, make_issue, make_photo, published

pytestmark = pytest.mark.django_db


def citation(**rest: object) -> Citation:
    values = {
        "key": "a-2024-03-14-a1",
        "kind": "article",
        "headline": "渡口新桥通车",
        "newspaper": "港湾日报",
        "date": datetime.date(2024, 3, 14),
        "address": "http://testserver/harbour-daily/2024-03-14/a1/",
        "pages": ("1", "3"),
        "authors": ("林小满", "赵六"),
    }
    return Citation(**{**values, **rest})


def exported(client, suffix: str, query: str = "q=渡口&sort=oldest") -> str:
    response = client.get(f"/search/export.{suffix}?{query}")
    assert response.status_code == 200
    assert f'filename="search.{suffix}"' in response["Content-Disposition"]
    return b"".join(response).decode()


def test_json_holds_what_a_citation_needs(client, archive):
    rows = json.loads(exported(client, "json"))
    assert len(rows) == 5
    ferry = next(row for row in rows if row["headline"] == "渡口新桥通车")
    assert ferry == {
        "headline": "渡口新桥通车",
        "kicker": "历时三年",
        "deck": "",
        "column": "江边话",
        "newspaper": "港湾日报",
        "date": "2024-03-14",
        "edition": "",
        "issue_number": None,
        "whole_number": None,
        "pages": ["1", "3"],
        "section": "要闻",
        "authors": ["林小满"],
        "agency": "江湾社",
        "photo_credits": [],
        "kind": "article",
        "address": "http://testserver/harbour-daily/2024-03-14/a1/",
    }
    assert json.loads(exported(client, "json", "q=鲸鱼")) == []


def test_the_address_is_the_permanent_one_in_every_language(client, archive):
    response = client.get("/en/search/export.json?q=夜航")
    assert json.loads(b"".join(response))[0]["address"] == "http://testserver/harbour-daily/2024-03-14/a2/"


def test_csv_opens_in_a_spreadsheet(client, archive):
    text = exported(client, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["主题"] for row in rows} >= {"渡口新桥通车", "渡口晨光"}
    ferry = next(row for row in rows if row["主题"] == "渡口新桥通车")
    assert (ferry["引题"], ferry["栏目"], ferry["作者"]) == ("历时三年", "江边话", "林小满")
    english = b"".join(client.get("/en/search/export.csv?q=渡口")).decode().removeprefix("\ufeff")
    assert english.startswith("headline,kicker,deck,column,newspaper,")


def test_a_file_is_named_by_the_words_and_the_day(client, archive):
    for q, name in (("渡口 headline:新桥", "渡口-headline-新桥"), ("", "search")):
        header = client.get(f"/search/export.ris?q={quote(q)}&date=2024")["Content-Disposition"]
        assert header.startswith('attachment; filename="search.ris"; ')
        assert header.endswith(f"filename*=UTF-8''{quote(name)}-{timezone.localdate()}.ris")


def test_what_stands_over_and_under_the_headline_is_cited():
    one = citation(
        kicker="历时三年",
        deck="——两岸一桥相连",
        column="江边话",
        language="zh-Hans",
        issue_number=73,
        whole_number=8731,
    )
    other = citation(kicker="After three years", deck="One bridge", column="By the river", language="en")
    notes = [[value for tag, value in ref if tag == "N1"] for ref in read_ris("".join(to_ris([one, other])))]
    assert notes == [
        ["引题：历时三年", "副题：——两岸一桥相连", "栏目：江边话", "总第8731期"],
        ["Kicker: After three years", "Deck: One bridge", "Column: By the river"],
    ]
    first, _second = read_bibtex("".join(to_bibtex([one, other])))
    assert from_tex(first["titleaddon"]) == "历时三年"
    assert from_tex(first["subtitle"]) == "——两岸一桥相连"
    assert from_tex(first["note"]) == "栏目：江边话; 总第8731期"


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", " =1", "\r=2"])
def test_no_cell_of_csv_is_a_formula(bad):
    text = "".join(to_csv([citation(headline=bad, authors=(bad,))])).removeprefix("\ufeff")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["headline"] == f"'{bad}"
    assert row["authors"] == f"'{bad}"


def test_ris_has_no_line_that_a_text_made():
    text = "".join(to_ris([citation(headline="一\r\nER  - \r\nTY  - JOUR", issue_number=73)]))
    assert text.count("\r\nER  - ") == 1
    assert text.count("TY  - NEWS\r\n") == 1
    assert "TI  - 一 ER - TY - JOUR\r\n" in text
    assert "AU  - 林小满\r\nAU  - 赵六\r\n" in text
    assert "DA  - 2024/03/14\r\n" in text
    assert "SP  - 1, 3\r\n" in text
    assert "IS  - 73\r\n" in text


def read_bibtex(text: str) -> list[dict[str, str]]:
    """The entries of a BibTeX file as BibTeX reads it: a brace is a brace, whatever stands before it."""
    entries = []
    at = 0
    while (begin := re.compile(r"@(\w+)\{([^\s{},]+),\s*").search(text, at)) is not None:
        entry = {"type": begin[1], "key": begin[2]}
        at = begin.end()
        while name := re.compile(r"(\w+) = (\{|[a-z]+)").match(text, at):
            at, deep = name.end(), int(name[2] == "{")
            while deep:
                deep += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            entry[name[1]] = text[name.end() : at - 1] if name[2] == "{" else name[2]
            comma = re.compile(r",\s*").match(text, at)
            assert comma
            at = comma.end()
        assert text[at] == "}"
        at += 1
        entries.append(entry)
    return entries


def from_tex(value: str) -> str:
    """What a value is set as."""
    words = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"}
    words |= {"textasciitilde": "~", "textasciicircum": "^"}
    commands = re.compile(r"\\(?:(text\w+)\{\}|([$&#%_]))|[{}]")
    return commands.sub(lambda found: words[found[1]] if found[1] else found[2] or "", value)


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    """The references of a RIS file: tag and value of each line, between TY and ER."""
    found: list[list[tuple[str, str]]] = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        if not line:
            continue
        tag, value = line[:2], line[6:]
        assert re.fullmatch(r"[A-Z][A-Z0-9]  - ", line[:6]), line
        if tag == "TY":
            found.append([])
        found[-1].append((tag, value))
    assert all(one[-1] == ("ER", "") and len([1 for tag, _v in one if tag == "ER"]) == 1 for one in found)
    return found


def test_who_reports_is_never_left_out():
    """The agency is a corporate author where nobody signs, else a note; so are those who took the photos."""
    unsigned = citation(authors=(), agency="江湾社", language="zh-Hans")
    signed = citation(agency="江湾社", photo_credits=("周渡", "阿渡"), language="zh-Hans")
    english = citation(authors=("Lin",), agency="River & Sons", photo_credits=("Zhou",), language="en-GB")
    alone = citation(authors=("周渡",), kind="photo", language="tlh")
    cited = [unsigned, signed, english, alone]
    notes = ["通讯社：江湾社", "图片：周渡、阿渡"], ["Agency: River & Sons", "Photos: Zhou"]
    ris = read_ris("".join(to_ris(cited)))
    assert [[value for tag, value in one if tag == "AU"] for one in ris] == [
        ["江湾社"],
        ["林小满", "赵六"],
        ["Lin"],
        ["周渡"],
    ]
    assert [[value for tag, value in one if tag == "N1"] for one in ris] == [[], *notes, []]
    assert [dict(one).get("LA") for one in ris] == ["zh-Hans", "zh-Hans", "en-GB", "tlh"]
    bibtex = read_bibtex("".join(to_bibtex(cited)))
    assert [one["author"] for one in bibtex] == ["{江湾社}", "{林小满} and {赵六}", "{Lin}", "{周渡}"]
    assert [from_tex(one.get("note", "")) for one in bibtex] == ["", *map("; ".join, notes), ""]
    assert [one.get("langid") for one in bibtex] == ["chinese", "chinese", "english", None]
    assert {one["entrysubtype"] for one in bibtex} == {"newspaper"}
    assert not any("language" in one for one in bibtex)


def test_photo_credits_are_those_that_the_public_sees(client, archive):
    PhotoCredit.objects.create(photo=archive.photo, name="周渡", role="photographer")
    hidden = make_photo(archive.spring.pages.get(sequence=4), archive.ferry)
    PhotoCredit.objects.create(photo=hidden, name="未刊的名字", role="photographer")
    archive.spring.pages.filter(sequence=4).update(stage="draft")
    [row] = json.loads(exported(client, "json", "q=渡口新桥通车"))
    assert row["photo_credits"] == ["周渡"]


def test_an_export_asks_as_much_for_many_as_for_few(client, many):
    for article in many:
        PhotoCredit.objects.create(photo=make_photo(article.parts.get().page, article), name="周渡")
    counts = []
    for query in ("q=渡口第3号", "q=渡口"):
        with CaptureQueriesContext(connection) as asked:
            exported(client, "json", query)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_bibtex_is_escaped():
    headline = r"100% {of} a_b & c\d ~ ^ # $ } { \{"
    cited = citation(headline=headline, authors=("Smith and Sons", "李", "}{"))
    entry, other = read_bibtex("".join(to_bibtex([cited, citation()])))
    assert from_tex(entry["title"]) == headline
    assert entry["title"].startswith("{")
    assert [from_tex(name) for name in entry["author"].split("} and {")] == ["Smith and Sons", "李", "}{"]
    assert from_tex(other["title"]) == "渡口新桥通车"


def test_a_month_is_one_of_the_words_of_bibtex():
    """A number would be set as it stands, beside the number of the page."""
    text = "".join(to_bibtex([citation(), citation(date=datetime.date(2024, 12, 1), newspaper="may")]))
    assert "  month = mar,\n" in text
    first, second = read_bibtex(text)
    assert [first[name] for name in ("date", "year", "month", "day")] == ["2024-03-14", "2024", "mar", "14"]
    assert (second["month"], second["journal"]) == ("dec", "may")


def test_an_export_goes_on_over_many_pages_of_hits(client, many, monkeypatch):
    monkeypatch.setattr("articles.finding.search._AT_ONCE", 7)
    for query in ("q=渡口", "q=渡口&sort=newest"):
        rows = json.loads(exported(client, "json", query))
        assert sorted(row["headline"] for row in rows) == sorted(article.headline for article in many)
    monkeypatch.setattr("articles.reading.views.searching.MOST_CITATIONS", 10)
    assert len(json.loads(exported(client, "json", "q=渡口"))) == 10
    assert exported(client, "ris", "") == ""


@pytest.mark.parametrize("query", ["q=渡口", "q=渡口&sort=oldest"])
def test_an_export_is_one_state_of_the_index(client, many, monkeypatch, query):
    """What is published while a file is taken is not in it, and moves nothing of it."""
    monkeypatch.setattr("articles.finding.search._AT_ONCE", 7)
    taken = iter(client.get(f"/search/export.json?{query}"))
    begun = [next(taken) for _row in range(3)]
    issue = make_issue(many[0].issue.newspaper, datetime.date(2031, 1, 1), pages=1)
    for number in range(10):
        make_article(issue, (1,), headline=f"渡口渡口{number}", bodies=("<p>渡口</p>",))
    published(issue)
    rebuild()
    rows = json.loads(b"".join([*begun, *taken]))
    assert sorted(row["headline"] for row in rows) == sorted(article.headline for article in many)
    assert len(json.loads(exported(client, "json", query))) == len(many) + 10


def test_every_format_has_its_media_type(client, archive):
    for suffix in FORMATS:
        response = client.get(f"/search/export.{suffix}?q=渡口")
        assert response["Content-Type"] == FORMATS[suffix].media_type
        assert response["X-Robots-Tag"] == "noindex"
    assert client.get("/search/export.exe?q=渡口").status_code == 404


FORM = {
    "go": "1", "q": "", "phrase": "", "any": "", "none": "", "near": "", "distance": "", "headline": "", "byline": "",
    "caption": "", "column": "", "place": "", "agency": "", "section": "", "page": "", "newspaper": "", "first": "",
    "last": "", "sort": "relevance",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ({"q": "渡口 OR 桥", "phrase": "全长一公里"}, "(渡口 OR 桥) 全长一公里"),
        ({"any": "渡口 桥", "none": "夜航 灯"}, "(渡口 OR 桥) -夜航 -灯"),
        ({"near": "营商 环境", "distance": "5"}, '"营商 环境"~5'),
        ({"near": "营商 环境"}, '"营商 环境"~10'),
        ({"near": "营商"}, "营商"),
        ({"headline": "渡口 桥", "byline": "林小满"}, "headline:渡口 headline:桥 byline:林小满"),
        ({"page": "第三版", "section": "要闻"}, "section:要闻 page:3"),
        ({"page": "1-3"}, "page:1..3"),
        ({"page": "1－3"}, "page:1..3"),
        ({"page": "1 2"}, "page:1 OR page:2"),
        ({"page": "１、A02"}, "page:1 OR page:A2"),
        ({"page": "一至三，5"}, "page:1..3 OR page:5"),
        ({"first": "2024", "last": "2025-06"}, "date:2024-01-01..2025-06-30"),
        ({"first": "2025", "last": "2024"}, "date:2024..2025"),
        ({"last": "2024"}, "date:..2024-12-31"),
        ({"any": "OR -x date:2024"}, '"OR" OR x OR "date:2024"'),
        ({"phrase": "他说 “新桥 通车” 了"}, '"他说 新桥 通车 了"'),
        ({"phrase": 'a "b c" 「d'}, '"a b c d"'),
        (
            {"headline": "“渡口 新桥” 夜航", "none": "「渡 口」"},
            '-"渡 口" headline:"渡口 新桥" headline:夜航',
        ),
        ({"first": "2024..", "last": "..2025"}, "date:2024..2025"),
    ],
)
def test_the_form_writes_the_language(client, archive, said, query):
    response = client.get("/search/advanced/", {**FORM, **said})
    assert response.status_code == 302
    asked = parse_qs(urlsplit(response["Location"]).query)
    assert asked["q"] == [query]
    assert to_text(parse(query).tree) == query  # it is read as it was meant
    assert client.get(response["Location"]).status_code == 200


def field(text: str, name: str) -> str:
    """What a field of the form holds."""
    found = re.search(rf'<input [^>]*name="{name}"(?: value="([^"]*)")?', text)
    return unescape(found[1] or "")


def test_the_form_takes_over_all_that_the_search_asks_for(client, archive):
    person = Person.objects.get(name="林小满")
    query = f"q=渡口&date=2024-03&page=1&section=要闻&person={person.pk}&agency=江湾社&photo=1&sort=oldest"
    results = client.get(f"/search/?{query}&newspaper=harbour-daily").content.decode()
    link = unescape(re.search(r'href="(/search/advanced/\?[^"]*)"', results)[1])
    text = client.get(link).content.decode()
    assert [field(text, name) for name in ("q", "first", "last", "page", "section", "agency", "column")] == [
        "渡口", "2024-03", "2024-03", "1", "", "", "",
    ]  # fmt: skip
    for chosen in (
        'value="harbour-daily" selected',
        'value="oldest" selected',
        'name="photo" value="1" id="id_photo" checked',
    ):
        assert chosen in text
    kept = re.findall(r'name="kept" value="([^"]*)"[^>]* checked', text)
    assert kept == ["section=要闻", f"person={person.pk}", "agency=江湾社"]
    assert '作者：<span lang="zh-Hans">林小满（港湾日报）</span>' in text.replace("： ", "：")
    sent = {**FORM, "q": "渡口", "first": "2024-03", "last": "2024-03", "page": "1", "photo": "on",
            "newspaper": "harbour-daily", "sort": "oldest"}  # fmt: skip
    led = client.get("/search/advanced/", {**sent, "kept": kept})
    found = read_address({k: v[0] for k, v in parse_qs(urlsplit(led.url).query).items()}).address
    asked = read_address(dict(parse_qsl(f"{query}&newspaper=harbour-daily"))).address
    assert found.lifted.changed(q="", page="") == asked.changed(q="", page="")
    assert found.q == "渡口 page:1 date:2024-03"
    without = client.get("/search/advanced/", {**sent, "kept": kept[:1]})
    assert "person" not in without.url
    assert "section=" in without.url


def test_days_among_the_words_are_days_of_the_form(client, archive):
    text = client.get("/search/advanced/?q=" + quote("渡口 date:2024")).content.decode()
    assert [field(text, name) for name in ("q", "first", "last")] == ["渡口", "2024", "2024"]


@pytest.mark.parametrize("kept", ["person", "person=x", "=", "q=a", "person=9", "\0"])
def test_what_the_form_was_sent_to_keep_may_say_nothing(client, archive, kept):
    led = client.get("/search/advanced/", {**FORM, "q": "渡口", "kept": kept})
    assert led.status_code == 302
    assert client.get(led.url).status_code == 200


@pytest.mark.parametrize("said", [{"first": "..2024"}, {"last": "2024.."}])
def test_a_range_without_the_end_that_is_asked_for_is_wrong(client, archive, said):
    response = client.get("/search/advanced/", {**FORM, **said})
    assert response.status_code == 400
    assert "这不是日期。" in response.content.decode()


@pytest.mark.parametrize("page", ["1-x", "abc", "1、x", "2024-03-14", "A1-B2", "，"])
def test_what_is_no_page_is_marked(client, archive, page):
    response = client.get("/search/advanced/", {**FORM, "page": page})
    assert response.status_code == 400
    text = response.content.decode()
    assert "这不是版次。" in text
    assert field(text, "page") == page


def test_the_form_says_what_is_wrong(client, archive):
    response = client.get("/search/advanced/", {**FORM, "first": "soon", "distance": "900", "sort": "worst"})
    assert response.status_code == 400
    text = response.content.decode()
    assert "这不是日期。" in text
    assert 'value="soon"' in text
    assert client.get("/search/advanced/?q=渡口").content.decode().count('value="渡口"') == 1
    empty = client.get("/search/advanced/", FORM)
    assert empty.status_code == 302
    narrowed = client.get(
        "/search/advanced/", {**FORM, "newspaper": "hill-times", "photo": "on", "sort": "oldest"}
    )
    assert (
        read_address(
            {k: v[0] for k, v in parse_qs(urlsplit(narrowed["Location"]).query).items()}
        ).address.text
        == "newspaper=hill-times&photo=1&sort=oldest"
    )


def test_every_example_of_the_help_is_a_query_without_a_note(client, archive):
    text = client.get("/search/help/").content.decode()
    for chapter in CHAPTERS:
        for example in chapter.examples:
            assert parse(example.query).notes == ()
            assert f"?q={quote(example.query, safe='')}" in text
    assert re.search(r"<h1>检索说明</h1>", text)


def test_the_two_days_of_print_stand_beside_each_other(client, archive):
    names = re.findall(
        r'<(?:input|select)[^>]* name="(\w+)"', client.get("/search/advanced/").content.decode()
    )
    fields = names[names.index("headline") :]
    assert fields.index("first") % 2 == 0
    assert fields[fields.index("first") + 1] == "last"
