"""Who may do what: each verb for each role, over the desk's own addresses; who may write what, at which stage."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User

from articles import access
from articles.models import Article, Handling, Page, Role, Stage, Verb
from tests.desk.conftest import address, form_data, logged_in
from tests.house import at_stage, make_article, make_issue, make_newspaper, make_user, published

pytestmark = pytest.mark.django_db

R, E, D, A, M = Role.REPORTER, Role.EDITOR, Role.DUTY_EDITOR, Role.ARCHIVIST, Role.ADMINISTRATOR

# verb: the stage at which it is tried, and who may do it
VERBS = {
    Verb.SUBMIT: (Stage.DRAFT, {R, E, D, M}),
    Verb.FIRST_REVIEW: (Stage.SUBMITTED, {E, D, M}),
    Verb.SECOND_REVIEW: (Stage.FIRST_REVIEW, {E, D, M}),
    Verb.FINAL_REVIEW: (Stage.SECOND_REVIEW, {D, M}),
    Verb.SEND_BACK: (Stage.SUBMITTED, {E, D, M}),
    Verb.SIGN_OFF: (Stage.FINAL_REVIEW, {D, M}),
    Verb.SCHEDULE: (Stage.DRAFT, {D, M}),
    Verb.PUBLISH: (Stage.SIGNED_OFF, {D, M}),
    Verb.PUBLISH_AT_ONCE: (Stage.DRAFT, {D, M}),
    Verb.WITHDRAW: (Stage.PUBLISHED, {D, M}),
    Verb.RESTORE: (Stage.WITHDRAWN, {D, M}),
}
FORM = {"note": "注", "notice": "本稿撤下。", "moment": "2099-01-01T06:00"}


def _thing(noun: str, stage: Stage):
    issue = make_issue(pages=1)
    article = make_article(issue)
    thing = at_stage({"article": article, "page": issue.pages.get(), "issue": issue}[noun], stage)
    if stage == Stage.FINAL_REVIEW:  # what a page or issue holds has to be signed off before it
        Article.objects.exclude(pk=article.pk if noun == "article" else 0).update(stage=Stage.SIGNED_OFF)
        Page.objects.exclude(pk=thing.pk if noun == "page" else 0).update(stage=Stage.SIGNED_OFF)
    return thing


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("noun", ["article", "page", "issue"])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_for_each_role(verb, noun, role):
    stage, who = VERBS[verb]
    thing = _thing(noun, stage)
    done_before = Handling.objects.of(thing).count()
    response = logged_in(make_user(role)).post(address(noun, verb, thing.pk), FORM)
    assert response.status_code == (302 if role in who else 403)
    assert Handling.objects.of(thing).count() == done_before + (role in who)
    thing.refresh_from_db()
    assert thing.stage == (stage.after(verb) or stage if role in who else stage)


@pytest.mark.parametrize("verb", [*VERBS, Verb.TAKE_BACK])
@pytest.mark.parametrize("noun", ["article", "page", "issue"])
def test_a_verb_is_never_a_link_and_never_open_to_strangers(cast, noun, verb):
    thing = _thing(noun, Stage.DRAFT)
    url = address(noun, verb, thing.pk)
    assert cast["editor"].get(url).status_code == 405
    assert cast["anonymous"].post(url).status_code == 302
    assert cast["outsider"].post(url).status_code == 302
    assert cast["staff"].post(url).status_code in (403, 404)
    assert not Handling.objects.exists()


# who writes: may(user, "change", article), by the article's stage; own means entered by the user
@pytest.mark.parametrize(
    ("stage", "own", "others"),
    [
        (Stage.DRAFT, {R, E, D, M}, {E, D, M}),
        (Stage.SUBMITTED, {E, D, M}, {E, D, M}),
        (Stage.FINAL_REVIEW, {E, D, M}, {E, D, M}),
        (Stage.SIGNED_OFF, set(), set()),
        (Stage.PUBLISHED, {E, D, A, M}, {E, D, A, M}),
        (Stage.WITHDRAWN, {E, D, A, M}, {E, D, A, M}),
    ],
)
def test_who_writes_at_which_stage(stage, own, others):
    issue = make_issue()
    article = at_stage(make_article(issue), stage)
    for role in Role:
        user = make_user(role)
        for writer, allowed in ((user, own), (None, others)):
            Article.objects.filter(pk=article.pk).update(written_by=writer)
            article.refresh_from_db()
            assert access.may(user, "change", article) == (role in allowed), (role, writer)
            url = address("article", "change", article.pk)
            page = logged_in(user).get(url).content.decode()
            assert ('name="_save"' in page) == (role in allowed), (role, writer)


@pytest.mark.parametrize("stage", Stage)
def test_nothing_but_a_draft_is_deleted_when_it_was_public(stage):
    article = at_stage(make_article(make_issue()), stage)
    user = make_user(Role.ADMINISTRATOR)
    deletable = not stage.has_been_public and stage != Stage.SIGNED_OFF
    assert access.may(user, "delete", article) == deletable


def test_what_a_reporter_enters_is_their_own(db):
    issue = make_issue()
    user = make_user(Role.REPORTER)
    client = logged_in(user)
    url = f"{address('article', 'add')}?issue={issue.pk}&page={issue.pages.first().pk}"
    data = {**form_data(client, url, "article_form"), "headline": "渡口夜话", "parts-0-body": "<p>夜里。</p>"}
    assert client.post(url, data).status_code == 302
    article = Article.objects.get()
    assert article.written_by == user
    change = address("article", "change", article.pk)
    data = {**form_data(client, change, "article_form"), "headline": "渡口夜谈"}
    assert client.post(change, data).status_code == 302
    article.refresh_from_db()
    assert article.headline == "渡口夜谈"


def test_a_reporter_changes_no_article_of_others(db):
    article = make_article(make_issue(), written_by=make_user(Role.EDITOR))
    client = logged_in(make_user(Role.REPORTER))
    response = client.post(address("article", "change", article.pk), {"headline": "改"})
    assert response.status_code == 403
    for noun, row in (("byline", article.bylines.create(name="周望")), ("page", article.issue.pages.first())):
        assert client.post(address(noun, "change", row.pk), {}).status_code == 403


@pytest.mark.parametrize("role", Role)
def test_the_migration_made_the_groups(role):
    names = set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))
    assert names == role.permissions


def test_every_permission_of_the_table_is_there():
    wanted = {name for role in Role for name in role.permissions}
    assert wanted == set(Permission.objects.filter(codename__in=wanted).values_list("codename", flat=True))


def test_only_the_archivist_cannot_change_drafts_yet_corrects_what_is_published():
    issue = make_issue()
    draft = make_article(issue)
    user = make_user(Role.ARCHIVIST)
    assert not access.may(user, "change", draft)
    assert not access.may(user, "change", issue)
    published(issue)
    issue.refresh_from_db()
    assert access.may(user, "change", issue)
    assert not access.may(user, "delete", issue)


class TestAdministrators:
    def _save(self, client, user: User, **fields):
        url = f"/desk/auth/user/{user.pk}/change/"
        return client.post(url, {**form_data(client, url, "user_form"), **fields})

    def test_gives_roles_and_newspapers(self):
        newspaper = make_newspaper()
        reporter = make_user(Role.REPORTER)
        client = logged_in(make_user(Role.ADMINISTRATOR))
        group = Group.objects.get(name=Role.EDITOR)
        saved = self._save(
            client,
            reporter,
            **{"groups": [str(group.pk)], "memberships-0-newspaper": str(newspaper.pk)},
        )
        assert saved.status_code == 302
        assert list(reporter.groups.all()) == [group]
        assert list(reporter.memberships.values_list("newspaper", flat=True)) == [newspaper.pk]

    def test_who_has_a_role_may_log_in(self):
        client = logged_in(make_user(Role.ADMINISTRATOR))
        group = Group.objects.get(name=Role.REPORTER)
        sent = {"username": "new", "password1": "ink-and-paper-2", "password2": "ink-and-paper-2"}
        sent |= {"usable_password": "true"}
        assert client.post("/desk/auth/user/add/", sent).status_code == 302
        user = User.objects.get(username="new")
        assert not user.is_staff  # nobody's role, nobody's desk
        self._save(client, user, groups=[str(group.pk)])
        user.refresh_from_db()
        assert user.is_staff
        sent |= {"username": "newer", "groups": [str(group.pk)]}
        assert client.post("/desk/auth/user/add/", sent).status_code == 302
        assert User.objects.get(username="newer").is_staff

    def test_makes_nobody_a_superuser_and_sees_none(self, editor):
        reporter = make_user(Role.REPORTER)
        client = logged_in(make_user(Role.ADMINISTRATOR))
        self._save(client, reporter, is_superuser="on", user_permissions=["1"])
        reporter.refresh_from_db()
        assert not reporter.is_superuser
        assert not reporter.user_permissions.exists()
        assert client.get(f"/desk/auth/user/{editor.pk}/change/").status_code == 302
        assert client.get(f"/desk/auth/user/{editor.pk}/password/").status_code == 403
        assert client.get("/desk/auth/group/").status_code == 403

    def test_who_is_tied_ties_others_to_the_same_newspapers(self):
        here, there = make_newspaper(), make_newspaper("other-paper", "他报")
        client = logged_in(make_user(Role.ADMINISTRATOR, newspapers=[here]))
        mine = make_user(Role.REPORTER, "mine", [here])
        theirs, both = (
            make_user(Role.REPORTER, "theirs", [there]),
            make_user(Role.EDITOR, "both", [here, there]),
        )
        for user in (theirs, both, make_user(Role.EDITOR, "free")):
            assert client.get(f"/desk/auth/user/{user.pk}/change/").status_code == 302
        bound = mine.memberships.get()
        first = {"memberships-0-newspaper": str(there.pk)}
        assert self._save(client, mine, **first).status_code == 200  # no such choice
        assert self._save(client, mine, **{"memberships-0-DELETE": "on"}).status_code == 200  # would be free
        assert list(mine.memberships.all()) == [bound]

    def test_whom_a_tied_one_adds_is_tied_as_well(self):
        here = make_newspaper()
        client = logged_in(make_user(Role.ADMINISTRATOR, newspapers=[here]))
        group = Group.objects.get(name=Role.EDITOR)
        sent = {"username": "new", "password1": "ink-and-paper-2", "password2": "ink-and-paper-2"}
        sent |= {"usable_password": "true", "groups": [str(group.pk)]}
        assert client.post("/desk/auth/user/add/", sent).status_code == 302
        new = User.objects.get(username="new")
        assert list(new.memberships.values_list("newspaper", flat=True)) == [here.pk]
        assert list(new.groups.all()) == [group]
        assert not new.is_superuser

    @pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.DUTY_EDITOR, Role.ARCHIVIST])
    def test_others_see_no_users(self, role):
        assert logged_in(make_user(role)).get("/desk/auth/user/").status_code == 403
