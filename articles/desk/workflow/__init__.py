"""The verbs of the desk, each one function: atomic, refused in words, and kept as a handling.

A verb takes the thing as its user saw it. Where the row in the database is at another stage by now, somebody
was faster, and the verb is refused: nothing is done twice, and nothing that was not looked at. A verb with
no user is done by a command or by the clock. Who may do what says ``access.may``; views ask it first.
"""

from articles.desk.workflow.correcting import keep_rows, keep_version, note_correction, note_typography
from articles.desk.workflow.handling import Handled, Refused, named, take_back
from articles.desk.workflow.offering import left_behind, offered, undoable
from articles.desk.workflow.overriding import Blocked, override, refuse_errors, take_back_override
from articles.desk.workflow.promoting import promote, sign_as_writer
from articles.desk.workflow.publishing import (
    publish,
    publish_article,
    publish_at_once,
    publish_due,
    publish_issue,
    publish_page,
    schedule,
)
from articles.desk.workflow.reviewing import (
    final_review,
    first_review,
    second_review,
    send_back,
    sign_off,
    submit,
)
from articles.desk.workflow.withdrawing import restore, withdraw

__all__ = [
    "Blocked",
    "Handled",
    "Refused",
    "final_review",
    "first_review",
    "keep_rows",
    "keep_version",
    "left_behind",
    "named",
    "note_correction",
    "note_typography",
    "offered",
    "override",
    "promote",
    "publish",
    "publish_article",
    "publish_at_once",
    "publish_due",
    "publish_issue",
    "publish_page",
    "refuse_errors",
    "restore",
    "schedule",
    "second_review",
    "send_back",
    "sign_as_writer",
    "sign_off",
    "submit",
    "take_back",
    "take_back_override",
    "undoable",
    "withdraw",
]
