"""The pages as they go over the wire: bytes, compressed once, with their ETag."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sciatica.content.clinic import Clinic
from sciatica.publish.bake import LANG
from sciatica.publish.page import ASSETS
from sciatica.publish.site import Site
from sciatica.publish.trouble import HOME, KINDS, trouble_page
from sciatica.serve.offline import worker

HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
KINDS_OF_FILES = {"js": SCRIPT, "css": "text/css; charset=utf-8"}
STALE = "The pages could not be made anew. They may show an old number: see the terminal."
"""For whoever may ask: the reason itself would name files of this machine."""
STATUS = {"failed": 503, "baking": 503, "missing": 404}


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """One answer, ready to send."""

    body: bytes
    packed: bytes
    etag: str
    kind: str
    status: int = 200

    @classmethod
    def wrap(cls, text: str, kind: str, status: int = 200) -> "CachedResponse":
        """Compress and name `text` once, however often it is read."""
        body = text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return cls(body, gzip.compress(body, 9, mtime=0), etag, kind, status)


class PageStore:
    """Everything that the server can answer. It is replaced whole after each bake."""

    def __init__(self, clinic: Clinic, base_url: str) -> None:
        self._base_url = base_url
        self._responses: Mapping[str, CachedResponse] = {}
        self._files: dict[str, CachedResponse] = {}
        self._troubles: Mapping[str, CachedResponse] = {}
        self.site: Site | None = None
        self.worker: CachedResponse | None = None
        """The script that keeps a few pages on a clinic's own tablet."""
        self.framed_by = clinic.framed_by
        """The sites that may show these pages within their own."""
        self.stale = ""
        """Why the pages could not be made anew since, or nothing."""
        self._stand_in({kind: trouble_page(LANG, clinic, kind) for kind in KINDS})

    def _stand_in(self, troubles: Mapping[str, str]) -> None:
        self._troubles = {
            kind: CachedResponse.wrap(html.replace(HOME, self._base_url), HTML, STATUS[kind])
            for kind, html in troubles.items()
        }

    def fill(self, site: Site) -> None:
        """Take in a newly baked site. A page that failed never keeps its old bytes."""
        self._stand_in(site.troubles)
        responses = {
            page.route: self._troubles["failed"]
            if page.error
            else CachedResponse.wrap(page.html, HTML)
            for page in site.pages
        }
        for name, text in site.assets.items():
            self._files[f"{ASSETS}/{name}"] = CachedResponse.wrap(text, SCRIPT)
        # a page that was loaded just before this bake still asks for its own scripts
        self._responses = {**self._files, **responses}
        self.worker = CachedResponse.wrap(worker(site), SCRIPT)
        self.site, self.stale = site, ""

    def add_file(self, name: str, text: str) -> str:
        """Keep a file of the server's own pages through every bake; return its route. The name
        there tells its content, so that a browser may keep it for good."""
        stem, _, suffix = name.partition(".")
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        route = f"{ASSETS}/{stem}-{digest}.{suffix}"
        self._files[route] = CachedResponse.wrap(text, KINDS_OF_FILES[suffix])
        self._responses = {**self._responses, route: self._files[route]}
        return route

    def holds(self, route: str) -> bool:
        """Return whether there is a page (made or failed) or a script at `route`."""
        return route in self._responses

    def find(self, route: str) -> CachedResponse:
        """Return the answer for `route`: the page, or a page that says what is wrong."""
        if found := self._responses.get(route):
            return found
        return self._troubles["missing" if self.site else "baking"]

    @property
    def health(self) -> tuple[int, dict[str, object]]:
        """Return status and report: 503 until every page is finished or has failed, and again while
        the pages are older than what they are made of: their emergency number may be wrong."""
        if self.site is None:
            return 503, {"state": "making the pages"}
        return 503 if self.stale else 200, {
            "state": "stale" if self.stale else "ready",
            **({"why": STALE} if self.stale else {}),
            "pages": {
                f"/{page.route}": "failed" if page.error else "ok" for page in self.site.pages
            },
        }
