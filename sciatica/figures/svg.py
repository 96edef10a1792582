"""A matplotlib figure as a small, clean piece of SVG that stands inside a page.

matplotlib writes six decimals and a style sheet that would leak into the page. scour, a kept
optimiser, does the shrinking; here we only name the layers and make the picture accessible.
"""

import io
import re
from html import escape
from xml.etree import ElementTree

import matplotlib
from markupsafe import Markup
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from scour import scour

PART = "--"
"""Joins a layer's name and a part of it in an artist's gid: ``L5-left--core``."""

_LEAKING_STYLE = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_USED = re.compile(r'\bhref="#([\w-]+)"')
FONT = "DejaVu Sans"
"""The letters that matplotlib measures with; a browser without them takes its own sans-serif."""
_UNTURNED = re.compile(r' transform="rotate\(-?0[ )][^"]*"')
"""matplotlib turns every text, most by no degree."""
_GROUP = re.compile(r'<g id="([\w-]+?)' + PART + r'([\w-]+)"')


def _options() -> object:
    options = scour.sanitizeOptions(None)
    options.digits = 4
    options.cdigits = 4
    options.strip_comments = True
    options.remove_metadata = True
    options.strip_xml_prolog = True
    options.indent_type = "none"
    options.newlines = False
    options.group_collapse = False  # an empty-looking group may be a layer
    options.enable_viewboxing = True
    return options


def _with_layers_joined(svg: str) -> str:
    """Put neighbours of one layer into one group: a picture with many states holds thousands."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        last = None
        for child in list(parent):
            if last is not None and _look(last) == _look(child):
                last.extend(child)
                parent.remove(child)
            else:
                last = child if child.get("data-layer") else None
    return ElementTree.tostring(root, encoding="unicode")


def _look(group: ElementTree.Element) -> dict[str, str]:
    """What a group says of all that is in it: its layer, whether it is shown, its colours."""
    return {name: value for name, value in group.attrib.items() if name != "id"}


def _layered(figure: Figure) -> list[Artist]:
    # not findobj: it would make the ticks of axes that are off, which takes longer than the rest
    axes = [one for outer in figure.axes for one in (outer, *outer.child_axes)]
    artists = (artist for one in axes for artist in one.get_children())
    return [artist for artist in artists if PART in str(artist.get_gid() or "")]


def to_svg(figure: Figure, *, name: str, description: str) -> Markup:
    """Return `figure` as SVG text, the same bytes on every run.

    `name` is unique on the page and prefixes every id. Artists whose gid reads
    ``LAYER--PART`` become groups with ``data-layer="LAYER"``; the invisible ones stay in the
    picture with ``display="none"``, so that a state is a set of visible layers. `description`
    is what a screen reader says.
    """
    artists = _layered(figure)
    hidden = {str(artist.get_gid()) for artist in artists if not artist.get_visible()}
    for artist in artists:
        artist.set_visible(True)
    raw = io.StringIO()
    with matplotlib.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": name, "font.sans-serif": [FONT]}
    ):
        figure.savefig(raw, format="svg", transparent=True, metadata={"Date": None})
    for artist in artists:
        artist.set_visible(str(artist.get_gid()) not in hidden)
    text = _LEAKING_STYLE.sub("", raw.getvalue())
    text = text[text.index("<svg") :]  # no prolog: the picture stands inside a page
    small = _UNTURNED.sub("", scour.scourString(text, _options()).strip())

    def group(match: re.Match[str]) -> str:
        gid = f"{match[1]}{PART}{match[2]}"
        off = ' display="none"' if gid in hidden else ""
        return f'<g id="{name}-{gid}" data-layer="{match[1]}"{off}'

    small = _GROUP.sub(group, small)
    for used in set(_USED.findall(small)):  # signs that are drawn once and set many times
        small = re.sub(rf'\b(id="|href="#){used}"', rf'\g<1>{name}-{used}"', small)
    small = re.sub(r'\bid="(?!' + re.escape(name) + r"-)[^\"]*\"\s?", "", small)
    small = _with_layers_joined(small)
    head = (
        f'<svg role="img" aria-label="{escape(description)}" focusable="false" '
        'stroke-linejoin="round" '
    )
    return Markup(small.replace("<svg ", head, 1))
