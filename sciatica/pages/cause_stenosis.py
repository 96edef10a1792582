"""The explorer of narrower spaces: how narrow the canal is, and how little posture changes it."""

from collections.abc import Iterator
from itertools import product

from sciatica.content.spine_artwork import Cut
from sciatica.content.words import Words, words
from sciatica.figures.narrowing import narrowing, narrowing_view
from sciatica.model.lesions import Posture, Severity
from sciatica.pages.block import Block, render
from sciatica.pages.cause_parts import chooser, sources_of, states_table, told
from sciatica.widgets.explorer import JOIN, Explorer, ExplorerState, Panel

FIRST = (Severity.MODERATE, Posture.NEUTRAL)
CUTS = (Cut.L4_L5, Cut.MIDLINE, Cut.FORAMINA)


def narrowing_headline(severity: Severity, posture: Posture, text: Words) -> str:
    """Say in a sentence of its own how narrow the canal is and what the posture does."""
    narrow = text(
        f"causes.stenosis.headline.{severity}", posture=text(f"spine.narrowing.posture.{posture}")
    )
    return f"{narrow} {text(f'causes.stenosis.headline.room.{posture}')}"


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
    pictures = [narrowing(cut, text) for cut in CUTS]
    states = [
        ExplorerState(
            choice=(str(severity), str(posture)),
            panels=(f"severity-{severity}", f"posture-{posture}"),
            headline=narrowing_headline(severity, posture, text),
            shows={picture.id: narrowing_view(severity, posture) for picture in pictures},
        )
        for severity, posture in product(Severity, Posture)
    ]
    return Explorer.build(
        "stenosis",
        choosers=[
            chooser(text, "stenosis", "severity", Severity),
            chooser(text, "stenosis", "posture", Posture),
        ],
        pictures=pictures,
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
