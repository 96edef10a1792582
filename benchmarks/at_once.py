"""What many who open a live page at once cost the server, and those who only read.

``make bench-live`` asks for the page where an invented patient is examined: one visitor after the
other, then ten at the same moment, while four readers load a finished page in turns, each with a
short breath between. Visitors and readers are programs in processes of their own, so that no
browser takes the cores from the server; what a browser adds `benchmarks.live_visit` tells. A visit
is over when the whole page is there, with all that its cells have put out.

It asks `sciatica serve` with forked kernels, the same with ordinary kernels (as on Windows and
macOS), and plain Voila. At last fifty visitors stay on the first one's pages.

This measures and does not judge: it always ends with 0.
"""

import http.client
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.live_visit import NOTEBOOK
from benchmarks.live_visit import PAGE as LIVE
from benchmarks.servers import family, pss_mb, taken_away
from tests.harness import servers
from tests.harness.live_pages import make_two_lessons
from tests.harness.live_visit import Visit

READING = "/en/red-flags"
READERS = 4
BREATH_S = 0.02
ONE_BY_ONE = 9
AT_ONCE = 10
ROUNDS = 5
VOILA_ROUNDS = 2
"""Nobody ends its kernels: each round leaves ten more."""
MANY = 50
ORDINARY = (
    "-c",
    "from sciatica.kernels import provisioner; provisioner.can_fork = lambda: False;"
    "from sciatica.__main__ import main; raise SystemExit(main())",
)
"""`sciatica` on a system that cannot fork kernels."""


def read(root: str, tell: Connection) -> None:
    """Be one reader until something is said on the line; then tell how long each page took."""
    line = http.client.HTTPConnection(root.removeprefix("http://"), timeout=60)
    seconds: list[tuple[float, float]] = []
    while not tell.poll(BREATH_S):
        began = time.monotonic()
        line.request("GET", READING, headers={"Accept-Encoding": "gzip"})
        line.getresponse().read()
        seconds.append((began, time.monotonic() - began))
    tell.send(seconds)


@contextmanager
def readers(root: str) -> Iterator[list[tuple[float, float]]]:
    """Let people read while the block runs; what is yielded then holds when each page was asked
    for, and its seconds."""
    seconds: list[tuple[float, float]] = []
    context = multiprocessing.get_context("spawn")
    lines, people = [], []
    for _ in range(READERS):
        ours, theirs = context.Pipe()
        people.append(context.Process(target=read, args=(root, theirs), daemon=True))
        people[-1].start()
        lines.append(ours)
    time.sleep(2)  # until they have begun
    yield seconds
    for line in lines:
        line.send("enough")
        seconds += line.recv()
    for one in people:
        one.join()


@dataclass
class Told:
    """What came of one server."""

    first: list[float] = field(default_factory=list)
    """Seconds of one visitor alone."""
    together: list[float] = field(default_factory=list)
    """Seconds until the last of ten has the whole page."""
    cpu: list[float] = field(default_factory=list)
    """CPU seconds of server and kernels for ten."""
    alone: list[float] = field(default_factory=list)
    """Seconds of readers while nobody opens a live page."""
    beside: list[float] = field(default_factory=list)
    """Seconds of readers while ten open one."""
    mb: float = 0
    """Megabytes that each of ten visitors adds."""


def cpu_s(pid: int) -> float:
    """Return the CPU time of a server, its kernels, and those that have ended."""
    return sum(sum(one.cpu_times()[:4]) for one in family(pid))


def held_mb(pid: int) -> float:
    """Return what a server and all its children hold (PSS)."""
    return sum(pss_mb(one.pid) for one in family(pid))


def goodbye(visits: Sequence[Visit]) -> None:
    for one in visits:
        one.goodbye()


def several(open_one: Callable[[], Any], number: int) -> tuple[list[Any], float]:
    """Let `number` visitors open a page at once; return their pages, and when the last had all."""
    with ThreadPoolExecutor(number) as pool:
        began = time.monotonic()
        opened = [pool.submit(open_one) for _ in range(number)]
        return [one.result() for one in opened], time.monotonic() - began


def ask(server: servers.Server, path: str) -> Told:
    """Let them all come to a server of ours."""
    told, pid = Told(), server.process.pid
    for number in range(2 + ONE_BY_ONE):
        (visit,), seconds = several(lambda: Visit(server, path), 1)
        told.first += [seconds] * (number >= 2)  # the first ones are not counted
        visit.goodbye()
    spans: list[tuple[float, float]] = []
    with readers(server.root) as pages:
        for _ in range(ROUNDS):
            before, spent, began = held_mb(pid), cpu_s(pid), time.monotonic()
            visits, seconds = several(lambda: Visit(server, path), AT_ONCE)
            spans.append((began, began + seconds))
            told.together.append(seconds)
            told.cpu.append(cpu_s(pid) - spent)
            told.mb = (held_mb(pid) - before) / AT_ONCE
            goodbye(visits)
            time.sleep(2)
    for began, seconds in pages:
        is_beside = any(start - seconds <= began <= end for start, end in spans)
        (told.beside if is_beside else told.alone).append(seconds)
    return told


def ask_voila(server: servers.Server) -> Told:
    """Let them come to plain Voila, where nobody can read without a kernel."""
    told, pid = Told(), server.process.pid
    for number in range(1 + VOILA_ROUNDS):
        seconds = several(lambda: server.get("/"), 1)[1]
        told.first += [seconds] * bool(number)
    for _ in range(VOILA_ROUNDS):
        before, spent = held_mb(pid), cpu_s(pid)
        told.together.append(several(lambda: server.get("/"), AT_ONCE)[1])
        told.cpu.append(cpu_s(pid) - spent)
        told.mb = (held_mb(pid) - before) / AT_ONCE
    return told


def stay(server: servers.Server, path: str) -> tuple[float, float]:
    """Let fifty visitors stay; return the megabytes of all, and the seconds until they were in."""
    began, visits = time.monotonic(), []
    for _ in range(0, MANY, AT_ONCE):
        visits += several(lambda: Visit(server, path), AT_ONCE)[0]
    seconds, held = time.monotonic() - began, held_mb(server.process.pid)
    assert all(one.alive() for one in visits)
    return held, seconds


def p99(seconds: Sequence[float]) -> float:
    """Return what 99 of 100 do not pass, in milliseconds."""
    return 1000 * sorted(seconds)[int(0.99 * len(seconds))] if seconds else float("nan")


def table(of: dict[str, Told]) -> str:
    rows: dict[str, Callable[[Told], float]] = {
        "one visitor, ms": lambda one: 1000 * median(one.first),
        "ten at once, last, ms": lambda one: 1000 * median(one.together),
        "  the slowest round, ms": lambda one: 1000 * max(one.together),
        "CPU for ten, ms": lambda one: 1000 * median(one.cpu),
        "MB that a visitor adds": lambda one: one.mb,
        "readers alone, 99 %, ms": lambda one: p99(one.alone),
        "readers beside, half, ms": lambda one: 1000 * median(one.beside or [float("nan")]),
        "readers beside, 99 %, ms": lambda one: p99(one.beside),
        "  pages read beside": lambda one: len(one.beside),
    }
    lines = [f"{'':<26}" + "".join(f"{name:>12}" for name in of)]
    for name, tell in rows.items():
        lines.append(f"{name:<26}" + "".join(f"{tell(one):>12,.0f}" for one in of.values()))
    return "\n".join(lines)


def main() -> None:
    of: dict[str, Told] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lessons = make_two_lessons(folder)
        shutil.copy(NOTEBOOK, lessons / "en" / "staff")
        given = f"--notebooks={lessons}", f"--max-live={2 * MANY}"
        path = f"/{LIVE}"
        print(f"{os.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}\n", flush=True)
        for kind in ("ours", "voila"):
            (folder / kind).mkdir()
        serve = partial(servers.serving, folder / "ours", *given)
        with serve(program=servers.OURS) as server, taken_away(server):
            of["forked"] = ask(server, path)
            held, seconds = stay(server, path)
        with serve(program=ORDINARY) as server, taken_away(server):
            of["ordinary"] = ask(server, path)
        with servers.voila(NOTEBOOK, folder / "voila") as server, taken_away(server):
            of["voila"] = ask_voila(server)
    print(table(of))
    print(f"\n{MANY} visitors, ten at a time: {held:,.0f} MB in all after {seconds:.1f} s")


if __name__ == "__main__":
    main()
