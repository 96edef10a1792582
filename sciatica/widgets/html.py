"""What every widget here has: its HTML, which is sent beside the widget view."""

import json
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent

_templates = Environment(
    loader=FileSystemLoader(HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def fill(template: str, **values: object) -> str:
    """Fill ``TEMPLATE.html.j2`` beside this module; texts are escaped."""
    return _templates.get_template(f"{template}.html.j2").render(values)


def data_element(table: object) -> Markup:
    """Return `table` as a JSON element: data to the browser, never a script that runs."""
    data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/json">{}</script>').format(Markup(data))


class HtmlFirst(anywidget.AnyWidget):
    """A widget whose whole content is semantic HTML; its script only enhances."""

    html = traitlets.Unicode().tag(sync=True)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Send the semantic HTML beside the widget view: a finished page needs no kernel."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": self.html}, metadata
