"""The second name of what a picture names: what a report or a lecturer calls it, one tap away."""

from collections.abc import Iterable, Mapping

from sciatica.content.words import Words, words
from sciatica.pages.block import Block, render

NAMED: Mapping[str, tuple[str, ...]] = {
    "spine": ("bone", "disc", "facet", "spinous", "sac", "cord", "coccyx"),
    "disc": ("disc", "centre", "facet", "sac"),
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


def report_names(lang: str) -> Block:
    """Fold out all of them."""
    text = words(lang)
    title = text("spine.second.title")
    return Block(render("report_names", title=title, pairs=pairs(text, ALL)))
