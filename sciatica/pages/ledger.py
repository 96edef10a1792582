"""Every source of the product: how much of it was read, and which pages rest on it."""

from collections.abc import Callable, Mapping

from sciatica import resources
from sciatica.content import cases, findings, sources, words, world
from sciatica.model import EvidenceKind
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


def workshop_sources(lang: str) -> set[str]:
    """Return the ids of the sources that the staff workshop rests on: its cases, its invented
    patients, and how strong signs are."""
    told = [one.evidence for one in findings().values()]
    told += [e for case, _ in cases(lang) for e in case.evidence]
    made = world()
    told += [e for template in made.templates for e in template.evidence]
    told += [e for cause in made.causes.values() for e in cause.evidence]
    return {e.detail for e in told if e.kind is EvidenceKind.READ}


def all_sources(lang: str) -> Block:
    """List every source with its reference, how much of it was read, and the pages that use it."""
    text = words(lang)
    pages = []
    for slug in CITED:
        (notebook,) = (resources.notebooks() / lang).glob(f"[0-9][0-9]-{slug}.ipynb")
        pages.append((slug, notebook.name, text(f"home.card.{slug}.title")))
    workshop = workshop_sources(lang)
    listed = [
        (
            one,
            [(name, title) for slug, name, title in pages if one.id in CITED[slug]()],
            one.id in workshop,
        )
        for one in sorted(sources().values(), key=lambda one: one.short.casefold())
    ]
    return Block(render("all_sources", words=text, listed=listed))
