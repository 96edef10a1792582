"""The page read aloud by the device's own voice, sentence by sentence, in the order of the screen.

Only voices of the device itself are used, as in the timer: another would send the words to another
machine. Nothing is kept, and where there is no such voice the page says so. Without JavaScript and
on paper there is no such bar.
"""

from collections.abc import Mapping

from sciatica.widgets.html import HERE, HtmlFirst, module, render

SPEEDS = {"slow": 0.75, "usual": 1, "fast": 1.25}
"""How fast, as a factor of the voice's own speed."""


class Reader(HtmlFirst):
    """A bar that reads the page, or one card of it, aloud."""

    _esm = module("reader")
    _css = HERE / "reader.css"

    @classmethod
    def build(cls, *, labels: Mapping[str, str], lang: str) -> "Reader":
        """Build a reader. `labels` holds ``label, start, pause, go_on, stop, speed, no_voice,
        done`` and a name for each of `SPEEDS`."""
        return cls(html=render("reader", labels=labels, lang=lang, speeds=SPEEDS))
