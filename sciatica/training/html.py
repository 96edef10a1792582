"""The HTML of the workshop: our own templates, and one place of a page that shows them."""

from functools import cache
from pathlib import Path

import ipywidgets
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, **values: object) -> Markup:
    """Fill ``templates/TEMPLATE.html.j2``; texts are escaped, an undefined name is an error."""
    return Markup(_templates.get_template(f"{template}.html.j2").render(values))


@cache
def _style() -> Markup:
    return Markup("<style>{}</style>").format(
        Markup((HERE / "training.css").read_text(encoding="utf-8"))
    )


def passage(template: str = "", **values: object) -> ipywidgets.HTML:
    """Return a place of the page, filled from a template or still empty."""
    return ipywidgets.HTML(fill(template, **values) if template else "")


def page(*parts: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return the whole of a training page, with its style sheet."""
    box = ipywidgets.VBox([ipywidgets.HTML(_style()), *parts])
    box.add_class("sx-training")
    return box
