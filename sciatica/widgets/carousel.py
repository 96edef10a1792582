"""Cards one at a time, by button, arrow key or swipe: the carousel.

It asks nothing and keeps nothing. It always opens at its first card, and there is no way past one:
no dots, no link into the middle. Without JavaScript and on paper all cards stand in order. At night
the page is dark, whatever the device prefers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sciatica.widgets.html import HERE, NIGHT, TOKENS, HtmlFirst, module, render


@dataclass(frozen=True, slots=True)
class Slide:
    """One card: a picture first, then a title and what is said."""

    id: str
    title: str
    picture: Markup
    body: Markup
    progress: str


class Carousel(HtmlFirst):
    """Cards that are read one after the other."""

    _esm = module("carousel")
    _css = TOKENS + (HERE / "carousel.css").read_text(encoding="utf-8") + NIGHT

    @classmethod
    def build(cls, name: str, *, slides: Sequence[Slide], labels: Mapping[str, str]) -> "Carousel":
        """Build a carousel. `name` is unique on its page; `labels` holds ``label, back, next``."""
        return cls(html=render("carousel", name=name, slides=slides, labels=labels))
