"""Fast entry keeps bylines and credits as they are printed, says what it could not, and leaves no author behind."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.desk.entry.story import story_of
from articles.desk.merging_people import hold_apart
from articles.models import Article, Byline, Person, PhotoCredit
from tests.desk.entry.sending import answer, filled, new, old
from tests.house import make_article, make_issue, make_photo, published

pytestmark = pytest.mark.django_db


def saved(desk, line: str) -> tuple[Article, list[str]]:
    """A new story with this byline, and what was said on saving beside that it is saved."""
    page = make_issue().pages.first()
    response = desk.post(new(page), filled(desk, new(page), headline="桥", byline=line, do="save"))
    assert response.status_code == 302
    article = Article.objects.get()
    said = [str(one) for one in get_messages(response.wsgi_request)]
    return article, [text for text in said if line.split()[-1] in text or "署名" in text]


@pytest.mark.parametrize(
    "line",
    [
        "本报见习记者 田小禾",
        "首席记者 王渡",
        "本报驻京记者 钱一鸣",
        "本报记者 郭小满 文/图",
        "记者 欧阳晓 摄影报道",
        "特约撰稿人 沈渡",
        "本报记者 张岸 发自北京",
        "张岸/文 李渡/图",
        "据新华社",
        "本报综合报道",
        "本报记者 张岸 李渡 通讯员 王一鸣",
    ],
)
def test_a_line_is_kept_as_printed_and_nothing_need_be_said(desk, line):
    article, said = saved(desk, line)
    assert said == []
    assert story_of(article).fields["byline"] == line
    page = desk.get(old(article)).content.decode()
    assert f'value="{line}"' in page
    published(article.issue)
    public = desk.get(article.get_absolute_url()).content.decode()
    assert "".join(line.split()) in "".join(strip(public).split())


def strip(text: str) -> str:
    byline = text.partition('<p class="byline">')[2].partition("</p>")[0]
    return "".join(piece.partition(">")[2] for piece in byline.split("<") if piece)


def test_a_line_that_is_no_byline_is_kept_with_a_warning_and_is_nobodys(desk):
    line = "风从江上来了啊，编辑 某某"
    article, said = saved(desk, line)
    assert len(said) == 1
    assert "照原样保留" in said[0]
    byline = article.bylines.get()
    assert (byline.name, byline.role, byline.person) == (line, "source", None)
    assert not Person.objects.exists()
    assert story_of(article).fields["byline"] == line
    sent = filled(desk, old(article), deck="副题", do="save")  # what was not changed is not written again
    assert "照原样保留" not in " ".join(map(str, get_messages(desk.post(old(article), sent).wsgi_request)))
    assert article.bylines.get() == byline


def test_a_line_longer_than_a_name_may_be_is_kept_whole(desk):
    line = " ".join(f"很长很长的第{n}段署名" for n in range(20))
    article, _said = saved(desk, line)
    assert article.bylines.count() > 1
    assert story_of(article).fields["byline"] == line


def test_while_it_is_typed_it_is_said_how_it_is_read(desk):
    page = make_issue().pages.first()
    shown = answer(desk, "names", page, line="本报见习记者 田小禾").json()["html"]
    assert "本报见习记者" in shown
    assert "entry-unread" not in shown
    shown = answer(desk, "names", page, line="风从江上来了啊").json()["html"]
    assert "照原样保留" in shown
    assert "entry-unread" in shown


def test_other_words_about_a_name_leave_its_row_and_its_person(desk):
    article = make_article(make_issue(), bylines=["田小禾"])
    byline = article.bylines.get()
    desk.post(old(article), filled(desk, old(article), byline="本报见习记者 田小禾", do="save"))
    now = article.bylines.get()
    assert (now.pk, now.title, now.person_id) == (byline.pk, "见习记者", byline.person_id)
    assert [row.title for row in Byline.history.filter(id=now.pk).order_by("history_date")] == [
        "",
        "见习记者",
    ]


def test_a_credit_is_kept_as_printed(desk):
    page = make_issue().pages.first()
    article = make_article(page.issue)
    photo = make_photo(page, article)
    for line in ("新华社发（张岸 摄）", "通讯员 张岸 摄", "供图/文旅局"):
        desk.post(old(article), filled(desk, old(article), **{f"credit_{photo.pk}": line}, do="save"))
        assert story_of(article).fields[f"credit_{photo.pk}"] == line


class TestWhoIsForgotten:
    def test_a_misspelt_author_goes_with_the_byline(self, desk):
        article = make_article(make_issue())
        desk.post(old(article), filled(desk, old(article), byline="本报记者 田小乐", do="save"))
        assert Person.objects.get().name == "田小乐"
        desk.post(old(article), filled(desk, old(article), byline="本报记者 田小禾", do="save"))
        assert [person.name for person in Person.objects.all()] == ["田小禾"]

    def test_one_with_another_byline_or_credit_stays(self, desk):
        issue = make_issue()
        article = make_article(issue, bylines=["林小满", "何渡"])
        make_article(issue, bylines=["林小满"])
        photo = make_photo(issue.pages.first())
        person = Person.objects.get(name="何渡")
        PhotoCredit.objects.create(photo=photo, name="何渡", role="photographer", person=person)
        desk.post(old(article), filled(desk, old(article), byline="", do="save"))
        assert {one.name for one in Person.objects.all()} == {"林小满", "何渡"}

    @pytest.mark.parametrize("looked_after", ["about", "logged", "held apart", "merged", "turned down"])
    def test_one_whom_somebody_looked_after_stays(self, desk, editor, looked_after):
        issue = make_issue()
        article = make_article(issue, bylines=["林小满"])
        person = Person.objects.get()
        other = Person.objects.create(newspaper=issue.newspaper, name="林小满", affiliation="别处")
        match looked_after:
            case "about":
                Person.objects.filter(pk=person.pk).update(about="本报记者。")
            case "logged":
                LogEntry.objects.log_actions(editor.pk, [person], 2, "改过", single_object=True)
            case "held apart":
                hold_apart([person, other])
            case "merged":
                Person.objects.filter(pk=other.pk).update(merged_into=person)
            case "turned down":
                line = Byline.objects.create(article=make_article(issue), name="林小满")
                line.turned_down.add(person)
        desk.post(old(article), filled(desk, old(article), byline="", do="save"))
        assert Person.objects.filter(pk=person.pk).exists()

    def test_with_a_story_that_is_deleted(self, desk):
        issue = make_issue()
        article = make_article(issue, bylines=["林小满"])
        make_photo(issue.pages.first(), article)
        desk.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
        assert not Article.objects.exists()
        assert not Person.objects.exists()
