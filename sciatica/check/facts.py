"""Whatever a loader refuses is a fault; what rests on memory, or on a source read in part, is told.

Nothing else is judged before every file loads.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from sciatica.check.project import Project
from sciatica.check.reading import Lists, lists
from sciatica.check.report import Fault
from sciatica.check.texts import Text, cells, notebook_paths
from sciatica.check.words import written_numbers
from sciatica.content.accuracy import findings
from sciatica.content.cases import ARGUED, load_case
from sciatica.content.claims import Claim, case_claims, claims
from sciatica.content.clinic import load_clinic
from sciatica.content.examination import world
from sciatica.content.exercises import exercises
from sciatica.content.explain import explain_facts
from sciatica.content.facts import (
    Folder,
    cards,
    causes,
    decisions,
    document,
    frequencies,
    measures,
    page_facts,
    roots,
    scenarios,
    sources,
    topics,
)
from sciatica.content.front_desk import callers
from sciatica.content.hazards import read_hazards
from sciatica.content.measured import measured
from sciatica.content.quality import quality
from sciatica.content.report import report_words
from sciatica.content.signing import revision
from sciatica.content.take_home import codes
from sciatica.content.toml import ContentError, read
from sciatica.content.toml_lines import Key
from sciatica.content.tonight import night_cards
from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue
from sciatica.model.evidence import Extent

LEDGER = "sources"
LOADERS: Mapping[str, Callable[[Folder], object]] = {
    LEDGER: sources,
    "accuracy": findings,
    "care": topics,
    "causes": causes,
    "decisions": decisions,
    "drill": scenarios,
    "examination": world,
    "exercises": exercises,
    "explain": explain_facts,
    "front_desk": callers,
    "measured": measured,
    "numbers": frequencies,
    "pages": page_facts,
    "patients": world,
    "pictures": lambda facts: catalogue(words("en"), facts),
    "quality": quality,
    "reading": lists,
    "red_flags": cards,
    "revision": revision,
    "roots": roots,
    "spine": measures,
    "take_home": codes,
    "report": report_words,
    "tonight": night_cards,
}
"""What loads each file of facts."""


# What does not load -----------------------------------------------------------------------------


def faults(project: Project, load: Callable[[], object]) -> Iterator[Fault]:
    """Yield everything for which a loader refuses a file."""
    try:
        load()
    except ContentError as error:
        for one in (error, *error.more):
            name = project.name(one.path) if one.path else ""
            what = f"{one.key}: {one.what}" if one.key else one.what
            yield Fault(name, one.line or 1, what, one.remedy)


def broken_files(project: Project) -> Iterator[Fault]:
    """Yield what is wrong with every file that does not load."""
    yield from broken_facts(project)
    yield from broken_cases(project)
    for path in sorted(project.locales.rglob("*.toml")):
        yield from faults(project, partial(read, path))
    if project.hazards.is_file():
        yield from faults(project, partial(read_hazards, project.hazards))
    for path in notebook_paths(project, staff=True):
        try:
            cells(path)
        except ValueError as error:
            reason = str(error).splitlines()[0]
            match = re.search(r"\bline (\d+)", reason)
            what, line = f"this is not a notebook ({reason}).", int(match[1]) if match else 1
            yield Fault(project.name(path), line, what, "Save it anew.")


def broken_facts(project: Project) -> Iterator[Fault]:
    """Yield what is wrong with every file of facts that does not load, or that nothing loads."""
    facts = Folder(project.facts)
    for path in sorted(project.facts.glob("*.toml")):
        if path.stem not in LOADERS:
            what = "nothing reads this file of facts."
            yield Fault(project.name(path), 1, what, "Mend its name, or take it away.")
    found = (one for load in LOADERS.values() for one in faults(project, partial(load, facts)))
    yield from dict.fromkeys(found)  # a file that another one needs is asked for twice


def broken_clinic(project: Project, clinic: Path) -> Iterator[Fault]:
    """Yield why the clinic's settings cannot be used."""
    yield from faults(project, partial(load_clinic, clinic))


# What the facts rest on -------------------------------------------------------------------------


def every_claim(project: Project) -> list[Claim]:
    """Return every claim of the facts and of the written cases."""
    return [*claims(Folder(project.facts)), *case_claims(project.cases)]


def unused_sources(project: Project) -> Iterator[Fault]:
    """Remark on every source that no fact and no case names."""
    ledger = document(Folder(project.facts), LEDGER)
    evidence = {one for claim in every_claim(project) for one in claim.evidence}
    for name in ledger.data:
        if f"read:{name}" not in evidence:
            what = f"no fact names the source {name}."
            yield Fault(project.name(ledger.path), ledger.line((name,)), what)


def partly_read(project: Project) -> Iterator[Fault]:
    """Remark on every source of which not the whole was read."""
    facts = Folder(project.facts)
    ledger = document(facts, LEDGER)
    for source in sources(facts).values():
        if source.extent is not Extent.WHOLE:
            line = ledger.line((source.id, "checked"))
            what = f"{source.short} was read in part only: {source.checked}."
            yield Fault(project.name(ledger.path), line, what)


def _part(claim: Claim) -> str:
    whole = all(one.startswith("memory:") for one in claim.evidence)
    return claim.field or ("all" if whole else "part")


def from_memory(project: Project) -> tuple[list[Fault], int]:
    """Return the facts from memory, one remark an entry, and how many they are."""
    grouped: dict[tuple[Path, str], list[Claim]] = {}
    for claim in every_claim(project):
        if claim.from_memory:
            grouped.setdefault((claim.path, claim.label), []).append(claim)
    remarks = [
        Fault(
            project.name(path),
            some[0].line,
            f"to be verified, {entry}: {', '.join(map(_part, some))}.",
        )
        for (path, entry), some in grouped.items()
    ]
    return remarks, sum(map(len, grouped.values()))


# Written cases ----------------------------------------------------------------------------------


def case_paths(project: Project) -> Iterator[Path]:
    """Yield the file of every case."""
    yield from sorted(project.cases.glob("*.toml"))


def broken_cases(project: Project) -> Iterator[Fault]:
    """Yield what is wrong with every case that does not load, and numbers that two cases share."""
    facts, languages = Folder(project.facts), tuple(project.languages)
    numbers: dict[str, str] = {}
    for path in case_paths(project):
        found = [*faults(project, partial(load_case, path, languages, facts))]
        # a file of facts that a case needs is told by itself
        yield from (one for one in found if one.file == project.name(path))
        number = path.name.partition("-")[0]
        if number in numbers:
            what = f"its number stands on {numbers[number]} too."
            yield Fault(project.name(path), 1, what, "Give it a number of its own.")
        numbers.setdefault(number, path.name)


def numbers_in_cases(project: Project) -> Iterator[Fault]:
    """Yield every number that is typed where a case argues. The story of an invented person may
    hold any."""
    for path in case_paths(project):
        yield from numbers_argued(project, path)


def numbers_argued(project: Project, path: Path) -> Iterator[Fault]:
    """Yield every number that is typed where one case argues."""
    written = read(path)
    for lang in project.languages:
        for name in ARGUED:
            body, line = written.value((lang, name)), written.line((lang, name))
            text = Text(project.name(path), f"{lang}.{name}", body, (line,))
            for number, at in written_numbers(text):
                what = f'the number "{number}" is written into {text.key}.'
                remedy = "Print it through a {slot} of facts/accuracy.toml."
                yield Fault(text.file, at, what, remedy)


def frightening_cases(project: Project, judged_by: Lists) -> Iterator[Fault]:
    """Yield every word that frightens, or that calms too much, in the sentence that is to be said
    to the patient."""
    for path in case_paths(project):
        yield from frightening_sentence(project, path, ("words", "say"), judged_by)


def frightening_sentence(
    project: Project, path: Path, key: Key, judged_by: Lists
) -> Iterator[Fault]:
    """Yield every such word in the sentence to say, which stands under `key` in each language."""
    written = read(path)
    for lang in project.languages:
        for word in (*judged_by.never, *judged_by.calming):
            if match := word.pattern.search(written.value((lang, *key))):
                what = f'the word "{match[0]}" stands in the sentence to say.'
                remedy = f'Write "{word.instead}" instead.'
                yield Fault(project.name(path), written.line((lang, *key)), what, remedy)
