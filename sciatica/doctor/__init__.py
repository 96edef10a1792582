"""The judge of an installation: ``sciatica doctor`` says what works here, one line a check.

A fault ends it with code 1 and names the remedy. A note costs nothing but is worth knowing.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from sciatica.content.words import Words, words
from sciatica.doctor import clinic, machine, network, pages, way
from sciatica.doctor.result import FAULT, Check, Place, Result

__all__ = ["Place", "Result", "doctor", "examine"]

LANG = "en"
CHECKS: tuple[tuple[str, Check], ...] = (
    ("python", machine.python),
    ("packages", machine.packages),
    ("cache", machine.cache),
    ("kernel", machine.kernel),
    ("template", pages.template),
    ("port", network.port),
    ("reach", network.reach),
    ("https", network.https),
    ("way", way.way),
    ("staff", network.staff),
    ("clinic", clinic.settings),
    ("training", clinic.training),
    ("outside", pages.outside),
    ("content", pages.content),
)


def examine(place: Place, text: Words) -> Iterator[Result]:
    """Yield the results of every check, in order. A check that raises is a fault of its own."""
    for name, check in CHECKS:
        try:
            yield from check(place, text)
        except Exception as error:  # a doctor who faints helps nobody
            why = " ".join(f"{type(error).__name__}: {error}".split())
            yield Result(name, FAULT, text("doctor.broke", why=why), text("doctor.broke_remedy"))


def doctor(say: Callable[[str], None], place: Place, as_json: bool = False) -> int:
    """Examine this installation and say each result. Returns 1 if there is a fault, else 0."""
    text = words(LANG)
    results = []
    for result in examine(place, text):
        results.append(result)
        if not as_json:
            say(str(result))
    faults = sum(result.state == FAULT for result in results)
    if as_json:
        told = {"ok": not faults, "checks": [asdict(result) for result in results]}
        say(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        say(text("doctor.well") if not faults else text("doctor.ill", faults=faults))
    return 1 if faults else 0
