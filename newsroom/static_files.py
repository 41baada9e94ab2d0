"""Static files from apps and npm packages: those that a page loads, and no others.

A package brings far more than its one script; a folder in STATICFILES_DIRS would publish all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

NODE_MODULES = settings.BASE_DIR / "node_modules"
PREFIX = "vendor"
FILES = {
    "openseadragon.min.js": "openseadragon/build/openseadragon",
    "polygon-clipping.umd.min.js": "polygon-clipping/dist",
}
"""Each file below ``vendor/``, and the folder in ``node_modules`` where it lies."""

NEVER_LOADED = ("codesnippet*", "adobeair")
"""Plugins of CKEditor that bring old scripts of others. `StaticFilesConfig.ignore_patterns` would do as well,
but what serves static files to a test asks for ``django.contrib.staticfiles`` by that very name."""


class AppFilesFinder(AppDirectoriesFinder):
    """Django's own, without what no page loads."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or []), *NEVER_LOADED])


class NodeModulesFinder(BaseFinder):
    """Finds `FILES`; before ``make install`` there are none, and the pages do without them."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        prefix, _slash, name = path.partition("/")
        file = NODE_MODULES / FILES.get(name, "") / name
        found = [str(file)] if prefix == PREFIX and name in FILES and file.is_file() else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name, folder in FILES.items():
            storage = FileSystemStorage(NODE_MODULES / folder)
            storage.prefix = PREFIX  # type: ignore[attr-defined]  # collectstatic asks for it
            if storage.exists(name):
                yield name, storage
