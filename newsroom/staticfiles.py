"""Which static files of apps are collected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

_NEVER_LOADED = ["codesnippet*", "adobeair"]
"""Plugins of CKEditor that bring old scripts of others. `StaticFilesConfig.ignore_patterns` would do as well,
but what serves static files to a test asks for ``django.contrib.staticfiles`` by that very name."""


class AppFilesFinder(AppDirectoriesFinder):
    """Django's own, without what no page loads."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or []), *_NEVER_LOADED])
