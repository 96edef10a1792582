"""A piece of a page: semantic HTML that JupyterLab, plain Voila and our publisher all show."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

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


_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def emphasised(text: str) -> Markup:
    """Return a text from the words with ``**important**`` and ``__term defined here__`` marked up.

    All else is escaped, so that a slot filled from ``clinic.toml`` stays plain text.
    """
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(text)))
    return Markup(re.sub(r"__(.+?)__", r"<dfn>\1</dfn>", safe))


_templates.filters["emphasised"] = emphasised


def render(template: str, **values: object) -> Markup:
    """Fill ``templates/TEMPLATE.html.j2``; texts are escaped, an undefined name is an error."""
    return Markup(_templates.get_template(f"{template}.html.j2").render(values))


@cache
def style() -> str:
    """Return the style sheet of all blocks."""
    return (HERE / "blocks.css").read_text(encoding="utf-8")


@cache
def style_element() -> Markup:
    """Return the style sheet as an element, for hosts that have no page of ours around them."""
    return Markup("<style data-sciatica>{}</style>").format(Markup(style()))
