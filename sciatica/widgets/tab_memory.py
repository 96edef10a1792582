"""A value that the browser keeps for one tab, from one live page to the next: no cookie."""

import traitlets

from sciatica.widgets.html import HtmlFirst, module


class TabMemory(HtmlFirst):
    """Under `key` the tab keeps `value` until it is closed. It shows nothing."""

    _esm = module("tab_memory")
    key = traitlets.Unicode().tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
