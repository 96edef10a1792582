"""The pages as they go over the wire: bytes, compressed once, with their ETag."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sciatica.content import Clinic
from sciatica.publish import Site, trouble_page
from sciatica.publish.bake import LANG
from sciatica.publish.page import ASSETS
from sciatica.publish.trouble import HOME, KINDS

HTML = "text/html; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
STATUS = {"failed": 503, "baking": 503, "missing": 404}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One answer, ready to send."""

    body: bytes
    packed: bytes
    etag: str
    kind: str
    status: int = 200

    @classmethod
    def wrap(cls, text: str, kind: str, status: int = 200) -> "Parcel":
        """Compress and name `text` once, however often it is read."""
        body = text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        return cls(body, gzip.compress(body, 9, mtime=0), etag, kind, status)


class Shelf:
    """Everything that the server can answer. It is replaced whole after each bake."""

    def __init__(self, clinic: Clinic, base_url: str) -> None:
        self._base_url = base_url
        self._parcels: Mapping[str, Parcel] = {}
        self._scripts: dict[str, Parcel] = {}
        self._troubles: Mapping[str, Parcel] = {}
        self.site: Site | None = None
        self.stale = ""
        """Why the pages could not be made anew since, or nothing."""
        self._stand_in({kind: trouble_page(LANG, clinic, kind) for kind in KINDS})

    def _stand_in(self, troubles: Mapping[str, str]) -> None:
        self._troubles = {
            kind: Parcel.wrap(html.replace(HOME, self._base_url), HTML, STATUS[kind])
            for kind, html in troubles.items()
        }

    def fill(self, site: Site) -> None:
        """Put a newly baked site on the shelf. A page that failed never keeps its old bytes."""
        self._stand_in(site.troubles)
        parcels = {
            page.route: self._troubles["failed"] if page.error else Parcel.wrap(page.html, HTML)
            for page in site.pages
        }
        for name, text in site.assets.items():
            self._scripts[f"{ASSETS}/{name}"] = Parcel.wrap(text, SCRIPT)
        # a page that was loaded just before this bake still asks for its own scripts
        self._parcels = {**self._scripts, **parcels}
        self.site, self.stale = site, ""

    def add_script(self, stem: str, text: str) -> str:
        """Keep a script of the server's own pages through every bake; return its route."""
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        route = f"{ASSETS}/{stem}-{digest}.js"
        self._scripts[route] = Parcel.wrap(text, SCRIPT)
        self._parcels = {**self._parcels, route: self._scripts[route]}
        return route

    def find(self, route: str) -> Parcel:
        """Return the answer for `route`: the page, or a page that says what is wrong."""
        if parcel := self._parcels.get(route):
            return parcel
        return self._troubles["missing" if self.site else "baking"]

    @property
    def health(self) -> tuple[int, dict[str, object]]:
        """Return status and report: 503 until every page is finished or has failed."""
        if self.site is None:
            return 503, {"state": "making the pages"}
        return 200, {
            "state": "stale" if self.stale else "ready",
            "pages": {
                f"/{page.route}": "failed" if page.error else "ok" for page in self.site.pages
            },
        }
