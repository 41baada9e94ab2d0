"""One index out of several that were filled side by side, each by a process of its own.

An index is a list of segments, and a segment is complete in itself. So the segment files are moved into one
folder and its ``meta.json`` lists them all: nothing is read or written again, as a merge would have to.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_META = "meta.json"
_MANAGED = ".managed.json"  # the files that tantivy may take away once no segment needs them
_OWN = {
    _META,
    _MANAGED,
    ".tantivy-meta.lock",
    ".tantivy-writer.lock",
}  # of each index; the rest are segments'


class Unlike(Exception):
    """The indexes were not made by one schema."""


def put_together(into: Path, shards: Sequence[Path]) -> None:
    """Add the segments of ``shards`` to the index at ``into``; the folders of the shards go.

    All are committed, of the same schema, on one file system, and nobody writes to them. Raises Unlike, and
    then has moved nothing.
    """
    meta, managed = _read(into, _META), _read(into, _MANAGED)
    for shard in shards:
        other = _read(shard, _META)
        if (other["schema"], other["index_settings"]) != (meta["schema"], meta["index_settings"]):
            raise Unlike(shard.name)
        meta["segments"] += other["segments"]
        # A document is deleted by what comes after it; so the count goes on from the highest.
        meta["opstamp"] = max(meta["opstamp"], other["opstamp"])
        managed += [name for name in _read(shard, _MANAGED) if name not in managed]
    for shard in shards:
        for file in shard.iterdir():
            if file.name not in _OWN:
                os.replace(file, into / file.name)
    _write(into / _MANAGED, managed)
    _write(into / _META, meta)
    for shard in shards:
        shutil.rmtree(shard)


def _read(path: Path, name: str) -> Any:
    return json.loads((path / name).read_text())


def _write(path: Path, content: Any) -> None:
    """Whole or not at all, and on the disk."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
