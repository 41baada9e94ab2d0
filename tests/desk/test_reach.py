"""A user who is tied to a newspaper reaches nothing of another: lists, forms, choices, inlines, history, search."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import access
from articles.access.reach import WAY_TO_NEWSPAPER
from articles.models import (
    Article,
    Column,
    Handling,
    Job,
    Join,
    LeftOutText,
    Override,
    PageSource,
    Person,
    PhotoCredit,
    Role,
    SavedSearch,
    WordEntry,
)
from articles.models.change import Change
from articles.reading.facsimile import Facsimile
from articles.search.rebuild import rebuild
from tests.desk.conftest import address, form_data, logged_in
from tests.house import (
    make_article,
    make_issue,
    make_newspaper,
    make_photo,
    make_user,
    make_zoned_picture,
    published,
)

pytestmark = pytest.mark.django_db

NOUNS = (
    "newspaper issue page article column person byline photocredit photo leftouttext join correction handling "
    "override wordentry"
)


def _fill(slug: str, name: str) -> dict:
    """One of everything of a newspaper, each with its name in it."""
    newspaper = make_newspaper(slug, name)
    issue = make_issue(newspaper, pages=2, edition_label=name)
    column = Column.objects.create(newspaper=newspaper, name=name, slug="col")
    story = make_article(issue, (1,), name, bylines=[name], column=column)
    tail = make_article(issue, (2,), f"{name}下")
    photo = make_photo(issue.pages.first(), story, name)
    credit = PhotoCredit.objects.create(photo=photo, name=name)
    left = LeftOutText.objects.create(page=issue.pages.first(), text=name)
    join = Join.objects.create(
        issue=issue,
        front_part=story.parts.get(),
        tail_part=tail.parts.get(),
        tail_article=tail,
        state="proposed",
    )
    published(issue)
    correction = story.corrections.create(issue=issue, notice=name)
    override = Override.objects.create(
        issue=issue, key=name, kind="open_jump", subject=name, message=name, reason=name
    )
    return {
        "newspaper": newspaper,
        "issue": issue,
        "page": issue.pages.first(),
        "article": story,
        "column": column,
        "person": newspaper.people.get(),
        "byline": story.bylines.get(),
        "photocredit": credit,
        "photo": photo,
        "leftouttext": left,
        "join": join,
        "correction": correction,
        "handling": Handling.objects.of(story).first(),
        "override": override,
        "wordentry": WordEntry.objects.create(newspaper=newspaper, word=name),
    }


def make_person_like(person: Person) -> Person:
    """Another record of the name, in the same newspaper."""
    return Person.objects.create(newspaper=person.newspaper, name=person.name, affiliation="外埠")


@pytest.fixture
def here():
    return _fill("harbour-daily", "港湾日报")


@pytest.fixture
def there():
    return _fill("other-paper", "远山晚报")


@pytest.fixture(params=[Role.DUTY_EDITOR, Role.ADMINISTRATOR])
def tied(request, here):
    return logged_in(make_user(request.param, newspapers=[here["newspaper"]]))


@pytest.mark.parametrize("noun", NOUNS.split())
def test_lists_and_their_filters_name_nothing_of_others(tied, here, there, noun):
    page = tied.get(address(noun, "changelist"))
    assert page.status_code == 200
    assert "远山晚报" not in page.content.decode()
    found = tied.get(address(noun, "changelist"), {"q": "远山晚报"}) if noun != "handling" else page
    assert "远山" not in found.content.decode().replace('value="远山晚报"', "")
    assert len(page.context["cl"].result_list) >= 1


@pytest.mark.parametrize("noun", NOUNS.split())
@pytest.mark.parametrize("what", ["change", "history", "delete"])
def test_forms_and_histories_of_others_are_not_there(tied, here, there, noun, what):
    response = tied.get(address(noun, what, there[noun].pk))
    assert response.status_code in (302, 403, 404)
    assert "远山晚报" not in response.content.decode()
    if what == "change":
        assert tied.get(address(noun, what, here[noun].pk)).status_code == 200
        assert tied.post(address(noun, what, there[noun].pk), {"name": "改"}).status_code in (302, 403, 404)
        assert type(there[noun]).objects.filter(pk=there[noun].pk).exists()


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("issue", "newspaper"),
        ("page", "issue"),
        ("photo", "page"),
        ("photo", "article"),
        ("byline", "person"),
        ("article", "column"),
        ("correction", "article"),
    ],
)
def test_autocomplete_offers_nothing_of_others(tied, here, there, noun, field):
    asked = {"app_label": "articles", "model_name": noun, "field_name": field, "term": ""}
    answer = tied.get("/desk/autocomplete/", asked)
    assert answer.status_code == 200
    assert answer.json()["results"]
    assert "远山" not in answer.content.decode().encode().decode("unicode_escape")


def test_a_choice_takes_nothing_of_others(tied, here, there):
    url = address("issue", "add")
    data = form_data(tied, url, "issue_form")
    sent = {**data, "newspaper": str(there["newspaper"].pk), "date": "2026-05-01"}
    assert "newspaper" in tied.post(url, sent).context["adminform"].form.errors
    url = address("article", "change", here["article"].pk)
    data = {**form_data(tied, url, "article_form"), "column": str(there["column"].pk)}
    assert "column" in tied.post(url, data).context["adminform"].form.errors
    data = {**form_data(tied, url, "article_form"), "bylines-0-person": str(there["person"].pk)}
    assert tied.post(url, data).status_code == 200
    url = f"{address('article', 'add')}?issue={there['issue'].pk}"
    assert "远山晚报" not in tied.get(url).content.decode()


@pytest.mark.parametrize("verb", ["submit", "withdraw", "publish_at_once", "take_back"])
@pytest.mark.parametrize("noun", ["issue", "page", "article"])
def test_verbs_find_nothing_of_others(tied, here, there, noun, verb):
    sent = {"notice": "撤下。"}
    assert tied.post(address(noun, verb, there[noun].pk), sent).status_code == 404
    there[noun].refresh_from_db()
    assert there[noun].is_published


def test_the_desks_own_pages(tied, here, there):
    assert "远山晚报" not in tied.get("/desk/").content.decode()
    assert "远山晚报" not in tied.get("/desk/import-page/").content.decode()
    assert tied.get(address("issue", "jumps", there["issue"].pk)).status_code == 404
    assert tied.post(address("issue", "join", there["issue"].pk)).status_code == 404
    assert tied.post(address("leftouttext", "promote", there["leftouttext"].pk)).status_code == 404
    assert tied.post(address("byline", "link", there["byline"].pk)).status_code == 404
    assert tied.get(address("article", "versions", there["article"].pk)).status_code == 404


def test_the_preview_and_pictures_of_drafts(tied, here, there):
    assert tied.get(f"/preview/harbour-daily/{here['issue'].address}/").status_code == 200
    assert tied.get(f"/preview/other-paper/{there['issue'].address}/").status_code == 404
    there["page"].issue.pages.update(stage="draft")
    for owner in (there["photo"],):
        owner.file = "photos/none.jpg"
        owner.width = owner.height = 10
        owner.save()
        assert tied.get(f"/pictures/{owner.key}/original.jpg").status_code == 404


def test_page_pictures_and_originals_of_drafts(tied, here, there):
    for whose, expected in ((here, 200), (there, 404)):
        page = whose["page"]
        image = make_zoned_picture(page)
        PageSource.objects.create(
            page=page, kind="image", sha256="0" * 64, name="p1.jpg", file=f"pages/{image.folder}/master.jpg"
        )
        shown = Facsimile(page, image, drafts=True)
        for url in (shown.info_url, shown.sizes[-1].url, f"/preview/originals/{page.pk}/"):
            assert tied.get(url).status_code == expected, url


def test_imports(tied, here, there):
    form = tied.get("/desk/import-issue/", {"issue": there["issue"].pk})
    assert "远山晚报" not in form.content.decode()
    upload = SimpleUploadedFile("p1.txt", "渡口合龙\n\n本报讯 今晨合龙。\n".encode())
    sent = {"newspaper": there["newspaper"].pk, "date": "2026-03-20", "uploads": [upload]}
    answer = tied.post("/desk/import-issue/", sent)
    assert "newspaper" in answer.context["form"].errors
    mine, other = (Job.objects.create(newspaper=whose["newspaper"]) for whose in (here, there))
    listed = tied.get("/desk/imports/").content.decode()
    assert f"/desk/imports/{mine.pk}/" in listed
    assert "远山晚报" not in listed
    assert tied.get("/desk/").context["open_imports"] == 1
    assert tied.get(f"/desk/imports/{mine.pk}/").status_code == 200
    assert tied.get(f"/desk/imports/{other.pk}/").status_code == 404
    for verb in ("stop", "resume", "repeat"):
        assert tied.post(f"/desk/imports/{other.pk}/{verb}/").status_code == 404
    other.refresh_from_db()
    assert other.state == Job.State.PLANNING


def test_persons_side_by_side_and_type_ahead(tied, here, there):
    twin = make_person_like(there["person"])
    shown = tied.get("/desk/articles/person/duplicates/").content.decode()
    assert "远山晚报" not in shown
    both = {"person": [there["person"].pk, twin.pk], "into": str(twin.pk)}
    assert "远山晚报" not in tied.get("/desk/articles/person/merge/", both).content.decode()
    tied.post("/desk/articles/person/merge/", both)
    there["person"].refresh_from_db()
    assert there["person"].merged_into is None
    assert tied.post(f"/desk/articles/person/{twin.pk}/split/").status_code == 404
    for verb in ("link", "new-person", "turn-down"):
        assert tied.post(f"/desk/articles/byline/{there['byline'].pk}/{verb}/").status_code == 404
    for address_, name in (("persons", "person"), ("headlines", "article")):
        for whose, expected in ((here, 1), (there, 0)):
            typed = {"person": "name", "article": "headline"}[name]
            found = tied.get(f"/desk/type-ahead/{address_}/", {"q": getattr(whose[name], typed)})
            assert bool(found.json()["results"]) == bool(expected)


@pytest.mark.django_db(transaction=True)
def test_the_desks_search(tied, here, there):
    Article.objects.filter(pk=here["article"].pk).update(headline="渡口新桥")
    Article.objects.filter(pk=there["article"].pk).update(headline="渡口旧桥")
    rebuild()
    page = tied.get("/desk/search/", {"q": "渡口"})
    assert [row.headline.count("新桥") for row in page.context["rows"]] == [1]
    assert page.context["search"].total == 1
    assert "远山晚报" not in page.content.decode()
    assert "旧桥" not in page.content.decode()
    everything = logged_in(make_user(Role.EDITOR)).get("/desk/search/", {"q": "渡口"})
    assert everything.context["search"].total == 2
    assert tied.get("/desk/search/", {"q": "渡口", "newspaper": "other-paper"}).context["search"].total == 1


def _addresses_with_an_id() -> list[tuple[str, str]]:
    """Each address of the desk that names one row, with the noun of that row."""
    found = []
    for pattern in site.get_urls():
        nested = getattr(pattern, "url_patterns", [pattern])
        for one in nested:
            route = str(pattern.pattern) + (str(one.pattern) if one is not pattern else "")
            noun = re.match(r"(?:articles/)?(\w+?)s?/(?:<int:pk>|<path:object_id>)/", route)
            if noun and noun[1] in NOUNS.split():
                found.append((noun[1], re.sub(r"<[^>]+>", "%s", route)))
    return found


def test_no_address_that_names_a_row_of_others_answers(tied, here, there):
    addresses = _addresses_with_an_id()
    assert {"article", "page", "issue", "photo"} <= {noun for noun, _route in addresses}
    assert len(addresses) > 80
    for noun, route in addresses:
        url = f"/desk/{route % there[noun].pk}"
        for answer in (tied.get(url), tied.post(url, {}), tied.post(url, "{}", "application/json")):
            assert answer.status_code in {302, 403, 404, 405}, (url, answer.status_code)
            if answer.status_code == 302:
                # Django's own: nothing is there, or from the old address of a form to the form.
                assert answer["Location"] in ("/desk/", "../", f"{url}change/"), (url, answer["Location"])


def test_an_untied_user_reaches_all(here, there):
    free = logged_in(make_user(Role.EDITOR))
    for noun in NOUNS.split():
        assert free.get(address(noun, "change", there[noun].pk)).status_code == 200, noun


def test_every_noun_knows_its_way_to_its_newspaper(here):
    user = make_user(Role.EDITOR, newspapers=[here["newspaper"]])
    for model in apps.get_app_config("articles").get_models():
        if model in (Change, SavedSearch):  # rows by number, which no form shows; a user's own
            continue
        way = WAY_TO_NEWSPAPER.get(model._meta.model_name)
        assert way, f"{model.__name__} is out of reach for everyone who is tied"
        list(access.within_reach(user, model._default_manager.all())[:1])
