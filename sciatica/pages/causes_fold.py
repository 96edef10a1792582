"""What the page on causes folds out for clinicians."""

from collections.abc import Mapping

from markupsafe import Markup

from sciatica.content.accuracy import accuracy_slots, findings, ratio_text
from sciatica.content.facts import causes, printed
from sciatica.content.words import Words, words
from sciatica.figures.picture import WHOLE
from sciatica.figures.spine import pedicles
from sciatica.model.accuracy import DiagnosticAccuracy
from sciatica.model.evidence import Source
from sciatica.pages.block import Block, emphasised, render
from sciatica.pages.cause_parts import CAUSES
from sciatica.pages.citing import read_sources, sources_of_numbers
from sciatica.pages.pictures import figure, row

FOLD = ("term", "who", "trap", "grade", "size", "course")
"""Kinds of notes, in the order in which they stand."""


def _band(text: Words, finding: DiagnosticAccuracy) -> str:
    """Return how strong a finding is, and how weak it may be within its interval."""
    band = text(f"accuracy.band.{finding.band}")
    if finding.may_be_useless:
        return text("causes.clinicians.table.useless", band=band)
    if finding.at_least is finding.band:
        return band
    weakest = text(f"accuracy.band.{finding.at_least}")
    return text("causes.clinicians.table.at_least", band=band, at_least=weakest)


def causes_for_clinicians(lang: str) -> Block:
    """Fold out nomenclature, who gets it, the examination, traps, grades, sizes and variants."""
    text, slots = words(lang), {**printed(), **accuracy_slots(lang)}
    notes: Mapping[str, list[tuple[Markup, list[Source]]]] = {
        kind: [
            (
                emphasised(text(f"causes.clinicians.{kind}.{topic.id}", **slots)),
                read_sources(topic.evidence),
            )
            for topic in causes()[kind]
        ]
        for kind in FOLD
    }
    exam = [
        (
            text(f"causes.clinicians.cause.{cause}"),
            [
                (
                    text(f"causes.clinicians.finding.{finding.id}"),
                    ratio_text(finding, text),
                    _band(text, finding),
                    read_sources(finding),
                )
                for finding in findings().values()
                if finding.cause == cause
            ],
        )
        for cause in CAUSES
    ]
    return Block(
        render(
            "causes_for_clinicians",
            words=text,
            notes=notes,
            exam=exam,
            single=text("causes.clinicians.exam_single", **slots),
            small=text("causes.clinicians.exam_small", **slots),
            pooled=sources_of_numbers(text, "causes.clinicians.exam_single"),
            slice=row([figure(pedicles(text), WHOLE, "causes")], "sx-posed"),
        )
    )
