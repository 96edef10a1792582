"""``python -m artwork.solids``: bake ``spine.json``, ``buttock.json``, lesions and narrowing.

What has not changed since it was baked is taken from ``build/art/solids``.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from os import cpu_count
from pathlib import Path

from artwork.baked_from import write_down
from artwork.bodies.export import write
from artwork.oven import SHELF, keep, kept
from artwork.solids.export import FORMAT
from artwork.solids.units import (
    Unit,
    buttock_unit,
    lesion_units,
    narrowing_units,
    spine_units,
)
from sciatica.content.buttock_artwork import BUTTOCK_FILE
from sciatica.content.spine_artwork import LESIONS_FILE, NARROWING_FILE, SPINE_FILE

Say = Callable[[str], None]
ON_SHELF = SHELF / "solids"


def baked(units: Iterable[Unit], jobs: int, say: Say) -> dict[str, dict]:
    """Return what units make, by their names in their order; `jobs` of them are baked at once."""
    found = {unit.name: (unit, kept(unit.key, ON_SHELF)) for unit in units}
    todo = [unit for unit, before in found.values() if before is None]
    say(f"{len(todo)} of {len(found)} have changed")
    made = {name: before for name, (_, before) in found.items() if before is not None}
    if jobs == 1:
        fresh: Iterable[dict] = map(_made, todo)
    else:
        fresh = ProcessPoolExecutor(jobs).map(_made, todo)
    for unit, plain in zip(todo, fresh, strict=True):
        keep(unit.key, plain, ON_SHELF)
        made[unit.name] = plain
        say(unit.name)
    return {name: made[name] for name in found}


def _made(unit: Unit) -> dict:
    return unit.make()


def by_first_word(flat: dict[str, dict]) -> dict[str, dict]:
    """Put what is called ``section L4/5`` under ``section``, by the rest of its name."""
    found: dict[str, dict] = {}
    for name, plain in flat.items():
        first, _, rest = name.partition(" ")
        found.setdefault(first, {})[rest] = plain
    return found


def main() -> None:
    """Bake everything, telling what is being done."""
    parser = ArgumentParser("python -m artwork.solids")
    parser.add_argument("--jobs", type=int, default=cpu_count() or 1, help="processes at work")
    jobs, began = parser.parse_args().jobs, time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:5.1f} s  {what}", flush=True)

    def written(document: dict, path: Path) -> None:
        say(f"{path.name}: {write({'format': FORMAT, **document}, path) / 1000:.1f} kB")

    spine = by_first_word(baked(spine_units(), jobs, say))
    written({"outside": spine["outside"], "sections": spine["section"]}, SPINE_FILE)
    buttock = buttock_unit()
    written(baked([buttock], 1, say)[buttock.name], BUTTOCK_FILE)
    written({"lesions": baked(lesion_units(), jobs, say)}, LESIONS_FILE)
    states = by_first_word(baked(narrowing_units(), jobs, say))
    written({"states": states}, NARROWING_FILE)
    write_down("solids")


if __name__ == "__main__":
    main()
