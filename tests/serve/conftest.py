"""The real server in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from tornado.httpclient import HTTPClient, HTTPRequest

_missing = []


def need(tool, how="Get it with: make test-system"):
    """Where `tool` is missing: fail in CI, skip loudly elsewhere."""
    reason = f"{tool} is not on this machine. {how}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    _missing.append(reason)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter):
    """Say loudly what was skipped: a quiet "s" would look like success."""
    if _missing:
        terminalreporter.section("tests of the server SKIPPED", sep="!", red=True, bold=True)
        for reason in dict.fromkeys(_missing):
            terminalreporter.line(reason, red=True)


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """Asks one server. `url` has no slash at its end; `options` go into every request."""

    def __init__(self, url, **options):
        self.url, self.options = url, options

    def get(self, path, method="GET", redirects=False, body=None, **headers):
        """Return the answer whatever its status; by default do not follow redirects."""
        request = HTTPRequest(
            f"{self.url}{path}",
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

    def get_when(self, path, good=lambda answer: True, deadline=180):
        """Ask until an answer is `good`, of a server that may only just have begun."""
        end = time.monotonic() + deadline
        while time.monotonic() < end:
            try:
                if good(answer := self.get(path)):
                    return answer
            except ConnectionRefusedError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"the wanted answer of {path} never came")


class Server(Client):
    """A running `sciatica serve`, and a client for it."""

    def __init__(self, process, port):
        super().__init__(f"http://127.0.0.1:{port}")
        self.process, self.port = process, port

    def line(self, *pieces, deadline=180):
        """Read the server's output up to the first line that holds all `pieces`."""
        end = time.monotonic() + deadline
        for line in self.process.stdout:
            if all(piece in line for piece in pieces):
                return line
            if time.monotonic() > end:
                break
        raise AssertionError(f"the server never said {pieces}")


@contextmanager
def serving(folder, *arguments, cache=None, wait=True, **process_options):
    """Start the server in `folder`, its pages kept in `cache` (default: one in `folder`); stop it
    with SIGTERM at the end. `process_options` go to `subprocess.Popen`."""
    port = free_port()
    cache = cache or folder / "cache"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "sciatica", "serve", "--no-browser", f"--port={port}", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **process_options,
    )
    server = Server(process, port)
    try:
        if wait:
            server.line("Ready")
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory, cache):
    """One server for all tests that only read."""
    with serving(tmp_path_factory.mktemp("empty folder"), cache=cache) as running:
        yield running
