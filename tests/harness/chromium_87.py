"""A browser of 2020 inside the test: Chromium 87, as Qt's package on the Python index brings it.

It wants a screen: ``make test-engines`` gives it one that nobody sees (xvfb).
"""

import json
import os
from collections.abc import Callable
from typing import Any

os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu"
os.environ["QT_OPENGL"] = "software"

from PyQt5.QtCore import QCoreApplication, QEventLoop, Qt, QTimer, QUrl
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
from PyQt5.QtWidgets import QApplication

QCoreApplication.setAttribute(Qt.AA_ShareOpenGLContexts)
WITHIN_MS = 15_000
LOOK_EVERY_MS = 50


class _Page(QWebEnginePage):  # type: ignore[misc]
    """Hears what scripts complain about."""

    def __init__(self, view: QWebEngineView) -> None:
        super().__init__(view)
        self.complaints: list[str] = []

    def javaScriptConsoleMessage(  # noqa: N802 (Qt's name)
        self, level: int, message: str, line: int, source: str
    ) -> None:
        """Keep what is worse than news."""
        if level > QWebEnginePage.InfoMessageLevel:
            self.complaints.append(f"{source.rpartition('/')[2]}:{line}: {message}")


class Old:
    """One window of Chromium 87, as wide as a phone."""

    def __init__(self) -> None:
        self.app = QApplication.instance() or QApplication(["tests"])
        self.view = QWebEngineView()
        self.view.resize(390, 800)
        self.page = _Page(self.view)
        self.view.setPage(self.page)
        self.view.show()

    def open(self, url: str) -> None:
        """Open a page anew, with nothing in its fragment's way."""
        self._until(lambda done: self._load("about:blank", done))
        self.page.complaints.clear()
        self._until(lambda done: self._load(url, done))

    def _load(self, url: str, done: Callable[..., None]) -> None:
        def loaded(_: bool) -> None:
            self.page.loadFinished.disconnect(loaded)
            done()

        self.page.loadFinished.connect(loaded)
        self.page.load(QUrl(url))

    def _until(self, begin: Callable[[Callable[..., None]], None]) -> None:
        """Let the browser work until what has begun calls back, or it is late."""
        loop = QEventLoop()
        QTimer.singleShot(WITHIN_MS, loop.quit)
        begin(lambda *_: loop.quit())
        loop.exec_()

    def ask(self, script: str) -> Any:
        """Return what an expression gives on the page."""
        said: list[Any] = []

        def begin(done: Callable[..., None]) -> None:
            self.page.runJavaScript(
                f"JSON.stringify({script})", lambda answer: (said.append(answer), done())
            )

        self._until(begin)
        return json.loads(said[0]) if said and said[0] else None

    def wait_for(self, condition: str) -> None:
        """Wait until an expression holds on the page; `AssertionError` where it never does."""
        for _ in range(WITHIN_MS // LOOK_EVERY_MS):
            if self.ask(f"Boolean({condition})"):
                return
            self._until(lambda done: QTimer.singleShot(LOOK_EVERY_MS, done))
        raise AssertionError(f"never true: {condition}; {self.page.complaints}")

    def press(self, selector: str) -> None:
        """Press the first thing in sight that `selector` finds."""
        in_sight = (
            f"[...document.querySelectorAll({json.dumps(selector)})].find(one => one.offsetParent)"
        )
        self.wait_for(in_sight)
        self.ask(f"({in_sight}.click(), 1)")
