"""What a server costs, and the servers of the tests as the measurements use them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Playwright

from tests.harness import browser, servers
from tests.harness.kernels import kernels_of

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60


@contextmanager
def taken_away(server: servers.Server) -> Iterator[None]:
    """Take a server away at the end, with all its kernels: what is left is measured elsewhere."""
    try:
        yield
    finally:
        members = family(server.process.pid) if server.process.is_running() else []
        for one in members:
            one.terminate()
        for one in psutil.wait_procs(members, timeout=10)[1]:
            one.kill()


@contextmanager
def sciatica(folder: Path, *arguments: str, cache: Path | None = None) -> Iterator[tuple[str, int]]:
    """Run `sciatica serve`; yield the address of its first page and its process id. The pages in
    `cache` are made already."""
    with (
        servers.serving(folder, *arguments, cache=cache, program=servers.OURS) as server,
        taken_away(server),
    ):
        yield server.url, server.process.pid


@contextmanager
def plain_voila(folder: Path, notebooks: Path) -> Iterator[tuple[str, int]]:
    """Run plain Voila for one notebook or a folder of them: its template, its settings."""
    with servers.voila(notebooks, folder) as server, taken_away(server):
        yield server.url, server.process.pid


def launch(playwright: Playwright) -> Browser:
    """Start the system's browser. It reaches nothing but this machine."""
    if browser.find() is None:
        raise SystemExit(browser.NO_BROWSER)
    return browser.launch(playwright, browser.ALONE)


def family(pid: int) -> list[psutil.Process]:
    server = psutil.Process(pid)
    return [server, *server.children(recursive=True)]


def _tell(pid: int, what: Callable[[psutil.Process], Any]) -> list[Any]:
    told = []
    for one in family(pid):
        try:
            told.append(what(one))
        except psutil.NoSuchProcess:  # a kernel that ended since
            continue
    return told


def megabytes(pid: int) -> float:
    """Return the memory that a server and all its children hold for themselves: RSS without the
    pages of shared libraries, which would count again for every kernel."""
    memories = _tell(pid, lambda one: one.memory_info())
    return sum(memory.rss - getattr(memory, "shared", 0) for memory in memories) / 1e6


def pss_mb(pid: int) -> float:
    """Return the memory of a process, of what it shares its part (Linux)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    raise ValueError("this system tells no PSS")


def kernels(pid: int) -> set[int]:
    """Return the process ids of the kernels of a server: ours are recorded, plain Voila's known by
    their name. What one of those has just forked still bears its name, and is none."""
    if recorded := {one.pid for one in kernels_of(psutil.Process(pid))}:
        return recorded
    told = _tell(pid, lambda one: (one.pid, one.ppid(), "ipykernel_launcher" in one.cmdline()))
    named = {number for number, _, is_kernel in told if is_kernel}
    return {number for number, parent, _ in told if number in named and parent not in named}


@dataclass
class Watch:
    """Looks at a server again and again while the block runs, from a thread of its own."""

    pid: int
    every_s: float = 1
    seen: list[tuple[float, float, set[int]]] = field(default_factory=list)
    """When (`time.monotonic`), megabytes, kernels."""

    def look(self) -> None:
        self.seen.append((time.monotonic(), megabytes(self.pid), kernels(self.pid)))

    def at(self, moment: float) -> tuple[float, set[int]]:
        """Return megabytes and kernels at the first look after `moment`."""
        return next(look[1:] for look in self.seen if look[0] >= moment)

    @property
    def peak_mb(self) -> float:
        return max(memory for _, memory, _ in self.seen)

    def __enter__(self) -> "Watch":
        self.look()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._over.wait(self.every_s):
            self.look()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.look()
