"""Quotation marks within quotation marks: “…‘…’…”, as GB/T 15834 and English both have it. Pure Python."""

from __future__ import annotations


def nested(text: str) -> str:
    """The text with single marks inside of double ones; as it is where its marks do not pair."""
    depth, out = 0, []
    for character in text:
        if character == "“":
            depth += 1
            out.append("“" if depth % 2 else "‘")
        elif character == "”":
            if not depth:
                return text
            out.append("”" if depth % 2 else "’")
            depth -= 1
        else:
            out.append(character)
    return text if depth else "".join(out)
