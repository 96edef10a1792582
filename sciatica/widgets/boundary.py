"""An error boundary for the callbacks of a live page: words on the page, a line in the log.

ipywidgets hands every exception of a callback to IPython, which would print it where nobody looks;
one in a thread or in an asyncio task would be lost. Here each reaches both: the visitor reads what
to do, the server's log holds the traceback.
"""

import asyncio
import sys
import threading
from typing import Any

import ipywidgets
from IPython import get_ipython
from markupsafe import Markup

from sciatica import log

_ALERT = Markup('<p class="sx-callback-failed" role="alert">{} <a href="">{}</a></p>')


def guard_callbacks(words: str, again: str) -> ipywidgets.HTML:
    """Return an empty place that shows `words`, and a link `again` that loads the page anew, when
    anything raises in this kernel after its cells have run."""
    place = ipywidgets.HTML()
    shell: Any = get_ipython()
    if shell is None:
        return place  # outside a kernel an exception reaches whoever called
    printed = shell.showtraceback

    def tell(error: BaseException | None, what: str = "") -> None:
        if error is None:
            log.event("callback_failed", error=what)
        else:
            log.failure("callback_failed", error)
        place.value = ""  # a second failure is announced like the first
        place.value = str(_ALERT.format(words, again))

    def show(*args: Any, **kwargs: Any) -> None:
        message = shell.kernel.get_parent().get("header", {}).get("msg_type")
        if message in ("comm_msg", "comm_open"):
            tell(sys.exc_info()[1])
        else:
            printed(*args, **kwargs)  # a cell that fails: the page itself says so

    shell.showtraceback = show
    threading.excepthook = lambda failed: tell(failed.exc_value)
    asyncio.get_event_loop().set_exception_handler(
        lambda _, context: tell(context.get("exception"), context["message"])
    )
    return place
