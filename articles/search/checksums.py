"""Whether the files of an index still hold what was written, bit by bit.

tantivy ends each file of a segment with a footer: a JSON object with the CRC-32 of all that stands before
it, the object's length in bytes, and a number by which the footer is known, both as 32-bit little-endian
integers. It looks at them itself when it is asked to, not when it opens an index.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from pathlib import Path

from articles.search import folder as folders
from articles.search.folder import Folder

_END = struct.Struct("<II")  # the footer's length, and its mark
_MARK = 1337
_AT_ONCE = 1 << 20  # bytes
_OF_SEGMENT = ("idx", "pos", "term", "store", "fast", "fieldnorm")


def damaged_files(folder: Folder | None = None) -> list[str]:
    """The names of the live index's files that are not as they were written, or are gone. Raises NotReady.

    What is written meanwhile is left alone: a segment that was committed never changes, and one that was
    merged into another in the meantime is none of the index's any more.
    """
    path = (folder or folders.here()).open().path
    suspects = [file for file in _segment_files(path) if not _is_sound(file)]
    still = {*_segment_files(path)} if suspects else set()
    return [file.name for file in suspects if file in still]


def _segment_files(path: Path) -> list[Path]:
    """The files of all segments of the index as it was last committed."""
    files = []
    for segment in json.loads((path / "meta.json").read_bytes())["segments"]:
        name = segment["segment_id"].replace("-", "")
        endings = [*_OF_SEGMENT]
        if segment["deletes"]:
            endings.append(f"{segment['deletes']['opstamp']}.del")
        files += [path / f"{name}.{ending}" for ending in endings]
    return files


def _is_sound(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(size - _END.size)
            length, mark = _END.unpack(file.read(_END.size))
            rest = size - _END.size - length
            if mark != _MARK:
                return False
            file.seek(rest)
            footer = json.loads(file.read(length))
            file.seek(0)
            crc = 0
            while rest and (some := file.read(min(_AT_ONCE, rest))):
                crc = zlib.crc32(some, crc)
                rest -= len(some)
            return bool(footer["crc"] == crc)
    except (OSError, ValueError, KeyError, TypeError):  # it is gone or short, or its footer is no such one
        return False
