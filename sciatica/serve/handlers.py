"""Plain tornado handlers: no login, no cookies, the same bytes for every visitor."""

from typing import Any

from tornado.web import RequestHandler

from sciatica.publish.page import ASSETS
from sciatica.serve import metrics
from sciatica.serve.shelf import HTML, Parcel, Shelf

# Widgets are files of our own. matplotlib's and scour's pictures carry style attributes, hence
# 'unsafe-inline' for styles alone.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
A_YEAR_S = 31_536_000
NOWHERE = "/no such page"


class _Plain(RequestHandler):
    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> None:
        """Return nothing: a parcel brings its own."""

    def send_parcel(
        self, parcel: Parcel, cache: str = "no-cache", status: int | None = None
    ) -> None:
        """Send `parcel`, compressed where the browser takes it, or 304 where it has it."""
        self.set_status(status or parcel.status)
        self.set_header("Content-Type", parcel.kind)
        self.set_header("Cache-Control", cache)
        self.set_header("Vary", "Accept-Encoding")
        if parcel.status == 503:
            self.set_header("Retry-After", "5")
            self.set_header("Cache-Control", "no-store")
        self.set_header("Etag", parcel.etag)
        if parcel.status == 200 and self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        body = parcel.body
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            body = parcel.packed
        self.set_header("Content-Length", str(len(body)))
        self.finish(None if self.request.method == "HEAD" else body)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.send_parcel(self.shelf.find(NOWHERE), status=status_code)

    def head(self, *args: str) -> None:
        """Answer as `get` does, without the body."""
        self.get(*args)


class PageHandler(_Plain):
    """A finished page, a script, or a page that says what is wrong."""

    def get(self, *args: str) -> None:
        """Send what stands on the shelf under this address."""
        route = args[0]
        bare = route.rstrip("/")
        if route != bare and self.shelf.find(bare).status != 404:
            # relative links would lead astray below a trailing slash
            self.redirect(f"{self.request.path.rstrip('/')}", permanent=True)
            return
        if route.endswith(".html") and self.shelf.find(route[:-5]).status == 200:
            # an exported copy has this page in a file: the same address leads to both
            self.redirect(self.request.path.removesuffix(".html"), permanent=True)
            return
        parcel = self.shelf.find(route)
        if parcel.status == 200 and parcel.kind == HTML:
            metrics.PAGES_SENT.labels(f"/{route}").inc()
        hashed = route.startswith(f"{ASSETS}/") and parcel.status == 200
        self.send_parcel(parcel, f"public, max-age={A_YEAR_S}, immutable" if hashed else "no-cache")


class HealthHandler(_Plain):
    """Whether every page is finished or has failed. Needs no kernel."""

    def get(self, *args: str) -> None:
        """Send the state of every page."""
        status, report = self.shelf.health
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
        self.send_parcel(self.shelf.find(NOWHERE))
