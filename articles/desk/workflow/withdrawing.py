"""Taking something out of the public's sight, with a notice at its address, and bringing it back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.desk.workflow.handling import Handled, Refused, locked, move, settle_pictures, stage_after
from articles.models import Article, Stage, Verb


@transaction.atomic
def withdraw(
    thing: Handled, user: User | None, notice: str, note: str = "", *, seen: str | None = None
) -> int:
    """Withdraw an issue, page or article: its address answers 410 with the notice.

    What it holds keeps its own stage, and is out of sight with it; its page pictures lose their public keys.
    Returns how many rows changed (1). Raises Refused without a notice.
    """
    row = _standing(locked(thing, seen))
    stage_after(row, Verb.WITHDRAW)
    if not notice.strip():
        raise Refused(_("Write the notice that readers shall find in its place."))
    type(row).objects.filter(pk=row.pk).update(withdrawal_notice=notice.strip())
    said = "\n".join(filter(None, [notice.strip(), note.strip()]))
    changed = len(move([row], Verb.WITHDRAW, Stage.WITHDRAWN, user, said))
    settle_pictures(row)
    return changed


@transaction.atomic
def restore(thing: Handled, user: User | None, note: str = "", *, seen: str | None = None) -> int:
    """Bring back what was withdrawn, at its old address; page pictures get new ones.

    Returns how many rows changed (1).
    """
    row = _standing(locked(thing, seen))
    stage_after(row, Verb.RESTORE)
    type(row).objects.filter(pk=row.pk).update(withdrawal_notice="")
    changed = len(move([row], Verb.RESTORE, Stage.PUBLISHED, user, note))
    settle_pictures(row)
    return changed


def _standing(row: Handled) -> Handled:
    if isinstance(row, Article) and row.merged_into_id:
        raise Refused(_("“%(thing)s” lives on in another article and follows that one.") % {"thing": row})
    return row
