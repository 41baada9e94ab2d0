"""报纸: the newspaper, which holds all else."""

from __future__ import annotations

import zoneinfo
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.change import Kind
from articles.models.searchable import Searchable, SearchableQuerySet

RESERVED_SLUGS = (
    "admin",
    "api",
    "desk",
    "en",
    "feeds",
    "healthz",
    "iiif",
    "jsi18n",
    "media",
    "people",
    "pictures",
    "preview",
    "search",
    "static",
    "zh",
    "zh-hans",
)
"""First parts of addresses that are no newspaper. Adding one needs a migration and a look at the data."""


def check_time_zone(name: str) -> None:
    """Raise ValidationError where the IANA data know no such time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no such time zone."))


class NewspaperQuerySet(SearchableQuerySet["Newspaper"]):
    """Newspapers."""

    def default(self) -> Newspaper | None:
        """The newspaper that stands at ``/``: the one set, else the first one made, else None."""
        if settings.DEFAULT_NEWSPAPER:
            return self.filter(slug=settings.DEFAULT_NEWSPAPER).first()
        return self.order_by("pk").first()

    def by_name(self) -> Self:
        """In the order in which a list shows them."""
        return self.order_by("name", "pk")


class Newspaper(Searchable):
    """A newspaper title, with what catalogues know of it."""

    slug = models.CharField(
        _("slug"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                _("Small Latin letters, digits and single hyphens, a letter first."),
            )
        ],
        help_text=_("The first part of all its addresses; it should never change."),
    )
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"),
        max_length=20,
        default="zh-Hans",
        help_text=_("A BCP 47 tag such as zh-Hans, en or de; it decides how lines and parts are joined."),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    issn = models.CharField("ISSN", max_length=9, blank=True)
    cn_number = models.CharField(
        _("CN number"), max_length=30, blank=True, help_text=_("国内统一连续出版物号")
    )
    about = models.TextField(_("about"), blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[check_time_zone],
        help_text=_(
            "Such as Asia/Shanghai; the site's own where it is empty. Publishing times are meant in it."
        ),
    )
    shows_former_versions = models.BooleanField(
        _("shows former versions"),
        default=False,
        help_text=_("Readers may read a corrected article as it stood before its correction."),
    )
    predecessor = models.ForeignKey(
        "self",
        verbose_name=_("predecessor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
    )

    objects = NewspaperQuerySet.as_manager()  # type: ignore[misc]  # narrows the base's

    search_reads = ("name", "language")
    search_touches = ((Kind.NEWSPAPER, "pk"),)

    class Meta:
        verbose_name = _("newspaper")
        verbose_name_plural = _("newspapers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="newspaper_slug_not_reserved",
                violation_error_message=_("This word is part of the site's own addresses; choose another."),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="newspaper_slug_not_empty"),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True) | ~Q(predecessor=models.F("id")),
                name="newspaper_not_its_own_predecessor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("newspaper", args=[self.slug])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which its editors name a time."""
        return zoneinfo.ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def is_chinese(self) -> bool:
        """Whether its language writes no spaces between words."""
        return self.language.lower().startswith("zh")
