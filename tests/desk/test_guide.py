"""The editors' guide: both languages say the same, and what they show is there."""

from __future__ import annotations

import re

import pytest

from articles.desk.guide import FOLDER, PICTURES
from articles.models import Role
from tests.house import make_outsider, make_user

pytestmark = pytest.mark.django_db
LANGUAGES = {"/desk/guide/": "zh-hans", "/en/desk/guide/": "en"}


def text_of(language: str) -> str:
    return (FOLDER / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", LANGUAGES)
def test_everybody_at_the_desk_reads_it_in_their_language(client, role, address):
    client.force_login(make_user(role))
    page = client.get(address).content.decode()
    chapters = re.findall(r"^## (.+)$", text_of(LANGUAGES[address]), re.M)
    for number, chapter in enumerate(chapters, start=1):
        assert f'href="#c{number}">{chapter}' in page
        assert f'<h2 id="c{number}">{chapter}</h2>' in page


def test_the_desk_leads_to_it(client):
    client.force_login(make_user(Role.REPORTER))
    assert 'href="/desk/guide/"' in client.get("/desk/").content.decode()


def test_others_are_asked_to_log_in(client):
    assert client.get("/desk/guide/").status_code == 302
    client.force_login(make_outsider())
    assert client.get("/desk/guide/today.webp").status_code == 302


def test_both_languages_have_the_same_chapters_and_pictures():
    chinese, english = map(text_of, ("zh-hans", "en"))
    assert len(re.findall(r"^## ", chinese, re.M)) == len(re.findall(r"^## ", english, re.M))
    pictures = [re.findall(r"\]\(pictures/([^)]+)\)", text) for text in (chinese, english)]
    assert pictures[0] == pictures[1]
    assert {path.name for path in PICTURES.iterdir()} == set(pictures[0])


def test_its_pictures_are_served_and_nothing_else(client):
    client.force_login(make_user(Role.REPORTER))
    response = client.get("/desk/guide/today.webp")
    assert response["Content-Type"] == "image/webp"
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"
    for name in ("nothing.webp", "..today.webp", "today.png", "TODAY.webp"):
        assert client.get(f"/desk/guide/{name}").status_code == 404, name
