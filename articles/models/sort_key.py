"""The key by which lists order a noun with a name (`wording.alphabet`)."""

from __future__ import annotations

from typing import Any

from django.db import models

from articles.wording.alphabet import KEY_CHARACTERS, sort_key


class SortKeyField(models.CharField):
    """Made of the row's ``name`` whenever it is saved; ``person``: the name begins with a surname."""

    def __init__(self, *args: Any, person: bool = False, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **{"max_length": KEY_CHARACTERS, "editable": False, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "person": self.person}

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = sort_key(model_instance.name, self.person)
        setattr(model_instance, self.attname, value)
        return value
