"""What a live page is made of: a frame and words that need no kernel, and what its cells put out.

The words are sent before the kernel is there. So each cell that runs has a place among them, and
what it puts out comes last, in a ``template`` that the page's script (``client/live.js``) puts into
that place: any order of words and cells holds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup

from sciatica.content.clinic import Clinic
from sciatica.content.words import words
from sciatica.pages.safety import strip_html
from sciatica.publish.lesson import Lesson
from sciatica.publish.page import WIDGET_VIEW, in_frame, markdown, page_style
from sciatica.publish.trouble import stale_note
from sciatica.serve.first_run import FirstRun
from sciatica.serve.frame import HERE, render

CLIENT = HERE / "client"
KNOWN = {
    *("@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output"),
    "anywidget",
}
"""The packages whose widgets our client has: see ``client/manager.js``."""
_WORDS = "\ufffcwords\ufffc"
"""Where the words will stand in the frame: no text of ours has such a letter."""
IMAGES = ("image/png", "image/jpeg", "image/gif")


class UnknownWidgetError(RuntimeError):
    """A notebook uses a widget that a live page cannot show."""


@cache
def client_file(name: str) -> str:
    """Return the text of a file of our client, as its build has made it."""
    return (CLIENT / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Cells:
    """A notebook: what stands on the page before anything has run, and the code to run."""

    html: Markup
    codes: Sequence[str]


@lru_cache(32)
def read_cells(path: Path, _changed_ns: int) -> Cells:
    """Return the notebook in `path`; anew when the file has changed."""
    parts: list[Markup] = []
    codes: list[str] = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            parts.append(markdown(cell.source, path.parent, cell.get("attachments")))
        elif cell.cell_type == "code":
            parts.append(Markup('<div id="cell-{}"></div>').format(len(codes)))
            codes.append(cell.source)
    return Cells(Markup("\n").join(parts), codes)


@lru_cache(32)
def frame(
    lesson: Lesson,
    clinic: Clinic,
    base_url: str,
    script: str,
    sheet: str,
    classic: str,
    stale: bool,
) -> tuple[Markup, Markup]:
    """Return what stands before and behind the words of a live page. `script`, `sheet` and
    `classic`, which even old browsers read, are the addresses of its client; `stale` says that the
    clinic's settings may be old."""
    text = words(lesson.lang)
    content = render(
        "live",
        words=text,
        stale=stale_note(text) if stale else "",
        place=_WORDS,
    )
    whole = in_frame(
        clinic,
        lang=lesson.lang,
        words=text,
        title=lesson.title,
        style=page_style() + (HERE / "live.css").read_text(encoding="utf-8"),
        sheet=sheet,
        strip=strip_html(clinic, text, f"{base_url}{lesson.lang}/red-flags#list"),
        content=content,
        navigation=[
            {
                "title": text("common.site.name"),
                "href": base_url,
                "current": False,
                "first": True,
            }
        ],
        full_screen=False,
        not_started=text("live.not_started"),
        scripts=[script],
        host="",
        classic=classic,
    )
    before, _, behind = whole.partition(_WORDS)
    return Markup(before), Markup(behind)


def data_element(name: str, data: str) -> Markup:
    """Return JSON for the page's script, as an element that never runs."""
    return Markup('<script type="application/json" id="{}">{}</script>').format(
        name, Markup(data.replace("<", "\\u003c"))
    )


def _shown(data: Mapping[str, Any]) -> Markup:
    """Return one output as HTML, in the best of its forms."""
    if WIDGET_VIEW in data:
        return Markup('<div data-view="{}"></div>').format(data[WIDGET_VIEW]["model_id"])
    for kind in ("text/html", "image/svg+xml"):
        if kind in data:
            return Markup(data[kind])
    for kind in IMAGES:
        if kind in data:
            return Markup('<img alt="" src="data:{};base64,{}">').format(kind, data[kind].strip())
    if "text/markdown" in data:
        return markdown(data["text/markdown"])
    return Markup("<pre>{}</pre>").format(data.get("text/plain", ""))


def outputs(run: FirstRun, failed: str) -> Markup:
    """Return what each cell has put out; where one has failed it says `failed`. Without JavaScript
    it stands below the words."""
    parts: list[Markup] = []
    for number, output in enumerate(run.outputs):
        html = Markup("").join(_shown(data) for data in output)
        if run.failed and number == len(run.outputs) - 1:
            html += Markup('<p class="sx-callback-failed" role="alert">{}</p>').format(failed)
        if html:
            parts.append(Markup('<template data-cell="{}">{}</template>').format(number, html))
            parts.append(Markup("<noscript>{}</noscript>").format(html))
    return Markup("").join(parts)


def state(run: FirstRun) -> Markup:
    """Return all widgets as they stand after the cells. Raises `UnknownWidgetError` by name."""
    for package, name in run.kinds:
        if package not in KNOWN:
            raise UnknownWidgetError(
                f"a live page cannot show {name} of {package}: it can show the widgets of "
                "ipywidgets, and every anywidget"
            )
    return data_element("live-made", run.state)


def about(base_url: str, kernel_id: str, session: str, script: str) -> Markup:
    """Return what the page's script must know to speak with its kernel, and the script: it begins
    at once, so that a page which breaks off says so too."""
    told = {"base": base_url, "kernel": kernel_id, "session": session}
    begin = Markup('<script type="module" async src="{}"></script>').format(script)
    return data_element("live-page", json.dumps(told)) + begin
