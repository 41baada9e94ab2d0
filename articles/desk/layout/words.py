"""What the script of the layout view says, in the user's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """The sentences by name; ``{…}`` is filled in by the script."""
    return {
        "nobody": _("nobody's yet"),
        "noneSelected": _("No zone is selected"),
        "newStory": _("New story {n} (its text is taken when you save)"),
        "newKind": _("New: {kind}"),
        "takeStory": _("New story from its text"),
        "emptyStory": _("New story"),
        "make": _("Make"),
        "story": _("Stories"),
        "photo": _("Photos"),
        "left": _("Left-out texts"),
        "zoneLabel": _("Zone {tag}, {name}"),
        "locked": _("cannot be changed now"),
        "corner": _("Corner {n} of {all}"),
        "where": _("left {x}, top {y}, width {w}, height {h}, in percent"),
        "unsaved": _("Changes not saved: {n}"),
        "saving": _("Saving…"),
        "notSaved": _("This could not be sent. Your changes stand here still; try again."),
        "zones": _("{n} zones"),
        "oneZone": _("1 zone"),
        "noZone": _("no zone"),
        "pickOther": _(
            "Join with which zone? Click it, or go there with Tab and press Enter. Esc leaves it."
        ),
        "notJoined": _(
            "These two are too far from each other, or something would stand inside: they stay two."
        ),
        "otherOwner": _("Only zones of one owner can be joined."),
        "dragCut": _(
            "Draw a line across the zone; or move it with the arrow keys, turn it with R, cut with Enter."
        ),
        "notCut": _("This line does not part the zone."),
        "noClipping": _(
            "Joining and cutting need a file that is not installed here; drawing and moving work without it."
        ),
        "drawBox": _("Draw a box over the text."),
        "drawPolygon": _(
            "Click corner by corner; Enter or the first corner closes, Backspace takes one back."
        ),
        "crossed": _("A zone cannot cross itself: it stays as it was."),
        "tooSmall": _("Too small for a zone."),
        "undone": _("Undone: {what}"),
        "redone": _("Done again: {what}"),
        "drawn": _("drawn"),
        "moved": _("moved"),
        "reshaped": _("reshaped"),
        "deleted": _("deleted"),
        "split": _("cut in two"),
        "united": _("joined"),
        "assigned": _("given to “{name}”"),
        "ordered": _("order of the stories"),
        "firstZone": _("The first zone of a story stays on its page: choose a later one."),
        "notATail": _("Only a zone of a story can go on to another page."),
        "merged": _("Your changes were put into theirs. Look at them, then save."),
        "cutHere": _("The continuation begins with “{text}”."),
        "chooseCut": _("Click into the text where the continuation begins, or choose a paragraph."),
        "dropHere": _("Drop it on a page of the strip."),
    }
