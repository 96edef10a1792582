"""What the server's own pages share: the frame of a finished page around them, and their headers.

They need no kernel, and they are the only pages that may send something: a token, an answer.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from tornado.web import HTTPError, RequestHandler

from sciatica.content import Words, words
from sciatica.journal import note_error
from sciatica.publish.trouble import plain_page
from sciatica.serve import metrics
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.handlers import SECURITY_HEADERS

HERE = Path(__file__).parent
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


@cache
def _style() -> str:
    return (HERE / "own.css").read_text(encoding="utf-8")


def fill(template: str, **values: object) -> Markup:
    """Fill ``templates/TEMPLATE.html.j2``; texts are escaped, an undefined name is an error."""
    return Markup(_templates().get_template(f"{template}.html.j2").render(values))


class Discreet(RequestHandler):
    """A handler whose faults are noted without the visitor's address."""

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Note what failed; tornado's own line would name the visitor's address."""
        if not isinstance(error, HTTPError):
            metrics.ERRORS.labels("own_page").inc()
            note_error("own_page_failed", error)

    def write_error(self, status_code: int, **_: Any) -> None:
        """Send nothing but the status."""
        self.finish()


class OwnPage(Discreet):
    """A page of the server itself. Nothing of it is kept by a browser or a proxy."""

    SUPPORTED_METHODS: tuple[str, ...] = ("GET",)

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep what every page needs: ``lang``, ``clinic`` and ``base_url``."""
        self.text: Words = words(given["lang"])
        self.clinic: ClinicFile = given["clinic"]
        self.base_url: str = given["base_url"]

    def set_default_headers(self) -> None:
        """Close the page to other sites, and let it speak to this server alone."""
        self.clear_header("Server")
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        self.set_header("Cache-Control", "no-store")

    def show(self, title: str, content: Markup, *, status: int = 200, script: str = "") -> None:
        """Send `content` in the frame of a finished page; `script` is an address."""
        lang = self.text.lang
        list_link = f"{self.base_url}{lang}/red-flags#list"
        clinic = self.clinic.read()
        self.set_status(status)
        self.finish(
            plain_page(lang, clinic, title, content, list_link, style=_style(), script=script)
        )
