"""The explorer of the buttock: the piriformis relaxed and tight, on either side."""

from collections.abc import Iterator
from itertools import product

from sciatica.content import Words, words
from sciatica.figures import to_svg
from sciatica.figures.buttock import buttock_layer, describe_buttock, draw_buttock
from sciatica.model import Side
from sciatica.pages.block import Block
from sciatica.pages.cause_parts import chooser, states_table, told
from sciatica.widgets import JOIN, Explorer, Picture, State

FIRST = (False, Side.RIGHT)
STATES = tuple(product((False, True), Side))
WIDTH_PX = 420


def buttock_headline(tight: bool, side: Side, text: Words) -> str:
    """Say in a sentence of its own how the muscle is and what it does to the nerve."""
    key = f"causes.buttock.headline.{buttock_layer(tight)}"
    return text(key, side=text(f"roots.side.{side}"))


def _buttock_pictures(text: Words) -> Iterator[Picture]:
    tight, _ = FIRST
    for side in Side:
        svg = to_svg(
            draw_buttock(tight, text, side, both=True),
            name=f"buttock-{side}",
            description=describe_buttock(tight, text, side),
        )
        yield Picture(str(side), text(f"causes.buttock.view.{side}"), svg, WIDTH_PX)


def buttock_explorer(lang: str) -> Explorer:
    """Choose a relaxed or a tight muscle and a side; see where the nerve runs in most people."""
    text = words(lang)
    states = [
        State(
            choice=(buttock_layer(tight), str(side)),
            panel=f"muscle-{buttock_layer(tight)}",
            layers=frozenset({buttock_layer(tight)}),
            headline=buttock_headline(tight, side, text),
            alts={str(side): describe_buttock(tight, text, side)},
        )
        for tight, side in STATES
    ]
    muscles = [buttock_layer(tight) for tight in (False, True)]
    return Explorer.build(
        "buttock",
        choosers=[
            chooser(text, "buttock", "muscle", muscles),
            chooser(text, "buttock", "side", Side),
        ],
        pictures=list(_buttock_pictures(text)),
        panels=[told(text, f"causes.buttock.muscle.{one}", "muscle", one) for one in muscles],
        states=states,
        default=JOIN.join((buttock_layer(FIRST[0]), FIRST[1])),
        unknown_link=text("causes.unknown_link"),
        unscripted=text("causes.buttock.choose.unscripted"),
    )


def buttock_table(lang: str) -> Block:
    """Say the relaxed and the tight muscle on each side: the explorer's twin."""
    text = words(lang)
    rows = [
        (
            text(f"causes.buttock.muscle.{buttock_layer(tight)}.title"),
            [buttock_headline(tight, side, text) for side in Side],
        )
        for tight in (False, True)
    ]
    heads = [text(f"causes.buttock.choose.side_{side}") for side in Side]
    return states_table(text, "buttock", "muscle", heads, rows)
