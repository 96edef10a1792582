"""Plain tornado handlers: no login, no cookies, the same bytes for every visitor."""

import re
import string
from typing import Any
from urllib.parse import quote

from sciatica.model.take_home import unwrapped
from sciatica.publish.page import ASSETS
from sciatica.serve import metrics
from sciatica.serve.offline import SITE_HEADER
from sciatica.serve.page_store import HTML, CachedResponse, PageStore
from sciatica.serve.security import WORKER, Secured, framed

_FRAGMENT = re.compile(r"([^#?]*)([#?]?)(.*)", re.DOTALL)
_BEHIND = string.punctuation + string.whitespace + "”’»…"
"""No page's address ends so."""
A_YEAR_S = 31_536_000
NOWHERE = "/no such page"


class _Plain(Secured):
    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, store: PageStore) -> None:
        self.store = store

    def compute_etag(self) -> None:
        """Disabled: responses carry an ETag of their own."""

    def send_cached(
        self, found: CachedResponse, cache: str = "no-cache", status: int | None = None
    ) -> None:
        """Send `found`, compressed where the browser takes it, or 304 where it has it."""
        self.set_status(status or found.status)
        self.set_header("Content-Type", found.kind)
        self.set_header("Cache-Control", cache)
        self.set_header("Content-Security-Policy", framed(self.policy, self.store.framed_by))
        if found.status == 503:
            self.set_header("Retry-After", "5")
            self.set_header("Cache-Control", "no-store")
        self.set_header("Etag", found.etag)
        self.set_header(SITE_HEADER, self.store.site.fingerprint if self.store.site else "none")
        if found.status == 200 and self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        body = found.body
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = found.packed
        self.set_header("Content-Length", str(len(body)))
        self.finish(None if self.request.method == "HEAD" else body)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.send_cached(self.store.find(NOWHERE), status=status_code)

    def head(self, *args: str) -> None:
        """Answer as `get` does, without the body."""
        self.get(*args)


class PageHandler(_Plain):
    """A finished page, a script, or a page that says what is wrong."""

    def get(self, *args: str) -> None:
        """Send what is stored under this address."""
        route = args[0]
        if not self.store.holds(route) and (target := self._meant(route)):
            self.redirect(target, permanent=True)
            return
        found = self.store.find(route)
        if found.status == 200 and found.kind == HTML:
            metrics.PAGES_SENT.labels(f"/{route}").inc()
        hashed = route.startswith(f"{ASSETS}/") and found.status == 200
        self.send_cached(found, f"public, max-age={A_YEAR_S}, immutable" if hashed else "no-cache")

    def _meant(self, route: str) -> str:
        """Return the address of the page that `route` means, or nothing: mail and chat programs
        encode the ``#`` and put stops and brackets behind a link; below a slash too many relative
        links would lead astray; an exported copy has the page in a file."""
        text, mark, fragment = _FRAGMENT.match(unwrapped(route)).groups()  # type: ignore[union-attr]
        page = text.rstrip(_BEHIND).removesuffix(".html")
        if not self.store.holds(page):
            return ""
        address = quote(self.settings["base_url"] + page)
        return f"{address}#{quote(fragment, safe='=')}" if mark else address


class WorkerHandler(_Plain):
    """The service worker of a clinic's own tablet."""

    policy = WORKER

    def get(self, *args: str) -> None:
        """Send it, once there is something to keep."""
        self.send_cached(self.store.worker or self.store.find(NOWHERE))


class HealthHandler(_Plain):
    """Whether every page is finished or has failed. Needs no kernel."""

    def get(self, *args: str) -> None:
        """Send the state of every page."""
        status, report = self.store.health
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(report if self.request.method == "GET" else None)


class BaseHandler(_Plain):
    """The base URL without its last slash leads to the first page."""

    def get(self, *args: str) -> None:
        """Redirect."""
        self.redirect(f"{self.request.path}/", permanent=True)


class MissingHandler(_Plain):
    """Any address outside the base URL."""

    def get(self, *args: str) -> None:
        """Send the page that says so."""
        self.send_cached(self.store.find(NOWHERE))
