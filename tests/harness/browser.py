"""The system's own browser, and a visitor who uses it."""

import shutil
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

from sciatica import resources
from tests.harness.programs import need, takes_long

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without a window to draw: a page opens with a fifth of the work."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SOFTWARE_GL = (
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
"""WebGL2 without a graphics card; not together with ``--disable-gpu``."""
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
"""For measurements: every name but this machine's fails to resolve, at once."""
NO_BROWSER = (
    f"No browser: none of {', '.join(BROWSERS)} is on the PATH. Install one with: make test-system"
)
LESSON = "en/nerve-roots"
PATHS = [
    "" if path.stem[3:] == "home" else f"en/{path.stem[3:]}"
    for path in sorted((resources.notebooks() / "en").glob("[0-9][0-9]-*.ipynb"))
]
"""Every page of the site, as an address below the base URL."""


def find() -> str | None:
    """Return the program of the system's browser, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Playwright, *flags: str) -> Browser:
    """Start the system's browser. Without one: failure in CI, a loud skip elsewhere."""
    takes_long("browsers")
    found = find() or need(NO_BROWSER)
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])


class Visitor:
    """Opens pages, each with an empty browser profile, and hears what goes wrong on them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def profile(self, url: str | None = None, **options: Any) -> BrowserContext:
        """Return a new, empty profile. Addresses in it are relative to `url`."""
        context = self._browser.new_context(base_url=url or self._url, **options)
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", self._hear)
        self._contexts.append(context)
        return context

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path: str = LESSON, *, url: str | None = None, **options: Any) -> Page:
        """Open `path` in a new profile."""
        page = self.profile(url, **options).new_page()
        page.goto(path)
        return page

    def leave(self) -> None:
        """Close every profile. Live pages say goodbye before: a profile that is closed takes the
        word from them, and their kernels keep their places for a minute."""
        for context in self._contexts:
            for page in context.pages:
                if "/staff/" in page.url:
                    with suppress(Error):
                        page.goto("about:blank")
            context.close()
