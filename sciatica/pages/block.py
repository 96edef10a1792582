"""A piece of a page: semantic HTML that JupyterLab, plain Voila and our publisher all show."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from sciatica.html import renderer
from sciatica.widgets.html import TOKENS

HERE = Path(__file__).parent
METADATA = "sciatica"
"""Key of an output's metadata under which a block tells the publisher its slot."""


class Block:
    """HTML for one place of the page. `slot` is ``main`` or ``strip`` (the very top)."""

    def __init__(self, html: Markup, slot: str = "main") -> None:
        self.html = html
        self.slot = slot

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        text = self.html.striptags()
        return {"text/html": str(self.html), "text/plain": text}, {METADATA: {"slot": self.slot}}


def emphasised(text: str) -> Markup:
    """Return a text from the words with ``**important**`` and ``__term defined here__`` marked up.

    All else is escaped, so that a slot filled from ``clinic.toml`` stays plain text.
    """
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(text)))
    return Markup(re.sub(r"__(.+?)__", r"<dfn>\1</dfn>", safe))


render = renderer(HERE / "templates", emphasised=emphasised)


@cache
def style() -> str:
    """Return the style sheet of all blocks, after the design tokens."""
    return TOKENS + (HERE / "blocks.css").read_text(encoding="utf-8")


@cache
def style_element() -> Markup:
    """Return the style sheet as an element, for hosts that have no page of ours around them."""
    return Markup("<style data-sciatica>{}</style>").format(Markup(style()))
