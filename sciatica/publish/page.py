"""An executed notebook as one finished HTML page and the scripts it needs."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from sciatica import resources
from sciatica.content import signing
from sciatica.content.clinic import Clinic, the_clinic
from sciatica.content.signing import UNSIGNED, Standing, checked_on, version_of
from sciatica.content.words import words
from sciatica.html import renderer
from sciatica.pages.block import METADATA, style, style_element
from sciatica.publish.errors import PublishError
from sciatica.publish.lesson import Lesson
from sciatica.publish.links import DeadLinkError, address, rewrite
from sciatica.publish.readable import readable
from sciatica.widgets.html import TOKENS
from sciatica.widgets.model3d import later

WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ASSETS = "assets"
FIRST_IN_NAVIGATION = ("home", "tonight", "exercises")
"""What stands in the one line of a phone, beside the menu. The strip above leads to the signs."""
ABOUT = "about"
"""The page to which every footer leads."""
HOST = Path(__file__).parent / "host.js"
CLASSIC = HOST.with_name("classic.js")
_LATER = re.compile(r'\bdata-later="([^"]+)"')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
render = renderer(resources.templates())
# traits that a finished page does not need: the HTML is there, the script is a file
_LEFT_OUT = ("html", "layout", "tabbable", "tooltip")


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: the same bytes for every visitor. `assets` are scripts by file name, `text`
    is what a signature is given for."""

    lesson: Lesson
    html: str
    assets: Mapping[str, str]
    text: Sequence[str]


@dataclass(slots=True)
class _Parts:
    """What the cells of a notebook add up to."""

    strip: list[Markup]
    body: list[Markup]
    styles: dict[str, None]
    assets: dict[str, str]
    later: dict[str, str]
    models: dict[str, str]


def _asset_name(stem: str, text: str) -> str:
    return f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js"


def markdown(
    text: str, folder: Path | None = None, attachments: Mapping[str, Any] | None = None
) -> Markup:
    """Return Markdown as HTML. With a `folder` its images, in that folder or among the cell's
    `attachments`, travel within the page."""
    renderer = IPythonRenderer(
        escape=False,
        exclude_anchor_links=True,
        embed_images=folder is not None,
        path=str(folder or ""),
        attachments=dict(attachments or {}),
    )
    return Markup(MarkdownWithMath(renderer=renderer).render(text))


def _named_later(html: str, parts: _Parts) -> str:
    """Return `html` with the files that its script asks for only when it wants them: they are no
    part of what a browser loads with the page."""

    def name(match: re.Match[str]) -> str:
        script = later(match[1])
        file = _asset_name(match[1], script)
        parts.later[file] = script
        return f'data-later="{file}"'

    return _LATER.sub(name, html)


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
        # the page has the design tokens already
        parts.styles[state["_css"].removeprefix(TOKENS)] = None
    # model ids are random; a number in order of appearance keeps two bakes identical
    number = parts.models.setdefault(model_id, f"w{len(parts.models) + 1}")
    kept = {k: v for k, v in state.items() if not k.startswith("_") and k not in _LEFT_OUT}
    return Markup(
        '<div class="sx-widget" data-finished data-model="{}" data-script="{}" data-state="{}">'
        "{}</div>"
    ).format(number, name, json.dumps(kept, sort_keys=True), Markup(_named_later(html, parts)))


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
    parts = _Parts([], [], {}, {}, {}, {})
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.body.append(markdown(cell.source))
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
def page_style() -> str:
    """Return the style sheet of a finished page: its layout, the design tokens and all blocks."""
    layout = (resources.templates() / "finished.css").read_text(encoding="utf-8")
    return layout + style()


def accent_style(clinic: Clinic) -> str:
    """Return the rule that gives actions the colour of the clinic, or nothing. It outranks the
    tokens that a widget brings along later; the colours of Emergency are not among them. It was
    judged on light paper, so on a dark screen the tokens hold."""
    if not clinic.accent:
        return ""
    rule = f"--sx-action: {clinic.accent}; --sx-accent: {clinic.accent};"
    where = "print, not (prefers-color-scheme: dark)"
    return f"@media {where} {{ :root:root:not(.sx-night) {{ {rule} }} }}"


def in_frame(
    clinic: Clinic,
    *,
    style: str,
    standing: Standing = UNSIGNED,
    version: str = "",
    about: str = "",
    classic: str = "",
    **values: object,
) -> str:
    """Return a whole page with the clinic's colour and logo: ``finished.html.j2`` with `values` in
    it; its footer says what stands under this `version` of it, and leads to the page `about` these
    pages. `classic` is the address of the script that even old browsers read.

    Its style sheet travels with every visit, so comments stay at home.
    """
    whole = Markup(_COMMENT.sub("", style) + accent_style(clinic))
    foot = {"standing": standing, "version": version, "checked_on": checked_on(), "about": about}
    values |= {"clinic": clinic, "style": whole, "classic": classic}
    return str(render("finished", **foot, **values))


def _standing(lesson: Lesson, version: str, clinic: Clinic) -> Standing:
    given, day = clinic.signatures, signing.today()
    return signing.standing(lesson.id, version, clinic.name, given, day)


def short_title(lesson: Lesson) -> str:
    """Return the few words that name a page in the navigation (else its heading)."""
    text, key = words(lesson.lang), f"home.short.{lesson.slug}"
    return text(key) if key in text else lesson.title


def _about(here: Lesson, lessons: Sequence[Lesson]) -> str:
    """Return where the page on quality and privacy stands, as seen from every other page."""
    others = (other for other in lessons if other.slug == ABOUT and other is not here)
    return next((address(here, other) for other in others), "")


def finish(notebook: nbformat.NotebookNode, lesson: Lesson, lessons: Sequence[Lesson]) -> Page:
    """Turn an executed notebook into a page.

    Raises `PublishError` where the page would be unsafe or incomplete (no emergency strip, an
    output that plain HTML cannot show, a dead link).
    """
    parts = _collect(notebook)
    content = Markup("\n").join(parts.body)
    host_name = classic_name = ""
    if parts.assets:
        host = HOST.read_text(encoding="utf-8")
        host_name = _asset_name("host", host)
        parts.assets[host_name] = host
    if parts.assets or "<details" in content:
        classic = CLASSIC.read_text(encoding="utf-8")
        classic_name = _asset_name("classic", classic)
        parts.later[classic_name] = classic
    said = readable(parts.strip[0] + content)
    version, clinic = version_of(said), the_clinic()
    html = in_frame(
        clinic,
        lang=lesson.lang,
        words=words(lesson.lang),
        title=lesson.title,
        style=page_style() + "".join(parts.styles),
        strip=parts.strip[0],
        content=content,
        navigation=[
            {
                "title": short_title(other),
                "href": address(lesson, other),
                "current": other is lesson,
                "first": other.slug in FIRST_IN_NAVIGATION,
            }
            for other in lessons
            if other.in_navigation and not lesson.full_screen
        ],
        full_screen=lesson.full_screen,
        scripts=[f"{lesson.to_root}{ASSETS}/{name}" for name in parts.assets],
        host=host_name and f"{lesson.to_root}{ASSETS}/{host_name}",
        classic=classic_name and f"{lesson.to_root}{ASSETS}/{classic_name}",
        standing=_standing(lesson, version, clinic),
        version=version,
        about=_about(lesson, lessons),
    )
    try:
        html = rewrite(html, lesson, lessons)
    except DeadLinkError as error:
        raise PublishError(f"{error}: mend the link, or add the page") from error
    return Page(lesson, html, {**parts.assets, **parts.later}, said)
