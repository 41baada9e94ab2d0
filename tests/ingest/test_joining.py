"""The jump graph: what joins by itself, what is proposed, what an editor takes back."""

from __future__ import annotations

import pytest

from articles.ingest.joining import CannotJoin, join, match_issue, undo
from articles.models import Article, Issue, Join, Stage, jumps_of
from tests.house import at_stage, make_article, make_editor, make_issue

pytestmark = pytest.mark.django_db

FERRY = (
    "清晨六点，渡口的老船工郑阿水解开缆绳。三十年来，这条渡船每天往返江面四十趟，送学生上学，送菜农赶集。"
    "今年开春，跨江新桥合龙，渡船的最后一班定在四月末。",
    "渡口管理所所长说，渡船退役之后将停在新桥南岸，改成一座小小的展览馆。郑阿水答应去当讲解员，"
    "给孩子们讲江面上的事。“桥通了，船就歇了，可江还在。”他说。",
)
CANTEEN = (
    "第三中学的食堂换了新灶台。炊事班长宋师傅把菜单写在黑板上，一周不重样。学生代表每月尝一次菜，打分贴在墙上。"
    "上学期得分最低的是周三的炖萝卜，",
    "于是宋师傅请来了三位家长一起改菜谱。如今炖萝卜里添了排骨，学生打分升到了九分。食堂还把每天的剩菜称重，"
    "公布在校门口，剩菜少了一半。",
)
TEA = (
    "谷雨前的茶山上，采茶的人比茶树还多。合作社今年引进了两台小型揉捻机，茶农罗秀兰算过账，一斤干茶能省下四十分钟。",
    "揉捻机的电费由合作社统一结算。罗秀兰说，省下来的时间可以多采半篓。茶山脚下新开的炒茶间对游客开放，一天要接待上百人。",
)


def printed(issue, story, headline, front=1, tail=3, heading=None):
    """The two halves of a story as two imports leave them: apart, with the printed lines."""
    one = make_article(issue, pages=(front,), headline=headline, bodies=[f"<p>{story[0]}</p>"])
    one.parts.update(printed_jump=f"（下转第{tail}版）", printed_jump_page=str(tail))
    two = make_article(issue, pages=(tail,), headline=heading or "", bodies=[f"<p>{story[1]}</p>"])
    two.parts.update(
        printed_continuation=f"（上接第{front}版）",
        printed_continuation_page=str(front),
        heading=heading or "",
    )
    return one, two


def states(issue):
    return [(jump.state, jump.headline) for jump in jumps_of(issue)]


def test_three_jumps_to_one_page_find_their_tails_though_the_order_is_reversed():
    issue = make_issue()
    one, _ = printed(issue, FERRY, "最后一班渡船", heading="最后一班渡船")
    two, _ = printed(issue, CANTEEN, "食堂的黑板")
    three, _ = printed(issue, TEA, "茶山添新机", heading="茶山添新机")
    positions = issue.pages.get(sequence=3).parts.order_by("pk")
    for place, part in enumerate(reversed(positions), start=1):
        part.position = place
        part.save()
    report = match_issue(issue)
    assert len(report.joined) == 3
    assert states(issue) == [("joined", "最后一班渡船"), ("joined", "食堂的黑板"), ("joined", "茶山添新机")]
    assert two.joined_text() == CANTEEN[0] + CANTEEN[1]
    assert one.joined_text() == "\n".join(FERRY)
    assert three.parts.count() == 2


def test_a_second_run_changes_nothing():
    issue = make_issue()
    printed(issue, FERRY, "最后一班渡船", heading="最后一班渡船")
    match_issue(issue)
    before = list(Join.objects.values())
    report = match_issue(issue)
    assert (report.joined, report.proposed) == ((), ())
    assert list(Join.objects.values()) == before


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.SIGNED_OFF, Stage.PUBLISHED])
def test_a_tail_that_was_not_reviewed_is_only_proposed_to_a_story_that_was(stage):
    issue = make_issue()
    story, _tail = printed(issue, FERRY, "最后一班渡船", heading="最后一班渡船")
    at_stage(story, stage)
    report = match_issue(issue)
    assert (len(report.joined), len(report.proposed)) == (0, 1)
    assert story.joined_text() == FERRY[0]


def test_strangers_do_not_join():
    issue = make_issue()
    one, _ = printed(issue, FERRY, "最后一班渡船")
    _, two = printed(issue, CANTEEN, "食堂的黑板", heading="食堂的黑板")
    Article.objects.filter(issue=issue).exclude(pk__in=[one.pk, two.pk]).delete()
    assert match_issue(issue).joined == ()
    assert "joined" not in {state for state, _ in states(issue)}


def test_an_open_jump_stays_open_until_its_tail_comes():
    issue = make_issue()
    one, two = printed(issue, TEA, "茶山添新机")
    two.delete()
    match_issue(issue)
    assert states(issue) == [("open_out", "茶山添新机")]
    tail = make_article(issue, pages=(3,), headline="", bodies=[f"<p>{TEA[1]}</p>"])
    tail.parts.update(printed_continuation="（上接第1版）", printed_continuation_page="1")
    for filler in (FERRY, CANTEEN):
        make_article(issue, pages=(2,), headline="别的", bodies=[f"<p>{filler[0]}{filler[1]}</p>"])
    match_issue(issue)
    assert [jump.state for jump in jumps_of(issue)] == ["joined"]
    assert one.parts.count() == 2


def test_lines_that_both_name_other_pages_make_no_pair():
    issue = make_issue()
    one, two = printed(issue, FERRY, "最后一班渡船", heading="最后一班渡船")
    one.parts.update(printed_jump_page="2")
    two.parts.update(printed_continuation_page="4")
    report = match_issue(issue)
    assert (report.joined, report.proposed) == ((), ())
    assert {state for state, _ in states(issue)} == {"open_out", "open_in"}


def test_undo_gives_the_tail_its_number_byline_and_photos_back_and_it_stays_undone():
    issue = make_issue()
    one, two = printed(issue, FERRY, "最后一班渡船", heading="最后一班渡船")
    two.bylines.create(name="郑小渡", role="reporter")
    (record,) = match_issue(issue).joined
    two.refresh_from_db()
    assert two.merged_into == one
    one = Article.objects.with_story().get(pk=one.pk)
    assert [line.name for line in one.signatures()] == ["郑小渡"]
    editor = make_editor()
    undo(record, editor)
    two.refresh_from_db()
    one = Article.objects.get(pk=one.pk)
    assert (two.merged_into, two.parts.count(), one.parts.count()) == (None, 1, 1)
    assert two.bylines.get().name == "郑小渡"
    report = match_issue(issue)
    assert (report.joined, report.proposed) == ((), ())
    assert sorted(state for state, _ in states(issue)) == ["open_in", "open_out", "undone"]
    undo(record, editor)  # again: nothing happens
    assert join(one.parts.get(), two.parts.get(), user=editor).state == "joined"
    assert [jump.confidence for jump in jumps_of(issue)] == [None]


def test_a_chain_comes_apart_where_it_is_cut():
    issue = make_issue()
    a, b, c = (make_article(issue, pages=(n,), headline=str(n)) for n in (1, 2, 4))
    first = join(a.parts.get(), b.parts.get())
    join(b_last := a.parts.order_by("order").last(), c.parts.get())
    assert b_last.page.sequence == 2
    c.refresh_from_db()
    assert (a.parts.count(), c.merged_into) == (3, a)
    undo(first)
    b.refresh_from_db()
    c.refresh_from_db()
    assert (a.parts.count(), b.parts.count(), b.merged_into, c.merged_into) == (1, 2, None, b)


@pytest.mark.parametrize("way", ["ring", "middle", "tail of a tail", "other issue"])
def test_what_cannot_be_one_story_is_refused(way):
    issue = make_issue()
    one, two = make_article(issue, pages=(1, 2)), make_article(issue, pages=(3, 4))
    first, last = one.parts.order_by("order")
    if way == "ring":
        pair = last, first
    elif way == "middle":
        pair = first, two.parts.get(order=1)
    elif way == "tail of a tail":
        pair = last, two.parts.get(order=2)
    else:
        pair = last, make_article(make_issue(edition=2)).parts.get()
    with pytest.raises(CannotJoin):
        join(*pair)
    assert one.parts.count() == 2
    assert not Join.objects.exists()


@pytest.mark.parametrize("tail_first", [True, False])
def test_a_full_text_that_holds_the_tail_already_is_not_doubled(tail_first):
    issue = make_issue()

    def whole():
        return make_article(issue, headline="最后一班渡船", bodies=[f"<p>{FERRY[0]}</p><p>{FERRY[1]}</p>"])

    def tail():
        article = make_article(issue, pages=(3,), headline="", bodies=[f"<p>{FERRY[1]}</p>"])
        article.parts.update(printed_continuation="（上接第一版）", printed_continuation_page="1")
        return article

    for maker in (tail, whole) if tail_first else (whole, tail):
        maker()
        match_issue(issue)
    story = Article.objects.standing().get()
    assert [part.repeats for part in story.parts.order_by("order")] == [False, True]
    assert story.joined_text() == "\n".join(FERRY)


def test_one_headline_over_four_stories_proves_no_double():
    issue = make_issue()
    stories = [make_article(issue, headline="今日短讯", bodies=[f"<p>{text}</p>"]) for text in FERRY]
    tail = make_article(issue, pages=(3,), headline="今日短讯", bodies=[f"<p>{TEA[1]}</p>"])
    tail.parts.update(printed_continuation="上接第一版", printed_continuation_page="1")
    match_issue(issue)
    assert all(story.parts.count() == 1 for story in stories)


def test_the_jump_list_costs_the_same_for_few_and_many(django_assert_max_num_queries):
    issue = make_issue()
    for number in range(12):
        printed(issue, FERRY, f"渡船{number}", heading=f"渡船{number}")
    match_issue(issue)
    issue = Issue.objects.select_related("newspaper").get(pk=issue.pk)
    with django_assert_max_num_queries(12):
        rows = [(jump.headline, jump.headline_of_tail, jump.state) for jump in jumps_of(issue)]
    assert len(rows) >= 12
