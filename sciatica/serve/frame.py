"""What the server's own pages share: the frame of a finished page around them, and their headers.

They need no kernel, and they are the only pages that may send something: a token, an answer.
"""

from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sciatica.content.words import Words, words
from sciatica.html import renderer
from sciatica.publish.page import ABOUT
from sciatica.publish.trouble import plain_page, stale_note
from sciatica.serve import security
from sciatica.serve.clinic_file import ClinicFile
from sciatica.serve.security import Secured

HERE = Path(__file__).parent
render = renderer(HERE / "templates")


@cache
def _style() -> str:
    return (HERE / "own.css").read_text(encoding="utf-8")


class OwnPage(Secured):
    """A page of the server itself. Nothing of it is kept by a browser or a proxy."""

    SUPPORTED_METHODS: tuple[str, ...] = ("GET",)
    policy = security.OWN
    kind = "own_page"

    def initialize(self, *_: Any, **given: Any) -> None:
        """Keep what every page needs: ``lang``, ``clinic`` and ``base_url``."""
        self.text: Words = words(given["lang"])
        self.clinic: ClinicFile = given["clinic"]
        self.base_url: str = given["base_url"]

    def set_default_headers(self) -> None:
        """Let nobody keep it."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")

    def show(self, title: str, content: Markup, *, status: int = 200, script: str = "") -> None:
        """Send `content` in the frame of a finished page; `script` is an address."""
        lang = self.text.lang
        list_link = f"{self.base_url}{lang}/red-flags#list"
        clinic = self.clinic.read()
        if self.clinic.trouble:
            content = stale_note(self.text) + content
        self.set_status(status)
        self.finish(
            plain_page(
                lang,
                clinic,
                title,
                content,
                list_link,
                style=_style(),
                script=script,
                about=f"{self.base_url}{lang}/{ABOUT}",
            )
        )
