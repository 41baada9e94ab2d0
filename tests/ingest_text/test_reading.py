"""The page-text reader on small pages of our own; the forms are those that papers print."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from articles.ingest.decoding import MAX_BYTES, UnreadableTextError, decode_text
from articles.ingest.text import read_page
from tests.ingest_text.samples import compose, load_samples
from tests.ingest_text.typesetting import typeset

DEMO = Path(__file__).resolve().parents[2] / "demo" / "issues"

BRIDGE = """渡口新桥今晨合龙

本报讯（记者 林晓 通讯员 罗安）今晨六时，
随着最后一节钢梁落位，渡口新桥顺利合龙。
施工方说，桥面铺装将在六月底完成。

郑阿水撑了三十年渡船，他在南岸看完了合
龙的全程。“以后过江，不用再看天了。”他
说。{jump}
"""


@pytest.mark.parametrize(
    ("printed", "page"),
    [
        ("（下转第三版）", "3"),
        ("(下转第2版)", "2"),
        ("▶下转A02版", "A02"),
        ("下转A8版", "A8"),
        ("\n（下转第四版）", "4"),
        (" （下转第十一版）", "11"),
    ],
)
def test_a_jump_line_is_found_and_cut_off(printed, page):
    (article,) = read_page(BRIDGE.format(jump=printed)).articles
    assert (article.jump.printed, article.jump.page) == (printed.strip(), page)
    assert (
        article.body[-1].text
        == "郑阿水撑了三十年渡船，他在南岸看完了合龙的全程。“以后过江，不用再看天了。”他说。"
    )


@pytest.mark.parametrize("printed", ["（相关报道见第三版）", "（上）", "（全文见第三版）"])
def test_what_only_looks_like_a_jump_is_none(printed):
    (article,) = read_page(BRIDGE.format(jump="\n" + printed)).articles
    assert article.jump is None
    assert printed == "（上）" or printed in article.body[-1].text


@pytest.mark.parametrize(
    ("printed", "page"),
    [("（上接第一版）", "1"), ("◀上接A01版\n", "A01"), ("上接A01版\n", "A01"), ("（上接A1版）", "A1")],
)
def test_a_continuation_is_found_and_cut_off(printed, page):
    text = f"{printed}最后一班渡船定在四月末。退役之后，\n船停在新桥南岸，改成一座小小的展览馆。\n"
    (article,) = read_page(text).articles
    assert (article.continued_from.printed, article.continued_from.page) == (printed.strip(), page)
    assert article.body[0].text.startswith("最后一班渡船定在四月末。退役之后，船停在")


def test_heads_byline_and_dateline():
    (article,) = read_page(BRIDGE.format(jump="")).articles
    assert article.headline == "渡口新桥今晨合龙"
    assert [(s.name, s.role) for s in article.bylines] == [("林晓", "reporter"), ("罗安", "correspondent")]
    assert (article.dateline.agency, article.dateline.printed) == ("本报", "本报讯")
    assert [block.text[:4] for block in article.body] == ["今晨六时", "郑阿水撑"]


def test_a_letter_spaced_headline_with_a_deck_behind_its_body():
    text = BRIDGE.format(jump="").replace("渡口新桥今晨合龙\n\n", "")
    (article,) = read_page(text + "\n渡 口 新 桥 今 晨 合 龙\n——三十年渡船将停航\n").articles
    assert (article.headline, article.deck) == ("渡口新桥今晨合龙", "——三十年渡船将停航")


def test_a_caption_with_its_credit_belongs_to_its_story():
    page = read_page(BRIDGE.format(jump="") + "\n渡口新桥合龙现场，郑阿水在南岸观看。 本报记者 乔帆 摄\n")
    (photo,) = page.photos
    assert photo.caption == "渡口新桥合龙现场，郑阿水在南岸观看。"
    assert [(s.name, s.role, s.affiliation) for s in photo.credits] == [("乔帆", "photographer", "本报")]
    assert photo.article == 0


def test_nothing_printed_is_dropped():
    for path in DEMO.glob("*/p*.txt"):
        source = path.read_text(encoding="utf-8")
        draft = read_page(source)
        kept = "".join(
            [
                *(block.text for article in draft.articles for block in article.body),
                *(f"{a.column}{a.kicker}{a.headline}{a.deck}" for a in draft.articles),
                *(a.dateline.printed for a in draft.articles if a.dateline),
                *(s.name + s.affiliation for a in (*draft.articles,) for s in a.bylines),
                *(s.name + s.affiliation for p in draft.photos for s in p.credits),
                *(mark.printed for a in draft.articles for mark in (a.jump, a.continued_from) if mark),
                *(photo.caption for photo in draft.photos),
                *(left.text for left in draft.left_out),
            ]
        )
        printed = {c for c in source if "\u4e00" <= c <= "\u9fff"}
        titles = set("本报记者通讯员实习生摄撰文作据讯电发供图辑")
        assert not printed - set(kept) - titles, path


def _cut(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def test_mutated_pages_are_read_or_refused_with_a_message():
    rnd = random.Random(11)
    pages = [path.read_text(encoding="utf-8") for path in sorted(DEMO.glob("*/p*.txt"))]
    samples = load_samples()
    pages += [typeset(compose(random.Random(seed), samples, 2), seed)[0] for seed in range(8)]
    pages = [
        part for page in pages for part in _cut(page, 1200)
    ]  # what is short is read fast, a thousand times

    def mutated(text: str) -> bytes:
        way = rnd.randrange(6)
        if way == 0:
            at = rnd.randrange(len(text))
            return text[at : at + rnd.randrange(1, 2000)].encode()
        if way == 1:
            lines = text.split("\n")
            rnd.shuffle(lines)
            return "\n".join(lines).encode()
        if way == 2:
            data = bytearray(text.encode())
            for _ in range(rnd.randrange(1, 200)):
                data[rnd.randrange(len(data))] = rnd.randrange(256)
            return bytes(data)
        if way == 3:
            return rnd.randbytes(600)
        if way == 4:
            return "\n".join(" ".join(line) for line in text.split("\n")).encode()
        return "\n".join(text[:400]).encode("gb18030", "replace")

    read = 0
    for _ in range(1000):
        try:
            read_page(decode_text(mutated(rnd.choice(pages))))
        except UnreadableTextError:
            continue
        read += 1
    assert read > 500


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"\0\1\2" * 100, b"\xff\xd8\xff\xe0" + bytes(300), b"\xe4" * (MAX_BYTES * 5)]
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableTextError):
        read_page(decode_text(data))


def test_both_encodings_are_read():
    text = BRIDGE.format(jump="（下转第三版）")
    assert read_page(decode_text(text.encode("gb18030"))) == read_page(decode_text(text.encode()))
    assert read_page(decode_text(b"\xef\xbb\xbf" + text.encode())) == read_page(text)


ENGLISH = """RIVER BRIDGE OPENS AT LAST
Ferrymen Take Their Final Bow
BY JOHN HOLLOWAY
HARBOR CITY, June 3 -- The long steel bridge across the
river was opened to traffic this morning while bands
played and the ferries blew their whistles. More than
four thousand people walked across before noon, and
{out}
COUNCIL PUTS OFF VOTE ON PARK
The city council put off its vote on the new park for a
fortnight, after members had asked for the plans of the
drains and for the cost of the wall along the river.
"""


@pytest.mark.parametrize(
    "out", ["Continued on Page Three", "(Continued on Page 3, Column 2)", "Continued on Pago Three."]
)
def test_an_english_page(out):
    bridge, council = read_page(ENGLISH.format(out=out)).articles
    assert bridge.jump.page == "3"
    assert bridge.headline.startswith("RIVER BRIDGE OPENS")
    assert bridge.body[-1].text.endswith("walked across before noon, and")
    assert council.jump is None
    assert council.body[0].text.startswith(
        "The city council put off its vote on the new park for a fortnight"
    )


def test_a_german_page():
    text = """Fortsetzung von Seite 1
Brücke, die man seit dreißig Jahren versprochen hatte.
Die Fähre fährt noch bis zum Herbst, dann wird sie ver-
kauft. Der Fährmann will das Häuschen am Ufer behalten.
Fortsetzung auf Seite 16
"""
    (article,) = read_page(text).articles
    assert (article.continued_from.page, article.jump.page) == ("1", "16")
    assert "dann wird sie verkauft." in article.body[-1].text


def test_a_correction_is_a_story():
    text = """更正

本报3月14日第三版《少一两，屏上看得见》一文中，“渔市
街”应为“鱼市街”。特此更正，并向读者致歉。
"""
    (article,) = read_page(text).articles
    assert article.headline == "更正"


def test_a_subhead_below_a_continuation_line_is_no_headline():
    text = """（上接第一版）
既要建好更要用好
桥面上装了二百四十盏灯，夜里亮成一条线。守
桥人说，灯的开关时刻按潮汐表来定，渔船进出港
时要暗一些。
"""
    (article,) = read_page(text).articles
    assert article.headline == ""
    assert [block.kind for block in article.body] == ["subhead", "paragraph"]


def test_a_headline_that_reads_as_a_name_is_a_headline_where_its_story_says_so():
    text = """桂花雨

老家的院子里有两棵桂花树，每到中秋，满院子都是
甜丝丝的香气。祖母在树下铺开竹席，说桂花雨要落
了。

◎ 郭思遥
"""
    (article,) = read_page(text).articles
    assert article.headline == "桂花雨"
    assert [one.name for one in article.bylines] == ["郭思遥"]


def test_nearby_words_of_furniture_stay_in_their_story():
    text = """我市解除防风应急响应

记者从市应急管理局获悉，今年
第14号台风“海葵”昨夜减弱，
市民可在“北岸发布”客户端和
微信公众号查询各条线路的恢复
情况，首班车照常发出。
"""
    (article,) = read_page(text).articles
    assert article.body[0].text.startswith("记者从市应急管理局获悉，今年第14号台风“海葵”昨夜减弱，市民可在")
