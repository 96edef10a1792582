"""What every measurement needs: real servers in processes of their own, and what they cost."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def process(arguments: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[int]:
    """Run Python with `arguments` until the block ends; yield its process id once `ready`."""
    home = {
        name: str(folder / name)
        for name in ("XDG_CACHE_HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")
    }
    server = psutil.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not ready():
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The server did not start: python {' '.join(arguments)}")
            time.sleep(0.1)
        yield server.pid
    finally:
        members = family(server.pid) if server.is_running() else []
        for one in members:
            one.terminate()
        for one in psutil.wait_procs(members, timeout=10)[1]:
            one.kill()


@contextmanager
def sciatica(folder: Path, *arguments: str) -> Iterator[tuple[str, int]]:
    """Run `sciatica serve`; yield the address of its first page and its process id."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    command = ["-m", "sciatica", "serve", "--no-browser", f"--port={port}", *arguments]
    with process(command, folder, lambda: answers(f"{url}healthz")) as pid:
        yield url, pid


@contextmanager
def plain_voila(folder: Path, notebooks: Path) -> Iterator[tuple[str, int]]:
    """Run plain Voila for one notebook or a folder of them: its template, its settings."""
    port = free_port()
    command = ["-m", "voila", str(notebooks), "--no-browser", f"--port={port}"]
    with process(command, folder, lambda: listens(port)) as pid:
        yield f"http://127.0.0.1:{port}/", pid


def launch(playwright: Playwright) -> Browser:
    """Start the system's browser. It reaches nothing but this machine."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit(f"No browser: none of {', '.join(BROWSERS)} is on the PATH.")
    return playwright.chromium.launch(executable_path=found, args=list(FLAGS))


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


def kernels(pid: int) -> set[int]:
    """Return the process ids of the kernels of a server. What a kernel has just forked still bears
    its name, and is none."""
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
