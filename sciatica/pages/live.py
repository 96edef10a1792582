"""What a live page (staff) calls first."""

import ipywidgets

from sciatica.content.words import words
from sciatica.widgets.boundary import guard_callbacks


def open_live_page(lang: str) -> ipywidgets.HTML:
    """Open a live page: from here on a callback that raises says so on the page and in the log.

    The emergency strip stands in the page's frame already.
    """
    text = words(lang)
    return guard_callbacks(text("live.error"), text("live.wake"))
