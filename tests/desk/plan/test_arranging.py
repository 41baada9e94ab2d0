"""Pages in another order: what follows them, and what readers see of it."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from articles.desk.plan import verbs
from articles.desk.workflow import Refused
from articles.models import Page, Stage
from tests.desk.plan.sending import as_seen, ask, ids_of, pages_of, post, shown
from tests.house import at_stage, make_article, make_issue, published

pytestmark = pytest.mark.django_db


class TestArranging:
    def test_numbers_that_are_a_run_follow_the_position(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        response = post(desk, issue, "arrange", order=f"{one},{four},{two},{three}")
        assert response.status_code == 302
        assert ids_of(issue) == [one, four, two, three]
        assert shown(issue) == [(1, "1", "要闻"), (2, "2", "副刊"), (3, "3", "民生"), (4, "4", "综合")]

    def test_numbers_stay_with_their_pages_where_that_is_wanted(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        post(desk, issue, "arrange", order=f"{two},{one},{three},{four}", follow="")
        assert [number for _sequence, number, _name in shown(issue)] == ["2", "1", "3", "4"]

    def test_the_run_of_each_section_stays_where_it_is(self, desk):
        issue = make_issue()
        for page, number in zip(pages_of(issue), ["A01", "A02", "B01", "B02"], strict=True):
            Page.objects.filter(pk=page.pk).update(number=number)
        one, two, three, four = ids_of(issue)
        post(desk, issue, "arrange", order=f"{one},{three},{two},{four}")
        assert [number for _sequence, number, _name in shown(issue)] == ["A01", "A02", "B01", "B02"]
        assert ids_of(issue) == [one, three, two, four]

    @pytest.mark.parametrize(
        ("way", "which", "order"),
        [
            ("earlier", 2, [0, 2, 1, 3]),
            ("later", 0, [1, 0, 2, 3]),
            ("earlier", 0, [0, 1, 2, 3]),
            ("later", 3, [0, 1, 2, 3]),
        ],
    )
    def test_a_page_goes_one_place_by_a_button(self, desk, way, which, order):
        issue = make_issue()
        ids = ids_of(issue)
        post(desk, issue, "arrange", **{way: str(ids[which])})
        assert ids_of(issue) == [ids[i] for i in order]

    def test_a_place_that_no_page_has_stays_free(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        Page.objects.get(pk=two).delete()
        post(desk, issue, "arrange", order=f"{four},{one},{three}", follow="")
        assert [(page.pk, page.sequence) for page in pages_of(issue)] == [(four, 1), (one, 3), (three, 4)]

    def test_who_comes_second_is_refused_and_sees_the_order_that_is(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        seen = as_seen(issue)
        post(desk, issue, "arrange", order=f"{two},{one},{three},{four}")
        refused = ask(desk, issue, "arrange", seen=seen, order=f"{one},{two},{four},{three}")
        assert refused.status_code == 409
        assert "有人先动了" in refused.json()["message"]
        assert f'data-seen="{two},{one},{three},{four}"' in refused.json()["plan"]
        assert ids_of(issue) == [two, one, three, four]

    @pytest.mark.parametrize("order", ["", "1,2,3", "1,1,2,3,4", "x", "1,,2", "9" * 40, "①"])
    def test_an_order_of_other_pages_is_refused(self, desk, order):
        issue = make_issue()
        before = shown(issue)
        known = {str(page.sequence): str(page.pk) for page in pages_of(issue)}
        order = ",".join(known.get(part, part) for part in order.split(","))
        refused = ask(desk, issue, "arrange", order=order)
        assert refused.status_code == 409
        assert refused.json()["message"]
        assert shown(issue) == before

    def test_a_page_that_is_signed_off_keeps_its_place(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        at_stage(Page.objects.get(pk=two), Stage.SIGNED_OFF)
        assert ask(desk, issue, "arrange", order=f"{two},{one},{three},{four}").status_code == 409
        assert ask(desk, issue, "arrange", order=f"{one},{two},{four},{three}").status_code == 200
        assert ids_of(issue) == [one, two, four, three]

    def test_nothing_moves_in_an_issue_that_is_signed_off(self, desk):
        issue = at_stage(make_issue(), Stage.SIGNED_OFF)
        one, two, three, four = ids_of(issue)
        assert ask(desk, issue, "arrange", order=f"{two},{one},{three},{four}").status_code == 403
        with pytest.raises(Refused):
            verbs.arrange(issue, [two, one, three, four], seen=ids_of(issue), follow=True)

    def test_it_is_in_the_history_of_the_issue(self, desk):
        issue = make_issue()
        one, two, three, four = ids_of(issue)
        post(desk, issue, "arrange", order=f"{two},{one},{three},{four}")
        assert LogEntry.objects.get().object_id == str(issue.pk)


class TestWhatReadersSee:
    def test_published_addresses_and_numbers_stay_and_the_order_changes(self, desk, client):
        issue = make_issue()
        make_article(issue, (1, 3), "江堤夜话")
        published(issue)
        one, two, three, four = ids_of(issue)
        urls = {page.pk: page.get_absolute_url() for page in pages_of(issue)}
        post(desk, issue, "arrange", order=f"{three},{one},{two},{four}")
        assert ids_of(issue) == [three, one, two, four]
        assert {page.pk: page.get_absolute_url() for page in pages_of(issue)} == urls
        assert [page.number for page in pages_of(issue)] == ["3", "1", "2", "4"]
        for page in pages_of(issue):
            body = client.get(urls[page.pk]).content.decode()
            assert page.section_name in body
        listed = client.get(issue.get_absolute_url()).content.decode()
        places = [listed.index(f'href="{urls[pk]}"') for pk in (three, one, two, four)]
        assert places == sorted(places)

    def test_jump_lines_follow_a_page_that_moves(self, desk, client):
        issue = make_issue()
        article = make_article(issue, (1, 3), "江堤夜话")
        one, two, three, four = ids_of(issue)
        post(desk, issue, "arrange", order=f"{one},{two},{four},{three}")
        published(issue)
        body = client.get(article.get_absolute_url()).content.decode()
        assert "第四版" in body
        assert "第三版" not in body
        front = client.get(Page.objects.get(pk=one).get_absolute_url()).content.decode()
        assert "下转第四版" in front

    def test_search_hears_of_what_moved(self, desk):
        from articles.models import Change

        issue = make_issue()
        one, two, three, four = ids_of(issue)
        Change.objects.all().delete()
        post(desk, issue, "arrange", order=f"{two},{one},{three},{four}")
        assert set(Change.objects.filter(kind="page").values_list("row", flat=True)) == {one, two}

    def test_a_page_put_into_a_published_issue_takes_no_address_of_another(self, desk, client):
        issue = published(make_issue())
        urls = {page.pk: page.get_absolute_url() for page in pages_of(issue)}
        post(desk, issue, "insert", before=str(ids_of(issue)[1]), section_name="号外")
        new = issue.pages.get(section_name="号外")
        assert (new.sequence, new.address) == (2, 5)
        assert {pk: Page.objects.get(pk=pk).get_absolute_url() for pk in urls} == urls
        assert desk.get(f"/preview/harbour-daily/{issue.address}/p5/").status_code == 200
        assert client.get(new.get_absolute_url()).status_code == 404
