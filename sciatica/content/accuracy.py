"""How strong bedside findings are, from ``facts/accuracy.toml``, and how that is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sciatica.content.facts import OURS, Folder, document, frequencies, load, quantities
from sciatica.content.toml import nearest
from sciatica.content.words import Words, words
from sciatica.model.accuracy import DiagnosticAccuracy, Interval, Target
from sciatica.model.evidence import Evidence, Frequency, Quantity


@dataclass(frozen=True, slots=True)
class _Figures:
    target: str
    evidence: Evidence
    cause: str = ""
    check: str = ""
    present: bool = True
    ratio: Interval | None = None
    or_more: bool = False
    sensitivity: Interval | None = None
    specificity: Interval | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class _Accuracy:
    target: Mapping[str, Target]
    finding: Mapping[str, _Figures]


@cache
def findings(folder: Folder = OURS) -> Mapping[str, DiagnosticAccuracy]:
    """Return every bedside finding by id, for clinicians. Figures from memory are refused."""
    facts, accuracy = document(folder, "accuracy"), load(folder, "accuracy", _Accuracy)
    targets, ledger = accuracy.target, accuracy.finding
    for name, target in targets.items():
        if target.roots and not target.cause:
            what, remedy = "the key 'cause' is missing.", 'Add cause = "disc".'
            raise facts.error(("target", name, "cause"), what, remedy)
    loaded = {}
    for name, one in ledger.items():
        at = ("finding", name)
        for key, table in (("of", "finding"), ("target", "target")):
            named, known = getattr(one, key), getattr(accuracy, table)
            if named and named not in known:
                what = f"there is no [{table}.{named}]."
                raise facts.error((*at, key), what, nearest(named, known))
        if one.of and (one.sensitivity or one.specificity):
            what = f"its sensitivity and specificity stand at [{one.of}]."
            raise facts.error((*at, "of"), what, "Take them, or this key, out.")
        rates = ledger[one.of] if one.of else one
        try:
            loaded[name] = DiagnosticAccuracy(
                id=name,
                target=targets[one.target],
                evidence=one.evidence,
                cause=one.cause,
                check=one.check,
                present=one.present,
                published=one.ratio,
                or_more=one.or_more,
                sensitivity=rates.sensitivity,
                specificity=rates.specificity,
            )
        except (ValueError, ZeroDivisionError) as error:
            raise facts.error(at, f"{error}.", "Mend its figures.") from error
    return loaded


@cache
def evidence_of_slots() -> Mapping[str, Evidence]:
    """Return what stands behind every number that a text can name, by its slot."""
    numbers: Mapping[str, Frequency | Quantity] = {**quantities(), **frequencies()}
    behind = {slot: one.evidence for name, one in numbers.items() for slot in (name, f"not_{name}")}
    return behind | {
        f"{kind}_{name}": one.evidence
        for name, one in findings().items()
        for kind in ("lr", "ratio", "sens", "spec")
    }


def span_text(interval: Interval, text: Words) -> str:
    """Return a value with its interval, or a range, as it is printed."""
    ends = {
        name: f"{end:.3g}"
        for name, end in (("low", interval.low), ("high", interval.high))
        if end is not None
    }
    if interval.value is None:
        return text("accuracy.range", **ends)
    value = f"{interval.value:.3g}"
    return text("accuracy.interval", value=value, **ends) if ends else value


def ratio_text(finding: DiagnosticAccuracy, text: Words) -> str:
    """Return a likelihood ratio with what is known of how sure it is; empty if there is none."""
    ratio = finding.ratio
    if ratio is None:
        return ""
    span = span_text(ratio, text)
    if finding.is_derived and finding.sensitivity and finding.specificity:
        return text(
            "accuracy.derived",
            value=span,
            sensitivity=span_text(finding.sensitivity, text),
            specificity=span_text(finding.specificity, text),
        )
    if finding.or_more:
        return text("accuracy.or_more", value=span)
    return span if ratio.is_known else text("accuracy.no_interval", value=span)


def accuracy_slots(lang: str, folder: Folder = OURS) -> Mapping[str, str]:
    """Return every figure as it is printed, by its slot: ``lr_``, ``ratio_``, ``sens_`` or
    ``spec_`` and the id. ``lr_`` is a ratio with its band and what is known of how sure it is;
    ``ratio_`` is the number alone, for a text that says the rest."""
    text = words(lang)
    slots = {}
    for name, one in findings(folder).items():
        for kind, figure in (
            ("ratio", one.ratio),
            ("sens", one.sensitivity),
            ("spec", one.specificity),
        ):
            if figure:
                slots[f"{kind}_{name}"] = span_text(figure, text)
        if one.ratio:
            band, figure_text = text(f"accuracy.band.{one.band}"), ratio_text(one, text)
            slots[f"lr_{name}"] = text("accuracy.ratio", band=band, figure=figure_text)
    return slots
