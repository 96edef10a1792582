"""One picture of the catalogue: how to draw it and what it says in words."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture by name. `draw` makes the figure; `description` is its twin in words.

    Every module of pictures offers ``drawings(words)``: all that it can show, so that the contact
    sheet, the judge of content and the tests see each of them.
    """

    name: str
    draw: Callable[[], Figure]
    description: str
