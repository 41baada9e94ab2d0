"""正文: the body of a part, HTML that is cleaned by an allow-list on every way into the database."""

from __future__ import annotations

from typing import Any

from django.db import models

from articles.wording import html


class BodyField(models.TextField):
    """Allow-listed HTML. It is cleaned on its way into the database, whichever way it came."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return html.clean(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = html.clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)  # what is in memory is what is stored
        return value
