"""Measure Commoncall against the bare floor of the same server and database, and write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import django
from benchmarks import machine
from benchmarks.figures import Story
from benchmarks.place import SMALL, Place, Sizes, installation

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "benchmarks.md"
STORIES = (
    "pages",
    "kept",
    "treaty",
    "import",
    "treaties",
    "deeds",
    "endorsing",
    "signing",
    "amending",
    "voting",
    "redline",
    "counting",
    "search",
    "visit",
    "start",
)

HEAD = """# Benchmarks

Every figure stands beside a floor: what the same server of pages and the same database need, in the same run, for the least that could be done.
Ratios tell more than milliseconds, which are this machine's.

To repeat it: `make bench`, which takes about half an hour. `tools/bench.py --small` tries everything out in one, `--only pages` measures
one part, `--out FILE` writes elsewhere.
"""


def main() -> int:
    """Measure what was asked for; return 1 where something could not be measured."""
    asked = _asked()
    sizes, busy, quick = (SMALL if asked.small else Sizes()), os.getloadavg(), machine.loops()
    stories: list[Story] = []
    failed: list[str] = []
    with installation(sizes) as place:
        for name, do in _parts(place, asked.only or STORIES).items():
            print(f"bench: {name} …", file=sys.stderr, flush=True)
            try:
                found = do()
            except Exception as error:
                traceback.print_exc()
                failed.append(f"Not measured: {name} ({error}).")
                continue
            stories += found
            print("\n".join(map(str, found)), file=sys.stderr, flush=True)
        lines = [HEAD, "## The machine", "", *machine.told(place, busy, quick), "", *asked.note, *map(str, stories), *failed]
    asked.out.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(f"bench: written to {asked.out}", file=sys.stderr)
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--small", action="store_true", help="small sizes and few rounds, to try it out")
    reader.add_argument("--only", nargs="+", choices=STORIES, help="measure only these")
    reader.add_argument("--out", type=Path, default=REPORT, help="where to write the report")
    reader.add_argument("--note", action="append", default=[], help="a sentence about the circumstances, which is put into the report")
    asked = reader.parse_args()
    asked.note = [line for sentence in asked.note for line in (sentence, "")]
    return asked


def _parts(place: Place, names: tuple[str, ...]) -> dict[str, Callable[[], list[Story]]]:
    """Make the tables and the coalition, and return what is to be measured, in the order of the report."""
    os.environ.setdefault("COMMONCALL_SECRET_KEY", "only for the benchmark, where nothing is kept")
    django.setup()
    # What these name is imported only now that Django is ready.
    from benchmarks import (  # noqa: PLC0415
        amending,
        counting,
        deeds,
        endorsing,
        importing,
        keeping,
        pages,
        public_treaties,
        redline,
        searching,
        signing,
        starting,
        treaties,
        visiting,
        voting,
        world,
    )

    from commoncall.console import readiness  # noqa: PLC0415

    readiness.prepare(place.data)
    measured = {"pages", "kept", "treaty", "deeds", "endorsing", "signing", "search", "visit"}
    made = world.make(place.sizes.organisations, place.sizes.people) if set(names) & measured else None
    parts: dict[str, Callable[[], list[Story]]] = {
        "import": lambda: importing.measure(place),
        "treaties": lambda: treaties.measure(place),
        "start": lambda: starting.measure(place.sizes),
        "amending": lambda: amending.measure(place),
        "voting": lambda: voting.measure(place),
        "redline": lambda: redline.measure(place.sizes),
        "counting": lambda: counting.measure(place.sizes),
    }
    if made is not None:
        known = made
        parts["pages"] = lambda: pages.measure(place, known)
        parts["kept"] = lambda: keeping.measure(place, known)
        parts["treaty"] = lambda: public_treaties.measure(place, known)
        parts["deeds"] = lambda: deeds.measure(place, known)
        parts["endorsing"] = lambda: endorsing.measure(place, known)
        parts["signing"] = lambda: signing.measure(place, known)
        parts["search"] = lambda: searching.measure(place, known)
        parts["visit"] = lambda: visiting.measure(place, known)
    return {name: parts[name] for name in STORIES if name in names}


if __name__ == "__main__":
    sys.exit(main())
