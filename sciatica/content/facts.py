"""Facts with their sources, from ``facts/*.toml`` into types of the model.

Every loader takes the folder of facts, ours unless another is given, and raises `ContentError` with
file, line, key and remedy for anything that its types do not know.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from sciatica.content.posed_artwork import Pose
from sciatica.content.structure import EVIDENCE_FORMS, RefusedError, Structure
from sciatica.content.toml import ContentError, Document, nearest, read
from sciatica.content.toml_lines import Key
from sciatica.content.words import languages, words
from sciatica.model.accuracy import Interval
from sciatica.model.anatomy import RootName
from sciatica.model.drill import Scenario
from sciatica.model.evidence import (
    Evidence,
    EvidenceKind,
    Frequency,
    Measure,
    Quantity,
    Source,
    Topic,
)
from sciatica.model.examination import Cause
from sciatica.model.red_flags import Card, CardLine, Tier
from sciatica.model.roots import KeyPoint, Movement, Reflex, Root, RootTest
from sciatica.model.walk import Answer

T = TypeVar("T")
RANGE = 2
"""Two numbers are the ends of a range, without a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease(Topic):
    """Positions that may ease somebody with one cause, the one to try first in front."""

    poses: tuple[Pose, ...]


RENAMED: Mapping[type, Mapping[str, str]] = {
    Cause: {"name": "id"},
    Topic: {"risks": "risks_evidence"},
    Ease: {"risks": "risks_evidence"},
}
"""Keys whose fields have another name, by class."""


@dataclass(frozen=True, eq=False)
class Folder:
    """A folder of facts. Loaders keep what they made of it: a new `Folder` is read anew."""

    path: Path

    def read(self, name: str) -> Document:
        """Return one file as it stands now. Raises `ContentError`."""
        return read(self.path / f"{name}.toml")


FACTS = Path(__file__).parent / "facts"
OURS = Folder(FACTS)


@cache
def document(folder: Folder, name: str) -> Document:
    """Return one file of facts, read once for a folder."""
    return folder.read(name)


@cache
def _structure(known: frozenset[str]) -> Structure:
    """Return what makes facts, whose evidence names the `known` sources alone."""

    def evidence(value: Any) -> Evidence:
        try:
            one = Evidence.parse(value)
        except (TypeError, ValueError):
            raise RefusedError(
                f"{value!r} is no evidence.", f"Write one of {EVIDENCE_FORMS}."
            ) from None
        if one.kind is EvidenceKind.READ and one.detail not in known:
            raise RefusedError(
                f"the source {one.detail!r} is not in sources.toml.",
                f"Add [{one.detail}] there, or mend the id.",
            )
        return one

    def number(value: Any) -> Frequency | Quantity:
        counted = isinstance(value, dict) and not {"count", "unit"}.isdisjoint(value)
        made: Frequency | Quantity = structure.plain(value, Quantity if counted else Frequency)
        return made

    def interval(value: Any) -> Interval:
        numbers = structure.plain(value, list[float])
        if not 1 <= len(numbers) <= RANGE + 1:
            what, remedy = "this is no figure.", "Write [value], [low, high] or [value, low, high]."
            raise RefusedError(what, remedy)
        return Interval(None, *numbers) if len(numbers) == RANGE else Interval(*numbers)

    structure = Structure(
        hooks={
            Evidence: evidence,
            Interval: interval,
            Frequency | Quantity: number,
            Tier | None: lambda value: None if value == "none" else structure.plain(value, Tier),
        },
        renamed=RENAMED,
    )
    return structure


def structured(
    written: Document, shape: type[T], folder: Folder = OURS, data: Any = None, at: Key = ()
) -> T:
    """Return a document, or the `data` that stands `at` a place in it, as `shape`: its evidence
    names the sources of `folder`."""
    return _structure(frozenset(sources(folder)))(written, shape, data, at)


def load(folder: Folder, name: str, shape: type[T]) -> T:
    """Return one file of facts as `shape`."""
    return structured(document(folder, name), shape, folder)


@cache
def sources(folder: Folder = OURS) -> Mapping[str, Source]:
    """Return every source by id."""
    return Structure()(document(folder, "sources"), dict[str, Source])


def source(name: str) -> Source:
    """Return one source. Raises `ContentError` where the ledger does not hold it."""
    if name not in sources():
        what = f"there is no [{name}]."
        remedy = f"Add it, or mend the id that names it. {nearest(name, sources())}"
        raise ContentError(what, remedy, path=document(OURS, "sources").path)
    return sources()[name]


@dataclass(frozen=True, slots=True)
class _Skin:
    sites: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Root:
    name: RootName
    skin: _Skin
    key_point: KeyPoint
    movements: tuple[Movement, ...]
    reflex: Reflex
    tests: tuple[RootTest, ...]
    pain: _Skin | None = None


@dataclass(frozen=True, slots=True)
class _Roots:
    root: tuple[_Root, ...]


@cache
def roots(folder: Folder = OURS) -> Mapping[RootName, Root]:
    """Return the roots by name: L4, L5 and S1 first, then their neighbours."""
    return {
        one.name: Root(
            one.name,
            one.skin.sites,
            one.skin.evidence,
            one.key_point,
            one.movements,
            one.reflex,
            one.tests,
            one.pain.sites if one.pain else (),
            one.pain.evidence if one.pain else (),
        )
        for one in load(folder, "roots", _Roots).root
    }


@cache
def _numbers(folder: Folder) -> Mapping[str, Frequency | Quantity]:
    return load(folder, "numbers", dict[str, Frequency | Quantity])


def frequencies(folder: Folder = OURS) -> Mapping[str, Frequency]:
    """Return every proportion that a page may print, by id. Numbers from memory are refused."""
    return {name: one for name, one in _numbers(folder).items() if isinstance(one, Frequency)}


def quantities(folder: Folder = OURS) -> Mapping[str, Quantity]:
    """Return every count that a page may print, by id. Numbers from memory are refused."""
    return {name: one for name, one in _numbers(folder).items() if isinstance(one, Quantity)}


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


Level = Literal[
    "L1", "L2", "L3", "L4", "L5", "S1", "L1/2", "L2/3", "L3/4", "L4/5", "L5/S1", "trunk"
]
"""A vertebra or a disc, a root, or the lumbosacral trunk."""


@dataclass(frozen=True, slots=True)
class _Size:
    mean: float
    within: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Sizes:
    unit: Literal["mm", "mm2", "percent", "degrees"]
    at: Mapping[Level, _Size]


@cache
def measures(folder: Folder = OURS) -> Mapping[str, Mapping[str, Measure]]:
    """Return published sizes of the low back: by what is measured, then by vertebra or disc.

    The drawn spine is held against them.
    """
    return {
        name: {
            level: Measure(size.mean, size.within, sizes.unit, size.evidence)
            for level, size in sizes.at.items()
        }
        for name, sizes in load(folder, "spine", dict[str, _Sizes]).items()
    }


Topics = tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class _Care:
    advice: Topics
    avoid: Topics
    recovery: Topics
    pillar: Topics
    option: Topics
    question: Topics


@dataclass(frozen=True, slots=True)
class _Causes:
    cause: Topics
    why: Topics
    form: Topics
    zone: Topics
    severity: Topics
    posture: Topics
    muscle: Topics
    ease: tuple[Ease, ...]
    term: Topics
    who: Topics
    trap: Topics
    grade: Topics
    size: Topics
    course: Topics


def _by_kind(topics: _Care | _Causes) -> Mapping[str, Topics]:
    return {field.name: getattr(topics, field.name) for field in fields(topics)}


@cache
def topics(folder: Folder = OURS) -> Mapping[str, Topics]:
    """Return what the page on care speaks about, by kind: advice, avoid, recovery,
    pillar, option, question."""
    return _by_kind(load(folder, "care", _Care))


@cache
def causes(folder: Folder = OURS) -> Mapping[str, Topics]:
    """Return what the page on causes says, by kind: the causes, and statements of each part."""
    return _by_kind(load(folder, "causes", _Causes))


def eases(folder: Folder = OURS) -> Mapping[str, Ease]:
    """Return the positions that may ease the leg, by cause."""
    return {one.id: one for one in load(folder, "causes", _Causes).ease}


@dataclass(frozen=True, slots=True)
class _Decisions:
    decision: Topics


@cache
def decisions(folder: Folder = OURS) -> tuple[Topic, ...]:
    """Return what would make a sign less urgent, and waits for a clinician."""
    return load(folder, "decisions", _Decisions).decision


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page rests on besides the facts that it shows and the numbers that its words print.

    `words` is the file of its words; `says` are its own statements.
    """

    words: str
    says: Topics = ()


@cache
def page_facts(folder: Folder = OURS) -> Mapping[str, PageFacts]:
    """Return what each page that cites sources rests on, by the page's slug."""
    loaded = load(folder, "pages", dict[str, PageFacts])
    known = {key.partition(".")[0] for lang in languages() for key in words(lang).entries}
    for slug, page in loaded.items():
        if page.words not in known:
            what = f"there is no file of words {page.words!r}."
            raise document(folder, "pages").error((slug, "words"), what, nearest(page.words, known))
    return loaded


@dataclass(frozen=True, slots=True)
class _RedFlags:
    card: tuple[Card, ...]


@cache
def cards(folder: Folder = OURS) -> tuple[Card, ...]:
    """Return the cards of the safety list: those that call, then the rest of tier A, then all else.

    Raises `ContentError` where another card that stops stands before one that calls.
    """
    facts, loaded = document(folder, "red_flags"), load(folder, "red_flags", _RedFlags).card
    for error in (*_silent_about_calling(facts, loaded), *_called_too_late(facts, loaded)):
        raise error
    return loaded


def _silent_about_calling(facts: Document, loaded: tuple[Card, ...]) -> Iterator[ContentError]:
    """Yield every emergency that does not say whether to call: to travel is no default."""
    for number, card in enumerate(loaded):
        for place, line in enumerate(card.lines):
            key = ("card", number, "lines", place)
            if line.tier is Tier.EMERGENCY_NOW and "call" not in facts.value(key):
                yield facts.error(
                    (*key, "call"),
                    "the key 'call' is missing.",
                    "Add call = true (call the emergency number) or call = false (go there).",
                )


def _called_too_late(facts: Document, loaded: tuple[Card, ...]) -> Iterator[ContentError]:
    """Yield every card that calls and is asked after one that stops the walk without calling."""
    stops = None
    for number, card in enumerate(loaded):
        if card.calls and stops:
            what = f"every sign of {card.id!r} says to call, but {stops!r} stops before it."
            yield facts.error(("card", number, "id"), what, f"Put {card.id!r} before {stops!r}.")
        elif card.tier is Tier.EMERGENCY_NOW and not card.calls:
            stops = stops or card.id


@dataclass(frozen=True, slots=True)
class Told:
    """An answer to a line of a card, as it is written."""

    card: str
    line: str
    answer: Answer
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Scenario(Told):
    id: str


@dataclass(frozen=True, slots=True)
class _Drill:
    scenario: tuple[_Scenario, ...]


def scenario_of(
    written: Document, at: Key, name: str, one: Told, folder: Folder = OURS
) -> Scenario:
    """Return what somebody tells as a scenario called `name`; it stands `at` a place of what is
    `written`. Raises `ContentError`."""
    by_name = {card.id: card for card in cards(folder)}
    if one.card not in by_name:
        what, remedy = f"there is no card {one.card!r}.", nearest(one.card, by_name)
        raise written.error((*at, "card"), what, remedy)
    card = by_name[one.card]
    lines: Mapping[str, CardLine] = {line.id: line for line in card.lines}
    if one.line not in lines:
        what, remedy = f"this card has no line {one.line!r}.", nearest(one.line, lines)
        raise written.error((*at, "line"), what, remedy)
    return Scenario(name, card, lines[one.line], one.answer, one.evidence)


def _scenario_at(folder: Folder, number: int, one: _Scenario) -> Scenario:
    return scenario_of(document(folder, "drill"), ("scenario", number), one.id, one, folder)


@cache
def scenarios(folder: Folder = OURS) -> tuple[Scenario, ...]:
    """Return the scenarios of the red-flag drill, in their order."""
    written = load(folder, "drill", _Drill).scenario
    return tuple(_scenario_at(folder, number, one) for number, one in enumerate(written))


def each_scenario(folder: Folder = OURS) -> Iterator[Scenario | ContentError]:
    """Yield every scenario of the drill, or what is wrong with it: one that cannot be used takes
    nobody else with it. Raises `ContentError` where the file cannot be read at all."""
    drill = document(folder, "drill")
    for number, entry in enumerate(drill.data["scenario"]):
        try:
            one = structured(drill, _Scenario, folder, entry, ("scenario", number))
            yield _scenario_at(folder, number, one)
        except ContentError as error:
            yield error
