"""A matplotlib figure as a small, clean piece of SVG that stands inside a page.

matplotlib writes six decimals and a style sheet that would leak into the page. scour, a kept
optimiser, does the shrinking; here we only name the layers and make the picture accessible.

The gid of an artist reads ``LAYER--PART``: the layer that it belongs to, and a name within it. The
name of something that is pointed at goes on with the spot, in points of the SVG: ``PART@X,Y``.
"""

import io
import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import matplotlib
from markupsafe import Markup
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from sciatica.figures.shrink import shrunk

PART = "--"
"""Joins a layer's name and a part of it in an artist's gid: ``L5-left--core``."""
AT = "@"
"""Joins a part and the spot that it names."""
FONT = "DejaVu Sans"
"""The letters that matplotlib measures with; a browser without them takes its own sans-serif."""
LAYER = "data-layer"
"""The attribute under which a script finds what it shows and hides."""
NAMED, SPOT, LEADS = "data-part", "data-spot", "data-leads"
"""The attributes under which it finds a part, a name in the margin (its value is the spot that is
named), and the lines that lead from names to spots."""
LEADER = "leader-"
"""Begins the part of such a line."""

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_LEAKING_STYLE = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_UNTURNED = re.compile(r' transform="rotate\(-?0[ )][^"]*"')
"""matplotlib turns every text, most by no degree."""
_HREFS = {"href", f"{{{_XLINK}}}href"}
_URL = re.compile(r"(?<=url\(#)[\w-]+")
"""An attribute other than ``href`` names an id so."""
_PIECE = "piece"
_ONE_LOOK = {"opacity", "clip-path", "mask", "filter"}
"""What a group does to all that is in it at once: two such groups are never one."""


def layered(figure: Figure) -> Iterator[tuple[Artist, str]]:
    """Yield every artist of `figure` that belongs to a layer, with the layer's name."""
    # not findobj: it would make the ticks of axes that are off, which takes longer than the rest
    axes = [one for outer in figure.axes for one in (outer, *outer.child_axes)]
    for artist in (artist for one in axes for artist in one.get_children()):
        layer, part, _ = str(artist.get_gid() or "").partition(PART)
        if part:
            yield artist, layer


def parts(figure: Figure) -> set[str]:
    """Return the names of the parts of `figure`, but for those of names in its margins."""
    found = {str(artist.get_gid()).partition(PART)[2] for artist, _ in layered(figure)}
    return {part for part in found if AT not in part}


def tree(figure: Figure, salt: str) -> Element:
    """Return `figure` with every layer visible as SVG elements, the same on every run.

    `salt` goes into the ids of what is drawn once and set many times. Groups of a layer bear its
    name as ``data-layer``, and that of the part as ``data-part``; ids that nothing refers to are
    gone.
    """
    for artist, _ in layered(figure):
        artist.set_visible(True)
    raw = io.StringIO()
    with matplotlib.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": salt, "font.sans-serif": [FONT]}
    ):
        figure.savefig(raw, format="svg", transparent=True, metadata={"Date": None})
    bare = _LEAKING_STYLE.sub("", raw.getvalue())
    bare = bare[bare.index("<svg") :]  # no prolog: the picture stands inside a page
    root = ElementTree.fromstring(_UNTURNED.sub("", shrunk(bare)))
    used: set[str] = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            used.update([value[1:]] if name in _HREFS else _URL.findall(value))
    for element in root.iter():
        gid = element.get("id", "")
        layer, joint, rest = gid.partition(PART)
        if joint:
            element.set(LAYER, layer)
            part, _, spot = rest.partition(AT)
            if part.startswith(LEADER):
                element.set(LEADS, "")
            else:
                element.set(NAMED, part)
            if spot:
                element.set(SPOT, spot)
        if gid not in used:
            element.attrib.pop("id", None)
    return root


def text(
    tree: Element,
    *,
    prefix: str,
    description: str,
    left_out: Collection[str],
    hidden: Collection[str],
    switched: Collection[str],
    lends: bool = False,
    borrows: str = "",
    named: Collection[str] = (),
) -> Markup:
    """Return `tree` as text that stands in a page.

    `prefix` begins every id; `description` is what a screen reader says, which passes over the
    picture where it is empty. Layers of `left_out` are
    not in it, those of `hidden` are not seen, and only those of `switched` bear their names.

    A picture that `lends` can stand on the same page again without being sent again: a text with
    its prefix as `borrows`, which may show fewer layers but no others, refers to its pieces.

    Where a script names what is touched, `named` are the parts that it knows: they bear their
    names, and names in the margin the spots that they point to.
    """
    root = deepcopy(tree)
    for element in root.iter():
        if not named:
            for name in (NAMED, SPOT, LEADS):
                element.attrib.pop(name, None)
        elif SPOT not in element.attrib and element.get(NAMED) not in named:
            element.attrib.pop(NAMED, None)
    if lends or borrows:
        _to_pieces(root, borrows)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get(LAYER) in left_out:
                parent.remove(child)
    for element in root.iter():
        layer = element.get(LAYER)
        if layer in hidden:
            element.set("display", "none")
        if layer not in switched:
            element.attrib.pop(LAYER, None)
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{prefix}-{value}")
            elif name in _HREFS and not borrows:
                element.set(name, f"#{prefix}-{value[1:]}")
            else:
                element.set(name, _URL.sub(rf"{prefix}-\g<0>", value))
    _join(root)
    said = {"role": "img", "aria-label": description} if description else {"aria-hidden": "true"}
    head = {**said, "focusable": "false", "stroke-linejoin": "round"}
    own = dict(root.attrib)
    root.attrib.clear()
    root.attrib.update({**head, **own})
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _to_pieces(root: Element, borrows: str) -> None:
    """Put what is drawn into pieces, each of one layer or always seen, as a group with an id below
    one with the layer's name; or refer to those of the picture that `borrows` names."""
    _join(root)
    drawing = root
    while len(drawing) == 1 and not drawing[0].get(LAYER):
        drawing = drawing[0]
    group = f"{{{_SVG}}}g"
    parts = [(layer, list(of)) for layer, of in groupby(drawing, lambda one: one.get(LAYER))]
    drawing[:] = []
    for number, (layer, of) in enumerate(parts):
        outer = SubElement(drawing, group, {LAYER: layer} if layer else {})
        name = f"{_PIECE}-{number}"
        if borrows:
            SubElement(outer, f"{{{_SVG}}}use", {f"{{{_XLINK}}}href": f"#{borrows}-{name}"})
            continue
        inner = SubElement(outer, group, {"id": name})
        for one in of:
            one.attrib.pop(LAYER, None)
            inner.append(one)


def _join(parent: Element) -> None:
    """Put neighbours of one layer and one look into one group: a picture with many states holds
    thousands."""
    last = None
    for child in list(parent):
        if last is not None and last.attrib == child.attrib and last.tag == child.tag:
            last.extend(child)
            parent.remove(child)
        else:
            joins = child.tag.endswith("}g") and not _ONE_LOOK & child.attrib.keys()
            last = child if joins else None
    for child in parent:
        _join(child)
