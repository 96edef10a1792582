"""A browser of 2020 inside the test: Chromium 87, as Qt's package on the Python index brings it.

It wants a screen: ``make test-engines`` gives it one that nobody sees (xvfb).
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--disable-gpu"
os.environ["QT_OPENGL"] = "software"

from PyQt5.QtCore import QCoreApplication, QEventLoop, QMarginsF, Qt, QTimer, QUrl
from PyQt5.QtGui import QPageLayout, QPageSize
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
from PyQt5.QtWidgets import QApplication

from tests.harness.engines import LOOK_EVERY_S, WITHIN_S, Engine

QCoreApplication.setAttribute(Qt.AA_ShareOpenGLContexts)
HEIGHT = 800
LETTER = QPageLayout(QPageSize(QPageSize.Letter), QPageLayout.Portrait, QMarginsF())


class _Page(QWebEnginePage):  # type: ignore[misc]
    """Hears what scripts complain about."""

    def __init__(self, view: QWebEngineView, complaints: list[str]) -> None:
        super().__init__(view)
        self.complaints = complaints

    def javaScriptConsoleMessage(  # noqa: N802 (Qt's name)
        self, level: int, message: str, line: int, source: str
    ) -> None:
        """Keep what is worse than news."""
        if level > QWebEnginePage.InfoMessageLevel:
            self.complaints.append(f"{source.rpartition('/')[2]}:{line}: {message}")


class Chromium87(Engine):
    """One window."""

    def __init__(self) -> None:
        super().__init__()
        self.app = QApplication.instance() or QApplication(["tests"])
        self.view = QWebEngineView()
        self.resize(390)
        self.page = _Page(self.view, self.complaints)
        self.view.setPage(self.page)
        self.view.show()

    def resize(self, width: int) -> None:
        """Let the page be `width` CSS pixels wide."""
        self.view.resize(width, HEIGHT)
        self.pause()

    def load(self, url: str) -> None:
        """Open a page and wait until it is there."""
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
        QTimer.singleShot(int(WITHIN_S * 1000), loop.quit)
        begin(lambda *_: loop.quit())
        loop.exec_()

    def pause(self) -> None:
        """Let the engine work for a moment."""
        self._until(lambda done: QTimer.singleShot(int(LOOK_EVERY_S * 1000), done))

    def run(self, script: str) -> str | None:
        """Return what an expression gives on the page."""
        said: list[str | None] = []

        def begin(done: Callable[..., None]) -> None:
            self.page.runJavaScript(script, lambda answer: (said.append(answer), done()))

        self._until(begin)
        return said[0] if said else None

    def pdf(self) -> bytes:
        """Return the page as it prints, on Letter."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.pdf"

            def begin(done: Callable[..., None]) -> None:
                self.page.pdfPrintingFinished.connect(done)
                self.page.printToPdf(str(path), LETTER)

            self._until(begin)
            return path.read_bytes()

    def close(self) -> None:
        """Leave the window."""
        self.view.close()
