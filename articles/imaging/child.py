"""The process in which a file from outside is opened: ``python -m articles.imaging.child TASK``.

`untrusted` starts it. The task is a JSON file; what it did it writes to ``result.json`` beside it. It limits
itself before the first byte of the file is read.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any


def main(task: Path) -> None:
    """Do the task, within its limits."""
    asked = json.loads(task.read_text(encoding="utf-8"))
    for name, most in (
        (resource.RLIMIT_AS, asked["memory"]),
        (resource.RLIMIT_CPU, asked["seconds"]),
        (resource.RLIMIT_FSIZE, asked["written"]),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(name)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(name, (most, most))
    answer = task.with_name("result.json")
    try:
        answer.write_text(json.dumps(_do(asked, task.parent)), encoding="utf-8")
    except MemoryError:
        answer.write_text('{"refused": "memory", "numbers": {}}', encoding="utf-8")


def _do(asked: dict[str, Any], folder: Path) -> dict[str, Any]:
    # Imported under the limits; PDFium and Pillow are what a hostile file aims at.
    from articles.imaging import photo_facts, sheets
    from articles.imaging.limits import BadFile

    path = Path(asked["path"])
    try:
        if asked["do"] == "survey":
            return {"kind": sheets.kind_of(path), "sheets": sheets.count(path, asked["sheets"])}
        if asked["do"] == "read":
            sheets.read_page(path, asked["sheet"], folder)
            return {}
        if asked["do"] == "facts":
            return asdict(photo_facts.read(path))
        if asked["do"] == "recognise":
            sheets.recognise_page(path, asked["width"], asked["height"], asked["languages"], folder)
            return {}
        return asdict(sheets.make_page(path, asked["sheet"], folder))
    except BadFile as error:
        return {"refused": error.reason, "numbers": error.numbers}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
