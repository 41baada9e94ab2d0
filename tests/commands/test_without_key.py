"""Without a secret key: what signs nothing works, and nobody is served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEWSROOM_", "DATABASE_"))
    }
    kept["NEWSROOM_VAR"] = str(tmp_path)
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=kept, capture_output=True, text=True)


def test_migrations_are_checked(tmp_path):
    done = run(tmp_path, "manage.py", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stderr


def test_nothing_is_served(tmp_path):
    done = run(tmp_path, "-c", "import newsroom.wsgi")
    assert done.returncode != 0
    assert "NEWSROOM_SECRET_KEY" in done.stderr
