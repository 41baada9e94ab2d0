"""Atom feeds as RFC 4287 has them, for all tests of what can be followed."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

from django.http import HttpResponse

ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# How often each may stand in a feed and in an entry (RFC 4287, 4.1.1 and 4.1.2).
_ONCE = ("id", "title", "updated")
_AT_MOST_ONCE = ("published", "summary", "subtitle", "rights", "generator")


def read_atom(response: HttpResponse) -> ET.Element:
    """The feed that was answered, which is one by RFC 4287."""
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    ids = [one.find(f"{ATOM}id").text for one in (root, *entries)]
    assert len({*ids}) == len(ids)
    for one in (root, *entries):
        for name in _ONCE:
            assert len(one.findall(f"{ATOM}{name}")) == 1, name
        for name in _AT_MOST_ONCE:
            assert len(one.findall(f"{ATOM}{name}")) <= 1, name
        assert urlsplit(one.find(f"{ATOM}id").text).scheme
        assert len(one.findall(f"{ATOM}link[@rel='alternate']")) == 1
        for link in one.findall(f"{ATOM}link"):
            assert urlsplit(link.get("href")).netloc
        for moment in (*one.findall(f"{ATOM}updated"), *one.findall(f"{ATOM}published")):
            assert _MOMENT.fullmatch(moment.text)
            datetime.datetime.fromisoformat(moment.text)
        for author in one.findall(f"{ATOM}author"):
            [name] = author.findall(f"{ATOM}name")
            assert name.text
    assert root.findall(f"{ATOM}author") or all(one.findall(f"{ATOM}author") for one in entries)
    assert len(root.findall(f"{ATOM}link[@rel='self']")) == 1
    return root
