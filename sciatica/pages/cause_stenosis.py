"""The explorer of narrower spaces: how narrow the canal is, and how little posture changes it."""

from collections.abc import Iterator

from sciatica.content import Words, words
from sciatica.content.spine_artwork import Cut
from sciatica.figures import to_svg
from sciatica.figures.narrowing import (
    STATES,
    describe_narrowing,
    draw_narrowing,
    narrowing_layer,
)
from sciatica.model import Posture, Severity
from sciatica.pages.block import Block, render
from sciatica.pages.cause_parts import chooser, sources_of, states_table, told
from sciatica.widgets import JOIN, Explorer, Panel, Picture, State

FIRST = (Severity.MODERATE, Posture.NEUTRAL)
CUTS = (Cut.L4_L5, Cut.MIDLINE)
ACROSS_PX, ALONG_PX = 510, 534


def narrowing_headline(severity: Severity, posture: Posture, text: Words) -> str:
    """Say in a sentence of its own how narrow the canal is and what the posture does."""
    narrow = text(
        f"causes.stenosis.headline.{severity}", posture=text(f"spine.narrowing.posture.{posture}")
    )
    return f"{narrow} {text(f'causes.stenosis.headline.room.{posture}')}"


def _narrowing_pictures(text: Words) -> Iterator[Picture]:
    for cut in CUTS:
        name = cut.name.lower()
        svg = to_svg(
            draw_narrowing(cut, *FIRST, text, STATES),
            name=f"stenosis-{name}",
            description=describe_narrowing(cut, *FIRST, text),
        )
        width = ACROSS_PX if cut.is_axial else ALONG_PX
        yield Picture(name, text(f"causes.stenosis.view.{name}"), svg, width)


def _narrowing_panels(text: Words) -> Iterator[Panel]:
    for severity in Severity:
        yield told(text, f"causes.stenosis.severity.{severity}", "severity", severity)
    for posture in Posture:
        key = f"causes.stenosis.posture.{posture}"
        found = sources_of("posture", posture)
        body = render("cause_text", text=text(f"{key}.text"), sources=found)
        yield Panel(f"posture-{posture}", text(f"{key}.title"), body)


def stenosis_explorer(lang: str) -> Explorer:
    """Choose how narrow the canal is and how the back is held; see how little posture changes."""
    text = words(lang)
    states = [
        State(
            choice=(str(severity), str(posture)),
            panel=f"severity-{severity}",
            also=(f"posture-{posture}",),
            layers=frozenset({narrowing_layer(severity, posture)}),
            headline=narrowing_headline(severity, posture, text),
            alts={
                cut.name.lower(): describe_narrowing(cut, severity, posture, text) for cut in CUTS
            },
        )
        for severity, posture in STATES
    ]
    return Explorer.build(
        "stenosis",
        choosers=[
            chooser(text, "stenosis", "severity", Severity),
            chooser(text, "stenosis", "posture", Posture),
        ],
        pictures=list(_narrowing_pictures(text)),
        panels=list(_narrowing_panels(text)),
        states=states,
        default=JOIN.join(FIRST),
        unknown_link=text("causes.unknown_link"),
        unscripted=text("causes.stenosis.choose.unscripted"),
    )


def stenosis_table(lang: str) -> Block:
    """Say every grade of narrowing in every posture: the explorer's twin."""
    text = words(lang)
    rows = [
        (
            text(f"causes.stenosis.severity.{severity}.title"),
            [narrowing_headline(severity, posture, text) for posture in Posture],
        )
        for severity in Severity
    ]
    heads = [text(f"causes.stenosis.posture.{posture}.title") for posture in Posture]
    return states_table(text, "stenosis", "severity", heads, rows)
