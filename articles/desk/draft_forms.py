"""A page draft as a form and back: what the reader proposes, what the editor corrects.

All state between the steps stands in the form itself, so that two tabs, the back button and a second
click do no harm.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.access import AnyUser
from articles.desk.body_text import blocks_of_text, text_of_blocks
from articles.desk.forms import likely_date
from articles.desk.names import read_cells, signature_lines
from articles.interchange import page_draft
from articles.models import LeftOutText, Newspaper
from articles.records import ArticleDraft, LeftOut, PageDraft, PhotoDraft
from articles.wording.datelines import read_dateline
from articles.wording.jumps import find_continuation, find_jump, label_key
from articles.wording.values import JumpLine, Signature


class SourceForm(forms.Form):
    """Where the page goes."""

    newspaper = forms.ModelChoiceField(
        Newspaper.objects.by_name(), label=gettext_lazy("newspaper"), empty_label=None
    )
    date = forms.DateField(
        label=gettext_lazy("date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    edition = forms.IntegerField(label=gettext_lazy("edition"), min_value=1, max_value=9999, initial=1)
    number = forms.CharField(
        label=gettext_lazy("printed page number"),
        max_length=20,
        help_text=gettext_lazy("As printed: 1, 三, A02"),
    )
    section = forms.CharField(label=gettext_lazy("section name"), max_length=60, required=False)
    replace = forms.BooleanField(
        label=gettext_lazy(
            "Replace what an earlier import made of this page; "
            "what was typed or changed by hand stays beside it"
        ),
        required=False,
    )

    def __init__(self, user: AnyUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["newspaper"])
        choice.queryset = access.within_reach(user, Newspaper.objects.by_name())

    def clean_date(self) -> Any:
        return likely_date(self.cleaned_data["date"])

    def clean_number(self) -> str:
        number = self.cleaned_data["number"]
        if not label_key(number):
            raise ValidationError(_("Give the number as printed, such as 1, 三 or A02."))
        return number


class SignaturesField(forms.CharField):
    """Names, one a line, as printed or as role | name | affiliation; a name alone has the usual role."""

    def __init__(self, *, usual_role: str, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)
        self.usual_role = usual_role

    def clean(self, value: Any) -> tuple[Signature, ...]:
        return read_cells(super().clean(value), self.usual_role)


_KEPT = {
    "articles": ("zones", "jump_zone", "continuation_zone", "doubts"),
    "photos": ("zones", "picture_zone", "doubts"),
    "left_out": ("zones",),
}
_BARE: dict[str, dict[str, str]] = {
    "articles": {},
    "photos": {"caption": ""},
    "left_out": {"kind": "unknown", "text": ""},
}


class KeptField(forms.CharField):
    """What an editor does not change and a second look must not lose: zones and doubts, as JSON."""

    def __init__(self, kind: str) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)
        self.kind = kind

    def clean(self, value: Any) -> Any:
        """A record of this kind that holds nothing else."""
        try:
            sent = json.loads(super().clean(value) or "{}")
            return self._record({key: sent[key] for key in _KEPT[self.kind] if key in sent})
        except (ValueError, TypeError, RecursionError):
            return self._record({})  # a form written by hand; no word of the text is lost

    def _record(self, kept: dict[str, Any]) -> Any:
        draft = page_draft.from_dict({"format": page_draft.FORMAT, self.kind: [_BARE[self.kind] | kept]})
        return getattr(draft, self.kind)[0]


def _kept(kind: str, record: Any) -> str:
    row: dict[str, Any] = {kind: (record,)}
    written = page_draft.to_dict(PageDraft(**row))[kind][0]
    return json.dumps({key: written[key] for key in _KEPT[kind] if written.get(key)}, ensure_ascii=False)


def _line(label: Any, length: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **kwargs)


class ProposedForm(forms.Form):
    """What a reader proposed and may be unsure of."""

    kept: KeptField

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the reader was unsure of."""
        try:
            return self.fields["kept"].clean(self["kept"].value()).doubts
        except ValidationError:
            return ()


class ArticleDraftForm(ProposedForm):
    """One proposed article."""

    kept = KeptField("articles")
    place = forms.FloatField(
        label=gettext_lazy("position on the page"),
        required=False,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )
    column = _line(gettext_lazy("column"), 80)
    kicker = _line(gettext_lazy("kicker"), 300)
    headline = _line(gettext_lazy("headline"), 300)
    deck = _line(gettext_lazy("deck"), 500)
    bylines = SignaturesField(label=gettext_lazy("bylines"), usual_role="author")
    dateline = _line(gettext_lazy("dateline"), 120)
    body = forms.CharField(
        label=gettext_lazy("body"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 9, "class": "desk-body"}),
    )
    continued_from = _line(gettext_lazy("printed continuation line"), 80)
    continued_from_page = _line(gettext_lazy("page it names"), 20)
    jump = _line(gettext_lazy("printed jump line"), 80)
    jump_page = _line(gettext_lazy("page it names"), 20)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, find in (("jump", find_jump), ("continued_from", find_continuation)):
            printed, page = data.get(name), data.get(f"{name}_page")
            if printed and not page:
                line = find(printed)
                data[f"{name}_page"] = line.page if line else ""
            if page and not printed:
                self.add_error(name, _("Write the line as printed, or clear the page that it names."))
        if not self.errors and not any(data.get(n) for n in ("kicker", "headline", "deck", "body")):
            raise ValidationError(_("This article is empty. Leave it out, or give it a text."))
        return data

    def draft(self) -> ArticleDraft:
        """The article as corrected."""
        data = self.cleaned_data
        return replace(
            data["kept"],
            column=data["column"],
            kicker=data["kicker"],
            headline=data["headline"],
            deck=data["deck"],
            bylines=data["bylines"],
            dateline=read_dateline(data["dateline"]) if data["dateline"] else None,
            body=tuple(blocks_of_text(data["body"])),
            jump=_jump_line(data["jump"], data["jump_page"]),
            continued_from=_jump_line(data["continued_from"], data["continued_from_page"]),
        )


def _jump_line(printed: str, page: str) -> JumpLine | None:
    return JumpLine(printed, page) if printed else None


class PhotoDraftForm(ProposedForm):
    """One proposed photo."""

    kept = KeptField("photos")
    caption = forms.CharField(
        label=gettext_lazy("caption"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    credits = SignaturesField(label=gettext_lazy("photo credits"), usual_role="photographer")
    article = forms.TypedChoiceField(
        label=gettext_lazy("belongs to"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, stories: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = [("", _("no article: it stands alone")), *stories]  # type: ignore[attr-defined]

    def draft(self) -> PhotoDraft:
        """The photo as corrected."""
        data = self.cleaned_data
        return replace(
            data["kept"], caption=data["caption"], credits=data["credits"], article=data["article"]
        )


class LeftOutForm(ProposedForm):
    """One text that is no article."""

    kept = KeptField("left_out")
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=LeftOutText.Kind.choices)
    text = forms.CharField(label=gettext_lazy("text"), widget=forms.Textarea(attrs={"rows": 2}))

    def draft(self) -> LeftOut:
        """The text as corrected."""
        data = self.cleaned_data
        return replace(data["kept"], kind=data["kind"], text=data["text"])


_MOST_ROWS = 300
"""As many as `import_page` ever shows; a number made up by hand costs the server no more than these."""


def _formset(form: Any) -> type[BaseFormSet]:
    return forms.formset_factory(form, extra=0, absolute_max=_MOST_ROWS, max_num=_MOST_ROWS)


ArticleFormSet, PhotoFormSet, LeftOutFormSet = map(_formset, (ArticleDraftForm, PhotoDraftForm, LeftOutForm))


class DraftForms:
    """All forms of one draft: from a draft to show it, from POST data to read it."""

    def __init__(self, draft: PageDraft | None = None, data: Any = None) -> None:
        initial = _initial(draft) if draft is not None else {"a": None, "p": None, "l": None}
        every = {"empty_permitted": False}  # an empty row is a fault to show, not a row to skip
        self.articles = ArticleFormSet(data, prefix="a", initial=initial["a"], form_kwargs=every)
        stories = [(i, f"{i + 1} · {_title(form)}") for i, form in enumerate(self.articles.forms)]
        of_photos = {**every, "stories": stories}
        self.photos = PhotoFormSet(data, prefix="p", initial=initial["p"], form_kwargs=of_photos)
        self.left_out = LeftOutFormSet(data, prefix="l", initial=initial["l"], form_kwargs=every)

    def is_valid(self) -> bool:
        """Whether all of it can be read; errors stand beside their fields."""
        answers = [formset.is_valid() for formset in (self.articles, self.photos, self.left_out)]
        return all(answers)  # asked of each, so that all errors are shown at once

    def draft(self, number: str | None, section: str) -> PageDraft:
        """The draft as corrected, articles still in the order in which the form shows them."""
        return PageDraft(
            number=number,
            section=section,
            articles=tuple(form.draft() for form in self.articles.forms),
            photos=tuple(form.draft() for form in self.photos.forms),
            left_out=tuple(form.draft() for form in self.left_out.forms),
        )

    def places(self) -> list[float]:
        """Where the editor put each article."""
        return [
            place if (place := form.cleaned_data["place"]) is not None else index + 1
            for index, form in enumerate(self.articles.forms)
        ]

    def field_count(self) -> int:
        """How many fields the browser will send."""
        return sum(
            len(form.fields) for fs in (self.articles, self.photos, self.left_out) for form in fs.forms
        )


def _title(form: forms.Form) -> str:
    return form["headline"].value() or form["kicker"].value() or (form["body"].value() or "")[:16] or "…"


def _initial(draft: PageDraft) -> dict[str, list[dict[str, Any]]]:
    return {
        "a": [
            {
                "place": place,
                "column": one.column,
                "kicker": one.kicker,
                "headline": one.headline,
                "deck": one.deck,
                "bylines": signature_lines(one.bylines),
                "dateline": one.dateline.printed if one.dateline else "",
                "body": text_of_blocks((b.kind, b.text) for b in one.body),
                "continued_from": one.continued_from.printed if one.continued_from else "",
                "continued_from_page": one.continued_from.page if one.continued_from else "",
                "jump": one.jump.printed if one.jump else "",
                "jump_page": one.jump.page if one.jump else "",
                "kept": _kept("articles", one),
            }
            for place, one in enumerate(draft.articles, start=1)
        ],
        "p": [
            {
                "caption": one.caption,
                "credits": signature_lines(one.credits),
                "article": one.article,
                "kept": _kept("photos", one),
            }
            for one in draft.photos
        ],
        "l": [{"kind": one.kind, "text": one.text, "kept": _kept("left_out", one)} for one in draft.left_out],
    }
