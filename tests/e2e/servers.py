"""Real servers in processes of their own, and the proof that they leave nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

STARTED_WITHIN_S = 180
STOPPED_WITHIN_S = 20
LOOK_EVERY_S = 0.05


@dataclass(frozen=True)
class Server:
    """A server that answers. `url` ends with a slash."""

    url: str
    process: psutil.Popen
    log: Path

    def kill(self) -> None:
        """Take the server away in the middle of its work, as a power cut would."""
        self.process.kill()
        self.process.wait(STOPPED_WITHIN_S)

    def stop(self) -> None:
        """Ask the server to stop, and insist that it does so cleanly and with all its children."""
        children = self.process.children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOPPED_WITHIN_S)
        _, left = psutil.wait_procs(children, timeout=STOPPED_WITHIN_S)
        for child in left:
            child.kill()
        assert code == 0, f"the server ended with {code}:\n{self.log.read_text()}"
        assert not left, f"the server left children behind: {left}"


def free_port() -> int:
    """Return a port that is free right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    """Return whether `address` answers with 200."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def listens(port: int) -> bool:
    """Return whether someone listens on `port`; asks for nothing, so it starts no kernel."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(
    module: Sequence[str],
    folder: Path,
    *,
    url: str,
    ready: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run ``python -m MODULE`` in `folder` until the block ends; yield it once it is ready."""
    log = folder / "server.log"
    with log.open("w") as sink:
        process = psutil.Popen(
            [sys.executable, "-m", *module],
            cwd=folder,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
    server = Server(url, process, log)
    try:
        deadline = time.monotonic() + STARTED_WITHIN_S
        while not ready():
            assert process.poll() is None, f"the server ended:\n{log.read_text()}"
            assert time.monotonic() < deadline, f"the server is not ready:\n{log.read_text()}"
            time.sleep(LOOK_EVERY_S)
        yield server
    except BaseException:
        for one in (*process.children(recursive=True), process) if process.is_running() else ():
            one.kill()
        raise
    if process.poll() is None:
        server.stop()


@contextmanager
def sciatica(
    folder: Path, cache: Path, base_url: str = "/", arguments: Sequence[str] = ()
) -> Iterator[Server]:
    """Serve the pages, as a clinic does."""
    port = free_port()
    url = f"http://127.0.0.1:{port}{base_url}"
    with running(
        [
            *("sciatica", "serve", "--no-browser"),
            *(f"--port={port}", f"--base-url={base_url}", *arguments),
        ],
        folder,
        url=url,
        ready=lambda: answers(f"{url}healthz"),
        environment={"XDG_CACHE_HOME": str(cache)},
    ) as server:
        yield server


def _jupyter(folder: Path) -> dict[str, str]:
    """Return an environment in which nothing that the user has set up for Jupyter counts."""
    return {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }


@contextmanager
def voila(notebook: Path, folder: Path) -> Iterator[Server]:
    """Serve one notebook with plain Voila: its own template, its own settings."""
    port = free_port()
    with running(
        ["voila", str(notebook), "--no-browser", f"--port={port}"],
        folder,
        url=f"http://127.0.0.1:{port}/",
        ready=lambda: listens(port),
        environment=_jupyter(folder),
    ) as server:
        yield server


@contextmanager
def jupyterlab(notebooks: Path, folder: Path) -> Iterator[Server]:
    """Open a folder of notebooks in JupyterLab."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with running(
        [
            *("jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"),
            *("--ServerApp.token=", "--ServerApp.password=", "--LabApp.news_url=None"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            f"--ServerApp.root_dir={notebooks}",
        ],
        folder,
        url=url,
        ready=lambda: answers(f"{url}api/status"),
        environment=_jupyter(folder),
    ) as server:
        yield server
