"""How fast a page's text is read: a row a figure (name, value, bar); exit 1 where a bar is missed."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("NEWSROOM_DEBUG", "1")  # no site is served here

import django  # noqa: E402

django.setup()

from articles.ingest.decoding import MAX_BYTES, UnreadableTextError, decode_text  # noqa: E402
from articles.ingest.text import read_page  # noqa: E402

ROUNDS = 5


def seconds(text: str) -> float:
    """The best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        read_page(text)
        best = min(best, time.perf_counter() - start)
    return best


def refused_in(data: bytes) -> float:
    """Seconds until bytes that are too many are refused."""
    start = time.perf_counter()
    try:
        read_page(decode_text(data))
    except UnreadableTextError:
        return time.perf_counter() - start
    return float("inf")


def main() -> int:
    """Print the figures; 1 where one misses its bar."""
    source = "\n\n".join(
        path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("demo/texts/*/p*.txt"))
    )
    rows = [
        ("10,000 characters, s", seconds(source[:10_000]), 0.5),
        ("refuse 5 MB, s", refused_in(b"\xe6\xb1\x9f" * (5 * MAX_BYTES // 3)), 0.5),
    ]
    for name, value, bar in rows:
        print(f"{name:28} {value:8.3f}  ≤ {bar}")
    return int(any(value > bar for _name, value, bar in rows))


if __name__ == "__main__":
    sys.exit(main())
