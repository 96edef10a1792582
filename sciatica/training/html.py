"""The HTML of the workshop: our own templates, and one place of a page that shows them."""

from functools import cache
from pathlib import Path

import ipywidgets
from markupsafe import Markup

from sciatica.html import renderer

HERE = Path(__file__).parent
render = renderer(HERE / "templates")


@cache
def _style() -> Markup:
    return Markup("<style>{}</style>").format(
        Markup((HERE / "training.css").read_text(encoding="utf-8"))
    )


def passage(template: str = "", **values: object) -> ipywidgets.HTML:
    """Return a place of the page, filled from a template or still empty."""
    return ipywidgets.HTML(render(template, **values) if template else "")


def page(*parts: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return the whole of a training page, with its style sheet."""
    box = ipywidgets.VBox([ipywidgets.HTML(_style()), *parts])
    box.add_class("sx-training")
    return box
