"""Filters of the pages that put two texts together."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def admin_change_name(opts: Any) -> str:
    """The name of the address of a noun's form."""
    return f"admin:{opts.app_label}_{opts.model_name}_change"


@register.filter
def answer_to(answers: Any, key: str) -> str:
    """What was chosen for a conflict already; "" where nothing was."""
    return str(answers.get(f"c-{key}", ""))


@register.filter
def edit_of(answers: Any, key: str) -> str:
    """What was written for it already."""
    return str(answers.get(f"e-{key}", ""))
