"""What the page on causes folds out for clinicians."""

from collections.abc import Mapping

from markupsafe import Markup

from sciatica.content import (
    Words,
    accuracy_slots,
    causes,
    findings,
    printed,
    ratio_text,
    source,
    words,
)
from sciatica.figures import to_svg
from sciatica.figures.spine import describe_pedicles, draw_pedicles
from sciatica.model import Finding, Source
from sciatica.pages.block import Block, emphasised, render
from sciatica.pages.cause_parts import CAUSES
from sciatica.pages.sources import read_sources

FOLD = ("term", "who", "trap", "grade", "size", "course")
"""Kinds of notes, in the order in which they stand."""
POOLED_SIGNS = "alnezari2013"
PICTURE_WIDTH = 420


def _band(text: Words, finding: Finding) -> str:
    """Return how strong a finding is, and how weak it may be within its interval."""
    band = text(f"accuracy.band.{finding.band}")
    if finding.may_be_useless:
        return text("causes.clinicians.table.useless", band=band)
    if finding.at_least is finding.band:
        return band
    weakest = text(f"accuracy.band.{finding.at_least}")
    return text("causes.clinicians.table.at_least", band=band, at_least=weakest)


def _pedicle_slice(text: Words) -> Markup:
    """Return the slice in which one root has left, one is about to leave and one runs on."""
    picture = {
        "id": "pedicles",
        "caption": text("causes.clinicians.pedicles"),
        "width": PICTURE_WIDTH,
        "svg": to_svg(draw_pedicles(text), name="pedicles", description=describe_pedicles(text)),
    }
    return render("posed", pictures=[picture])


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
                    source(finding.evidence.detail),
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
            pooled=source(POOLED_SIGNS),
            slice=_pedicle_slice(text),
        )
    )
