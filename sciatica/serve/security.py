"""What every answer carries: headers that close it to other sites, and a policy for what it may
load. And what no log carries: the address of a visitor."""

from typing import Any, ClassVar

from tornado.web import HTTPError, RequestHandler

from sciatica import log
from sciatica.serve import metrics

# Pictures of matplotlib and scour carry style attributes, hence 'unsafe-inline' for styles alone.
NOBODY = "'none'"
_FRAMES = "frame-ancestors {}"
_ALWAYS = f"base-uri 'none'; {_FRAMES.format(NOBODY)}; object-src 'none'"
READING = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; "
    f"form-action 'none'; {_ALWAYS}"
)
"""A finished page: scripts of ours, and nothing is sent."""
WORKER = f"default-src 'none'; connect-src 'self'; {_ALWAYS}"
"""The service worker of a clinic's tablet: it fetches our own pages, and nothing else."""
OWN = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; "
    f"connect-src 'self'; form-action 'self'; {_ALWAYS}"
)
"""A page of the server itself, which may send something: a token, an answer."""
LIVE = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src data: blob:; font-src data:; worker-src blob:; "
    f"connect-src 'self' data: blob:; form-action 'none'; {_ALWAYS}"
)
"""A live page. An anywidget brings its script along, which is loaded as a blob; a script that
stands in the page itself never runs."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def framed(policy: str, sites: str) -> str:
    """Return `policy` for pages that `sites` may show within their own: origins, or nothing."""
    return policy.replace(_FRAMES.format(NOBODY), _FRAMES.format(sites or NOBODY))


class Secured(RequestHandler):
    """A handler whose answers carry the headers, and whose faults are noted without the visitor."""

    policy: ClassVar[str] = READING
    kind: ClassVar[str] = "page"
    """What failed, for the log and the metrics."""

    @property
    def content_security_policy(self) -> str:
        """The policy, where Jupyter's own handlers look for it."""
        return self.policy

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        super().set_default_headers()
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", self.policy)
        self.clear_header("Server")

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Note what failed; tornado's own line would name the visitor's address."""
        if isinstance(error, HTTPError) and error.status_code < 500:
            return
        metrics.ERRORS.labels(self.kind).inc()
        log.failure(f"{self.kind}_failed", error)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Send nothing but the status."""
        self.finish()
