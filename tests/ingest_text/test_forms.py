"""Forms in which print-outs reach the reader: heads away from their bodies, doubled or vertical, torn lines,
stories that nothing but a blank line parts, and papers in languages that write spaces."""

from __future__ import annotations

from articles.ingest.text import read_page
from articles.wording.lines import lines as broken

FERRY = """柳堤渡口的最后一班船昨晚靠岸，撑了四十年船的
老船工莫怀山把缆绳系好，向送行的乡亲鞠了一躬。
大桥通车以后，渡口将改成一座小小的展览馆，莫怀
山会在那里给孩子们讲行船的故事。"""
ORCHARD = """石笋村的柿子今年挂满枝头，合作社头一回把鲜柿卖
到了省城的超市，每斤比往年多卖了八角钱。
社长雷小满说，柿饼作坊腊月开工，村里三十多名妇
女可以在家门口挣一份工资。"""
CHOIR = """云岭小学的合唱团只有十九个孩子，却唱遍了全县的
每一个乡镇，上个月还登上了市音乐厅的舞台。
音乐教师秦朗每周翻两座山去上课，他说山里的孩子
嗓子亮，缺的只是一架不跑调的钢琴。"""


def titles(text: str) -> list[tuple[str, str]]:
    """Each story's headline with the first words of its body."""
    return [(one.headline, one.body[0].text[:4]) for one in read_page(text).articles]


def test_heads_in_a_row_away_from_their_stories_go_by_their_words():
    bodies = "\n".join([f"本报讯 {FERRY}", f"本报讯 {ORCHARD}", f"本报讯 {CHOIR}"])
    heads = "山里合唱团唱进市音乐厅\n石笋村柿子卖到省城超市\n柳堤渡口靠岸最后一班船"
    assert titles(f"{bodies}\n{heads}\n") == [
        ("柳堤渡口靠岸最后一班船", "柳堤渡口"),
        ("石笋村柿子卖到省城超市", "石笋村的"),
        ("山里合唱团唱进市音乐厅", "云岭小学"),
    ]


def test_a_line_that_another_story_says_better_joins_no_stack():
    text = f"本报讯 {FERRY}\n\n柳堤渡口靠岸最后一班船\n\n石笋村柿子卖到省城超市\n\n本报讯 {ORCHARD}\n"
    ferry, orchard = read_page(text).articles
    assert (ferry.kicker, ferry.headline, ferry.deck) == ("", "柳堤渡口靠岸最后一班船", "")
    assert (orchard.kicker, orchard.headline, orchard.deck) == ("", "石笋村柿子卖到省城超市", "")


def test_a_headline_printed_twice_is_read_once_and_kept():
    text = f"山里合唱团唱进市音乐厅\n山里合唱团唱进市音乐厅\n本报讯 {CHOIR}\n"
    draft = read_page(text)
    (article,) = draft.articles
    assert (article.kicker, article.headline, article.deck) == ("", "山里合唱团唱进市音乐厅", "")
    assert [piece.text for piece in draft.left_out] == ["山里合唱团唱进市音乐厅"]


def test_a_vertical_folio_is_laid_down():
    folio = "第\n六\n版"
    draft = read_page(f"{folio}\n2031年10月10日 星期五\n\n渡口靠岸最后一班船\n\n本报讯 {FERRY}\n")
    assert draft.number == "6"
    assert [article.headline for article in draft.articles] == ["渡口靠岸最后一班船"]


def test_a_section_that_no_list_knows_is_furniture_beside_the_folio():
    folio = "07\n渔港烟火\n2031年10月10日 星期五\n青屏湾日报"
    draft = read_page(f"{folio}\n\n渡口靠岸最后一班船\n\n本报讯 {FERRY}\n")
    assert [article.headline for article in draft.articles] == ["渡口靠岸最后一班船"]
    assert {piece.kind for piece in draft.left_out} == {"furniture"}


def test_a_label_over_stories_makes_no_furniture_of_the_heads_beside_it():
    text = f"【街坊】\n渡口靠岸最后一班船\n简讯\n本报讯 {FERRY}\n"
    (article,) = read_page(text).articles
    assert (article.column, article.headline) == ("街坊", "渡口靠岸最后一班船")


def test_a_line_torn_at_a_squeezed_quotation_mark_is_whole():
    text = """本报讯 柳堤渡口的最后一班船昨晚靠岸了，老
船工莫怀山说：“四十年了，没有误过一班船。
”乡亲们都来送行，码头上站得满满当当的，
“这条河认得他。
”他的徒弟说，以后大家过江走
大桥，展览馆里还能听到老人讲行船的故事。
"""
    (article,) = read_page(text).articles
    assert [block.text[-11:] for block in article.body] == ["听到老人讲行船的故事。"]
    assert "没有误过一班船。”乡亲们" in article.body[0].text
    assert "“这条河认得他。”他的徒弟" in article.body[0].text


def test_a_byline_broken_inside_a_name_is_whole():
    text = f"青屏湾日报全媒体记者 罗小萌 袁守一 通讯员 韩\n冰\n{ORCHARD}\n"
    (article,) = read_page(text).articles
    assert [one.name for one in article.bylines] == ["罗小萌", "袁守一", "韩冰"]
    assert article.body[0].text.startswith("石笋村的柿子")


def test_a_signed_notice_ends_with_its_day():
    notice = """公告
因滨江路雨水管道施工，该路段自十月十二日起封闭五天，过往车辆请绕行。
由此带来的不便，敬请谅解。
青屏湾市园林管理局
10月11日"""
    draft = read_page(f"渡口靠岸最后一班船\n本报讯 {FERRY}\n{notice}\n")
    (article,) = draft.articles
    assert article.body[-1].text.endswith("讲行船的故事。")
    assert [(piece.kind, piece.text.count("\n")) for piece in draft.left_out] == [("notice", 4)]


def test_a_blank_line_parts_stories_where_it_parts_no_paragraphs():
    more = FERRY.replace("昨晚靠岸", "前天靠岸").replace("莫怀", "石怀")
    text = f"渡口靠岸最后一班船\n\n本报讯 {FERRY}\n{more}\n\n{ORCHARD}\n\n石笋村柿子卖到省城超市\n"
    assert titles(text) == [("渡口靠岸最后一班船", "柳堤渡口"), ("石笋村柿子卖到省城超市", "石笋村的")]


def test_a_story_of_which_no_text_came_disturbs_no_other():
    draft = read_page("（上接第一版）\n（上接第二版）\n渡口靠岸最后一班船\n")
    assert all(article.body or article.jump for article in draft.articles)


ENGLISH = """The Saltmarsh Herald
Friday, October 10, 2031    Price One Shilling

Old Windmill Grinds Again
After Sixty Silent Years
Miller's granddaughter found the
missing millstone in a garden

By Clara Thorne
The windmill on Gull Hill turned before a crowd of
four hundred on Sunday, and the first sack of flour
was sold for the price of a bicycle.
Miss Thorne's stone had served as a garden table
since the mill was shut. It took nine men and a
borrowed crane to bring it up the hill.

OSTERLEY, Oct. 8. A seal that had made its home on
the slipway was led back to sea by the lifeboat crew
on Tuesday, for the third time this autumn.
The coxswain said the animal knew the way well
enough and came ashore for the company.

Seal Returned to Sea
"""

GERMAN = """Dünenhofer Bote
Freitag, 10. Oktober 2031    Preis 80 Cent

Von Ilse Harms und Jan Petersen
Der Leuchtturm am Nordstrand bekommt nach dreißig
Jahren wieder einen Wärter. Vierzehn Bewerbungen
lagen dem Hafenamt vor, darunter die eines Bäcker-
meisters aus dem Binnenland.
Gewählt wurde die Lehrerin Wiebke Lorenz, die den
Turm schon als Kind vermessen hat.

Nordstrand bekommt
eine Leuchtturmwärterin

Dünenhof, 8. Oktober. Das Heimatmuseum zeigt von
Sonntag an hundert Flaschen mit Post, die das Meer
an Land getragen hat. Die älteste Nachricht ist von
1871 und bittet um Tabak.

Museum zeigt Flaschenpost
"""


def test_an_english_page():
    draft = read_page(ENGLISH)
    mill, seal = draft.articles
    assert mill.headline == "Old Windmill Grinds Again After Sixty Silent Years"
    assert mill.deck == "Miller's granddaughter found the missing millstone in a garden"
    assert [one.name for one in mill.bylines] == ["Clara Thorne"]
    assert mill.body[0].text.startswith("The windmill on Gull Hill turned before a crowd of four hundred")
    assert seal.headline == "Seal Returned to Sea"
    assert (seal.dateline.place, seal.dateline.date) == ("Osterley", "Oct. 8")
    assert {piece.kind for piece in draft.left_out} == {"furniture"}


def test_a_german_page():
    draft = read_page(GERMAN)
    tower, museum = draft.articles
    assert tower.headline == "Nordstrand bekommt eine Leuchtturmwärterin"
    assert [one.name for one in tower.bylines] == ["Ilse Harms", "Jan Petersen"]
    assert "Bäckermeisters" in tower.body[0].text
    assert museum.headline == "Museum zeigt Flaschenpost"
    assert (museum.dateline.place, museum.dateline.date) == ("Dünenhof", "8. Oktober")
    assert {piece.kind for piece in draft.left_out} == {"furniture"}


def test_words_after_by_are_no_byline():
    text = "By noon the towpath was full\nof prams, and the barge had\nlent every book she carried.\n"
    (article,) = read_page(text).articles
    assert not article.bylines


def test_a_dateline_and_who_sent_it_on_lines_of_their_own_open_the_text_below():
    text = "渡口靠岸最后一班船\n新华社青屏湾7月26日电\n（记者袁守一、郭思遥）\n" + FERRY + "\n"
    (article,) = read_page(text).articles
    assert article.dateline.place == "青屏湾"
    assert [one.name for one in article.bylines] == ["袁守一", "郭思遥"]
    assert article.body[0].text.startswith("柳堤渡口的最后一班船")


def indented(text: str) -> str:
    """A text as one paragraph in lines of one measure, its indent lost."""
    return "\n".join(broken(text.replace("\n", ""), 20, 2))


def test_texts_that_nothing_parts_are_parted_by_the_head_left_over():
    bodies = "\n".join([indented(FERRY), indented(CHOIR), indented(f"本报讯 {ORCHARD}")])
    heads = "柳堤渡口靠岸最后一班船\n石笋村柿子卖到省城超市\n山里合唱团唱进市音乐厅"
    assert titles(f"{bodies}\n{heads}\n") == [
        ("柳堤渡口靠岸最后一班船", "柳堤渡口"),
        ("山里合唱团唱进市音乐厅", "云岭小学"),
        ("石笋村柿子卖到省城超市", "石笋村的"),
    ]


def test_a_head_left_over_parts_no_story_that_tells_it_from_its_start():
    text = f"本报讯 {ORCHARD}\n石笋村柿子卖到省城超市\n柿子挂满枝头卖到省城\n"
    assert len(read_page(text).articles) == 1
