"""Choosers, pictures and words that follow one another: the explorer.

A state is one choice from each chooser that applies to it. Python compiles every state into a table
(which views of the pictures, which panels of words); the browser only looks the state up. The words
of every panel and every picture stand in the HTML, so the page can be read without JavaScript,
without a server and on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import traitlets
from markupsafe import Markup

from sciatica.figures.picture import Picture
from sciatica.widgets.html import HERE, HtmlFirst, data_element, module, render
from sciatica.widgets.views import State, compile_state, views_shown

JOIN = "."
"""Joins the options of a state in its key and in the URL: ``#roots=L5.right``."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. `id` stands in URLs: letters, digits, ``_`` and ``-`` only."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """A native group of radio buttons."""

    id: str
    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A block of words that one or more states share."""

    id: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class ExplorerState:
    """What one choice shows: panels by id, and the rest as in `State`.

    Choosers that `choice` leaves out at its end do not apply: a bulge has no zone.
    """

    choice: tuple[str, ...]
    panels: tuple[str, ...]
    headline: str
    shows: Mapping[str, str]

    @property
    def key(self) -> str:
        """The state's name in the table and in the URL."""
        return JOIN.join(self.choice)

    @property
    def state(self) -> State:
        """The line and the pictures of this choice."""
        return State(self.headline, self.shows)


def _nearest(choice: tuple[str, ...], changed: int, states: Sequence[ExplorerState]) -> str:
    """Return the key of the first state that keeps the choice just made and most of the others."""
    keeping = [
        s for s in states if s.choice[changed : changed + 1] == choice[changed : changed + 1]
    ]
    if not keeping:
        return states[0].key

    def same(state: ExplorerState) -> int:
        return sum(a == b for a, b in zip(state.choice, choice, strict=False))

    return max(keeping, key=same).key


def _settled(choice: tuple[str, ...], known: Mapping[str, ExplorerState]) -> str | None:
    """Return the key of the state that the first choosers of `choice` settle, whatever the rest."""
    keys = (JOIN.join(choice[:length]) for length in range(1, len(choice) + 1))
    return next((key for key in keys if key in known), None)


def compile_table(
    choosers: Sequence[Chooser],
    pictures: Sequence[Picture],
    states: Sequence[ExplorerState],
    default: str,
) -> dict[str, Any]:
    """Return the lookup table that the browser reads.

    ``states`` holds one entry a valid choice. ``detours`` holds, for every other choice of the
    radio buttons and for the chooser that was changed last, the state to show: the one that the
    first choosers settle alone, else the nearest.

    Raises `ValueError` where a state does not fit the choosers or the pictures, comes twice, is
    missing, or is settled already by the first choosers of another.
    """
    domains = [[option.id for option in chooser.options] for chooser in choosers]
    known: dict[str, ExplorerState] = {}
    for state in states:
        fits = 0 < len(state.choice) <= len(domains) and all(
            choice in domain for choice, domain in zip(state.choice, domains, strict=False)
        )
        if not fits:
            raise ValueError(f"the state {state.key!r} does not fit the choosers")
        if state.key in known:
            raise ValueError(f"the state {state.key!r} comes twice")
        known[state.key] = state
    if default not in known:
        raise ValueError(f"the first state {default!r} is not among the states")
    for state in states:
        if hidden := _settled(state.choice[:-1], known):
            raise ValueError(f"the state {state.key!r} hides behind {hidden!r}")
    detours = {}
    for choice in product(*domains):
        if JOIN.join(choice) not in known:
            settled = _settled(choice, known)
            detours[JOIN.join(choice)] = [
                settled or _nearest(choice, index, states) for index in range(len(domains))
            ]
    return {
        "choosers": [chooser.id for chooser in choosers],
        "first": default,
        "states": {
            key: {**compile_state(pictures, state.state), "panels": list(state.panels)}
            for key, state in known.items()
        },
        "detours": detours,
    }


class Explorer(HtmlFirst):
    """Choose, see and read. `selected` is the key of the state that is shown."""

    _esm = module("views", "explorer")
    _css = HERE / "explorer.css"
    selected = traitlets.Unicode().tag(sync=True)
    _table: Mapping[str, Any]

    @property
    def states(self) -> list[str]:
        """The key of every state, as `selected` names it."""
        return list(self._table["states"])

    def choose(self, *options: str) -> "Explorer":
        """Choose as a reader does: all options, or the first of them. Returns the explorer, so that
        a cell is one line: ``root_explorer("en").choose("L5", "left")``.

        Raises `ValueError` for what cannot be chosen.
        """
        key = JOIN.join([*options, *self._table["first"].split(JOIN)[len(options) :]])
        found = key if key in self._table["states"] else self._table["detours"].get(key, [""])[0]
        if not found:
            raise ValueError(f"there is no {JOIN.join(options)!r}: choose one of {self.states}")
        self.selected = found
        return self

    @classmethod
    def build(
        cls,
        name: str,
        *,
        choosers: Sequence[Chooser],
        pictures: Sequence[Picture],
        panels: Sequence[Panel],
        states: Sequence[ExplorerState],
        default: str,
        unknown_link: str,
        unscripted: str,
    ) -> "Explorer":
        """Build an explorer.

        `name` is unique on its page and stands in the URL fragment (``#name=L5.right``);
        `default` is the key of the first state; `unknown_link` is said when a link names a
        choice that does not exist, `unscripted` where the buttons cannot work. Raises
        `ValueError` where the pieces do not fit: see `compile_table`.
        """
        table = compile_table(choosers, pictures, states, default)
        missing = {one for state in states for one in state.panels} - {one.id for one in panels}
        if missing:
            raise ValueError(f"no panel for {', '.join(sorted(missing))}")
        html = render(
            "explorer",
            name=name,
            choosers=choosers,
            first=[
                *default.split(JOIN),
                *(chooser.options[0].id for chooser in choosers[len(default.split(JOIN)) :]),
            ],
            settled=len(default.split(JOIN)),
            pictures=pictures,
            among=views_shown(pictures, [one.state for one in states]),
            panels=panels,
            together=any(len(one.panels) > 1 for one in states),
            state=next(one.state for one in states if one.key == default),
            table=data_element(table),
            unknown_link=unknown_link,
            unscripted=unscripted,
        )
        explorer = cls(html=html, selected=default)
        explorer._table = table
        return explorer
