"""Pages put in, taken out, and named."""

from __future__ import annotations

import pytest

from articles.desk.entry import autosaves
from articles.desk.plan import verbs
from articles.desk.workflow import Refused
from articles.models import Autosave, Page, PageSource, Role, Stage
from tests.desk.plan.sending import ask, ids_of, pages_of, post, shown
from tests.house import (
    at_stage,
    make_article,
    make_issue,
    make_newspaper,
    make_page_image,
    make_photo,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db


class TestInserting:
    def test_at_the_end(self, desk):
        issue = make_issue()
        post(desk, issue, "insert", count="2", section_name="专版")
        assert shown(issue)[4:] == [(5, "5", "专版"), (6, "6", "专版")]

    def test_between_two_pages_which_count_on(self, desk):
        issue = make_issue()
        post(desk, issue, "insert", before=str(ids_of(issue)[1]), section_name="专版")
        assert shown(issue) == [
            (1, "1", "要闻"),
            (2, "2", "专版"),
            (3, "3", "民生"),
            (4, "4", "综合"),
            (5, "5", "副刊"),
        ]

    def test_a_free_place_takes_it_and_nothing_shifts(self, desk):
        issue = make_issue()
        issue.pages.get(sequence=2).delete()
        post(desk, issue, "insert", before=str(ids_of(issue)[1]), follow="", number="2")
        assert [(sequence, number) for sequence, number, _name in shown(issue)] == [
            (1, "1"),
            (2, "2"),
            (3, "3"),
            (4, "4"),
        ]

    def test_into_an_issue_without_pages(self, desk):
        issue = make_issue(pages=0)
        post(desk, issue, "insert", count="4")
        assert [sequence for sequence, _number, _name in shown(issue)] == [1, 2, 3, 4]

    @pytest.mark.parametrize(
        "sent", [{"count": "0"}, {"count": "5000"}, {"count": "x"}, {"before": "999999"}]
    )
    def test_nonsense_is_refused(self, desk, sent):
        issue = make_issue()
        assert ask(desk, issue, "insert", **sent).status_code == 409
        assert issue.pages.count() == 4

    def test_before_a_page_that_is_signed_off_it_is_refused(self, desk):
        issue = make_issue()
        at_stage(issue.pages.get(sequence=3), Stage.SIGNED_OFF)
        assert ask(desk, issue, "insert", before=str(ids_of(issue)[1])).status_code == 409
        assert ask(desk, issue, "insert", before=str(ids_of(issue)[3])).status_code == 200


class TestTakingOut:
    def test_an_empty_page_goes_at_once_and_the_others_close_up(self, desk):
        issue = make_issue()
        gone = ids_of(issue)[1]
        assert post(desk, issue, "remove", page=str(gone)).status_code == 302
        assert shown(issue) == [(1, "1", "要闻"), (2, "2", "综合"), (3, "3", "副刊")]

    def test_what_stands_on_it_goes_where_the_editor_says(self, desk):
        issue = make_issue()
        make_article(issue, (1,), "一版头条")
        story = make_article(issue, (2,), "二版头条")
        left = issue.pages.get(sequence=2)
        photo = make_photo(left, zones=[[[0, 0], [1, 0], [1, 1]]])
        left.left_out.create(text="启事")
        make_page_image(left)
        PageSource.objects.create(page=left, sha256="0" * 64, text="原文")
        asked = post(desk, issue, "remove", page=str(left.pk))
        assert asked.status_code == 200
        assert "二版头条" in asked.content.decode()
        assert issue.pages.count() == 4
        target = issue.pages.get(sequence=1)
        assert post(desk, issue, "remove", page=str(left.pk), onto=str(target.pk)).status_code == 302
        assert issue.pages.count() == 3
        part = story.parts.get()
        photo.refresh_from_db()
        assert (part.page, photo.page) == (target, target)
        assert part.position > target.parts.exclude(pk=part.pk).get().position
        assert photo.zones == []
        assert target.left_out.get().text == "启事"

    def test_it_does_not_go_where_nothing_may_change(self, desk):
        issue = make_issue()
        make_article(issue, (2,), "二版头条")
        target = at_stage(issue.pages.get(sequence=4), Stage.SIGNED_OFF)
        left = issue.pages.get(sequence=2)
        refused = ask(desk, issue, "remove", page=str(left.pk), onto=str(target.pk))
        assert refused.status_code == 409
        assert issue.pages.count() == 4

    def test_what_somebody_types_for_it_is_not_lost(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        writer = make_user(Role.REPORTER)
        for page, key in ((two, "first-of-them"), (four, "second-of-them")):
            autosaves.keep(writer, Page.objects.get(pk=page), key, 0, {"headline": "写到一半"}, {})
        stranger = make_issue(make_newspaper("hill-post", "山城报")).pages.first()
        post(desk, issue, "remove", page=str(two), onto=str(stranger.pk))
        post(desk, issue, "remove", page=str(four), onto=str(one))
        places = dict(Autosave.objects.values_list("key", "page"))
        assert places == {"first-of-them": three, "second-of-them": one}

    def test_nor_a_photo_of_what_is_signed_off_elsewhere(self, desk):
        issue = make_issue()
        one, two, *_rest = ids_of(issue)
        story = at_stage(make_article(issue, (3,), "三版头条"), Stage.SIGNED_OFF)
        photo = make_photo(issue.pages.get(pk=two), story)
        assert ask(desk, issue, "remove", page=str(two), onto=str(one)).status_code == 409
        photo.refresh_from_db()
        assert photo.page_id == two

    def test_a_story_that_is_signed_off_stays_and_so_does_its_page(self, desk):
        issue = make_issue()
        at_stage(make_article(issue, (2,), "二版头条"), Stage.SIGNED_OFF)
        one, two, *_rest = ids_of(issue)
        assert ask(desk, issue, "remove", page=str(two), onto=str(one)).status_code == 409
        assert issue.pages.count() == 4

    def test_without_a_place_for_what_stands_on_it_it_stays(self, desk):
        issue = make_issue()
        make_article(issue, (2,), "二版头条")
        two = ids_of(issue)[1]
        for onto in ("", str(two), "999999"):
            assert ask(desk, issue, "remove", page=str(two), onto=onto).status_code == 409
        assert issue.pages.count() == 4

    def test_what_is_public_stays(self, desk):
        issue = published(make_issue())
        assert post(desk, issue, "remove", page=str(ids_of(issue)[3])).status_code == 403
        page = issue.pages.get(sequence=4)
        with pytest.raises(Refused):
            verbs.remove(issue, page.pk, seen=ids_of(issue), follow=False)
        assert issue.pages.count() == 4

    def test_a_page_of_another_issue_is_not_found(self, desk):
        issue, other = make_issue(), make_issue(edition=2)
        assert post(desk, issue, "remove", page=str(ids_of(other)[0])).status_code == 404


class TestNaming:
    def _name(self, client, issue, page, **sent):
        was = {"was_number": page.number, "was_section_name": page.section_name}
        return ask(client, issue, "name", page=str(page.pk), **{**was, **sent})

    def test_number_and_section(self, desk):
        issue = make_issue()
        page = pages_of(issue)[1]
        assert self._name(desk, issue, page, number="特2", section_name="特刊").status_code == 200
        assert shown(issue)[1] == (2, "特2", "特刊")

    def test_who_saw_another_name_is_refused(self, desk):
        issue = make_issue()
        page = pages_of(issue)[1]
        refused = self._name(desk, issue, page, was_section_name="旧名", section_name="特刊")
        assert refused.status_code == 409
        assert "民生" in refused.json()["message"]

    def test_a_name_that_is_too_long_is_refused(self, desk):
        issue = make_issue()
        assert self._name(desk, issue, pages_of(issue)[1], section_name="长" * 61).status_code == 409

    def test_a_page_that_is_signed_off_keeps_its_name(self, desk):
        issue = make_issue()
        page = at_stage(issue.pages.get(sequence=2), Stage.SIGNED_OFF)
        assert self._name(desk, issue, page, section_name="特刊").status_code == 403
