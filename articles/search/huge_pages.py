"""Large memory pages for a process that fills an index.

Where each of many million tokens belongs is looked up in tables of hundreds of megabytes, at random; with
pages of 4 KB the processor spends a tenth to a fifth of its time on finding the pages. Linux gives pages of
2 MB to whoever asks for them (madvise(2), MADV_HUGEPAGE). The C library asks if told so when a program
starts, by the tunable ``glibc.malloc.hugetlb``, which comes too late for a process that is forked. So it is
asked for here.
"""

from __future__ import annotations

import ctypes
import re
from contextlib import suppress
from pathlib import Path

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3  # options of mallopt(3)
_HUGEPAGE, _COLLAPSE = 14, 25  # advice of Linux's madvise(2), the second since 6.1
_HEAP = 64 << 20  # bytes of one of the C library's heaps, which then grows to its full size at once
_MOST_APART = _HEAP // 2  # the greatest threshold that it takes
_WITHOUT_END = 1 << 30
_LEAST = 16 << 20  # bytes of a stretch of memory that is worth it
_MAPS = Path("/proc/self/maps")
# begin-end, readable and writable, private, of no file: proc_pid_maps(5).
_STRETCH = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0 *(?:\[heap\])?$", re.MULTILINE)


class HugePages:
    """Asks for large pages for the heaps of this process. Where there are none, all is as it was."""

    def __init__(self) -> None:
        # Begin → end of what is there already: a parent's memory, which would have to be copied.
        self._asked = dict(_stretches())
        with suppress(OSError, AttributeError):  # another system, another C library
            libc = ctypes.CDLL(None)
            # No piece by itself, which would be too small, and each heap at its full size at once.
            for option, value in (
                (_MMAP_THRESHOLD, _MOST_APART),
                (_TRIM_THRESHOLD, _WITHOUT_END),
                (_TOP_PAD, _HEAP),
            ):
                libc.mallopt(option, value)

    def ask(self) -> None:
        """Ask for what was added since the last time, and have what is already in use there moved."""
        with suppress(OSError, AttributeError):
            madvise = ctypes.CDLL(None).madvise
            madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
            for begin, end in _stretches():
                added = self._asked.get(begin, begin)
                if end - added >= _LEAST:
                    madvise(added, end - added, _HUGEPAGE)
                    madvise(added, end - added, _COLLAPSE)
                    self._asked[begin] = end


def _stretches() -> list[tuple[int, int]]:
    """Where memory of this process's own begins and ends; none where the system does not tell."""
    try:
        maps = _MAPS.read_text()
    except OSError:
        return []
    return [(int(begin, 16), int(end, 16)) for begin, end in _STRETCH.findall(maps)]
