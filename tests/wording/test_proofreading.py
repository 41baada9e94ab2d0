"""What a proofreader marks, and what it leaves alone; each rule with text on either side of it."""

from __future__ import annotations

import pytest

from articles.wording.confusions import find_confusions
from articles.wording.proofreading import proofread


def kinds(text: str) -> list[tuple[str, str]]:
    slips = proofread(text)
    for slip in slips:
        assert slip.length > 0
        assert 0 <= slip.at <= slip.at + slip.length <= len(text)
        if slip.kind in {"half_width", "repeated", "confusion", "leftover", "markup"} and slip.found != "()":
            assert text[slip.at : slip.at + slip.length] == slip.found
    return [(slip.kind, slip.found) for slip in slips]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("渡口停航,居民绕行。", [("half_width", ",")]),
        ("“明天见”,他挥挥手。", [("half_width", ",")]),
        ("2026,江水又涨。", [("half_width", ",")]),
        ("通车了!", [("half_width", "!")]),
        ("地址:东湖路21号", [("half_width", ":")]),
        ("桥修好了.明天通车。", [("half_width", ".")]),
        ("他没有再说...", [("half_width", "...")]),
        ("新桥(长三十米)通车。", [("half_width", "()")]),
        ('他说"好"。', [("straight_quote", '"'), ("straight_quote", '"')]),
        ("停航，。绕行", [("clashing_marks", "，。")]),
        ("停航。。", [("clashing_marks", "。。")]),
        ("老钟 ，又走了。", [("space_before_mark", " ，")]),
        ("He said that，and left the quay.", [("full_width", "，")]),
    ],
)
def test_marks(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "比分3:2，开球时间19:30，票价2,000元，气温3.5摄氏度。",
        "详见 https://example.org/a,b?c=江 或写信到 desk@example.org。",
        "J.K.罗琳的新书到了。",
        "他用Python写了“Hello, world!”。",
        "公式f(x)=2x不变。",
        "什么？！真的通车了！！",
        "他想了想……又说——“走吧。”",
        "“桥”“路”“船”三字，《江》《湖》两书，1）第一项；（2）第二项。",
        "The mayor said, “We will.” And then: nothing (or so).",
        "她说：“‘快走’，他喊。”",
        "第1版、第2版",
    ],
)
def test_marks_that_are_right(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“明天通车。", [("unclosed", "“")]),
        ("明天通车。”", [("unopened", "”")]),
        ("（见第三版", [("unclosed", "（")]),
        ("《江上的人", [("unclosed", "《")]),
        ("“桥通了“，他说。", [("unclosed", "“"), ("unclosed", "“")]),
        ("（“说好的）就算。”", [("unclosed", "“"), ("unopened", "”")]),
        ("他说（声音很低\n）走吧。", [("unclosed", "（"), ("unopened", "）")]),
        ("The bridge [opened today.", [("unclosed", "[")]),
    ],
)
def test_pairs(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "“第一段还没说完。\n“第二段接着说完了。”",  # opened anew in each paragraph, closed once
        "“信里写道：‘桥要修。\n“‘路也要修。’就这些。”",
        "The harbours’ lights, the ’90s, don’t.",
        "a) first, 2) second",
        "（一）起因（二）经过",
    ],
)
def test_pairs_that_are_right(text):
    assert kinds(text) == []


def test_a_part_of_a_text_is_not_asked_for_its_pairs():
    assert proofread("“话没有说完，", complete=False) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("这是他的的船。", "的的"),
        ("他们们都来了。", "们们"),
        ("水退了了。", "了了"),
        ("这是是一座老桥。", "是是"),
        ("我们我们昨天到的。", "我们我们"),
        ("如果如果下雨就停工。", "如果如果"),
        ("沙湾险工段沙湾险工段已经加固。", "沙湾险工段沙湾险工段"),
        ("It opened at the the quay.", "the the"),
    ],
)
def test_repeated(text, found):
    assert kinds(text) == [("repeated", found)]


@pytest.mark.parametrize(
    "text",
    [
        "为了了解水情，以防汛为目的的巡查现在在沙湾进行。",
        "的的确确是这样，不了了之可不行。",
        "关键是是否通车，但是是谁说的，是是非非由人说。",
        "一步一步走，研究研究再说，非常非常小心，天天向上。",
        "妈妈们说说笑笑，大家高高兴兴。",
        "首都都市圈，成都都江堰，没有有效办法，所有有关部门，自由由来已久。",
        "“快开船快开船！”岸上的人喊。",
        "热心的的哥一语中的的提醒，棉被被雨打湿，哥们们都去，沙特与也门也派人，了了一桩心事。",
        "He had had enough; that that was so.",
    ],
)
def test_repeated_that_is_right(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("总投资【待核】亿元。", "【待核】"),
        ("（此处补数据）", "（此处补数据）"),
        ("读者XXX来信说", "XXX"),
        ("共有???人", "???"),
        ("联系人：____", "____"),
        ("TODO: ask the harbour master", "TODO"),
        ("■■本报讯", "■■"),
    ],
)
def test_left_over(text, found):
    assert kinds(text) == [("leftover", found)]


@pytest.mark.parametrize(
    "text",
    [
        "张某某、李××，手机138****1234，尺码XXL。",
        "（未完待续）（待续）（附图片）（下）",
        "■ 本报记者 周望舒",
        "他待查明情况后再说。",
        "真的吗？？？",
    ],
)
def test_left_over_that_is_right(text):
    assert kinds(text) == []


def test_markup_and_broken_characters():
    assert kinds("今晚<b>开课</b>&nbsp;欢迎") == [("markup", "<b>"), ("markup", "</b>"), ("markup", "&nbsp;")]
    assert kinds("江\ue123堤\ufffd上\u200b。") == [
        ("broken_character", "U+E123"),
        ("broken_character", "U+FFFD"),
        ("broken_character", "U+200B"),
    ]
    assert kinds("3 < 5，A&B，R&D；全角　空格，麻将🀄与𠮷字") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("要再接再励。", [("再接再励", "再接再厉")]),
        ("竟争激烈", [("竟争", "竞争")]),
        ("工程己经完工", [("己经", "已经")]),
        ("以经通车", [("以经", "已经")]),
        ("好象下雨了", [("好象", "好像")]),
        ("毕竟争取到了，究竟竞争如何", []),
        ("自己经历过，知己经年", []),
        ("以经济建设为中心，可以经常来，以经验看", []),
        ("良好象征，美好象征", []),
        ("通报歉收情况", []),
        ("干部暑期培训，俱乐部暑假开放；发布署名文章，公布署名", []),
        ("研究竞争对手，赛事完毕竞相合影", []),
        ("老街坊竟争着要去，他竟选择留下", []),
        ("以经络学说为据，以经商为业", []),
        ("青松驰名，大幅射门，消防碍于地形", []),
        ("既使群众受益，又讲座落幕；雕刻服务，针灸热敷，海拔打破纪录，薪酬措施，修复盖板", []),
        ("部暑防汛工作，突岀重点，有的时侯", [("部暑", "部署"), ("岀", "出"), ("的时侯", "的时候")]),
        ("已经坐落在江边，如火如荼", []),
    ],
)
def test_confusions(text, found):
    assert [(wrong, right) for _at, wrong, right in find_confusions(text)] == found


def test_a_clean_story_has_no_slip():
    story = (
        "本报讯（记者 周望舒 通讯员 何平川）3月14日清晨5时40分，望江大桥北引桥合龙。“等了三年，”住在盐仓街的"
        "老徐说，“今天总算看到了。”\n"
        "记者在现场看到，最后一块钢箱梁重128.5吨，误差不到2毫米——比设计要求的3毫米还小。\n"
        "“我们把每一天都当成汛期来过。\n"
        "“雨再大，焊口也不能等。”项目总工程师林叙在日志里写道（见图）。\n"
        "据了解，大桥全长1,860米，预计今年6月通车；届时，从南浦到东渡只要8分钟。为了了解居民意见，"
        "市交通局开设了热线（电话：0512-8888）。"
    )
    assert proofread(story) == []
