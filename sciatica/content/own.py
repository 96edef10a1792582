"""What a clinic adds to the workshop, in a folder beside ``clinic.toml``: cases, scenarios of the
drill, patients to examine, and the sources that they rest on.

Everybody in it is invented and says so, and nothing in it makes a sign less urgent than the safety
list has it. What cannot be used is left out: it takes nobody else with it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from sciatica.content.cases import CaseText, each_case, load_case
from sciatica.content.clinic import clinic_file
from sciatica.content.examination import refuse_unknown_template, world
from sciatica.content.facts import FACTS, Folder, Told, cards, scenario_of, sources, structured
from sciatica.content.facts import source as source_of_ours
from sciatica.content.structure import Structure
from sciatica.content.toml import ContentError, Document, nearest, read
from sciatica.content.words import Words, languages, words
from sciatica.model.case import Case
from sciatica.model.drill import Scenario
from sciatica.model.evidence import Source
from sciatica.model.examination import CauseName
from sciatica.model.patients import WEAKER, PatientFacts, Template
from sciatica.model.triage import actions_for, least_urgent, too_late

NAME = "content"
CASES, DRILL, PATIENTS = PARTS = ("cases", "drill", "patients")
SOURCES = "sources"
PREFIX = "own_"
"""Ids of a clinic begin with it: ours never do."""
NUMBERS_FROM = 51
"""Numbers of a clinic's cases begin here: ours never reach it."""
TEMPLATES = Path(__file__).parent / "own_templates"
"""A file of each part to begin with."""

OLD_FROM_WEEKS, OLD_FROM_WEEKS_FIBULAR = 6, 2
"""So many weeks weak muscles have lasted that are told as old."""

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class _Facts(Folder):
    """Our facts, with the clinic's own sources in the ledger."""

    own: Document | None = None

    def read(self, name: str) -> Document:
        """Return one file as it stands now. Raises `ContentError`."""
        ours = super().read(name)
        if name != SOURCES or self.own is None:
            return ours
        return replace(ours, data={**ours.data, **self.own.data})


@dataclass(frozen=True, slots=True)
class _Scenario(Told):
    invented: bool


@dataclass(frozen=True, slots=True)
class _Said:
    title: str
    story: str
    why: str
    say: str
    soft: str
    jargon: str
    fear: str


@dataclass(frozen=True)
class Own:
    """What one folder holds. `path` need not be there."""

    path: Path
    cases: Sequence[tuple[Case, Mapping[str, CaseText]]] = ()
    scenarios: Sequence[Scenario] = ()
    patients: Sequence[Template] = ()
    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The words of scenarios and patients, by language and key."""
    left_out: Mapping[str, Sequence[ContentError]] = field(default_factory=dict)
    """What cannot be used, by part."""


class Reader:
    """Reads the files of one folder, each by itself."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def facts(self) -> _Facts:
        """Our facts with the clinic's sources. Raises `ContentError`."""
        path = self.path / f"{SOURCES}.toml"
        if not path.is_file():
            return _Facts(FACTS)
        written = read(path)
        for name in written.data:
            if not name.startswith(PREFIX):
                remedy = f"Call it {PREFIX}{name}."
                raise written.error((name,), "the id of a source of your own has a mark.", remedy)
        Structure()(written, dict[str, Source])
        return _Facts(FACTS, written)

    def files(self, part: str) -> list[Path]:
        """Return the files of a part."""
        return sorted((self.path / part).glob("*.toml"))

    def case(self, path: Path) -> tuple[Case, Mapping[str, CaseText]]:
        """Read a case. Raises `ContentError`."""
        case, texts = load_case(path, tuple(languages()), self.facts)
        written = read(path)
        if case.number < NUMBERS_FROM:
            what = f"the number {case.number} may become one of ours."
            raise ContentError(what, f"Take {NUMBERS_FROM} or more.", path=path)
        _refuse_real(written)
        self._refuse_less_urgent(case, written)
        return case, texts

    def _refuse_less_urgent(self, case: Case, written: Document) -> None:
        if "signs" not in written.data:
            remedy = "Name each sign of the safety list that is told, such as "
            remedy += '"legs.weaker" = "old"; none: leave the table empty.'
            raise written.error(("signs",), "the table [signs] is missing.", remedy)
        lines = {f"{card.id}.{line.id}": (card, line) for card in cards() for line in card.lines}
        for name, answer in case.signs.items():
            if name not in lines:
                what = f"the safety list has no line {name!r}."
                raise written.error(("signs", name), what, nearest(name, lines))
            asked = actions_for(*lines[name], answer)
            for action in case.right:
                if too_late(action, asked):
                    what = (
                        f"{action!s} is less urgent than the safety list has {name} ({answer!s})."
                    )
                    remedy = f"Write {str(least_urgent(asked))!r} or what is more urgent."
                    raise written.error(("action",), what, remedy)

    def scenario(self, path: Path) -> tuple[Scenario, Mapping[str, Mapping[str, str]]]:
        """Read a scenario of the drill, with its words by language. Raises `ContentError`."""
        written = read(path)
        facts, said = _parted(written, _Said, self.facts)
        made = structured(written, _Scenario, self.facts, facts)
        _refuse_real(written)
        name = _id_of(path)
        one = scenario_of(written, (), name, made)
        prefix = f"drill.scenario.{name}"
        texts = {
            lang: {f"{prefix}.{part.name}": getattr(text, part.name) for part in fields(text)}
            for lang, text in said.items()
        }
        _refuse_slots(written, texts)
        return one, texts

    def patient(self, path: Path) -> tuple[Template, Mapping[str, Mapping[str, str]]]:
        """Read a kind of patient, with what it answers by language. Raises `ContentError`."""
        written = read(path)
        facts, said = _parted(written, dict[str, str], self.facts)
        _refuse_real(written)
        facts = {key: value for key, value in facts.items() if key != "invented"} | {
            "id": _id_of(path)
        }
        one = structured(written, Template, self.facts, facts)
        refuse_unknown_template(world(), written, (), one)
        _refuse_new_weakness_told_as_old(one, written)
        _refuse_unknown_values(one, written)
        texts = {}
        for lang, answers in said.items():
            told = one.tells(world().checks)
            for name in answers:
                if name not in told:
                    what = f"this patient does not tell {name!r}."
                    raise written.error((lang, name), what, nearest(name, told))
            for name in sorted(told):
                if not answers.get(name, "").strip():
                    remedy = f'Write "{name}" = "..." in [{lang}].'
                    raise written.error((lang,), f"nothing is said about {name}.", remedy)
            texts[lang] = {f"examine.says.{one.id}.{name}": text for name, text in answers.items()}
        _refuse_slots(written, texts)
        return one, texts

    def read(self, part: str, path: Path) -> Any:
        """Read one file of a part. Raises `ContentError`."""
        by_part: Mapping[str, Callable[[Path], Any]] = {
            CASES: self.case,
            DRILL: self.scenario,
            PATIENTS: self.patient,
        }
        return by_part[part](path)


def _id_of(path: Path) -> str:
    name = path.stem.replace("-", "_")
    if not name.isidentifier():
        what = "its name is not made of letters, digits and _."
        raise ContentError(what, "Rename it, such as night_nurse.toml.", path=path)
    return f"{PREFIX}{name}"


def _refuse_real(written: Document) -> None:
    if written.data.get("invented") is not True:
        what = "it does not say that everybody in it is invented."
        remedy = "Write invented = true, if so. Never take a patient of yours, also not disguised."
        raise written.error(("invented",), what, remedy)


def _parted(
    written: Document, shape: type[T], facts: Folder
) -> tuple[dict[str, Any], Mapping[str, T]]:
    """Return what a file holds besides words, and its words by language."""
    known = languages()
    said = {}
    for lang in known:
        if lang not in written.data:
            raise written.error((lang,), f"the key {lang!r} is missing.", f"Add [{lang}].")
        said[lang] = structured(written, shape, facts, written.data[lang], (lang,))
    return {key: value for key, value in written.data.items() if key not in known}, said


def _refuse_slots(written: Document, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Raise where a text holds a brace: its words have no slots."""
    for lang, entries in texts.items():
        for key, text in entries.items():
            if "{" in text or "}" in text:
                what, remedy = "a brace stands in this text.", "Take it out."
                raise written.error((lang, key.rpartition(".")[2]), what, remedy)


def _refuse_new_weakness_told_as_old(one: Template, written: Document) -> None:
    """Raise where weak muscles would be told as old and unchanged too early: new weakness is an
    emergency."""
    weeks = OLD_FROM_WEEKS_FIBULAR if one.cause is CauseName.FIBULAR else OLD_FROM_WEEKS
    old = WEAKER in one.tells(world().checks) and WEAKER not in one.flags
    if old and one.weeks[0] < weeks:
        what = f"weak muscles are old and unchanged from {weeks} weeks on; before, they are new."
        remedy = f'Write weeks = [{weeks}, ...], or flags = {{ "{WEAKER}" = 0.0 }}.'
        raise written.error(("weeks",), what, remedy)


def _refuse_unknown_values(one: Template, written: Document) -> None:
    checks = world().checks
    for lang in languages():
        text = words(lang)
        for name, value in one.fixed.items():
            known = [
                *text.under(f"examine.value.{name}"),
                *text.under(f"examine.value.{checks[name].kind}"),
            ]
            if value not in known:
                what = f"{name} has no value {value!r}."
                raise written.error(("fixed", name), what, nearest(value, known))


def _each(reader: Reader, part: str, errors: dict[str, list[ContentError]]) -> Iterator[Any]:
    seen: dict[object, Path] = {}
    for path in reader.files(part):
        try:
            one = reader.read(part, path)
            name = one[0].number if part == CASES else one[0].id
            if name in seen:
                what, remedy = f"its number stands on {seen[name].name} too.", "Take another one."
                raise ContentError(what, remedy, path=path)
        except ContentError as error:
            errors.setdefault(part, []).append(error)
        else:
            seen[name] = path
            yield one


@cache
def own(path: Path) -> Own:
    """Return what can be used of a folder, and what cannot."""
    if not path.is_dir():
        return Own(path)
    reader, errors = Reader(path), dict[str, list[ContentError]]()
    found = {part: list(_each(reader, part, errors)) for part in PARTS}
    entries: dict[str, dict[str, str]] = {lang: {} for lang in languages()}
    for _, texts in (*found[DRILL], *found[PATIENTS]):
        for lang, said in texts.items():
            entries[lang] |= said
    return Own(
        path,
        found[CASES],
        [one for one, _ in found[DRILL]],
        [one for one, _ in found[PATIENTS]],
        entries,
        errors,
    )


def the_own() -> Own:
    """Return what the clinic of this process adds."""
    return own(clinic_file().absolute().parent / NAME)


def each_case_here(lang: str) -> Iterator[tuple[Case, CaseText] | ContentError]:
    """Yield every case of the workshop, ours and then the clinic's, or what is wrong with it."""
    yield from each_case(lang)
    mine = the_own()
    yield from ((case, texts[lang]) for case, texts in mine.cases)
    yield from mine.left_out.get(CASES, ())


@cache
def _with(text: Words, mine: Path) -> Words:
    return replace(text, entries={**text.entries, **own(mine).entries[text.lang]})


def with_own(text: Words) -> Words:
    """Return the words with those of the clinic's own scenarios and patients."""
    mine = the_own()
    return _with(text, mine.path) if mine.entries else text


@cache
def _world(mine: Path) -> PatientFacts:
    return replace(world(), templates=(*world().templates, *own(mine).patients))


def the_world() -> PatientFacts:
    """Return what patients are made of here: our templates, then the clinic's."""
    mine = the_own()
    return _world(mine.path) if mine.patients else world()


def short_name(source: str) -> str:
    """Return how a source is named, ours or the clinic's own."""
    if source.startswith(PREFIX):
        return sources(Reader(the_own().path).facts)[source].short
    return source_of_ours(source).short


def begin(part: str, name: str, folder: Path) -> Path:
    """Write a file of a part to begin with, and return it: it loads as it is, and nothing that is
    there is overwritten. Raises `ContentError`."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise ContentError(f"{name!r} is no name of a file.", "Take letters and digits.")
    here = folder / part
    if part == CASES:
        taken = {path.name[:2] for path in here.glob("*.toml")}
        numbers = range(NUMBERS_FROM, 100)
        number = next((n for n in numbers if str(n) not in taken), None)
        if number is None:
            raise ContentError("no number is left.", "Take a case away.", path=here)
        path = here / f"{number}-{slug}.toml"
    else:
        path = here / f"{slug.replace('-', '_')}.toml"
    try:
        here.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write((TEMPLATES / f"{part}.toml").read_text(encoding="utf-8"))
    except FileExistsError:
        raise ContentError("is there already.", "Take another name.", path=path) from None
    except OSError as error:
        raise ContentError(f"cannot be written ({error.strerror}).", path=path) from error
    return path
