"""Whole HTTP requests of the search page: by a server in a process of its own, over one connection."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_ROUNDS = 5
_MEDIAN, _SLOWEST = 40.0, 120.0  # ms
_HERE = Path(__file__).resolve().parent
Row = tuple[str, float, float, bool]


@contextmanager
def _served() -> Iterator[http.client.HTTPConnection]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "NEWSROOM_HOSTS": "127.0.0.1", "PYTHONPATH": f"{_HERE.parent}:{_HERE}"}
    command = [sys.executable, "-m", "gunicorn", "--threads", "2", "--keep-alive", "60"]
    server = subprocess.Popen(
        [*command, "--log-level", "error", "--bind", f"127.0.0.1:{port}", "served:application"], env=env
    )
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _wait in range(300):
            try:
                connection.connect()
                break
            except OSError:
                time.sleep(0.1)
        yield connection
        connection.close()
    finally:
        server.terminate()
        server.wait()


def _fetch(connection: http.client.HTTPConnection, path: str) -> str:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    assert response.status == 200, (path, response.status)
    return body


def _milliseconds(connection: http.client.HTTPConnection, path: str) -> float:
    found = float("inf")
    for _round in range(_ROUNDS):
        begun = time.perf_counter()
        _fetch(connection, path)
        found = min(found, time.perf_counter() - begun)
    return found * 1000


def request_rows(classes: dict[str, list[str]]) -> Iterator[Row]:
    """Requests with up to 20 marked hits and all facets, by class; beside them a page with ``SELECT 1``."""
    with _served() as connection:
        plain = _milliseconds(connection, "/select-1/")
        medians: list[float] = []
        slowest: list[float] = []
        for name, phrases in classes.items():
            paths = [f"/search/?q={quote(chr(34) + phrase + chr(34))}" for phrase in phrases]
            body = _fetch(connection, paths[0])
            assert "<mark>" in body, paths[0]
            assert 'id="facet-date"' in body, paths[0]
            times = [_milliseconds(connection, path) for path in paths]
            medians += times
            slowest.append(statistics.median(times))
            print(
                f"request, {name:36} {statistics.median(times):8.1f} ms, slowest {max(times):.1f}", flush=True
            )
        deep = f"/search/?q={quote(next(iter(classes.values()))[0])}&start=9980"
        print(f"request, page 500 by rank {_milliseconds(connection, deep):29.1f} ms")
        beside = f"(SELECT 1: {plain:.1f})"
        yield f"whole request, median {beside}, ms", statistics.median(medians), _MEDIAN, False
        yield f"whole request, slowest class {beside}, ms", max(slowest), _SLOWEST, False
