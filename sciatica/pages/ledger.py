"""Every source of the product: how much of it was read, and which pages rest on it."""

from collections.abc import Callable, Mapping

from sciatica import resources
from sciatica.content import sources, words
from sciatica.pages import board, care, causes, exercises, nerve_roots, red_flags, what_is_sciatica
from sciatica.pages.block import Block, render

CITED: Mapping[str, Callable[[], set[str]]] = {
    "what-is-sciatica": what_is_sciatica.cited,
    "nerve-roots": nerve_roots.cited,
    "causes": causes.cited,
    "red-flags": red_flags.cited,
    "exercises": exercises.cited,
    "care": care.cited,
    "board": board.cited,
}
"""Which sources each page names, by the page's slug."""


def all_sources(lang: str) -> Block:
    """List every source with its reference, how much of it was read, and the pages that use it."""
    text = words(lang)
    pages = []
    for slug in CITED:
        (notebook,) = (resources.notebooks() / lang).glob(f"[0-9][0-9]-{slug}.ipynb")
        pages.append((slug, notebook.name, text(f"home.card.{slug}.title")))
    listed = [
        (one, [(name, title) for slug, name, title in pages if one.id in CITED[slug]()])
        for one in sorted(sources().values(), key=lambda one: one.short.casefold())
    ]
    return Block(render("all_sources", words=text, listed=listed))
