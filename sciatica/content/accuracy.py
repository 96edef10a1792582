"""How strong bedside signs are, from ``facts/accuracy.toml``, and how that is printed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sciatica.content.facts import FACTS, evidence_of
from sciatica.content.toml import ContentError, read_toml
from sciatica.content.words import Words, words
from sciatica.model import Accuracy, Range


def _range(entry: Mapping[str, Any], name: str) -> Range:
    prefix = f"{name}_" if name else ""
    return Range(entry.get(name or "lr"), entry.get(f"{prefix}low"), entry.get(f"{prefix}high"))


@cache
def accuracies() -> Mapping[str, Accuracy]:
    """Return every figure by id. Figures from memory are refused."""
    loaded = {}
    for name, entry in read_toml(FACTS / "accuracy.toml").items():
        try:
            loaded[name] = Accuracy(
                id=name,
                target=entry["target"],
                evidence=evidence_of(entry["evidence"]),
                check=entry.get("check", ""),
                lr=_range(entry, ""),
                at_least=entry.get("at_least"),
                sens=_range(entry, "sens"),
                spec=_range(entry, "spec"),
            )
        except (KeyError, ValueError) as error:
            raise ContentError(f"facts/accuracy.toml, [{name}]: {error}") from error
    return loaded


def _ratio(one: Accuracy, text: Words) -> str:
    if one.at_least is not None:
        return text("training.accuracy.at_least", number=f"{one.at_least:g}")
    if one.lr.value is not None and one.lr.low is None:
        return text("training.accuracy.no_interval", figure=one.lr)
    if one.derived is not None and not str(one.lr):
        return text("training.accuracy.derived", figure=f"{one.derived:g}")
    return str(one.lr)


@cache
def accuracy_slots(lang: str) -> Mapping[str, str]:
    """Return every figure as it is printed, by its slot: ``lr_``, ``sens_`` or ``spec_`` and the
    id. A ratio comes with its band; one without an interval says so."""
    text = words(lang)
    slots = {}
    for name, one in accuracies().items():
        for kind, figure in (("lr", one.lr), ("sens", one.sens), ("spec", one.spec)):
            if str(figure):
                slots[f"{kind}_{name}"] = str(figure)
        ratio = _ratio(one, text)
        if ratio:
            band = text(f"training.accuracy.band.{one.band}")
            slots[f"lr_{name}"] = text("training.accuracy.ratio", band=band, figure=ratio)
    return slots
