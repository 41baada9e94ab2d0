"""Forms of the desk as two browsers have them and send them."""

from __future__ import annotations

from tests.desk.conftest import FormReader, address, form_data

THREE = ["<p>江水涨了三尺。</p><p>渡口的船靠了岸。</p><p>桥工说，今晚不收工。</p>"]


def url_of(thing) -> str:
    """The address of its form."""
    return address(thing._meta.model_name, "change", thing.pk)


def form_of(client, thing) -> dict:
    """What its form sends if nothing is touched."""
    return form_data(client, url_of(thing), f"{thing._meta.model_name}_form")


def merge_form(response) -> dict:
    """The fields of the page that puts two texts together."""
    assert response.status_code == 409
    return FormReader(response.content.decode()).data


def settle(client, thing, response, **chosen):
    """Send that page with what was chosen, all the same way where it is a word."""
    merge = response.context["merge"]
    data = merge_form(response)
    data = {key: value for key, value in data.items() if not key.startswith("c-")}
    for one in (*merge.conflicts, *merge.row_choices):
        data[f"c-{one.key}"] = chosen.get("all", "mine")
    return client.post(url_of(thing), {**data, "_save": "1", **chosen.get("more", {})})


def beat(client, thing, **more):
    """Somebody is still there: what an open form's script says every few seconds."""
    return client.post("/desk/presence/", {"noun": thing._meta.model_name, "row": thing.pk, **more})
