"""Stories that say the same, found whatever was changed around it, and those that only share a phrase."""

from __future__ import annotations

from articles.wording.doubles import doubles

A = (
    "3月14日清晨，望江大桥北引桥合龙。等了三年的居民站在江堤上，看最后一块钢箱梁缓缓落下。"
    "项目部介绍，全桥预计今年6月通车，届时从南浦到东渡只要八分钟，沿线四个社区的公交线路也将调整。"
)
B = (
    "菱湖菜市场的电子秤换了一批。市场管理方说，每台秤都连着后台，秤盘上的数字同时显示在档口的小屏上，"
    "缺斤少两的投诉三个月里少了九成，老主顾们都说心里踏实多了，菜价也看得明白。"
)


def pairs(texts: dict[int, str], others: dict[int, str] | None = None) -> list[tuple[int, int]]:
    return [(pair.one, pair.other) for pair in doubles(texts, others or {})]


def test_the_same_and_nearly_the_same():
    assert pairs({1: A, 2: B, 3: A}) == [(3, 1)]
    (pair,) = doubles({1: A, 2: A.replace("居民", "市民")}, {})
    assert 0.8 < pair.of_longer < 0.95
    assert next(iter(doubles({1: A, 2: A}, {}))).of_longer > 0.95


def test_spaces_and_punctuation_do_not_matter():
    assert pairs({1: A, 2: A.replace("，", " , ").replace("。", "\n")}) == [(2, 1)]


def test_a_short_text_inside_a_long_one():
    (pair,) = doubles({1: B + A, 2: A}, {})
    assert pair.of_shorter > 0.9 > 0.7 > pair.of_longer


def test_an_earlier_one_is_found_at_any_shift():
    for shift in range(7):
        assert pairs({1: A}, {9: "江" * shift + A}) == [(1, 9)]


def test_stories_that_share_a_phrase_are_two():
    other = (
        "江堤上，护堤员老徐每晚走两趟。"
        + B[:20]
        + "他说雨季里不能睡实，手电筒要放在枕头边，听见水声变了就得起身。"
    )
    assert pairs({1: A, 2: B, 3: other}) == []
    assert pairs({1: "渡口今日停航。", 2: "渡口今日停航。"}) == []  # too short to tell
