"""A timer for practice without looking: hold, rest, again. It runs in the browser alone.

It is an element of its own (``sx-hold-timer``), so that it also works inside another widget's HTML:
wherever the module is loaded, every such element of the page comes alive. Time is read from the
clock and never counted, so that a slow device, a hidden tab or a pause cannot make it wrong.
Nothing is kept: no trait, no URL, no storage.
"""

from collections.abc import Mapping

from markupsafe import Markup

from sciatica.widgets.html import HERE, HtmlFirst, module, render

LEAD_S = 5
"""Seconds to get in place, at first. The person changes it."""


def timer_html(*, hold_s: int | None, labels: Mapping[str, str]) -> Markup:
    """Return the timer. Without `hold_s` the field is blank, for the number of the physio.

    `labels` holds the words: ``label, unscripted`` and the names of fields, buttons and signals;
    ``begin`` and the other words that are announced may name ``{round}`` and ``{rounds}``.
    """
    return render("timer", hold_s=hold_s, lead_s=LEAD_S, labels=labels)


class HoldTimer(HtmlFirst):
    """A timer in a cell of its own."""

    _esm = module("timer")
    _css = HERE / "timer.css"

    @classmethod
    def build(cls, *, hold_s: int | None, labels: Mapping[str, str]) -> "HoldTimer":
        """Build a timer; see `timer_html`."""
        return cls(html=timer_html(hold_s=hold_s, labels=labels))
