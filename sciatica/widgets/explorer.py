"""Choosers, pictures and words that follow one another: the explorer.

A state is one choice from each chooser that applies to it. Python compiles every state into a table
(which layers are visible, which panels of words, what a screen reader says of each picture); the
browser only looks the state up. The words of every panel and one picture a view stand in the HTML,
so the page can be read without JavaScript, without a server and on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import traitlets
from markupsafe import Markup

from sciatica.widgets.html import HERE, HtmlFirst, data_element, fill

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
class Picture:
    """One view: SVG whose layers bear ``data-layer``. `width` is its natural width in pixels;
    pictures in a row keep the same scale."""

    id: str
    caption: str
    svg: Markup
    width: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A block of words that one or more states share."""

    id: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class State:
    """What one choice shows.

    Choosers that `choice` leaves out at its end do not apply: a bulge has no zone. `panel` and the
    panels `also` stand below the pictures. `alts` says each picture (by id) in words; a picture
    of which it says nothing is not shown.
    """

    choice: tuple[str, ...]
    panel: str
    layers: frozenset[str]
    headline: str
    alts: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def panels(self) -> tuple[str, ...]:
        """The ids of all panels of this state."""
        return (self.panel, *self.also)

    @property
    def key(self) -> str:
        """The state's name in the table and in the URL."""
        return JOIN.join(self.choice)


def _nearest(choice: tuple[str, ...], changed: int, states: Sequence[State]) -> str:
    """Return the key of the first state that keeps the choice just made and most of the others."""
    keeping = [
        s for s in states if s.choice[changed : changed + 1] == choice[changed : changed + 1]
    ]
    if not keeping:
        return states[0].key

    def same(state: State) -> int:
        return sum(a == b for a, b in zip(state.choice, choice, strict=False))

    return max(keeping, key=same).key


def _settled(choice: tuple[str, ...], known: Mapping[str, State]) -> str | None:
    """Return the key of the state that the first choosers of `choice` settle, whatever the rest."""
    keys = (JOIN.join(choice[:length]) for length in range(1, len(choice) + 1))
    return next((key for key in keys if key in known), None)


def compile_table(
    choosers: Sequence[Chooser], states: Sequence[State], default: str
) -> dict[str, Any]:
    """Return the lookup table that the browser reads.

    ``states`` holds one entry a valid choice. ``detours`` holds, for every other choice of the
    radio buttons and for the chooser that was changed last, the state to show: the one that the
    first choosers settle alone, else the nearest.

    Raises `ValueError` where a state does not fit the choosers, comes twice, is missing, or is
    settled already by the first choosers of another.
    """
    domains = [[option.id for option in chooser.options] for chooser in choosers]
    known: dict[str, State] = {}
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
        "layers": sorted({layer for state in states for layer in state.layers}),
        "states": {
            key: {
                "panels": list(state.panels),
                "layers": sorted(state.layers),
                "headline": state.headline,
                "alts": dict(state.alts),
            }
            for key, state in known.items()
        },
        "detours": detours,
    }


class Explorer(HtmlFirst):
    """Choose, see and read. `selected` is the key of the state that is shown."""

    _esm = HERE / "explorer.js"
    _css = HERE / "explorer.css"
    selected = traitlets.Unicode().tag(sync=True)

    @classmethod
    def build(
        cls,
        name: str,
        *,
        choosers: Sequence[Chooser],
        pictures: Sequence[Picture],
        panels: Sequence[Panel],
        states: Sequence[State],
        default: str,
        unknown_link: str,
        unscripted: str,
    ) -> "Explorer":
        """Build an explorer.

        `name` is unique on its page and stands in the URL fragment (``#name=L5.right``);
        `default` is the key of the first state; `unknown_link` is said when a link names a
        choice that does not exist, `unscripted` where the buttons cannot work.
        """
        table = compile_table(choosers, states, default)
        missing = {one for state in states for one in state.panels} - {one.id for one in panels}
        if missing:
            raise ValueError(f"no panel for {', '.join(sorted(missing))}")
        html = fill(
            "explorer",
            name=name,
            choosers=choosers,
            first=[
                *default.split(JOIN),
                *(chooser.options[0].id for chooser in choosers[len(default.split(JOIN)) :]),
            ],
            settled=len(default.split(JOIN)),
            pictures=pictures,
            panels=panels,
            together=any(state.also for state in states),
            state=table["states"][default],
            table=data_element(table),
            unknown_link=unknown_link,
            unscripted=unscripted,
        )
        return cls(html=html, selected=default)
