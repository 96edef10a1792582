"""Everything that can change a page: as files to watch, as a state and as one fingerprint."""

import hashlib
import platform
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path
from threading import Event

import watchfiles

from sciatica import resources
from sciatica.content import signing
from sciatica.content.clinic import companions

LOOK_EVERY_S = 3.0
"""How often the clinic's settings are read again, whatever the system tells or does not tell."""
POLL_EVERY_S = 1.0
"""Where the system cannot tell of changes."""
_GATHER_MS = 250
_PASSED_OVER = {"__pycache__", ".ipynb_checkpoints", "_bundle"}


def _folders(notebooks: Path) -> tuple[Path, ...]:
    return resources.PACKAGE, notebooks, resources.safety()


def files(notebooks: Path, clinic: Path) -> Iterator[Path]:
    """Yield every file that a page is made from: code, facts, words, artwork, lessons, the hazard
    log, the clinic's settings and logo."""
    for folder in _folders(notebooks):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _PASSED_OVER & set(path.relative_to(folder).parts):
                yield path
    yield clinic
    yield from companions(clinic)


def settings(clinic: Path) -> Mapping[Path, object]:
    """Return the state of what the clinic edits: all that its settings hold, the time and size of
    its logo, the signatures that are in force today. An old emergency number must not stay because
    two files have the same time and size, and a signature must not stay after its year.
    """
    seen: dict[Path, object] = {path: _state(path) for path in companions(clinic)}
    if (given := signing.signatures_file(clinic)) and seen[given] is not None:
        seen[given] = (seen[given], signing.in_force(clinic, signing.today()))
    try:
        return {**seen, clinic: clinic.read_bytes()}
    except OSError:
        return {**seen, clinic: None}


def snapshot(notebooks: Path, clinic: Path) -> Mapping[Path, object]:
    """Return the state of every input: time and size, and what the clinic's settings hold."""
    states = {path: _state(path) for path in files(notebooks, clinic)}
    there = {path: state for path, state in states.items() if state is not None}
    return {**there, **settings(clinic)}


def _state(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def wake_ups(notebooks: Path, stop: Event, complain: Callable[[Exception], None]) -> Iterator[bool]:
    """Yield True as soon as the system tells of a change in a folder of inputs, and False every
    `LOOK_EVERY_S` in which it tells of none, until `stop`.

    Where it cannot tell, `complain` hears why, and it is time to look every `POLL_EVERY_S`.
    """
    try:
        for told in watchfiles.watch(
            *_folders(notebooks),
            watch_filter=None,
            step=_GATHER_MS,
            rust_timeout=int(LOOK_EVERY_S * 1000),
            yield_on_timeout=True,
            stop_event=stop,
            poll_delay_ms=int(POLL_EVERY_S * 1000),  # it polls by itself where it knows it must
        ):
            yield bool(told)
    except (OSError, RuntimeError) as error:  # a limit of the system, or a folder that went
        complain(error)
    while not stop.wait(POLL_EVERY_S):
        yield True


def fingerprint(notebooks: Path, clinic: Path) -> str:
    """Return one hash over the contents of all inputs and the versions of all dependencies.

    A page from the cache with an old emergency number would be a hazard: when in doubt, a
    thing belongs into this hash.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for path in files(notebooks, clinic):
        digest.update(f"\n{path.name}\n".encode())
        if path.is_file():  # a logo may be named before it is there
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for standing in signing.in_force(clinic, signing.today()):
        digest.update(f"\nin force: {standing}\n".encode())
    for name in sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions()):
        digest.update(name.encode())
    return digest.hexdigest()[:16]
