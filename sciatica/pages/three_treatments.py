"""Needling, an injection and surgery: three steps each, beside what studies found.

What is said of a treatment is said where its words stand: of needling among the clinic's pillars,
of the others among the options. Consent to needling is asked for only where the clinic names who
holds the permit.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from sciatica.content.clinic import the_clinic
from sciatica.content.words import Words, words
from sciatica.figures.treatment import treatment_steps
from sciatica.model.evidence import Source
from sciatica.model.treatments import Step, Treatment
from sciatica.pages.block import Block, render
from sciatica.pages.care import told

NAME = "three_treatments"
OWN = "own"
SHOWN: Mapping[Treatment, Mapping[str, str]] = {
    Treatment.NEEDLING: {
        "what": "option",
        "hope": "pillar",
        "studies": "pillar",
        "sure": "pillar",
        "risks": "pillar",
        "rare": OWN,
        "like": "option",
        "asks": "pillar",
        "else": OWN,
        "decide": "pillar",
    },
    Treatment.INJECTION: {
        "what": "option",
        "good": "option",
        "studies": "option",
        "hard": "option",
        "rare": OWN,
        "like": "option",
        "else": OWN,
    },
    Treatment.SURGERY: {
        "what": OWN,
        "good": "option",
        "studies": "option",
        "hard": "option",
        "like": "option",
        "else": OWN,
    },
}
"""What is said of a treatment, in this order, and whose words these are: of the clinic's pillars,
of the options, or of this page."""

Said = list[tuple[str, str, list[Source]]]
"""Parts with their texts and sources."""


def three_treatments(lang: str) -> Block:
    """Show each treatment in three steps, with what studies found, risks and alternatives; and, if
    the clinic names who needles, a card to consent to needling or not."""
    text, clinic = words(lang), the_clinic()
    return Block(
        render(
            NAME,
            words=text,
            treatments=list(_treatments(text)),
            clinic=clinic,
            first=Treatment.NEEDLING,
        )
    )


def _treatments(text: Words) -> Iterator[tuple[Treatment, list[tuple[Markup, str]], Said]]:
    """Yield each treatment with its steps (picture and words), and with what is said of it."""
    for treatment, shown in SHOWN.items():
        said: dict[str, tuple[str, list[Source]]] = {
            part: (text(f"{NAME}.{part}.{treatment}"), [])
            for part, whose in shown.items()
            if whose == OWN
        }
        for kind in ("option", "pillar"):
            parts = [part for part, whose in shown.items() if whose == kind]
            for topic, texts, sources in told(text, kind, parts):
                if topic.id == treatment:
                    said |= {part: (texts[part], sources.get(part, [])) for part in parts}
        yield treatment, _steps(treatment, text), [(part, *said[part]) for part in shown]


def _steps(treatment: Treatment, text: Words) -> list[tuple[Markup, str]]:
    """Return the picture and the words of each step; the first picture lends its parts."""
    picture, lender = treatment_steps(treatment, text), f"{NAME}-first"
    steps = []
    for step in Step:
        svg = (
            picture.svg(lender, step, list(Step), lends=True)
            if step is Step.BEFORE
            else picture.svg(f"{NAME}-{step}", step, borrows=lender)
        )
        steps.append((svg, text(f"{NAME}.{treatment}.{step}")))
    return steps
