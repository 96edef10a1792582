"""One picture of the catalogue: how to draw it and what it says in words."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure

from sciatica.content import Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture by name. `draw` makes the figure; `description` is its twin in words, `caption`
    the few words that stand beside it where it has a name of its own.

    Every module of pictures offers ``drawings(words)``: all that it can show, so that the contact
    sheet, the judge of content and the tests see each of them.
    """

    name: str
    draw: Callable[[], Figure]
    description: str
    caption: str = ""


def catalogue(words: Words) -> Iterator[Drawing]:
    """Yield every picture of every module of `sciatica.figures`, in the order of their names."""
    package = importlib.import_module("sciatica.figures")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        found = importlib.import_module(module.name)
        if hasattr(found, "drawings"):
            yield from found.drawings(words)
