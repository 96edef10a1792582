"""An error boundary for the callbacks of a live page: words on the page, a line in the log.

ipywidgets hands every exception of a callback to IPython, which would print it where nobody looks.
Here it reaches both: the visitor reads what to do, the server's log holds the traceback.
"""

import sys
import time
import traceback
from typing import Any

import ipywidgets
from IPython import get_ipython
from markupsafe import Markup

_ALERT = Markup('<p class="sx-callback-failed" role="alert">{}</p>')


def guard_callbacks(words: str) -> ipywidgets.HTML:
    """Return an empty place that shows `words` when any callback of this kernel raises."""
    place = ipywidgets.HTML()
    shell: Any = get_ipython()
    if shell is None:
        return place  # outside a kernel an exception reaches whoever called
    printed = shell.showtraceback

    def show(*args: Any, **kwargs: Any) -> None:
        message = shell.kernel.get_parent().get("header", {}).get("msg_type")
        if message not in ("comm_msg", "comm_open"):
            printed(*args, **kwargs)  # a cell that fails: the page itself says so
            return
        error = sys.exc_info()[1]
        trace = "".join(traceback.format_exception(error)).strip().replace("\n", "\\n")
        now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        line = f'{now} callback_failed error="{type(error).__name__}" traceback="{trace}"'
        print(line, file=sys.__stderr__, flush=True)
        place.value = str(_ALERT.format(words))

    shell.showtraceback = show
    return place
