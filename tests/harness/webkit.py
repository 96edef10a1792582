"""The engine of Safari as Debian brings it (WebKitGTK), in a window of a process of its own."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.harness.engines import WITHIN_S, Engine

SYSTEM = "/usr/bin/python3"
"""Debian's bindings are for Debian's own Python."""
WINDOW = Path(__file__).with_name("webkit_window.py")


def is_there() -> bool:
    """Return whether this machine has the engine and its bindings."""
    asked = "import gi; gi.require_version('WebKit2', '4.1')"
    if not Path(SYSTEM).exists():
        return False
    return subprocess.run([SYSTEM, "-c", asked], capture_output=True).returncode == 0


class WebKit(Engine):
    """One window."""

    def __init__(self) -> None:
        super().__init__()
        self._process = subprocess.Popen(
            ["dbus-run-session", "--", SYSTEM, str(WINDOW)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def _tell(self, do: str, given: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        print(json.dumps({"do": do, "with": given}), file=self._process.stdin, flush=True)
        for line in self._process.stdout:
            if line.startswith("{"):  # else the session bus or the engine speaks
                said = json.loads(line)
                assert "failed" not in said, (given, said)
                return said["said"]
        raise AssertionError(f"the window is gone: {given}")

    def load(self, url: str) -> None:
        """Open a page and wait until it is there."""
        self._tell("load", url)

    def resize(self, width: int) -> None:
        """Let the page be `width` CSS pixels wide."""
        self._tell("resize", width)

    def run(self, script: str) -> str | None:
        """Return what an expression gives on the page."""
        said = self._tell("run", script)
        self.complaints[:] = json.loads(self._tell("run", "JSON.stringify(window.__heard || [])"))
        return said if isinstance(said, str) else None

    def pdf(self) -> bytes:
        """Return the page as it prints, on Letter."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.pdf"
            said = self._tell("pdf", str(path))
            assert said == str(path), said
            return path.read_bytes()

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
