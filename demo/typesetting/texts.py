"""Page texts of set pages: as a PDF tool prints them, and as an editor's paste looks after it."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from demo.typesetting.sheet import Sheet


def raw_text(pdf: Path) -> str:
    """The text in the order in which the PDF prints it (poppler's ``pdftotext -raw``)."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.replace("\f", "")


def pasted_text(rng: random.Random, sheet: Sheet) -> str:
    """The page after a paste: heads torn away or behind, letters set apart, blank lines anywhere."""
    groups: dict[str, list[str]] = {}
    for group, words in sheet.plain:
        groups.setdefault(group, []).append(words)
    blocks: list[str] = []
    torn: list[str] = []
    heads_last = rng.random() < 0.2
    for group, lines in groups.items():
        if group.endswith(".heads"):
            lines = list(dict.fromkeys(lines))  # a headline struck twice is pasted once
            if rng.random() < 0.25:
                lines = [" ".join(line) if line.isalpha() and len(line) < 16 else line for line in lines]
            heads = "\n\n".join(lines) if rng.random() < 0.4 else "\n".join(lines)
            behind = f"{group.removesuffix('.heads')}.body" in groups and rng.random() < 0.3
            if heads_last or behind:
                torn.append(heads)
            else:
                blocks.append(heads)
            continue
        if group.endswith(".body"):
            lines = [line for words in lines for line in ([words, ""] if rng.random() < 0.03 else [words])]
        blocks.append("\n".join(lines))
        if torn and not heads_last:
            blocks += torn
            torn = []
    return "\n\n".join([*blocks, *torn]) + "\n"
