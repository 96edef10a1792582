"""Everything that the facts claim, with its evidence as it is written; and what of it still waits
for somebody with a library: what rests on memory, or on a source of which only a part was read.

A fact that waits is followed to the sentences that hang on it, so that a person can open a paper
and see what it must bear.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sciatica.content import cases
from sciatica.content.facts import Folder, document, scenarios, sources
from sciatica.content.toml import read
from sciatica.content.toml_lines import Key
from sciatica.model.evidence import Extent
from sciatica.model.red_flags import Tier

STAFF = "staff"
PAGES = "pages"
"""The file whose tables are pages: what they say besides the facts that they show."""
PAGE_OF: Mapping[str, str] = {
    "accuracy": "causes",
    "care": "care",
    "causes": "causes",
    "exercises": "exercises",
    "numbers": "care",
    "pictures": "board",
    "red_flags": "red-flags",
    "report": "report",
    "roots": "nerve-roots",
    "spine": "causes",
    "take_home": "take-home",
    "tonight": "tonight",
}
"""The page on which the facts of a file stand; all others stand in the staff workshop alone."""
SENTENCES = 3
"""So many sentences of one fact are quoted; more are all about the same."""
STAFF_SENTENCES = 2
"""What a scenario tells and why; the answers that it offers are no facts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A table of facts, or a case, that says something: its file and line, its name, its evidence
    as it is written, and how urgent it is if it is a sign."""

    path: Path
    line: int
    label: str
    field: str
    evidence: tuple[str, ...]
    tier: Tier | None = None

    @property
    def from_memory(self) -> bool:
        """Whether some of it was read nowhere."""
        return any(one.startswith("memory:") for one in self.evidence)

    @property
    def statement(self) -> str:
        """The key of the words that name a page's own statement where it rests on memory."""
        return f"about.memory.{self.label}.{self.field.rpartition(' ')[2]}"

    @property
    def page(self) -> str:
        """The slug of the page on which it stands, or `STAFF`."""
        if self.path.stem == PAGES:
            return self.label
        return PAGE_OF.get(self.path.stem, STAFF)


def _tables(value: Any, at: Key = ()) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Yield every table below `value`, with the way to it."""
    if isinstance(value, Mapping):
        yield at, value
    entries = value.items() if isinstance(value, Mapping) else enumerate(value)
    for step, inner in entries:
        if isinstance(inner, Mapping | list):
            yield from _tables(inner, (*at, step))


def _evidence(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key == "evidence" or key.endswith("_evidence"):
            yield from value if isinstance(value, list) else [value]


def _label(data: Mapping[str, Any], steps: Key) -> tuple[str, str]:
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


def _tier(table: Mapping[str, Any]) -> Tier | None:
    known = {str(tier): tier for tier in Tier}
    return known.get(str(table.get("tier")))


def claims(facts: Folder) -> Iterator[Claim]:
    """Yield every claim of the facts."""
    drilled: Mapping[str, Tier] = {one.id: one.line.tier for one in scenarios(facts)}
    for path in sorted(facts.path.glob("*.toml")):
        written = document(facts, path.stem)
        for at, table in _tables(written.data):
            if evidence := tuple(_evidence(table)):
                label, field = _label(written.data, at)
                tier = _tier(table) or drilled.get(label.partition(" ")[2])
                yield Claim(written.path, written.line(at), label, field, evidence, tier)


def case_claims(folder: Path = cases.FOLDER) -> Iterator[Claim]:
    """Yield what every written case rests on."""
    for path in sorted(folder.glob("*.toml")):
        written = read(path)
        evidence = tuple(written.data["evidence"])
        yield Claim(path, written.line(("evidence",)), f"case {path.stem}", "", evidence)


def waiting(facts: Folder, given: Sequence[Claim]) -> list[Claim]:
    """Return the claims of those `given` that rest on memory or on a source read in part."""
    partly = {f"read:{one.id}" for one in sources(facts).values() if one.extent is not Extent.WHOLE}
    return [one for one in given if one.from_memory or partly & set(one.evidence)]


def by_page(given: Sequence[Claim]) -> Iterator[tuple[str, dict[Tier | None, int]]]:
    """Yield how many claims from memory each page has, by urgency; the most urgent page first."""
    remembered = [one for one in given if one.from_memory]
    for page in dict.fromkeys(one.page for one in sorted(remembered, key=urgency)):
        here = [one.tier for one in remembered if one.page == page]
        yield page, {tier: here.count(tier) for tier in (*Tier, None) if tier in here}


def urgency(claim: Claim) -> int:
    """Return 0 for an Emergency sign; what is no sign comes last."""
    return claim.tier.rank if claim.tier else len(Tier)


def _holds(parts: Sequence[str], names: Sequence[str]) -> bool:
    size = len(names)
    return any(list(parts[at : at + size]) == list(names) for at in range(len(parts) - size + 1))


def sentences(claim: Claim, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words (of `texts`, by key) that stand under the ids of a claim, or that print its
    number."""
    found = _sentences(claim, texts)
    return found[: STAFF_SENTENCES if claim.page == STAFF else SENTENCES]


def _sentences(claim: Claim, texts: Mapping[str, str]) -> tuple[str, ...]:
    kind, _, name = claim.label.partition(" ")
    if claim.path.stem == PAGES:
        return (texts[claim.statement],) if claim.statement in texts else ()
    if claim.path.stem in ("numbers", "accuracy"):
        slot = name or kind
        ends = tuple(f"{mark}{slot}}}" for mark in ("{", "{not_", "{sens_", "{spec_", "{lr_"))
        return tuple(body for body in texts.values() if any(end in body for end in ends))
    for names in filter(all, _ways(kind, name, claim.field)):
        found = [body for key, body in texts.items() if _holds(key.split("."), names)]
        if found:
            return tuple(found)
    last = f".{name}"  # as a last way: a text of its own file that bears its name
    return tuple(
        body
        for key, body in texts.items()
        if name and key.startswith(f"{claim.path.stem}.") and key.endswith(last)
    )


def _ways(kind: str, name: str, field: str) -> Iterator[Sequence[str]]:
    """Yield the ways in which words name what the facts name, the narrowest first: `field` is one
    entry of a list, such as ``stops dizzy``, whose words may stand under ``stop``."""
    part, _, inner = field.rpartition(" ")
    yield kind, name, inner
    for form in (part, part.removesuffix("s"), part.partition("_")[0]):
        yield name, form, inner
    for form in (part, part.removesuffix("s")):
        yield form, inner
    yield kind, name
