"""One step after the other, each left with one tap: the walkthrough.

The rules are compiled (`sciatica.model.walk_table.WalkTable`); the browser looks the next node up
and shows it. Answers live in the open page's memory alone: no trait, no URL, no history, no
storage. They are forgotten when somebody starts again, after idle time (with a minute's warning),
and when the page is left. An end that sends to Emergency stays until a person clears it, without
the answers that led to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sciatica.model.walk_table import WalkTable
from sciatica.widgets.html import HERE, HtmlFirst, data_element, module, render
from sciatica.widgets.idle import IDLE_S, SHARED_IDLE_S

_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Step:
    """One card: what is asked or shown, and the labels of its answers by id."""

    id: str
    title: str
    body: Markup
    progress: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that belong together. `head` and `foot` stand by whichever of them is shown; a group
    with a `title` prints on a page of its own; one that is `live_only` asks what a reader of the
    whole need not be asked, and is not printed."""

    steps: Sequence[Step]
    id: str = ""
    title: str = ""
    head: Markup = _NOTHING
    foot: Markup = _NOTHING
    live_only: bool = False


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
    notes: tuple[NotePanel, ...] = ()


def table_of(walk: WalkTable[Any, Any]) -> dict[str, Any]:
    """Return the compiled walk as the browser reads it: card and next node by answer, the panels
    of the ends, and the nodes from which there is no way back."""
    return {
        "cards": dict(walk.cards),
        "nodes": {
            node: {str(a): to for a, to in moves.items()} for node, moves in walk.nodes.items()
        },
        "ends": {node: list(end.ids) for node, end in walk.ends.items()},
        "closed": sorted(walk.closed),
        "stays": {node: end.stays for node, end in walk.ends.items() if end.stays},
    }


class Walkthrough(HtmlFirst):
    """Answer card by card; the end says what to do, the most urgent first."""

    _esm = module("idle", "walkthrough")
    _css = HERE / "walkthrough.css"

    @classmethod
    def build(
        cls,
        name: str,
        *,
        walk: WalkTable[Any, Any],
        groups: Sequence[Group],
        advice: Sequence[AdvicePanel],
        labels: Mapping[str, str],
        after: Markup = _NOTHING,
        stands_alone: bool = False,
        shared_idle_s: int = SHARED_IDLE_S,
    ) -> "Walkthrough":
        """Build a walkthrough.

        `name` is unique on its page; `advice` stands in the order of urgency. `labels` holds the
        words around the steps: ``back, again, closed, read, end, warning, here, cleared, kept,
        staff, unscripted``; `after` stands below every end. With `stands_alone` the steps are what
        the page has to say: without JavaScript and on paper all stand in order; else the page says
        it elsewhere, and there they are not shown. Raises `ValueError` where a step, an answer or
        an end of `walk` has no words.
        """
        steps = {step.id: step for group in groups for step in group.steps}
        missing = set(walk.cards.values()) - set(steps)
        missing |= {note for end in walk.ends.values() for note in end.ids} - (
            {panel.id for panel in advice} | {n.id for panel in advice for n in panel.notes}
        )
        for node, moves in walk.nodes.items():
            if step := steps.get(walk.cards[node]):
                missing |= {f"{step.id} {a}" for a in set(map(str, moves)) ^ set(step.answers)}
        if missing:
            raise ValueError(f"no words for {', '.join(sorted(missing))}")
        html = render(
            "walkthrough",
            name=name,
            groups=groups,
            advice=advice,
            labels=labels,
            after=after,
            stands_alone=stands_alone,
            idle_s=IDLE_S,
            shared_idle_s=shared_idle_s,
            table=data_element(table_of(walk)),
        )
        return cls(html=html)
