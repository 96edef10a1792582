"""Choose with native controls whose choice Python hears: for live pages.

ipywidgets writes no roles and no names, and its radio buttons choose the first option by
themselves. Here a group is a ``fieldset`` with a ``legend``; nothing is chosen before somebody
chooses. Radio buttons and checkboxes are handed in with a button, since arrow keys change a radio
group; buttons act at once. What came of it (`said`) stands below the group: after handing in the
focus moves there, after a button it is announced and the focus stays.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import traitlets

from sciatica.widgets.html import HERE, HtmlFirst, fill


class Kind(StrEnum):
    """How options are chosen."""

    ONE = "one"
    MANY = "many"
    ACT = "act"


class Choice(HtmlFirst):
    """A group of native controls.

    `value` holds the ids of what is chosen, in the order of the options; with buttons, of those
    that were pressed. `handed_in` counts how often it was handed in or pressed. `said` is HTML of
    ours. `marks` says something beside an option, by id. `closed` lets nothing more be chosen, and
    `shows_focus` moves the focus here when the group appears, where another one was replaced.
    """

    _esm = HERE / "choice.js"
    _css = HERE / "choice.css"
    _known: frozenset[str] = frozenset()
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    last = traitlets.Unicode().tag(sync=True)
    handed_in = traitlets.Int(0).tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    closed = traitlets.Bool(False).tag(sync=True)
    shows_focus = traitlets.Bool(False).tag(sync=True)

    @classmethod
    def build(
        cls,
        kind: Kind,
        legend: str,
        options: Mapping[str, str],
        *,
        hand_in: str = "",
        missing: str = "",
        shows_focus: bool = False,
    ) -> "Choice":
        """Build a group of `options`, labels by id.

        `hand_in` names the button that hands radio buttons or checkboxes in; `missing` is said
        when it is pressed and nothing is chosen, where something must be.
        """
        html = fill(
            "choice",
            kind=kind,
            legend=legend,
            options=options,
            hand_in=hand_in,
            missing=missing,
        )
        group = cls(html=html, shows_focus=shows_focus)
        group._known = frozenset(options)
        return group

    def chosen(self) -> tuple[str, ...]:
        """Return the ids that are chosen; what is no option of this group is left out."""
        return tuple(name for name in self.value if name in self._known)

    def on_hand_in(self, hear: Callable[["Choice"], None]) -> None:
        """Call `hear` when the choice is handed in, or a button is pressed; never once closed."""

        def heard(_: Any) -> None:
            if not self.closed and (not self.last or self.last in self._known):
                hear(self)

        self.observe(heard, "handed_in")

    def choose(self, *names: str) -> None:
        """Choose radio buttons or checkboxes and hand them in, as somebody at the page would."""
        self.value = list(names)
        self.last = ""
        self.handed_in += 1

    def press(self, name: str) -> None:
        """Press a button, as somebody at the page would."""
        self.value = list(dict.fromkeys([*self.value, name]))
        self.last = name
        self.handed_in += 1
