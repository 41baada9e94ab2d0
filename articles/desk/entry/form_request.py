"""One request for the form: opened, saved, split, or answered with what others changed meanwhile."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from articles.desk import presence, workflow
from articles.desk.base import editor_of, stage_dot, tell
from articles.desk.entry import autosaves
from articles.desk.entry.form import StoryForm, name_of_field
from articles.desk.entry.pairing import pair_typed
from articles.desk.entry.pictures import add_pictures
from articles.desk.entry.proposing import fill, proposals
from articles.desk.entry.saving import Clash, Saved, captions_of, create_story, save_story
from articles.desk.entry.signing import signing
from articles.desk.entry.stamps import stamp_of
from articles.desk.entry.story import Story, stories_on
from articles.desk.workflow import Refused
from articles.ingest.decoding import UnreadableTextError
from articles.models import Article, Newspaper, Page, Photo, Stage, Verb

NEXT, SUBMIT, SPLIT = "next", "submit", "split"
"""What the form's buttons send, beside that which only saves."""
_SPARE = 100_000
"""Bytes of a form that are no text: the names of its fields and what parts them."""


class FormRequest:
    """One request for the form."""

    def __init__(self, request: HttpRequest, story: Story, page: Page | None, newspaper: Newspaper) -> None:
        self.request, self.story, self.page, self.newspaper = request, story, page, newspaper
        self.user = editor_of(request)
        self.base: dict[str, str] = stamp_of(story.fields)
        self.key = autosaves.new_key()
        self.turn = 0
        self.status = 200
        self.extra: dict[str, Any] = {}

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._opened()
        sent = self.request.POST
        self.base = _stamp_sent(sent.get("base", ""))
        self.key = sent.get("key", "")[:32]
        self.turn = int(sent["turn"]) if sent.get("turn", "").isdecimal() and len(sent["turn"]) < 9 else 0
        form = StoryForm(self.story, self.newspaper, sent)
        if sent.get("do") == SPLIT:
            return self._split(form)
        if not form.is_valid():
            return self._shown(form, status=422)
        try:
            saved = self._save(form)
        except Clash as clash:
            return self._clashed(form, clash)
        except Refused as error:
            form.add_error(None, str(error))
            return self._shown(form, status=409)
        return self._saved(saved, form)

    def _opened(self) -> HttpResponse:
        """The form as stored, or as it was left; what else was left is offered."""
        wanted = self.request.GET.get("restore", "")
        thing = self.thing
        left = autosaves.offers(self.user, thing, self.story)
        taken = next((offer for offer in left if offer.row.key == wanted), None)
        initial = {}
        if taken is not None:
            self.key, self.turn, self.base = taken.row.key, taken.row.turn, taken.row.base
            initial = {
                n: t for n, t in autosaves.as_texts(taken.row.fields).items() if n in self.story.fields
            }
            lost = [text for name, text, _old in taken.differs if name not in self.story.fields]
            self.extra["lost"] = lost
            left.remove(taken)
        self.extra |= {"offers": [_offered(offer) for offer in left], "restored": taken is not None}
        return self._shown(StoryForm(self.story, self.newspaper, initial=initial))

    @property
    def thing(self) -> Page | Article:
        """What an autosave belongs to."""
        thing = self.story.article or self.page
        if thing is None:
            raise Http404
        return thing

    def _save(self, form: StoryForm) -> Saved:
        fields, chosen = form.cleaned_data, _chosen(self.request.POST.get("chosen", ""))
        if self.story.article is None:
            page = self.page
            assert page is not None  # a new story has one
            return create_story(page, self.user, fields, form.names, self.key, chosen)
        gone = {
            n: t
            for n in self.base
            if n not in fields and (t := self.request.POST.get(n, "").replace("\0", ""))
        }
        taken = {n.removeprefix("theirs_") for n in self.request.POST if n.startswith("theirs_")}
        mine = {n: self.story.fields[n] if n in taken else text for n, text in fields.items()}
        return save_story(self.story.article, self.user, mine | gone, self.base, self.key, chosen)

    def _saved(self, saved: Saved, form: StoryForm) -> HttpResponse:
        article, do = saved.article, self.request.POST.get("do")
        self._say(saved, form)
        self._log(saved)
        page = self.page or getattr(article.parts.order_by("order").first(), "page", None)
        failed = not saved.repeated and self._pictures(article, page)
        if do == SUBMIT:
            self._submit(article)
        if saved.made or saved.changed:
            self._pair(article)
        if do in (NEXT, SUBMIT) and page is not None and not failed and access.may(self.user, "add", Article):
            return redirect("admin:write_new", page.pk)
        if not access.may(self.user, "change", article):  # handed in, and no longer the writer's to change
            return redirect("admin:articles_article_change", article.pk)
        return redirect("admin:write", article.pk)

    def _say(self, saved: Saved, form: StoryForm) -> None:
        if saved.made:
            messages.success(self.request, _("“%(thing)s” is saved as a draft.") % {"thing": saved.article})
        elif saved.repeated:
            text = _("This was saved already, as “%(thing)s”; no second story was made.")
            messages.info(self.request, text % {"thing": saved.article})
        elif saved.changed or saved.taken:
            messages.success(self.request, _("“%(thing)s” is saved.") % {"thing": saved.article})
        else:
            messages.info(self.request, _("Nothing was changed in “%(thing)s”.") % {"thing": saved.article})
        if saved.taken:
            names = "、".join(name_of_field(name) for name in saved.taken)
            messages.warning(
                self.request, _("Changed by somebody else meanwhile, and kept: %(names)s") % {"names": names}
            )
        for name, note in form.notes().items():
            if name in saved.changed:
                messages.warning(
                    self.request, _("%(field)s: %(note)s") % {"field": name_of_field(name), "note": note}
                )

    def _log(self, saved: Saved) -> None:
        """Who did what, as the forms of the desk write it down: a merge tells by it who was faster."""
        noun = admin.site.get_model_admin(Article)
        what = "、".join(name_of_field(name) for name in saved.changed)
        if saved.made:
            noun.log_addition(self.request, saved.article, what)
        elif saved.changed:
            noun.log_change(self.request, saved.article, what)

    def _pictures(self, article: Article, page: Page | None) -> bool:
        """Take the files and captions of new photos; whether one of them failed."""
        files = self.request.FILES.getlist("pictures")
        captions = captions_of(self.request.POST.get("captions", "").replace("\0", ""))
        if not (files or captions):
            return False
        if page is None or not access.may(self.user, "add", Photo):
            text = _("The story stands on no page yet.") if page is None else _("You may not add photos.")
            messages.error(self.request, text)
            return True
        outcomes = add_pictures(article, page, files, captions)
        for outcome in outcomes:
            if outcome.reason:
                messages.error(self.request, f"{outcome.name}: {outcome.reason}")
        return any(outcome.reason for outcome in outcomes)

    def _submit(self, article: Article) -> None:
        if not access.may(self.user, Verb.SUBMIT, article):
            messages.error(self.request, _("“%(thing)s”: you may not do this.") % {"thing": article})
        elif tell(self.request, workflow.submit, article, self.user, seen=Stage.DRAFT):
            messages.success(self.request, _("“%(thing)s” is submitted for review.") % {"thing": article})

    def _pair(self, article: Article) -> None:
        """A jump line that was typed may have found its other half."""
        article.refresh_from_db(fields=["stage"])
        report = pair_typed(article, self.user)
        for join in report.joined:
            messages.success(
                self.request,
                _("Joined: “%(headline)s” goes on from page %(front)s to page %(tail)s.")
                % {
                    "headline": join.front_part.article.title,
                    "front": join.front_part.page.label,
                    "tail": join.tail_part.page.label,
                },
            )

    def _split(self, form: StoryForm) -> HttpResponse:
        """Without scripts: the text of the body, split into all fields, to be looked at."""
        part = self.story.part_keys[0] if self.story.part_keys else "new"
        sent = {name: self.request.POST.get(name, "").replace("\0", "") for name in self.story.fields}
        source = f"body_{part}"
        try:
            proposed, left_out = proposals(sent.get(source, ""), self.newspaper, part)
        except UnreadableTextError as error:
            form = StoryForm(self.story, self.newspaper, initial=sent)
            self.extra["split_failed"] = str(error)
            return self._shown(form, status=422)
        filled, refused = fill(sent, proposed, source)
        self.extra["left_out"] = left_out
        self.extra["refused"] = [(name_of_field(name), text) for name, text in refused.items()]
        self.extra["split"] = True
        return self._shown(StoryForm(self.story, self.newspaper, initial=filled))

    def _clashed(self, form: StoryForm, clash: Clash) -> HttpResponse:
        """Both texts; what comes next is judged by what stands in the database now."""
        typed = {**form.cleaned_data, **clash.merged.fields}
        both = [
            {
                "name": name,
                "label": name_of_field(name),
                "mine": form.cleaned_data.get(name) or self.request.POST.get(name, ""),
                "theirs": theirs,
            }
            for name, theirs in clash.merged.clashes.items()
        ]
        self.story, self.page = clash.stored, clash.stored.page or self.page
        self.base = stamp_of(self.story.fields)
        self.extra["both"] = both
        initial = {name: text for name, text in typed.items() if name in self.story.fields}
        return self._shown(StoryForm(self.story, self.newspaper, initial=initial), status=409)

    def _shown(self, form: StoryForm, status: int = 200) -> HttpResponse:
        article, page = self.story.article, self.page
        issue = article.issue if article is not None else page.issue if page is not None else None
        if issue is None:
            raise Http404
        byline = "" if form["byline"].errors else form["byline"].value() or ""
        context = {
            **admin.site.each_context(self.request),
            "title": article.title if article is not None else _("New story"),
            "form": form,
            "story": self.story,
            "article": article,
            "page": page,
            "issue": issue,
            "stage": stage_dot(article) if article is not None else "",
            "company": presence.enter(self.user, self.thing),
            "has_change_permission": access.may(self.user, "change", self.thing),
            "noun": "page" if article is None else "article",
            "original": self.thing,
            "shown_at": timezone.now().isoformat(),
            "pages": issue.pages.order_by("sequence"),
            "stories": stories_on(page) if page is not None else [],
            "base": json.dumps(self.base, separators=(",", ":")),
            "key": self.key or autosaves.new_key(),
            "turn": self.turn,
            "most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE - _SPARE,
            "chosen": self.request.POST.get("chosen", ""),
            "signed": signing(byline, self.newspaper, form["dateline"].value() or ""),
            "may_submit": access.may(self.user, Verb.SUBMIT, article or Article)
            and (article is None or article.stage == Stage.DRAFT),
            "may_add": access.may(self.user, "add", Article),
            "may_import": self.user.has_perms(["articles.add_article", "articles.add_issue"]),
            "of_thing": urlencode(
                {"article": article.pk} if article is not None else {"page": self.thing.pk}
            ),
            **self.extra,
        }
        return render(self.request, "desk/entry.html", context, status=status)


def _offered(offer: autosaves.Offer) -> dict[str, Any]:
    return {
        "row": offer.row,
        "differs": [
            {"label": name_of_field(name), "kept": text, "stored": stored}
            for name, text, stored in offer.differs
        ],
    }


def _stamp_sent(text: str) -> dict[str, str]:
    try:
        return autosaves.as_texts(json.loads(text))
    except (ValueError, RecursionError):
        return {}  # a form written by hand: then every field that differs is a clash, and nothing is lost


def _chosen(text: str) -> dict[str, int]:
    """``[["张三", 17], …]``: the persons picked from the list, by name."""
    try:
        pairs = json.loads(text or "[]")
        return {str(name): pk for name, pk in pairs if isinstance(pk, int) and 0 < pk < 2**63}
    except (ValueError, TypeError, RecursionError):
        return {}
