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


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running `sciatica serve`, and a client for it."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def get(self, path, method="GET", redirects=False, **headers):
        """Return the answer whatever its status; by default do not follow redirects."""
        request = HTTPRequest(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            headers=headers,
            follow_redirects=redirects,
            decompress_response=False,
            allow_nonstandard_methods=True,
        )
        client = HTTPClient()
        try:
            return client.fetch(request, raise_error=False)
        finally:
            client.close()

    def get_when_open(self, path, deadline=60):
        """Return the first answer of a server that has only just begun."""
        end = time.monotonic() + deadline
        while time.monotonic() < end:
            try:
                return self.get(path)
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise AssertionError("the server never opened its port")

    def line(self, *pieces, deadline=60):
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
    """Start the server in `folder`, its pages kept in `cache` (default: a new one); stop it
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
def baked(tmp_path_factory):
    """A cache that the servers of several tests share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def server(tmp_path_factory, baked):
    """One server for all tests that only read."""
    with serving(tmp_path_factory.mktemp("empty folder"), cache=baked) as running:
        yield running
