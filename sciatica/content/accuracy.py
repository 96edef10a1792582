"""How strong bedside findings are, from ``facts/accuracy.toml``, and how that is printed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sciatica.content.facts import FACTS, evidence_of
from sciatica.content.toml import ContentError, read_toml
from sciatica.content.words import Words, words
from sciatica.model import Finding, Interval

RANGE = 2
"""Two numbers are the ends of a range, without a value."""


def _interval(entry: Mapping[str, Any], name: str) -> Interval | None:
    if name not in entry:
        return None
    numbers = entry[name]
    return Interval(None, *numbers) if len(numbers) == RANGE else Interval(*numbers)


def _finding(name: str, entry: Mapping[str, Any], rates: Mapping[str, Any]) -> Finding:
    return Finding(
        id=name,
        target=entry["target"],
        evidence=evidence_of(entry["evidence"]),
        cause=entry.get("cause", ""),
        check=entry.get("check", ""),
        present=entry.get("present", True),
        published=_interval(entry, "ratio"),
        or_more=entry.get("or_more", False),
        sensitivity=_interval(rates, "sensitivity"),
        specificity=_interval(rates, "specificity"),
    )


@cache
def findings() -> Mapping[str, Finding]:
    """Return every bedside finding by id, for clinicians. Figures from memory are refused."""
    ledger, loaded = read_toml(FACTS / "accuracy.toml"), {}
    for name, entry in ledger.items():
        try:
            loaded[name] = _finding(name, entry, ledger[entry.get("of", name)])
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise ContentError(f"facts/accuracy.toml, [{name}]: {error}") from error
    return loaded


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


def ratio_text(finding: Finding, text: Words) -> str:
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


def accuracy_slots(lang: str) -> Mapping[str, str]:
    """Return every figure as it is printed, by its slot: ``lr_``, ``ratio_``, ``sens_`` or
    ``spec_`` and the id. ``lr_`` is a ratio with its band and what is known of how sure it is;
    ``ratio_`` is the number alone, for a text that says the rest."""
    text = words(lang)
    slots = {}
    for name, one in findings().items():
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
