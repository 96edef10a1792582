"""A form of native controls that Python answers: for live pages.

ipywidgets writes no roles and no names, and its radio buttons choose the first option by
themselves. Here a group is a ``fieldset`` with a ``legend``; nothing is chosen before somebody
chooses. Radio buttons and checkboxes are submitted with a button, since arrow keys change a radio
group; buttons act at once. The `feedback` stands below the group: after submitting the focus moves
there, after a button it is announced and the focus stays.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import traitlets

from sciatica.widgets.html import HERE, HtmlFirst, module, render


class Kind(StrEnum):
    """How options are chosen."""

    ONE = "one"
    MANY = "many"
    ACT = "act"


class Form(HtmlFirst):
    """A group of native controls.

    `value` holds the ids of what is chosen, in the order of the options; with buttons, of those
    that were pressed. `submits` counts how often it was submitted; `pressed` is the button that did
    it. `feedback` is HTML of ours. `marks` says something beside an option, by id. `disabled` lets
    nothing more be chosen, and `shows_focus` moves the focus here when the group appears, where
    another one was replaced.
    """

    _esm = module("form")
    _css = HERE / "form.css"
    _known: frozenset[str] = frozenset()
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    pressed = traitlets.Unicode().tag(sync=True)
    submits = traitlets.Int(0).tag(sync=True)
    feedback = traitlets.Unicode().tag(sync=True)
    marks = traitlets.Dict().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    shows_focus = traitlets.Bool(False).tag(sync=True)

    @classmethod
    def build(
        cls,
        kind: Kind,
        legend: str,
        options: Mapping[str, str],
        *,
        submit: str = "",
        missing: str = "",
        shows_focus: bool = False,
    ) -> "Form":
        """Build a group of `options`, labels by id.

        `submit` names the button that submits radio buttons or checkboxes; `missing` is said
        when it is pressed and nothing is chosen, where something must be.
        """
        html = render(
            "form",
            kind=kind,
            legend=legend,
            options=options,
            submit=submit,
            missing=missing,
        )
        group = cls(html=html, shows_focus=shows_focus)
        group._known = frozenset(options)
        return group

    def chosen(self) -> tuple[str, ...]:
        """Return the ids that are chosen; what is no option of this group is left out."""
        return tuple(name for name in self.value if name in self._known)

    def on_submit(self, callback: Callable[["Form"], None]) -> None:
        """Call `callback` whenever something is submitted; never once disabled."""

        def submitted(_: Any) -> None:
            if not self.disabled and (not self.pressed or self.pressed in self._known):
                callback(self)

        self.observe(submitted, "submits")

    def choose(self, *names: str) -> None:
        """Choose radio buttons or checkboxes and submit them, as somebody at the page would."""
        self.value = list(names)
        self.pressed = ""
        self.submits += 1

    def press(self, name: str) -> None:
        """Press a button, as somebody at the page would."""
        self.value = list(dict.fromkeys([*self.value, name]))
        self.pressed = name
        self.submits += 1
