"""The world of invented patients, from ``facts/examination.toml`` and ``facts/patients.toml``."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sciatica.content.facts import FACTS, cards, evidence_of, frequencies
from sciatica.content.toml import ContentError, read_toml
from sciatica.model import (
    Cause,
    CauseName,
    Check,
    CheckKind,
    Healthy,
    RootName,
    Template,
    Tier,
    World,
)


def _check(entry: Mapping[str, Any]) -> Check:
    return Check(
        id=entry["id"],
        kind=CheckKind(entry["kind"]),
        roots=frozenset(RootName(name) for name in entry["roots"]),
        evidence=evidence_of(entry["evidence"]),
        of=entry.get("of", ""),
        common=entry.get("common", False),
    )


def _cause(entry: Mapping[str, Any]) -> Cause:
    return Cause(
        name=CauseName(entry["id"]),
        shows={check: tuple(values) for check, values in entry["shows"].items()},
        spares=frozenset(entry["spares"]),
        tells=frozenset(entry["tells"]),
        always=frozenset(entry["always"]),
        tier=Tier(entry["tier"]) if "tier" in entry else None,
        evidence=tuple(evidence_of(text) for text in entry["evidence"]),
    )


def _pair(entry: Mapping[str, Any], name: str) -> tuple[Any, Any]:
    low, high = entry[name]
    return low, high


def _template(entry: Mapping[str, Any]) -> Template:
    return Template(
        id=entry["id"],
        kind=entry["kind"],
        cause=CauseName(entry["cause"]),
        root=RootName(entry["root"]) if "root" in entry else None,
        accept=frozenset(entry.get("accept", ())),
        age=_pair(entry, "age"),
        weeks=_pair(entry, "weeks"),
        severity=_pair(entry, "severity"),
        tension=_pair(entry, "tension"),
        shows=entry["shows"],
        tense=entry.get("tense", {}),
        fixed=entry.get("fixed", {}),
        flags=entry.get("flags", {}),
        not_sure=tuple(entry.get("not_sure", ())),
        old=tuple(entry.get("old", ())),
        tells_most=tuple(entry["tells_most"]),
        evidence=tuple(evidence_of(text) for text in entry["evidence"]),
    )


def _known(world: World) -> None:
    """Raise where a template or a cause names a check or a line that is not there."""
    lines = {f"{card.id}.{line.id}" for card in world.cards for line in card.lines}
    for cause in world.causes.values():
        if odd := (set(cause.shows) | cause.spares | cause.tells | cause.always) - set(
            world.checks
        ):
            raise ContentError(f"facts/examination.toml, cause {cause.name}: no check {odd}")
    for one in world.templates:
        checks = {*one.shows, *one.tense, *one.fixed, *one.tells_most}
        if odd := checks - set(world.checks):
            raise ContentError(f"facts/patients.toml, template {one.id}: no check {odd}")
        if odd := {*one.flags, *one.not_sure, *one.old} - lines:
            raise ContentError(f"facts/patients.toml, template {one.id}: no line {odd}")
        shown = set() if one.root else set(one.shows) | set(one.tense)
        if odd := shown - set(world.causes[one.cause].shows if shown else ()):
            raise ContentError(f"facts/patients.toml, template {one.id}: {odd} is not of its cause")


@cache
def world() -> World:
    """Return everything that invented patients are made of."""
    examination, people = (
        read_toml(FACTS / f"{name}.toml") for name in ("examination", "patients")
    )
    health = dict(people["health"])
    del health["evidence"]
    try:
        made = World(
            checks={entry["id"]: _check(entry) for entry in examination["check"]},
            causes={CauseName(entry["id"]): _cause(entry) for entry in examination["cause"]},
            cards=cards(),
            templates=tuple(_template(entry) for entry in people["template"]),
            healthy={name: Healthy(**entry) for name, entry in health.items()},
            on_map={
                True: frequencies()["pain_on_map_s1"].percent / 100,
                False: frequencies()["pain_on_map_lumbar"].percent / 100,
            },
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(
            f"facts/examination.toml or facts/patients.toml: {type(error).__name__}: {error}"
        ) from error
    _known(made)
    return made
