"""What a monitor may ask: counts and durations, never a person.

``/metrics`` answers on this machine alone, or to whoever brings the token of the environment
variable ``SCIATICA_METRICS_TOKEN``. A request that came through a proxy is not from this machine.
"""

import hmac
import os

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from sciatica.serve.address import is_local

TOKEN = "SCIATICA_METRICS_TOKEN"

REGISTRY = CollectorRegistry()
PAGES_SENT = Counter(
    "sciatica_pages_sent", "Finished pages sent to readers", ["page"], registry=REGISTRY
)
LIVE_KERNELS = Gauge("sciatica_live_kernels", "Kernels of live pages now", registry=REGISTRY)
LIVE_OPENED = Counter("sciatica_live_opened", "Live pages opened", registry=REGISTRY)
LIVE_REFUSED = Counter("sciatica_live_refused", "Live pages refused: full", registry=REGISTRY)
STAFF_REFUSED = Counter("sciatica_staff_refused", "Wrong staff tokens", registry=REGISTRY)
ROOMS = Gauge("sciatica_rooms", "Rooms that are open now", registry=REGISTRY)
ROOM_REFUSED = Counter("sciatica_room_refused", "Seats or rooms refused: full", registry=REGISTRY)
CULLED = Counter("sciatica_culled", "Kernels ended by the server", ["why"], registry=REGISTRY)
BAKE_SECONDS = Histogram(
    "sciatica_bake_seconds",
    "Time to make all pages",
    buckets=(1, 2, 5, 10, 20, 40, 80),
    registry=REGISTRY,
)
STALE = Gauge(
    "sciatica_stale", "1: the pages are older than what they are made of", registry=REGISTRY
)
ERRORS = Counter("sciatica_errors", "What went wrong", ["where"], registry=REGISTRY)


def allowed(request: HTTPServerRequest) -> bool:
    """Return whether this request may see the numbers."""
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return hmac.compare_digest(given.encode(), token.encode())
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    return is_local(request.remote_ip or "")


class MetricsHandler(RequestHandler):
    """The numbers, for those who may see them; for all others the address does not exist."""

    def get(self) -> None:
        """Send the numbers in Prometheus' text format."""
        if not allowed(self.request):
            self.send_error(404)
            return
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.set_header("Cache-Control", "no-store")
        self.finish(generate_latest(REGISTRY))

    def write_error(self, status_code: int, **_: object) -> None:
        """Say nothing that a stranger could use."""
        self.finish()
