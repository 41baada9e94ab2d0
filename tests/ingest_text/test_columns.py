"""What narrow justified columns do to lines, and heads that stand between other things."""

from __future__ import annotations

from articles.ingest.text import read_page
from articles.ingest.text.lines import split_lines
from articles.ingest.text.mending import mend
from articles.wording import furniture
from articles.wording.names import split_names

FERRY = """柳堤渡口的最后一班船昨晚靠岸，
老船工莫怀山把缆绳系在木桩上，
回头看了一眼江面。"""
HARBOUR = """大桥通车以后坐船的人一年
比一年少，可是只要还有一个人在岸
边招手，这班船就不能停。
冬天的渡口风大，他在船头支起一
块油布，里面放一只小小的炭炉。"""
ORCHARD = """石笋村的柿子今年挂满了枝头，村
民们搭着梯子采摘，一筐一筐地往
合作社的院子里送。"""


def test_a_line_whose_letters_fill_its_measure_is_text():
    text = """渡口靠岸最后一班船
本报讯 柳堤渡口的最后一
班船昨晚靠岸，老船工莫怀
山把缆绳系在木桩上，回头
看了一眼江面。
渡 口 去 年 一 共 开 出
3650班船，送过的人里年纪
最大的已经九十六岁了，年
纪最小的还在襁褓之中。
在 岸 边 的 一 间 小 屋
里 ， 28 本 账 册 摞 成 “ 小
山 ” ， 记 着 每 天 的 船
次，一班也没有漏下。"""
    (article,) = read_page(text).articles
    assert article.headline == "渡口靠岸最后一班船"
    assert [block.text[:8] for block in article.body[1:]] == ["渡口去年一共开出", "在岸边的一间小屋"]


def test_the_short_end_of_a_paragraph_is_not_torn_from_the_quotation_below():
    lines = [
        "本报讯 柳堤渡口的最后一班船昨晚",
        "靠岸，老船工莫怀山把缆绳系在木",
        "桩上，回头看了一眼宽阔平静的江",
        "面。",
        "“这条河认得我，四十年了啊",
        "从来没有误过一班船。”他说罢，",
        "慢慢走下了码头的台阶，又站住。",
    ]
    assert [line.text for line in mend(split_lines("\n".join(lines)))] == lines


def test_a_short_line_with_a_colon_is_a_subhead():
    text = f"守船人的四十年\n本报讯 {FERRY}\n码头：老人守船\n{HARBOUR}"
    (article,) = read_page(text).articles
    assert [block.text for block in article.body if block.kind == "subhead"] == ["码头：老人守船"]


def test_a_column_in_brackets_goes_with_the_head_below():
    text = f"本报讯 {FERRY}\n【街坊】\n渡口靠岸最后一班船\n◎ 祝敏\n{HARBOUR}"
    first = read_page(text).articles[0]
    assert (first.column, first.headline) == ("街坊", "渡口靠岸最后一班船")


def test_a_pair_of_clauses_is_a_headline_by_itself():
    text = f"守船护岸四十年如一日\n船归渡口静 人立木桩前\n——柳堤渡口的最后一班船\n本报讯 {FERRY}"
    (article,) = read_page(text).articles
    assert (article.kicker, article.headline) == ("守船护岸四十年如一日", "船归渡口静 人立木桩前")
    assert article.deck == "——柳堤渡口的最后一班船"


def test_who_chaired_a_meeting_is_its_deck():
    text = (
        f"市渡口安全工作会议强调\n守好每一班船 系牢每一根缆\n让最后一班船安全靠岸\n莫怀山主持\n本报讯 {FERRY}"
    )
    (article,) = read_page(text).articles
    assert article.kicker == "市渡口安全工作会议强调"
    assert article.headline == "守好每一班船 系牢每一根缆 让最后一班船安全靠岸"
    assert article.deck == "莫怀山主持"


def test_boxes_that_no_story_is_made_of():
    boxes = """今日看点
夜市里的灯火（6版）
老街听雨▶8版
今日天气
今天白天到夜间：多云
最高气温18℃ 最低气温9℃
东南风3到4级
晴川灯饰城
开业五周年
热线：0599-8801234
地址：河堤路88号
广告"""
    draft = read_page(f"渡口靠岸最后一班船\n本报讯 {FERRY}\n{boxes}\n柿子挂满石笋村枝头\n本报讯 {ORCHARD}")
    assert [one.headline for one in draft.articles] == ["渡口靠岸最后一班船", "柿子挂满石笋村枝头"]
    assert not [left for left in draft.left_out if left.kind == "unknown"]


def test_heads_of_columns_of_notices():
    assert all(map(furniture.is_notice_column, ["公示公告", "声明公告", "公 告 专 栏", "分类信息", "启事"]))
    assert not any(map(furniture.is_notice_column, ["公告发布以后", "广告", "信息"]))


def test_common_surnames_are_known():
    assert split_names("蔡明远洪国栋") == ["蔡明远", "洪国栋"]
    assert split_names("赖小川") == ["赖小川"]


def test_a_deck_behind_its_headline_in_one_line_is_parted_from_it():
    (article,) = read_page(f"船归渡口静 人立木桩前 ——柳堤渡口的最后一班船\n本报讯 {FERRY}").articles
    assert article.headline == "船归渡口静 人立木桩前"
    assert article.deck == "——柳堤渡口的最后一班船"


def test_who_wrote_it_is_read_over_the_end_of_a_line():
    """What stands before the bracket ends the text: no head is made of the last lines."""
    text = f"渡口的灯\n\n{FERRY}\n{HARBOUR}\n“船还在。”他把缆绳解开，“人也\n在。”"
    for end in ("（实习\n生 林小满）", "（记者 林\n小满）", "（记者 林小满）"):
        (article,) = read_page(text + end).articles
        assert article.headline == "渡口的灯", end
        assert [one.name for one in article.bylines] == ["林小满"], end
        assert article.body[-1].text.endswith("“人也在。”"), end
