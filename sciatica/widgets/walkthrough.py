"""One step after the other, each answered with one tap: the walkthrough.

The rules are compiled (`sciatica.model.compile_walk`); the browser looks the next node up and shows
it. Answers live in the open page's memory alone: no trait, no URL, no history, no storage. They are
forgotten on "new patient", after idle time, and when the page is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sciatica.model import Answer, WalkTable
from sciatica.widgets.html import HERE, HtmlFirst, data_element, fill

IDLE_S = 120
"""Seconds without a touch after which the answers are forgotten."""


@dataclass(frozen=True, slots=True)
class Step:
    """One card: what is asked, and the answers that it takes."""

    id: str
    title: str
    body: Markup
    progress: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class NotePanel:
    """The signs that an end speaks of; `id` is the note's."""

    id: str
    body: Markup


@dataclass(frozen=True, slots=True)
class AdvicePanel:
    """What to do, and every note that can stand under it."""

    id: str
    title: str
    body: Markup
    notes: tuple[NotePanel, ...]


def table_of(walk: WalkTable) -> dict[str, Any]:
    """Return the compiled walk as the browser reads it: card and next node by answer, or notes."""
    return {
        "cards": dict(walk.cards),
        "nodes": {
            node: {str(a): to for a, to in moves.items()} for node, moves in walk.nodes.items()
        },
        "ends": {node: [note.id for note in end.notes] for node, end in walk.ends.items()},
    }


class Walkthrough(HtmlFirst):
    """Answer card by card; the end says what to do, the most urgent first."""

    _esm = HERE / "walkthrough.js"
    _css = HERE / "walkthrough.css"

    @classmethod
    def build(
        cls,
        name: str,
        *,
        walk: WalkTable,
        steps: Sequence[Step],
        advice: Sequence[AdvicePanel],
        labels: Mapping[str, str],
    ) -> "Walkthrough":
        """Build a walkthrough.

        `name` is unique on its page; `advice` stands in the order of urgency. `labels` holds the
        words of the controls: one by each answer, and ``title, back, again, end, cleared,
        unscripted, later``. Raises `ValueError` where a step or an end of `walk` has no words.
        """
        cards = set(walk.cards.values()) - {step.id for step in steps}
        said = {panel.id for panel in advice} | {n.id for panel in advice for n in panel.notes}
        needed = {note.id for end in walk.ends.values() for note in end.notes}
        if missing := cards | (needed - said):
            raise ValueError(f"no words for {', '.join(sorted(missing))}")
        html = fill(
            "walkthrough",
            name=name,
            steps=steps,
            advice=advice,
            labels=labels,
            idle_s=IDLE_S,
            table=data_element(table_of(walk)),
        )
        return cls(html=html)
