"""The second name of what a picture names: what a report or a lecturer calls it, one tap away."""

import re
from collections.abc import Iterable, Mapping

from sciatica.content.words import Words, words
from sciatica.pages.block import Block, render

NAMED: Mapping[str, tuple[str, ...]] = {
    "spine": ("bone", "disc", "facet", "spinous", "sac", "cord", "coccyx"),
    **dict.fromkeys(("L3-4", "L4-5", "L5-S1"), ("disc", "centre", "facet", "sac")),
    "narrow": ("bone", "disc", "facet", "flavum", "sac"),
    "buttock": ("sitting_bone", "femur"),
}
"""Which parts have a second name in the pictures of a group of the board."""
ALL = tuple(dict.fromkeys(name for names in NAMED.values() for name in names))


def pairs(text: Words, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return each name in our pictures with the one on a report."""
    return [(text(f"spine.name.{name}"), text(f"spine.second.{name}")) for name in names]


def line_of(text: Words, group: str) -> str:
    """Return in a line the second names in the pictures of a group; nothing where it has none."""
    if group not in NAMED:
        return ""
    told = [
        text("spine.second.pair", name=name, second=second)
        for name, second in pairs(text, NAMED[group])
    ]
    return text("spine.second.line", names="; ".join(told))


def both_names(text: Words, part: str) -> tuple[str, str] | None:
    """Return what a part of a drawing is called, in plain words and by its second name; None for
    what has no name, such as shade."""
    for pattern, name in _PARTS:
        if found := re.fullmatch(pattern, part):
            slots = {key: value.replace("-", "/") for key, value in found.groupdict().items()}
            key = f"spine.second.{name}"
            plain = text(f"spine.name.{name}_of" if slots else f"spine.name.{name}", **slots)
            return plain, text(key) if key in text else ""
    return None


_DISC = r"(?P<disc>L\d-(?:S1|\d))"
_PARTS = (
    (r"(?P<bone>L\d)", "bone"),
    (rf"disc-{_DISC}", "disc"),
    (r"disc", "disc"),
    (r"nucleus-.*|core", "centre"),
    (r"flavum-.*", "flavum"),
    (r"cartilage", "facet"),
    (r"sac", "sac"),
    (r"cord", "cord"),
    (r"(?:root|ganglion)-(?P<root>[LS]\d)-(?:left|right)", "root"),
    (r"lesion", "pushed_out"),
    (r"sacrum", "sacrum"),
    (r"coccyx", "coccyx"),
    (r"hip(?:-left|-right)?", "hip"),
    (r"femur(?:-left|-right)?", "femur"),
    (r"(?:sciatic|trunk)(?:-left|-right)?", "sciatic"),
    (r"piriformis(?:-left|-right)?", "piriformis"),
    (r".*ligament(?:-left|-right)?", "ligament"),
    (r"big-muscle", "big_muscle"),
    (r"psoas", "psoas"),
    (r"erector|multifidus", "back_muscle"),
    (r"(?:superior-gemellus|obturator-internus|inferior-gemellus|quadratus-femoris).*", "muscle"),
    (r"fat", "fat"),
)
"""Parts of drawings by pattern, and their names in ``spine.toml``; a part with a number or a root
in its name is called by it: ``bone_of``."""


def report_names(lang: str) -> Block:
    """Fold out all of them."""
    text = words(lang)
    title = text("spine.second.title")
    return Block(render("report_names", title=title, pairs=pairs(text, ALL)))
