"""``python -m demo.typesetting``: set pages.

python -m demo.typesetting demo                      the demo newspaper's pages, into demo/issues
python -m demo.typesetting papers --seed 7 --count 10 --out DIR [--texts DIR]
                                                     issues by lot, four pages each, with their truths
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from demo.set_pages import DEMO
from demo.typesetting import linjiang
from demo.typesetting.foreign import make_foreign
from demo.typesetting.issue import issue_truth, print_order
from demo.typesetting.papers import make_issue
from demo.typesetting.press import press
from demo.typesetting.texts import pasted_text, raw_text
from demo.typesetting.writer import ALPHABET


def write_json(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_text(folder: Path, text: str, truth: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "source.txt").write_text(text, encoding="utf-8")
    write_json(folder / "truth.json", truth)


def papers(
    first: int, count: int, out: Path, sheet: str | None, texts: Path | None, language: str | None
) -> None:
    """Set ``count`` issues: OUT/<case>/{source.pdf,truth.json} and OUT/<issue>-issue.json; texts beside."""
    with press() as running:
        for seed in range(first, first + count):
            issue = make_foreign(str(seed), language) if language else make_issue(str(seed), sheet)
            name = f"{language or 'paper'}{seed:03d}"
            cases = {number: f"{name}-p{number}" for number in issue.pages}
            for number, (drawn, page) in issue.pages.items():
                folder = out / cases[number]
                folder.mkdir(parents=True, exist_ok=True)
                (folder / "source.pdf").write_bytes(running.pdf(drawn, print_order(issue, drawn), ALPHABET))
                write_json(folder / "truth.json", page.truth())
                if texts:
                    truth = page.truth(zones=False)
                    write_text(texts / f"{cases[number]}-raw", raw_text(folder / "source.pdf"), truth)
                    write_text(texts / f"{cases[number]}-text", pasted_text(issue.rng, drawn), truth)
            write_json(out / f"{name}-issue.json", issue_truth(issue, cases))
            print(
                name,
                issue.style.sheet,
                issue.style.columns,
                "columns",
                len(issue.joined),
                "jumps",
            )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo.typesetting", description="Set newspaper pages.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="the demo newspaper's own pages")
    lot = commands.add_parser("papers", help="issues by lot")
    lot.add_argument("--seed", type=int, default=1, help="the first issue's")
    lot.add_argument("--count", type=int, default=1, help="how many issues")
    lot.add_argument("--sheet", choices=["broadsheet", "berliner", "tabloid", "a3"])
    lot.add_argument("--language", choices=["english", "german"], help="instead of Chinese")
    lot.add_argument("--out", type=Path, required=True, help="folder for the PDFs and their truths")
    lot.add_argument("--texts", type=Path, help="folder for the pages' texts")
    args = parser.parse_args()
    if args.command == "papers":
        papers(args.seed, args.count, args.out, args.sheet, args.texts, args.language)
        return
    with press() as running:
        linjiang.write(running, DEMO / "issues", DEMO / "truth")


if __name__ == "__main__":
    main()
