"""The one module that names CKEditor: another editor comes in here and nowhere else.

What any editor sends is cleaned by `articles.models.body.BodyField`; nothing here is a safeguard.
"""

from __future__ import annotations

from ckeditor.widgets import CKEditorWidget
from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.forms import Textarea

# CKEditor 4 writes style elements and onclick attributes; on the pages that hold it, and only there, both
# may stand. Scripts still come from our own files alone.
allows_rich_text = csp_replace(
    {"script-src": [SELF], "script-src-attr": [UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
)


def rich_text() -> Textarea:
    """A widget for a body: a plain text area with HTML in it where scripts are off."""
    return CKEditorWidget()
