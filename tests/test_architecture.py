"""The import line of ARCHITECTURE.md, checked: imports point right only, rooms joined by ``|`` never meet."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parent.parent / "articles"

# urls | management → reading | desk → finding → access → ingest → interchange | search → models → imaging
# | records → geometry | wording
LINE = [
    {"urls", "management", "templatetags"},
    {"reading", "desk"},
    {"finding"},
    {"access"},
    {"ingest"},
    {"interchange", "search"},
    {"migrations"},
    {"models"},
    {"imaging", "records"},
    {"geometry", "wording"},
]
# Rooms whose modules stand on a line of their own.
WITHIN = {"access": [{"files", "found", "opening"}, {"public", "rights"}, {"reach"}]}
OUTSIDE = {"apps", "admin"}  # what Django itself looks for by name; they only wire rooms together
PURE = {"geometry", "wording", "records", "imaging"}
# Halves of rooms that are pure as well.
PURE_MODULES = {
    f"search/{name}.py"
    for name in (
        "analysis",
        "asking",
        "dates",
        "lexing",
        "matching",
        "meant",
        "notes",
        "pages",
        "parsing",
        "query",
        "record",
        "schema",
        "snippets",
    )
}


def is_pure(path: Path) -> bool:
    """Whether the file must know no Django."""
    return room_of(path) in PURE or path.relative_to(APP).as_posix() in PURE_MODULES


def room_of(path: Path) -> str:
    """The room that a file of the app stands in: the folder, or the module's own name."""
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The dotted names that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


FILES = sorted(path for path in APP.rglob("*.py") if path.parent != APP or path.name != "__init__.py")
RANK = {room: rank for rank, rooms in enumerate(LINE) for room in rooms}


def test_every_room_stands_on_the_line():
    assert {room_of(path) for path in FILES} <= set(RANK) | OUTSIDE


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_imports_point_right(path):
    room = room_of(path)
    if room in OUTSIDE:
        return
    for name in imported(path):
        if name.startswith("articles.") and (other := name.split(".")[1]) != room:
            assert RANK[other] > RANK[room], f"{room} must not import {name}"


@pytest.mark.parametrize("room", WITHIN)
def test_a_rooms_own_modules_point_right_too(room):
    rank = {module: rank for rank, modules in enumerate(WITHIN[room]) for module in modules}
    modules = {path.stem: path for path in (APP / room).glob("*.py") if path.name != "__init__.py"}
    assert set(modules) == set(rank)
    for module, path in modules.items():
        for name in imported(path):
            assert name != f"articles.{room}", f"{module} must not import by way of its own room"
            if name.startswith(f"articles.{room}."):
                other = name.split(".")[2]
                assert rank[other] > rank[module], f"{module} must not import {name}"


@pytest.mark.parametrize("path", [p for p in FILES if is_pure(p)], ids=lambda p: str(p.relative_to(APP)))
def test_pure_modules_know_no_django(path):
    assert not [name for name in imported(path) if name.split(".")[0] == "django"]


def test_the_check_sees_a_wrong_import(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from articles.desk import workflow\nimport articles.reading.views\n", encoding="utf-8")
    assert {"articles.desk.workflow", "articles.reading.views"} <= imported(wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_a_locked_row_can_still_be_pointed_at(path):
    """Else who writes something that belongs to it waits for the lock, and two such wait for each other."""
    calls = re.findall(r"select_for_update\([^()]*(?:\([^()]*\))?[^()]*\)", path.read_text(encoding="utf-8"))
    assert not [call for call in calls if "no_key=True" not in call]
