"""Facts with their sources, from ``facts/*.toml`` into types of the model."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sciatica.content.toml import ContentError, read_toml
from sciatica.model import (
    Answer,
    Card,
    CardLine,
    Evidence,
    EvidenceKind,
    Exercise,
    ExerciseName,
    Frequency,
    KeyPoint,
    Measure,
    Movement,
    Quantity,
    Reflex,
    Root,
    RootName,
    RootTest,
    Scenario,
    Source,
    Tier,
    Topic,
)

FACTS = Path(__file__).parent / "facts"


def _read(name: str) -> dict[str, Any]:
    return read_toml(FACTS / f"{name}.toml")


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by id."""
    return {name: Source(id=name, **entry) for name, entry in _read("sources").items()}


def source(name: str) -> Source:
    """Return one source. Raises `ContentError` where the ledger does not hold it."""
    if name not in sources():
        raise ContentError(
            f"facts/sources.toml has no [{name}]: add it, or mend the id that names it"
        )
    return sources()[name]


def evidence_of(text: str) -> Evidence:
    """Read the short form of a piece of evidence; a source that it names must be there."""
    evidence = Evidence.parse(text)
    if evidence.kind is EvidenceKind.READ:
        source(evidence.detail)
    return evidence


def _root(entry: Mapping[str, Any]) -> Root:
    return Root(
        name=RootName(entry["name"]),
        skin=tuple(entry["skin"]["sites"]),
        skin_evidence=evidence_of(entry["skin"]["evidence"]),
        key_point=KeyPoint(entry["key_point"]["id"], evidence_of(entry["key_point"]["evidence"])),
        movements=tuple(
            Movement(
                item["id"],
                tuple(RootName(name) for name in item["shared"]),
                evidence_of(item["evidence"]),
            )
            for item in entry["movements"]
        ),
        reflex=Reflex(entry["reflex"]["id"], evidence_of(entry["reflex"]["evidence"])),
        tests=tuple(RootTest(item["id"], evidence_of(item["evidence"])) for item in entry["tests"]),
    )


@cache
def roots() -> Mapping[RootName, Root]:
    """Return the roots by name: L4, L5 and S1 first, then their neighbours.

    Raises `ContentError` naming the entry that is wrong.
    """
    loaded: dict[RootName, Root] = {}
    for entry in _read("roots")["root"]:
        try:
            root = _root(entry)
        except (KeyError, ValueError) as error:
            raise ContentError(
                f"facts/roots.toml, root {entry.get('name', '(no name)')}: {error}"
            ) from error
        loaded[root.name] = root
    return loaded


@cache
def _numbers() -> tuple[Mapping[str, Frequency], Mapping[str, Quantity]]:
    proportions: dict[str, Frequency] = {}
    counts: dict[str, Quantity] = {}
    for name, entry in _read("numbers").items():
        try:
            evidence = evidence_of(entry["evidence"])
            if "count" in entry:
                counts[name] = Quantity(name, entry["count"], entry["unit"], evidence)
            else:
                proportions[name] = Frequency(
                    name,
                    float(entry["percent"]),
                    entry["of"],
                    entry["after"],
                    entry["outcome"],
                    evidence,
                )
        except (KeyError, ValueError) as error:
            raise ContentError(f"facts/numbers.toml, [{name}]: {error}") from error
    return proportions, counts


def frequencies() -> Mapping[str, Frequency]:
    """Return every proportion that a page may print, by id. Numbers from memory are refused."""
    return _numbers()[0]


def quantities() -> Mapping[str, Quantity]:
    """Return every count that a page may print, by id. Numbers from memory are refused."""
    return _numbers()[1]


@cache
def printed() -> Mapping[str, str]:
    """Return every number as it is printed, by the slot that a text names it with.

    A proportion fills ``{id}`` with "so many" of 100 and ``{not_id}`` with the rest.
    """
    slots = {name: f"{one.count:,}" for name, one in quantities().items()}
    for name, one in frequencies().items():
        slots[name] = str(one.in_100)
        slots[f"not_{name}"] = str(100 - one.in_100)
    return slots


@cache
def measures() -> Mapping[str, Mapping[str, Measure]]:
    """Return published sizes of the low back: by what is measured, then by vertebra or disc.

    The drawn spine is held against them. Raises `ContentError` naming the entry that is wrong.
    """
    loaded: dict[str, dict[str, Measure]] = {}
    for name, table in _read("spine").items():
        try:
            unit = table["unit"]
            loaded[name] = {
                place: Measure(
                    float(entry["mean"]),
                    float(entry["within"]),
                    unit,
                    evidence_of(entry["evidence"]),
                )
                for place, entry in table.items()
                if place != "unit"
            }
        except (KeyError, ValueError) as error:
            raise ContentError(f"facts/spine.toml, [{name}]: {error}") from error
    return loaded


def _topic(entry: Mapping[str, Any]) -> Topic:
    return Topic(
        entry["id"],
        tuple(evidence_of(text) for text in entry["evidence"]),
        tuple(evidence_of(text) for text in entry.get("risks_evidence", ())),
        entry.get("clinic_statement"),
    )


def _topics(file: str, kind: str, entries: list[Mapping[str, Any]]) -> tuple[Topic, ...]:
    some = []
    for entry in entries:
        try:
            some.append(_topic(entry))
        except (KeyError, ValueError) as error:
            raise ContentError(
                f"facts/{file}.toml, {kind} {entry.get('id', '(no id)')}: {error}"
            ) from error
    return tuple(some)


@cache
def topics() -> Mapping[str, tuple[Topic, ...]]:
    """Return what the page on care speaks about, by kind: advice, pillar, option, question."""
    return {kind: _topics("care", kind, entries) for kind, entries in _read("care").items()}


@cache
def causes() -> Mapping[str, tuple[Topic, ...]]:
    """Return what the page on causes says, by kind: the causes, and statements of each part."""
    return {kind: _topics("causes", kind, entries) for kind, entries in _read("causes").items()}


@cache
def exercises() -> Mapping[ExerciseName, Exercise]:
    """Return the clinic's exercises by name, in its order."""
    loaded = {}
    for entry in _read("exercises")["exercise"]:
        try:
            name = ExerciseName(entry["id"])
            loaded[name] = Exercise(
                name=name,
                clinic_statement=entry["clinic_statement"],
                evidence=tuple(evidence_of(text) for text in entry["evidence"]),
                ask_first=tuple(_topic(item) for item in entry["ask_first"]),
                stops=tuple(_topic(item) for item in entry["stops"]),
            )
        except (KeyError, ValueError) as error:
            raise ContentError(
                f"facts/exercises.toml, exercise {entry.get('id', '(no id)')}: {error}"
            ) from error
    return loaded


@cache
def pain_answers() -> tuple[Topic, ...]:
    """Return what the answers about the pain after an exercise rest on, the most urgent first."""
    return tuple(_topic(entry) for entry in _read("exercises")["pain"])


@cache
def cards() -> tuple[Card, ...]:
    """Return the cards of the safety list, tier A first."""
    loaded = []
    for entry in _read("red_flags")["card"]:
        lines = []
        for item in entry["lines"]:
            try:
                lines.append(
                    CardLine(
                        id=item["id"],
                        tier=Tier(item["tier"]),
                        evidence=tuple(evidence_of(text) for text in item["evidence"]),
                        call=item.get("call", False),
                    )
                )
            except (KeyError, ValueError) as error:
                raise ContentError(
                    f"facts/red_flags.toml, card {entry['id']}, line {item.get('id')}: {error}"
                ) from error
        loaded.append(
            Card(
                id=entry["id"],
                clinic_statement=entry["clinic_statement"],
                lines=tuple(lines),
                old_unchanged=Tier(entry["old_unchanged"]),
                may_decline=entry.get("may_decline", False),
            )
        )
    return tuple(loaded)


@cache
def scenarios() -> tuple[Scenario, ...]:
    """Return the scenarios of the red-flag drill, in their order."""
    by_name = {card.id: card for card in cards()}
    loaded = []
    for entry in _read("drill")["scenario"]:
        try:
            card = by_name[entry["card"]]
            (line,) = [line for line in card.lines if line.id == entry["line"]]
            loaded.append(
                Scenario(
                    id=entry["id"],
                    card=card,
                    line=line,
                    answer=Answer(entry["answer"]),
                    evidence=tuple(evidence_of(text) for text in entry["evidence"]),
                )
            )
        except (KeyError, ValueError) as error:
            raise ContentError(
                f"facts/drill.toml, scenario {entry.get('id', '(no id)')}: {error}"
            ) from error
    return tuple(loaded)
