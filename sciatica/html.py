"""HTML from templates: texts are escaped, and a name that nobody gave is an error."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


class Render(Protocol):
    """Fills ``TEMPLATE.html.j2`` of one folder."""

    def __call__(self, template: str, /, **values: object) -> Markup:
        """Return `template` with `values` in it."""


def renderer(folder: Path, **filters: Callable[[str], Markup]) -> Render:
    """Return what fills the templates of `folder`; they may use `filters`."""
    templates = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    templates.filters.update(filters)

    def render(template: str, /, **values: object) -> Markup:
        return Markup(templates.get_template(f"{template}.html.j2").render(values))

    return render
