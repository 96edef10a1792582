"""Firefox ESR, as Debian brings it, over the protocol that it speaks itself (WebDriver BiDi)."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
from contextlib import suppress
from typing import Any

import websocket

from tests.harness.engines import WITHIN_S, Engine

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
_LISTENS = re.compile(r"(ws://\S+)")
HEIGHT = 800


class Firefox(Engine):
    """One tab, in a profile that is gone afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self._profile = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        command = [PROGRAM or "firefox", "--headless", "--no-remote", "--remote-debugging-port=0"]
        self._process = subprocess.Popen(
            [*command, "--profile", self._profile.name, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr
        address = next(filter(None, map(_LISTENS.search, self._process.stderr)))[1]
        self._line = websocket.create_connection(
            f"{address}/session", timeout=2 * WITHIN_S, suppress_origin=True
        )
        self._asked = 0
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["log.entryAdded"])
        self._tab = self._call("browsingContext.create", type="tab")["context"]
        self.resize(390)

    def _call(self, method: str, **given: Any) -> Any:
        self._asked += 1
        self._line.send(json.dumps({"id": self._asked, "method": method, "params": given}))
        while True:
            said = json.loads(self._line.recv())
            if said.get("method") == "log.entryAdded":
                self._hear(said["params"])
            elif said.get("id") == self._asked:
                assert said["type"] == "success", said
                return said["result"]

    def _hear(self, entry: Any) -> None:
        if entry["level"] in ("warn", "error"):
            self.complaints.append(entry["text"])

    def load(self, url: str) -> None:
        """Open a page and wait until it is there."""
        self._call("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def resize(self, width: int) -> None:
        """Let the page be `width` CSS pixels wide."""
        size = {"width": width, "height": HEIGHT}
        self._call("browsingContext.setViewport", context=self._tab, viewport=size)

    def run(self, script: str) -> str | None:
        """Return what an expression gives on the page."""
        said = self._call(
            "script.evaluate",
            expression=script,
            target={"context": self._tab},
            awaitPromise=False,
        )
        assert said["type"] == "success", said
        return said["result"].get("value")

    def pdf(self) -> bytes:
        """Return the page as it prints, on Letter."""
        page = {"width": 21.59, "height": 27.94}
        said = self._call("browsingContext.print", context=self._tab, page=page)
        return base64.b64decode(said["data"])

    def close(self) -> None:
        """End it, and its profile."""
        with suppress(AssertionError, websocket.WebSocketException, OSError):
            self._call("browser.close")
        self._line.close()
        try:
            self._process.wait(WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._profile.cleanup()
