"""Run as ``python -m demo.photos``; ``--only dyke`` draws one."""

from __future__ import annotations

import argparse
from pathlib import Path

from demo.photos.pictures import PICTURES
from demo.photos.sheet import Sheet

ISSUES = Path(__file__).resolve().parents[1] / "issues"


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the photos of the demo newspaper.")
    parser.add_argument("--only", choices=sorted(PICTURES), help="draw this picture alone")
    only = parser.parse_args().only
    for name, (date, draw) in PICTURES.items():
        if only in (None, name):
            sheet = Sheet(name)
            draw(sheet)
            sheet.print_to(ISSUES / date / "photos" / f"{name}.jpg")


if __name__ == "__main__":
    main()
