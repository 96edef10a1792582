"""Every fact has evidence, every evidence a source, every source its reference."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sciatica.check.lines import Step, toml_line
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.texts import toml
from sciatica.model import Evidence, EvidenceKind

LEDGER = "sources.toml"
NO_FACTS = {LEDGER, "signatures.toml", "reading.toml"}
"""Files among the facts that hold no claim."""
MEMORY_LEVELS = {"high", "medium", "low"}
SOURCE_FIELDS = ("short", "cite", "checked")


@dataclass(frozen=True, slots=True)
class Claim:
    """A table of facts that says something, with its evidence as it is written."""

    path: Path
    steps: tuple[Step, ...]
    line: int
    label: str
    field: str
    evidence: tuple[str, ...]


def _evidence(table: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the evidence of a table; None where it has none at all."""
    keys = [key for key in table if key == "evidence" or key.endswith("_evidence")]
    if not keys:
        return None
    values = [table[key] if isinstance(table[key], list) else [table[key]] for key in keys]
    return tuple(str(text) for value in values for text in value)


def _below(table: Mapping[str, Any]) -> Iterator[tuple[tuple[Step, ...], Mapping[str, Any]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield (key,), value
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield (key, index), item


def _tables(
    table: Mapping[str, Any], steps: tuple[Step, ...], covered: bool
) -> Iterator[tuple[tuple[Step, ...], Mapping[str, Any]]]:
    """Yield every table that must have evidence: those that have it, and the innermost ones
    where nothing around them has."""
    below = list(_below(table))
    found = _evidence(table)
    if found is not None or (steps and not below and not covered):
        yield steps, table
    for more, inner in below:
        yield from _tables(inner, (*steps, *more), covered or found is not None)


def _label(data: Mapping[str, Any], steps: tuple[Step, ...]) -> tuple[str, str]:
    """Return the entry and the field in words: ("root L4", "movements foot_up")."""
    names: list[str] = []
    value: Any = data
    for step in steps:
        value = value[step]
        if isinstance(step, str):
            names.append(step)
        elif isinstance(value, dict) and (name := value.get("id") or value.get("name")):
            names[-1] += f" {name}"
    return names[0], " ".join(names[1:])


def claims(project: Project) -> Iterator[Claim]:
    """Yield every claim of the facts."""
    for path in sorted(project.facts.glob("*.toml")):
        if path.name in NO_FACTS:
            continue
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
        for steps, table in _tables(data, (), False):
            entry, field = _label(data, steps)
            line = toml_line(text, steps, data)
            yield Claim(path, steps, line, entry, field, _evidence(table) or ())


def _wrong(text: str, known: Mapping[str, Any]) -> tuple[str, str] | None:
    try:
        evidence = Evidence.parse(text)
    except ValueError as error:
        return f"the evidence {error}.", "Write one of these."
    if evidence.kind is EvidenceKind.READ and evidence.detail not in known:
        return (
            f"the evidence {text!r} names a source that is not in {LEDGER}.",
            f"Add [{evidence.detail}] there, or mend the id.",
        )
    if evidence.kind is EvidenceKind.MEMORY and evidence.detail not in MEMORY_LEVELS:
        return f"{text!r} has no level.", "Write memory:high, memory:medium or memory:low."
    return None


def claims_without_source(project: Project) -> Iterator[Finding]:
    """Yield every claim without evidence, and every evidence that names nothing."""
    known = toml(project.facts / LEDGER)
    for claim in claims(project):
        file, name = project.name(claim.path), f"{claim.label} {claim.field}".strip()
        if not claim.evidence:
            yield Finding(
                file,
                claim.line,
                f"{name} has no evidence.",
                'Add evidence = "read:SOURCE", "memory:LEVEL" or "clinic:NUMBER".',
            )
        for text in claim.evidence:
            if wrong := _wrong(text, known):
                yield Finding(file, claim.line, f"{name}: {wrong[0]}", wrong[1])


def incomplete_sources(project: Project) -> Iterator[Finding]:
    """Yield every source that lacks its reference or how much of it was read."""
    path = project.facts / LEDGER
    text = path.read_text(encoding="utf-8")
    for name, entry in toml(path).items():
        for field in SOURCE_FIELDS:
            if not str(entry.get(field, "")).strip():
                yield Finding(
                    project.name(path),
                    toml_line(text, (name,)),
                    f"the source {name} has no {field}.",
                    f'Add {field} = "...".',
                )


def unused_sources(project: Project, named_in_code: str) -> Iterator[Finding]:
    """Remark on every source that no fact, no case and no code of the package names."""
    path = project.facts / LEDGER
    text = path.read_text(encoding="utf-8")
    read = {one.partition(":")[2] for claim in claims(project) for one in claim.evidence}
    for name in toml(path):
        named = any(f'"{form}"' in named_in_code for form in (name, f"read:{name}"))
        if name not in read and not named:
            line = toml_line(text, (name,))
            yield Finding(project.name(path), line, f"no fact names the source {name}.")


def partly_read(project: Project) -> Iterator[Finding]:
    """Remark on every source of which not the whole was read."""
    path = project.facts / LEDGER
    text = path.read_text(encoding="utf-8")
    for name, entry in toml(path).items():
        if entry.get("checked") and not str(entry["checked"]).startswith("whole"):
            yield Finding(
                project.name(path),
                toml_line(text, (name, "checked")),
                f"{entry.get('short', name)} was read in part only: {entry['checked']}.",
            )


def from_memory(project: Project) -> tuple[list[Finding], int]:
    """Return the facts from memory, one remark an entry, and how many they are."""
    grouped: dict[tuple[Path, str], list[Claim]] = {}
    for claim in claims(project):
        if any(text.startswith("memory:") for text in claim.evidence):
            grouped.setdefault((claim.path, claim.label), []).append(claim)
    remarks = [
        Finding(
            project.name(path),
            some[0].line,
            f"to be verified, {entry}: {', '.join(one.field or 'all' for one in some)}.",
        )
        for (path, entry), some in grouped.items()
    ]
    return remarks, sum(map(len, grouped.values()))
