"""Expressions for a page, in the grammar of 2020: what is in sight there."""

STARTED = "!document.querySelector('[data-finished]:not([data-started])')"
NEEDS_SCRIPT = "'.sx-unscripted, .sx-board-unscripted, .sx-walk-unscripted, .sx-timer-unscripted'"
"""The notes that a page's buttons need JavaScript."""


def seen(selector: str) -> str:
    """Return an expression for all that `selector`, itself an expression, finds in sight."""
    return f"[...document.querySelectorAll({selector})].filter(one => one.offsetParent)"
