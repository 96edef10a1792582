"""Our command line in processes that are forked from a warm one: a server then starts in a tenth of
the time that its imports take. What is run is `sciatica.__main__.main`, as in a process of its own.
"""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import psutil

AVAILABLE = sys.platform == "linux"
_PRELOADED = ["sciatica.__main__", "sciatica.serve.app"]


def _run(arguments: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    tempfile.tempdir = None  # what an environment says of it counts from here on
    sink = os.open(log, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(sink, stream)
    os.close(sink)
    sys.argv = ["sciatica", *arguments]
    from sciatica.__main__ import main

    raise SystemExit(main(list(arguments)))


class Forked(psutil.Process):  # type: ignore[misc]
    """The process of one command, with what `subprocess.Popen` tells of a child."""

    def __init__(
        self, arguments: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]
    ) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        self._child = context.Process(target=_run, args=(arguments, folder, log, environment))
        self._child.start()
        assert self._child.pid
        with suppress(psutil.NoSuchProcess):  # it may have ended with a word
            super().__init__(self._child.pid)

    @property
    def returncode(self) -> int | None:
        """Return its exit code, or None while it runs."""
        return self._child.exitcode

    def poll(self) -> int | None:
        """Return the same: this asks the system anew as well."""
        return self._child.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code once it has ended. Raises `psutil.TimeoutExpired`."""
        self._child.join(timeout)
        if (code := self._child.exitcode) is None:
            raise psutil.TimeoutExpired(timeout, pid=self.pid)
        return code
