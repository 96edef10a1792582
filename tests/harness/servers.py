"""Real servers in processes of their own, and the proof that they leave nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
import psutil
from tornado.httpclient import HTTPClient, HTTPRequest, HTTPResponse

from tests.harness.forked import AVAILABLE, Forked
from tests.harness.programs import takes_long

STARTED_WITHIN_S = 180
STOPPED_WITHIN_S = 20
LOOK_EVERY_S = 0.05
OURS = ("-m", "sciatica")
"""Our command line, as Python runs it."""


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


class Client:
    """Asks one server. `root` has no slash at its end; `options` go into every request."""

    def __init__(self, root: str, **options: Any) -> None:
        self.root, self.options = root, options

    def get(
        self,
        path: str,
        method: str = "GET",
        redirects: bool = False,
        body: str | bytes | None = None,
        **headers: str,
    ) -> HTTPResponse:
        """Return the answer whatever its status; by default do not follow redirects."""
        request = HTTPRequest(
            f"{self.root}{path}",
            method=method,
            headers=headers,
            body=body,
            follow_redirects=redirects,
            decompress_response=False,
            allow_nonstandard_methods=True,
            **self.options,
        )
        client = HTTPClient()
        try:
            return client.fetch(request, raise_error=False)
        finally:
            client.close()

    def get_when(
        self,
        path: str,
        good: Callable[[HTTPResponse], bool] = lambda answer: True,
        deadline: float = STARTED_WITHIN_S,
    ) -> HTTPResponse:
        """Ask until an answer is `good`, of a server that may only just have begun."""
        end = time.monotonic() + deadline
        while time.monotonic() < end:
            try:
                if good(answer := self.get(path)):
                    return answer
            except ConnectionRefusedError:
                pass
            time.sleep(LOOK_EVERY_S)
        raise AssertionError(f"the wanted answer of {path} never came")


class Server(Client):
    """A server that was started, and a client for it. `url` is its first page and ends with a
    slash; paths of `get` begin at the root, whatever its base URL."""

    def __init__(
        self, process: psutil.Popen | Forked, port: int, log: Path, base_url: str = "/"
    ) -> None:
        super().__init__(f"http://127.0.0.1:{port}")
        self.process, self.port, self.log = process, port, log
        self.url = f"{self.root}{base_url}"
        self._heard = 0

    def line(self, *pieces: str, deadline: float = STARTED_WITHIN_S) -> str:
        """Return the next line of the log that holds all `pieces`; those before it are passed."""
        end = time.monotonic() + deadline
        while time.monotonic() < end:
            ended = self.process.poll() is not None
            lines = self.log.read_text("utf-8", "replace").splitlines(keepends=True)
            for line in lines[self._heard :]:
                if not line.endswith("\n"):
                    break
                self._heard += 1
                if all(piece in line for piece in pieces):
                    return line
            if ended:
                break
            time.sleep(LOOK_EVERY_S)
        raise AssertionError(f"the server never said {pieces}:\n{self.log.read_text()}")

    def kill(self) -> None:
        """Take the server away in the middle of its work, as a power cut would."""
        self.process.kill()
        self.process.wait(STOPPED_WITHIN_S)

    def stop(self) -> str:
        """Ask the server to stop, and insist that it does so cleanly and with all its children;
        return all that it said."""
        children = self.process.children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOPPED_WITHIN_S)
        _, left = psutil.wait_procs(children, timeout=STOPPED_WITHIN_S)
        for child in left:
            child.kill()
        said = self.log.read_text("utf-8", "replace")
        assert code == 0, f"the server ended with {code}:\n{said}"
        assert not left, f"the server left children behind: {left}"
        return said


@contextmanager
def running(
    arguments: Sequence[str],
    folder: Path,
    port: int,
    ready: Callable[[Server], bool],
    *,
    base_url: str = "/",
    environment: Mapping[str, str] | None = None,
    fork: bool = False,
    **process_options: Any,
) -> Iterator[Server]:
    """Run Python with `arguments` in `folder` until the block ends; yield it once it is ready.

    With `fork` they are those of our command line, run in a child of a warm process.
    """
    takes_long("servers")
    log = folder / "server.log"
    given = {**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})}
    process: psutil.Popen | Forked
    if fork:
        log.touch()
        process = Forked(arguments, folder, log, given)
    else:
        with log.open("w") as sink:
            process = psutil.Popen(
                [sys.executable, *arguments],
                cwd=folder,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=given,
                **process_options,
            )
    server = Server(process, port, log, base_url)
    try:
        deadline = time.monotonic() + STARTED_WITHIN_S
        while not ready(server):
            assert process.poll() is None, f"the server ended:\n{log.read_text()}"
            assert time.monotonic() < deadline, f"the server is not ready:\n{log.read_text()}"
            time.sleep(LOOK_EVERY_S)
        yield server
    except BaseException:
        if process.poll() is None:
            children = process.children(recursive=True)
            for one in (*children, process):
                one.kill()
            psutil.wait_procs(children, timeout=STOPPED_WITHIN_S)  # a later test shall not be told
            process.wait(STOPPED_WITHIN_S)
        raise
    if process.poll() is None:
        server.stop()


@contextmanager
def serving(
    folder: Path,
    *arguments: str,
    cache: Path | None = None,
    base_url: str = "/",
    wait: bool = True,
    program: Sequence[str] = (),
    **process_options: Any,
) -> Iterator[Server]:
    """Serve the pages from `folder`, as a clinic does; those in `cache` are made already.

    The server has a copy of the cache: only a few sites are kept in one, and a server whose
    contents a test changes would drop those of the others. With `wait` the server is yielded when
    it says that it is ready, else at once. It is forked from a warm process, unless `program` says
    what Python shall run, or `process_options` how.
    """
    takes_long("servers")
    port = free_port()
    own = folder / "cache"
    if cache and not own.exists():
        shutil.copytree(cache, own)
    fork = AVAILABLE and not program and not process_options
    with running(
        [
            *(() if fork else program or OURS),
            *("serve", "--no-browser"),
            *(f"--port={port}", f"--base-url={base_url}", *arguments),
        ],
        folder,
        port,
        lambda server: not wait or bool(server.line("Ready")),
        base_url=base_url,
        environment={"XDG_CACHE_HOME": str(own), "MPLCONFIGDIR": matplotlib.get_configdir()},
        fork=fork,
        **process_options,
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
def voila(notebooks: Path, folder: Path) -> Iterator[Server]:
    """Serve a notebook, or a folder of them, with plain Voila: its own template and settings."""
    port = free_port()
    with running(
        ["-m", "voila", str(notebooks), "--no-browser", f"--port={port}"],
        folder,
        port,
        lambda server: listens(port),
        environment=_jupyter(folder),
    ) as server:
        yield server


@contextmanager
def jupyterlab(notebooks: Path, folder: Path) -> Iterator[Server]:
    """Open a folder of notebooks in JupyterLab."""
    port = free_port()
    with running(
        [
            *("-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"),
            *("--ServerApp.token=", "--ServerApp.password=", "--LabApp.news_url=None"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            f"--ServerApp.root_dir={notebooks}",
        ],
        folder,
        port,
        lambda server: answers(f"{server.url}api/status"),
        environment=_jupyter(folder),
    ) as server:
        yield server
