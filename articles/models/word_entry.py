"""词表: names and words that a newspaper watches in preflight (docs/preflight.md)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.newspaper import Newspaper
from articles.wording.word_list import Entry, WordList


class WordEntryQuerySet(models.QuerySet["WordEntry"]):
    """Entries of word lists."""

    def of(self, newspaper: Newspaper) -> Self:
        """A newspaper's, as its list and its file show them."""
        return self.filter(newspaper=newspaper).order_by("kind", "word")

    def compiled(self) -> WordList:
        """These entries, ready to be searched; one query."""
        return WordList(entry.as_entry() for entry in self)


class WordEntry(models.Model):
    """One entry of a newspaper's word list."""

    class Kind(models.TextChoices):
        """What an entry asks for."""

        BANNED = "banned", _("Banned word")
        MISTYPED = "mistyped", _("Mistyped word, with the right one")
        TITLE = "title", _("Name, with its right titles")
        ORDER = "order", _("Names, in their order")

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="word_list"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BANNED)
    word = models.CharField(
        _("word or name"), max_length=300, help_text=_("For an order: all names, parted by 、.")
    )
    right = models.CharField(
        _("right"),
        max_length=200,
        blank=True,
        help_text=_("The right word; for a name all its titles, parted by 、."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = WordEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("word list entry")
        verbose_name_plural = _("word list")
        ordering = ["newspaper", "kind", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["newspaper", "kind", "word"],
                name="word_entry_unique",
                violation_error_message=_("The word list of this newspaper has this entry already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["banned", "mistyped", "title", "order"]), name="word_entry_kind_known"
            ),
            models.CheckConstraint(condition=~Q(word=""), name="word_entry_has_a_word"),
            models.CheckConstraint(
                condition=~Q(kind__in=["mistyped", "title"], right=""),
                name="word_entry_says_what_is_right",
                violation_error_message=_("Say what is right: the word, or the titles of the name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} → {self.right}" if self.right else self.word

    def as_entry(self) -> Entry:
        """The entry as texts are searched for it."""
        return Entry(self.kind, self.word, self.right, self.note)  # type: ignore[arg-type]
