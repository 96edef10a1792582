"""The explorer of the buttock: the piriformis relaxed and tight, on either side."""

from itertools import product

from sciatica.content.words import Words, words
from sciatica.figures.buttock import buttock
from sciatica.model.anatomy import Side
from sciatica.model.buttock import Piriformis
from sciatica.pages.block import Block
from sciatica.pages.cause_parts import chooser, states_table, told
from sciatica.widgets.explorer import JOIN, Explorer, ExplorerState

FIRST = (Piriformis.RELAXED, Side.RIGHT)


def buttock_headline(muscle: Piriformis, side: Side, text: Words) -> str:
    """Say in a sentence of its own how the muscle is and what it does to the nerve."""
    key = f"causes.buttock.headline.{muscle}"
    return text(key, side=text(f"roots.side.{side}"))


def buttock_explorer(lang: str) -> Explorer:
    """Choose a relaxed or a tight muscle and a side; see where the nerve runs in most people."""
    text = words(lang)
    states = [
        ExplorerState(
            choice=(str(muscle), str(side)),
            panels=(f"muscle-{muscle}",),
            headline=buttock_headline(muscle, side, text),
            shows={buttock(side, text).id: str(muscle)},
        )
        for muscle, side in product(Piriformis, Side)
    ]
    return Explorer.build(
        "buttock",
        choosers=[
            chooser(text, "buttock", "muscle", Piriformis),
            chooser(text, "buttock", "side", Side),
        ],
        pictures=[buttock(side, text) for side in Side],
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
