"""The explorer of the buttock: the piriformis relaxed and tight, on either side."""

from collections.abc import Iterator
from itertools import product

from sciatica.content import Words, words
from sciatica.figures import to_svg
from sciatica.figures.buttock import describe_buttock, draw_buttock
from sciatica.model import Piriformis, Side
from sciatica.pages.block import Block
from sciatica.pages.cause_parts import chooser, states_table, told
from sciatica.widgets import JOIN, Explorer, Picture, State

FIRST = (Piriformis.RELAXED, Side.RIGHT)
STATES = tuple(product(Piriformis, Side))
WIDTH_PX = 420


def buttock_headline(muscle: Piriformis, side: Side, text: Words) -> str:
    """Say in a sentence of its own how the muscle is and what it does to the nerve."""
    key = f"causes.buttock.headline.{muscle}"
    return text(key, side=text(f"roots.side.{side}"))


def _buttock_pictures(text: Words) -> Iterator[Picture]:
    muscle, _ = FIRST
    for side in Side:
        svg = to_svg(
            draw_buttock(muscle, text, side, both=True),
            name=f"buttock-{side}",
            description=describe_buttock(muscle, text, side),
        )
        yield Picture(str(side), text(f"causes.buttock.view.{side}"), svg, WIDTH_PX)


def buttock_explorer(lang: str) -> Explorer:
    """Choose a relaxed or a tight muscle and a side; see where the nerve runs in most people."""
    text = words(lang)
    states = [
        State(
            choice=(str(muscle), str(side)),
            panel=f"muscle-{muscle}",
            layers=frozenset({str(muscle)}),
            headline=buttock_headline(muscle, side, text),
            alts={str(side): describe_buttock(muscle, text, side)},
        )
        for muscle, side in STATES
    ]
    return Explorer.build(
        "buttock",
        choosers=[
            chooser(text, "buttock", "muscle", Piriformis),
            chooser(text, "buttock", "side", Side),
        ],
        pictures=list(_buttock_pictures(text)),
        panels=[told(text, f"causes.buttock.muscle.{one}", "muscle", one) for one in Piriformis],
        states=states,
        default=JOIN.join(FIRST),
        unknown_link=text("causes.unknown_link"),
        unscripted=text("causes.buttock.choose.unscripted"),
    )


def buttock_table(lang: str) -> Block:
    """Say the relaxed and the tight muscle on each side: the explorer's twin."""
    text = words(lang)
    rows = [
        (
            text(f"causes.buttock.muscle.{muscle}.title"),
            [buttock_headline(muscle, side, text) for side in Side],
        )
        for muscle in Piriformis
    ]
    heads = [text(f"causes.buttock.choose.side_{side}") for side in Side]
    return states_table(text, "buttock", "muscle", heads, rows)
