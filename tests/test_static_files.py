"""What npm brings: the files that pages load and no others, locked without addresses."""

from __future__ import annotations

import json

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from newsroom.static_files import FILES, NODE_MODULES

needs_npm = pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="No node_modules here: make install")


@needs_npm
def test_what_pages_load_is_found_and_nothing_beside_it():
    assert finders.find("vendor/openseadragon.min.js")
    for path in (
        "vendor/openseadragon.js",
        "openseadragon.min.js",
        "vendor/../openseadragon.min.js",
        "vendor/",
    ):
        assert finders.find(path) is None, path


@needs_npm
def test_only_that_is_collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert sorted(path.name for path in (tmp_path / "vendor").iterdir()) == sorted(FILES)


def test_without_node_modules_there_is_nothing_to_find(monkeypatch, tmp_path):
    monkeypatch.setattr("newsroom.static_files.NODE_MODULES", tmp_path)
    assert finders.find("vendor/openseadragon.min.js") is None
    call_command("collectstatic", interactive=False, dry_run=True, verbosity=0)


def test_the_lock_names_versions_and_no_address():
    lock = json.loads((NODE_MODULES.parent / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name
