"""How CKEditor is held: the allow-list of bodies, nothing that uploads, one module that knows its name."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from articles.wording import html

CONFIG = settings.CKEDITOR_CONFIGS["default"]


def test_the_editor_allows_what_a_body_may_hold():
    tags: set[str] = set()
    attributes: dict[str, set[str]] = {}
    for rule in CONFIG["allowedContent"].split(";"):
        names, _open, given = re.fullmatch(r"\s*([\w ]+?)\s*(\[(.*)\])?\s*", rule).groups()
        tags |= set(names.split())
        if given:
            attributes |= {tag: set(given.split(",")) for tag in names.split()}
    assert tags == html.TAGS
    assert attributes == html.ATTRIBUTES


def test_the_editor_has_no_frame_and_no_uploader():
    assert CONFIG["extraPlugins"] == "divarea"
    assert not CONFIG.get("fullPage")
    for plugin in ("uploadimage", "uploadfile", "filebrowser", "exportpdf", "codesnippet"):
        assert plugin in CONFIG["removePlugins"].split(",")
    assert not apps.is_installed("ckeditor_uploader")


def test_what_is_collected_has_the_editor_without_its_old_scripts():
    collected = [name for finder in get_finders() for name, _storage in finder.list(None)]
    assert "ckeditor/ckeditor/ckeditor.js" in collected
    assert any("admin/js/vendor/" in name for name in collected)
    assert not [name for name in collected if "codesnippet" in name or "adobeair" in name]


def test_one_module_names_the_editor():
    naming = [
        path.name
        for path in Path(settings.BASE_DIR / "articles").rglob("*.py")
        if re.search(r"^\s*(from|import) ckeditor", path.read_text(encoding="utf-8"), re.M)
    ]
    assert naming == ["rich_text.py"]
