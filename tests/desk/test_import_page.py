"""Import of a page's text: reading, correcting, saving, and all that can go wrong."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.desk import import_page
from articles.models import Article, ArticlePart, Byline, Issue, LeftOutText, Page, PageSource, Photo
from articles.records import ArticleDraft, Block, LeftOut, PageDraft, PhotoDraft
from articles.wording.values import Dateline, JumpLine, Signature
from tests.desk.conftest import FormReader, address
from tests.house import make_article, make_issue, make_newspaper, published

URL = "/desk/import-page/"
TEXT = "春汛前夜\n堤脚一寸一寸往前挪。\n（下转第三版）\n"
DRAFT = PageDraft(
    number="1",
    section="要闻",
    articles=(
        ArticleDraft(
            column="江边话",
            kicker="上游来水偏多",
            headline="春汛前夜",
            deck="——夜巡见闻",
            bylines=(Signature("周望舒", "reporter", "本报"), Signature("邵小满", "intern")),
            dateline=Dateline("新华社北京5月23日电", "新华社", "北京", "5月23日"),
            body=(Block("paragraph", "堤脚。"), Block("subhead", "听"), Block("paragraph", "<b>水</b>声。")),
            jump=JumpLine("（下转第三版）", "3"),
            zones=((0.1, 0.1, 0.5, 0.5),),
            doubts=("headline chosen by wording, not position",),
        ),
        ArticleDraft(headline="午饭", body=(Block("paragraph", "配送车。"),)),
        ArticleDraft(
            headline="",
            body=(Block("paragraph", "接上文。"),),
            continued_from=JumpLine("（上接第二版）", "2"),
        ),
    ),
    photos=(
        PhotoDraft("江堤。", (Signature("周望舒", "photographer", "本报"),), 0),
        PhotoDraft("图片新闻。"),
    ),
    left_out=(LeftOut("furniture", "港湾日报"), LeftOut("unknown", "停水通知\n今夜停水。")),
)


@pytest.fixture
def newspaper(db):
    return make_newspaper()


@pytest.fixture
def _reader(monkeypatch):
    """A page reader whose answer is known."""
    monkeypatch.setattr(import_page, "read_page", lambda text: DRAFT)


def _first(desk, newspaper, **fields):
    data = {
        "newspaper": newspaper.pk,
        "date": "2026-03-14",
        "edition": "1",
        "number": "1",
        "section": "",
        "text": TEXT,
    }
    return desk.post(URL, {**data, **fields})


def _draft(desk, newspaper, **fields):
    """What the browser holds after step one."""
    response = _first(desk, newspaper, **fields)
    assert response.status_code == 200
    return FormReader(response.content.decode()).data


def _press(desk, data, button, **fields):
    return desk.post(URL, {**data, "do": button, **fields})


pytestmark = pytest.mark.usefixtures("_reader")


def test_nothing_is_stored_by_reading(desk, newspaper):
    page = _first(desk, newspaper).content.decode()
    assert "headline chosen by wording, not position" in page
    assert not Issue.objects.exists()


def test_an_untouched_draft_is_saved_as_it_was_read(desk, newspaper):
    response = _press(desk, _draft(desk, newspaper), "save")
    assert response.status_code == 200
    issue = Issue.objects.get()
    front = issue.articles.get(headline="春汛前夜")
    assert (front.kicker, front.deck, front.column.name) == ("上游来水偏多", "——夜巡见闻", "江边话")
    assert (front.dateline_printed, front.dateline_agency, front.dateline_place, front.dateline_date) == (
        "新华社北京5月23日电",
        "新华社",
        "北京",
        "5月23日",
    )
    part = front.parts.get()
    assert part.body == "<p>堤脚。</p><h3>听</h3><p>&lt;b&gt;水&lt;/b&gt;声。</p>"
    assert (part.printed_jump, part.printed_jump_page, part.zones) == (
        "（下转第三版）",
        "3",
        [[[0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]]],
    )
    lines = [(line.name, line.role, line.affiliation) for line in front.bylines.order_by("order")]
    assert lines == [("周望舒", "reporter", "本报"), ("邵小满", "intern", "")]
    tail = issue.articles.get(headline="").parts.get()
    assert (tail.printed_continuation, tail.printed_continuation_page) == ("（上接第二版）", "2")
    assert [(p.caption, p.article) for p in Photo.objects.order_by("order")] == [
        ("江堤。", front),
        ("图片新闻。", None),
    ]
    texts = list(LeftOutText.objects.order_by("pk").values_list("kind", "text"))
    assert texts[0] == ("furniture", "港湾日报")
    assert [line.strip() for line in texts[1][1].splitlines()] == ["停水通知", "今夜停水。"]
    assert (issue.pages.get().number, issue.pages.get().section_name) == ("1", "要闻")
    assert PageSource.objects.get().text == TEXT
    page = response.content.decode()
    assert f"/desk/articles/article/{front.pk}/change/" in page
    assert "/preview/harbour-daily/2026-03-14/p1/" in page
    assert f"/desk/articles/issue/{issue.pk}/publish-at-once/" in page


def test_a_second_save_says_that_nothing_changed(desk, newspaper):
    data = _draft(desk, newspaper)
    _press(desk, data, "save")
    response = _press(desk, data, "save")
    assert response.status_code == 200
    assert response.context["report"].unchanged
    assert Article.objects.count() == 3


def test_corrections_are_saved(desk, newspaper):
    data = _draft(desk, newspaper)
    _press(
        desk,
        data,
        "save",
        **{
            "a-0-headline": "改过的题",
            "a-0-bylines": "记者 | 林叙 | 本报\r\n\r\nIntern｜ 沈渡\r\n柳岸",
            "a-0-dateline": "本报讯",
            "a-0-body": "第一段。\r\n## 小题\r\n\r\n第二段。",
            "a-0-jump": "（下转第二版）",
            "a-0-jump_page": "",
            "p-0-article": "1",
            "l-0-kind": "notice",
            "section": "头版",
        },
    )
    article = Article.objects.get(headline="改过的题")
    assert article.parts.get().body == "<p>第一段。</p><h3>小题</h3><p>第二段。</p>"
    assert article.parts.get().printed_jump_page == "2"
    assert (article.dateline_agency, article.dateline_place) == ("本报", "")
    lines = [(line.name, line.role, line.affiliation) for line in article.bylines.order_by("order")]
    assert lines == [("林叙", "reporter", "本报"), ("沈渡", "intern", ""), ("柳岸", "author", "")]
    assert Photo.objects.get(order=1).article.headline == "午饭"
    assert LeftOutText.objects.filter(kind="notice").exists()


def test_an_article_is_left_out(desk, newspaper):
    after = FormReader(_press(desk, _draft(desk, newspaper), "drop-0").content.decode()).data
    assert after["a-TOTAL_FORMS"] == "2"
    assert after["l-TOTAL_FORMS"] == "3"
    text = after["l-2-text"]
    for word in (
        "江边话",
        "上游来水偏多",
        "春汛前夜",
        "——夜巡见闻",
        "周望舒",
        "新华社北京5月23日电",
        "堤脚。",
        "（下转第三版）",
    ):
        assert word in text, word
    assert after["p-0-article"] == ""  # its photo stands alone now
    assert not Issue.objects.exists()


def test_an_article_is_merged_with_the_one_before(desk, newspaper):
    after = FormReader(_press(desk, _draft(desk, newspaper), "merge-1").content.decode()).data
    assert after["a-TOTAL_FORMS"] == "2"
    assert after["a-0-body"].splitlines() == ["堤脚。", "## 听", "<b>水</b>声。", "## 午饭", "配送车。"]
    assert after["a-0-headline"] == "春汛前夜"


def test_a_left_out_text_is_promoted(desk, newspaper):
    after = FormReader(_press(desk, _draft(desk, newspaper), "promote-1").content.decode()).data
    assert (after["a-3-headline"], after["a-3-body"]) == ("停水通知", "今夜停水。")
    assert after["l-TOTAL_FORMS"] == "1"


def test_a_photo_is_left_out(desk, newspaper):
    after = FormReader(_press(desk, _draft(desk, newspaper), "dropphoto-0").content.decode()).data
    assert after["p-TOTAL_FORMS"] == "1"
    assert "江堤。" in after["l-2-text"]
    assert "周望舒" in after["l-2-text"]


def test_articles_are_put_in_another_order(desk, newspaper):
    data = _draft(desk, newspaper)
    after = FormReader(_press(desk, data, "show", **{"a-0-place": "2.5"}).content.decode()).data
    assert [after[f"a-{n}-headline"] for n in range(3)] == ["午饭", "春汛前夜", ""]
    assert after["p-0-article"] == "1"  # the photo went with its story
    _press(desk, data, "save", **{"a-0-place": "9"})
    assert list(Article.objects.order_by("number").values_list("headline", flat=True)) == [
        "午饭",
        "",
        "春汛前夜",
    ]
    assert Photo.objects.get(order=1).article.headline == "春汛前夜"


@pytest.mark.parametrize(
    "button", ["drop-99", "merge-0", "promote--1", "promote-²", "drop-x", "", "nonsense", "dropphoto-9"]
)
def test_a_button_that_fits_no_row_changes_nothing(desk, newspaper, button):
    data = _draft(desk, newspaper)
    after = FormReader(_press(desk, data, button).content.decode()).data
    assert (after["a-TOTAL_FORMS"], after["l-TOTAL_FORMS"]) == ("3", "2")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("a-0-bylines", "魔术师 | 林叙"),
        ("a-0-bylines", "记者 | "),
        ("a-0-bylines", "记者 | 甲 | 乙 | 丙 | 丁"),
        ("a-0-bylines", "记者 | " + "长" * 81),
        ("a-0-headline", "长" * 301),
        ("a-0-place", "nan"),
        ("a-0-jump", ""),
        ("l-0-kind", "nonsense"),
        ("l-0-text", ""),
        ("p-0-article", "77"),
        ("number", ""),
        ("number", "第版"),
        ("date", "2026-02-30"),
        ("date", "0001-01-01"),
        ("edition", "0"),
        ("edition", "99999"),
        ("newspaper", "12345"),
        ("section", "长" * 61),
        ("source", ""),
        ("a-TOTAL_FORMS", "x"),
        ("a-TOTAL_FORMS", "5000"),
        ("l-TOTAL_FORMS", "5000"),
        ("a-0-headline", "题\x00题"),
    ],
)
def test_what_cannot_be_saved_is_shown_again_with_its_error(desk, newspaper, field, value):
    data = {**_draft(desk, newspaper), field: value}
    response = _press(desk, data, "save", **{"a-1-headline": "我改的题"})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    if "TOTAL" not in field:
        assert "我改的题" in response.content.decode()
    assert not Issue.objects.exists()


def test_an_article_emptied_is_refused(desk, newspaper):
    empty = {"a-1-headline": "", "a-1-body": ""}
    response = _press(desk, _draft(desk, newspaper), "save", **empty)
    assert "errorlist" in response.content.decode()
    assert not Issue.objects.exists()


def test_a_page_that_has_articles_is_kept_until_told_to_replace_it(desk, newspaper):
    _press(desk, _draft(desk, newspaper), "save")
    data = _draft(desk, newspaper, text="另一份\n正文。")
    response = _press(desk, data, "save", **{"a-0-headline": "我改的题"})
    assert "errornote" in response.content.decode()
    assert "我改的题" in response.content.decode()
    assert not Article.objects.filter(headline="我改的题").exists()
    _press(desk, data, "save", replace="on", **{"a-0-headline": "我改的题"})
    assert Article.objects.filter(headline="我改的题").exists()
    assert Article.objects.count() == 3


def test_what_was_typed_by_hand_is_named_stays_and_is_deleted_only_after_a_second_question(desk, newspaper):
    _press(desk, _draft(desk, newspaper), "save")
    page = Page.objects.get()
    typed = make_article(page.issue, headline="夜班手写的稿件", bylines=["夏苇"])
    data = _draft(desk, newspaper, text="另一份\n正文。")
    assert "“夜班手写的稿件”" in _press(desk, data, "save").content.decode()
    done = _press(desk, data, "save", replace="on")
    assert [row.headline for row in done.context["kept"]] == ["夜班手写的稿件"]
    question = desk.post(
        address("article", "changelist"), FormReader(done.content.decode()).data | {"index": 0}
    ).content.decode()
    assert "夜班手写的稿件" in question
    assert Article.objects.filter(pk=typed.pk).exists()
    before, pk = timezone.now(), typed.pk
    typed.delete()
    desk.post(address("page", "restore_version", page.pk), {"at": before.isoformat()})
    again = Article.objects.get(pk=pk)
    assert (again.number, again.headline, again.stage) == (typed.number, "夜班手写的稿件", "draft")
    assert (again.parts.count(), again.bylines.get().name) == (1, "夏苇")


def test_a_published_page_is_never_replaced(desk, newspaper):
    _press(desk, _draft(desk, newspaper), "save")
    published(Issue.objects.get())
    data = _draft(desk, newspaper, text="另一份\n正文。")
    response = _press(desk, data, "save", replace="on")
    assert "errornote" in response.content.decode()
    assert PageSource.objects.get().text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_in_the_encodings_of_newsrooms(desk, newspaper, encoding):
    upload = SimpleUploadedFile("p1.txt", TEXT.encode(encoding), "text/plain")
    data = _draft(desk, newspaper, text="", file=upload)
    assert data["source"].replace("\r\n", "\n") == TEXT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        bytes(range(256)) * 40,
        b"\xff\xfe\xff" * 99,
        b"x" * 1_000_001,
        b"%PDF-1.7\n" + bytes(500),
        b" " * 500 + b"\0",  # nothing is left of it without its NUL
    ],
)
def test_a_file_that_is_no_page_is_refused_in_words(desk, newspaper, content):
    response = _first(desk, newspaper, text="", file=SimpleUploadedFile("p1.txt", content))
    assert response.status_code == 200
    assert "file" in response.context["form"].errors
    assert not Issue.objects.exists()


@pytest.mark.parametrize("text", ["", "  \r\n ", "字" * 1_000_001])
def test_a_paste_that_is_no_page_is_refused_in_words(desk, newspaper, text):
    response = _first(desk, newspaper, text=text)
    assert response.status_code == 200
    assert "text" in response.context["form"].errors


def test_what_was_typed_stays_when_the_first_step_fails(desk, newspaper):
    page = _first(desk, newspaper, date="never", section="要闻版").content.decode()
    assert "堤脚一寸一寸往前挪。" in page
    assert "要闻版" in page


def test_a_text_of_too_many_articles_is_refused_in_words(desk, newspaper, monkeypatch):
    story = ArticleDraft(headline="题", body=(Block("paragraph", "文。"),))
    monkeypatch.setattr(import_page, "read_page", lambda text: PageDraft(articles=(story,) * 200))
    assert "text" in _first(desk, newspaper).context["form"].errors


def test_a_text_without_any_article_is_refused_in_words(desk, newspaper, monkeypatch):
    monkeypatch.setattr(import_page, "read_page", lambda text: PageDraft())
    assert "text" in _first(desk, newspaper).context["form"].errors


def test_the_form_of_an_issue_knows_it(desk, newspaper):
    issue = make_issue(newspaper, edition=2, pages=3)
    form = desk.get(URL, {"issue": issue.pk}).context["form"]
    assert form.initial["edition"] == 2
    assert form.initial["number"] == "1"  # the first that is still empty
    for sequence in (1, 2, 3):
        make_article(issue, pages=[sequence])
    assert desk.get(URL, {"issue": issue.pk}).context["form"].initial["number"] == 4
    third = desk.get(URL, {"page": issue.pages.get(sequence=3).pk}).context["form"].initial
    assert (third["number"], third["section"], third["edition"]) == ("3", "综合", 2)
    for nonsense in ("x", "²", "9" * 30):
        assert desk.get(URL, {"issue": nonsense}).status_code == 200


def test_names_as_printed_are_read(desk, newspaper):
    data = _draft(desk, newspaper) | {"a-0-bylines": "本报记者 张三 李四 通讯员 王五", "do": "save"}
    desk.post(URL, data)
    assert [(line.name, line.role) for line in Byline.objects.order_by("order")] == [
        ("张三", "reporter"),
        ("李四", "reporter"),
        ("王五", "correspondent"),
    ]


def test_without_a_newspaper_it_says_what_to_do(desk):
    assert "/desk/articles/newspaper/add/" in desk.get(URL).content.decode()


@pytest.mark.parametrize("role", ["anonymous", "outsider", "staff", "editor"])
def test_who_imports(cast, newspaper, role):
    expected = {"anonymous": 302, "outsider": 302, "staff": 403, "editor": 200}[role]
    assert cast[role].get(URL).status_code == expected
    assert _first(cast[role], newspaper).status_code == expected
    data = {
        "newspaper": newspaper.pk,
        "date": "2026-03-14",
        "edition": 1,
        "number": 1,
        "source": TEXT,
        "do": "save",
    }
    totals = {f"{p}-{n}_FORMS": "0" for p in "apl" for n in ("TOTAL", "INITIAL")}
    cast[role].post(URL, {**data, **totals})
    assert not Article.objects.exists()


@pytest.mark.parametrize("permission", ["add_article", "add_issue"])
def test_half_the_permission_is_none(staff_with, newspaper, permission):
    assert staff_with(permission).get(URL).status_code == 403


def test_a_tampered_kept_field_loses_nothing(desk, newspaper):
    huge = f'{{"zones": [[0, 0, 1, 1{"0" * 400}]]}}'
    for nonsense in ("x", "[]", '{"zones": [[9,9,9,9]]}', "[" * 5000, r'{"doubts": ["\ud800"]}', huge):
        response = _press(desk, {**_draft(desk, newspaper), "a-0-kept": nonsense}, "show")
        assert response.status_code == 200
        assert "春汛前夜" in response.content.decode()


def test_zones_outlive_the_form(desk, newspaper, monkeypatch):
    box = (0.1, 0.2, 0.3, 0.4)
    story = ArticleDraft(
        headline="题",
        body=(Block("paragraph", "文。"),),
        jump=JumpLine("（下转第三版）", "3"),
        continued_from=JumpLine("（上接第二版）", "2"),
        zones=(box,),
        jump_zone=box,
        continuation_zone=box,
    )
    read = PageDraft(articles=(story,), photos=(PhotoDraft("图。", zones=(box,), picture_zone=box),))
    monkeypatch.setattr(import_page, "read_page", lambda text: read)
    shown = _press(desk, _draft(desk, newspaper), "show")
    _press(desk, FormReader(shown.content.decode()).data, "save")
    part, photo = ArticlePart.objects.get(), Photo.objects.get()
    corner = [0.1, 0.2]
    assert corner in [list(point) for point in part.jump_zone]
    assert corner in [list(point) for point in part.continuation_zone]
    assert corner in [list(point) for point in photo.picture_zone]


def test_what_was_read_does_not_run(desk, newspaper, monkeypatch):
    nasty = '"><script>alert(1)</script>'
    story = ArticleDraft(headline=nasty, kicker=nasty, body=(Block("paragraph", nasty),), doubts=(nasty,))
    monkeypatch.setattr(
        import_page,
        "read_page",
        lambda text: PageDraft(
            articles=(story,), photos=(PhotoDraft(nasty),), left_out=(LeftOut("unknown", nasty),)
        ),
    )
    assert "<script>alert" not in _first(desk, newspaper, text=nasty).content.decode()


def test_two_columns_whose_names_make_one_slug(desk, newspaper, monkeypatch):
    columns = ("江边话", "江边·话", "·")
    stories = tuple(
        ArticleDraft(column=name, headline=name, body=(Block("paragraph", "文。"),)) for name in columns
    )
    monkeypatch.setattr(import_page, "read_page", lambda text: PageDraft(articles=stories))
    _press(desk, _draft(desk, newspaper), "save")
    assert sorted(newspaper.columns.values_list("slug", flat=True)) == ["column", "江边话", "江边话-2"]


class TestRealReader:
    """With the page reader that the desk really calls."""

    @pytest.fixture
    def _reader(self):
        """The true one."""

    def test_a_page_goes_in_and_comes_out_as_articles(self, desk, newspaper):
        text = (
            "江堤加固工程昨日完工\n\n本报讯（记者 周望舒）江堤加固工程昨日完工。"
            "全长三公里的堤段经受住了考验，沿江居民说这个春天可以睡得安稳。\n工程历时两年，投入资金一亿二千万元，市水利局介绍，还有两段将在秋天开工。\n"
        )
        response = _press(desk, _draft(desk, newspaper, text=text), "save")
        assert response.status_code == 200
        assert "江堤加固工程" in "".join(
            article.joined_text() + article.title for article in Article.objects.all()
        )
