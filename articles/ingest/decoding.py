"""Bytes of a text file -> text: UTF-8 and UTF-16 by their marks, UTF-8 bare, GB18030 (GBK, GB2312).

The one gate for text from outside, for the command and for the web form: what is empty, binary or larger
than a newspaper page can be is refused with a sentence that an editor understands.
"""

from __future__ import annotations

import codecs

from articles.models.told import told as _

MAX_BYTES = 1_000_000
MAX_CHARACTERS = 200_000
"""The largest text taken: ten times the fullest broadsheet page, which holds some 20,000 characters."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = {code for code in range(32) if chr(code) not in "\t\n\r\f\v"} | {127}
_MAX_CONTROL_SHARE = 0.01


class UnreadableTextError(ValueError):
    """The bytes or the text cannot be a page's text; the message may be shown to an editor as it is."""


def decode_text(data: bytes, size: int | None = None) -> str:
    """Text of `data`, the whole or the beginning of a file of `size` bytes.

    Raises UnreadableTextError where it is empty, too large, binary or in no known encoding.
    """
    if not data.strip():
        raise UnreadableTextError(_("The file is empty."))
    if (size or len(data)) > MAX_BYTES:
        raise UnreadableTextError(
            _("The file is too large for one page: %(size)d kB, at most %(limit)d kB are read.")
            % {"size": (size or len(data)) // 1000, "limit": MAX_BYTES // 1000}
        )
    encodings = [name for mark, name in _MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        check_text(text)
        return text
    raise UnreadableTextError(_("The file is not text in UTF-8, UTF-16 or GB18030."))


def check_text(text: str) -> None:
    """Raise UnreadableTextError where `text` (a paste, or what `decode_text` found) is no page's text."""
    if not text.strip():
        raise UnreadableTextError(_("The file is empty."))
    if len(text) > MAX_CHARACTERS:
        raise UnreadableTextError(
            _("The text is too long for one page: %(size)d characters, at most %(limit)d are read.")
            % {"size": len(text), "limit": MAX_CHARACTERS}
        )
    sample = text[:20_000]
    controls = sum(ord(character) in _CONTROLS for character in sample)
    if controls > _MAX_CONTROL_SHARE * len(sample):
        raise UnreadableTextError(_("The file is not text: it holds binary data."))
