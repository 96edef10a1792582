"""An executed notebook as one finished HTML page and the scripts it needs."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from sciatica import resources
from sciatica.content import checked_on, signature, words
from sciatica.pages.block import METADATA, style, style_element
from sciatica.publish.lesson import Lesson
from sciatica.publish.links import address, rewrite

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ASSETS = "assets"
HOST = Path(__file__).parent / "host.js"
# traits that a finished page does not need: the HTML is there, the script is a file
_LEFT_OUT = ("html", "layout", "tabbable", "tooltip")


class PublishError(ValueError):
    """A notebook ran, but cannot become a page. The text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: the same bytes for every visitor. `assets` are scripts by file name."""

    lesson: Lesson
    html: str
    assets: Mapping[str, str]


@dataclass(slots=True)
class _Parts:
    """What the cells of a notebook add up to."""

    strip: list[Markup]
    body: list[Markup]
    styles: dict[str, None]
    assets: dict[str, str]
    models: dict[str, str]


def _asset_name(stem: str, text: str) -> str:
    return f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"


def _markdown(text: str) -> Markup:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return Markup(MarkdownWithMath(renderer=renderer).render(text))


def _widget(model_id: str, html: str, states: Mapping[str, Any], parts: _Parts) -> Markup:
    try:
        state = states[model_id]["state"]
        script = state["_esm"]
    except KeyError as missing:
        raise PublishError(
            f"a widget has no {missing}: only anywidgets can stand in a reading page"
        ) from None
    name = _asset_name("widget", script)
    parts.assets[name] = script
    if state.get("_css"):
        parts.styles[state["_css"]] = None
    # model ids are random; a number in order of appearance keeps two bakes identical
    number = parts.models.setdefault(model_id, f"w{len(parts.models) + 1}")
    kept = {k: v for k, v in state.items() if not k.startswith("_") and k not in _LEFT_OUT}
    return Markup(
        '<div class="sx-widget" data-finished data-model="{}" data-script="{}" data-state="{}">'
        "{}</div>"
    ).format(number, name, json.dumps(kept, sort_keys=True), Markup(html))


def _output(output: Any, states: Mapping[str, Any], parts: _Parts) -> None:
    if output.output_type == "error":
        raise PublishError(f"a cell failed: {output.ename}: {output.evalue}")
    data = output.get("data", {})
    html = data.get("text/html")
    if html is None:
        raise PublishError(
            f"a cell leaves an output without HTML ({', '.join(data) or output.output_type}): "
            "end it with one call from sciatica.pages"
        )
    if WIDGET_VIEW in data:
        parts.body.append(_widget(data[WIDGET_VIEW]["model_id"], html, states, parts))
    elif output.get("metadata", {}).get(METADATA, {}).get("slot") == "strip":
        parts.strip.append(Markup(html.replace(str(style_element()), "")))
    else:
        parts.body.append(Markup(html))


def _collect(notebook: nbformat.NotebookNode) -> _Parts:
    states = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    parts = _Parts([], [], {}, {}, {})
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.body.append(_markdown(cell.source))
        for output in cell.get("outputs", []):
            _output(output, states, parts)
    if len(parts.strip) != 1:
        raise PublishError(
            "the page has no emergency strip: its first code cell must call open_page()"
            if not parts.strip
            else "the page opens twice: call open_page() once"
        )
    return parts


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.templates()), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


@cache
def page_style() -> str:
    """Return the style sheet of a finished page: its layout and all blocks."""
    layout = (resources.templates() / "static" / "finished.css").read_text(encoding="utf-8")
    return layout + style()


def fill_template(**values: Any) -> str:
    """Fill the finished page's template, ``finished.html.j2`` of our Voila template."""
    return _environment().get_template("finished.html.j2").render(values)


def short_title(lesson: Lesson) -> str:
    """Return the few words that name a page in the navigation (else its heading)."""
    text, key = words(lesson.lang), f"home.short.{lesson.slug}"
    return text(key) if key in text else lesson.title


def finish(notebook: nbformat.NotebookNode, lesson: Lesson, lessons: Sequence[Lesson]) -> Page:
    """Turn an executed notebook into a page.

    Raises `PublishError` where the page would be unsafe or incomplete (no emergency strip, an
    output that plain HTML cannot show, a dead link).
    """
    parts = _collect(notebook)
    if parts.assets:
        host = HOST.read_text(encoding="utf-8")
        host_name = _asset_name("host", host)
        parts.assets[host_name] = host
    content = Markup("\n").join(parts.body)
    version = hashlib.sha256((parts.strip[0] + content).encode()).hexdigest()[:12]
    html = fill_template(
        lang=lesson.lang,
        words=words(lesson.lang),
        title=lesson.title,
        style=Markup(page_style() + "".join(parts.styles)),
        strip=parts.strip[0],
        content=content,
        navigation=[
            {
                "title": short_title(other),
                "href": address(lesson, other),
                "current": other is lesson,
            }
            for other in lessons
            if other.in_navigation and not lesson.full_screen
        ],
        full_screen=lesson.full_screen,
        scripts=[f"{lesson.to_root}{ASSETS}/{name}" for name in parts.assets],
        host=f"{lesson.to_root}{ASSETS}/{host_name}" if parts.assets else "",
        signature=signature(lesson.slug, version),
        version=version,
        checked_on=checked_on(),
    )
    try:
        html = rewrite(html, lesson, lessons)
    except ValueError as error:
        raise PublishError(f"{error}: mend the link, or add the page") from error
    return Page(lesson, html, parts.assets)
