"""Written cases, one file each: facts first, then a table of words a language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from sciatica.content.accuracy import accuracy_slots
from sciatica.content.facts import OURS, Folder, structured
from sciatica.content.toml import ContentError, Document, nearest, read
from sciatica.content.words import languages as all_languages
from sciatica.model.case import Case, Wording
from sciatica.model.evidence import Evidence
from sciatica.model.examination import Supports
from sciatica.model.triage import Action
from sciatica.model.walk import Answer

FOLDER = Path(__file__).parent / "cases"
SUPPORTS_IN_A_CASE = 2
ARGUED = ("why", "contradiction", "do", "mistake")
"""Texts that argue: their numbers come from the facts, through slots."""
TOLD = ("title", "story", "red_flags", "question")
"""Texts that tell of an invented person."""


@dataclass(frozen=True, slots=True)
class CaseText:
    """The words of one case in one language, by the ids of its facts."""

    title: str
    story: str
    red_flags: str
    question: str
    why: str
    contradiction: str
    do: str
    mistake: str
    options: Mapping[str, str]
    findings: Mapping[str, str]
    words: Mapping[Wording, str]


@dataclass(frozen=True, slots=True)
class _Facts:
    critical: bool
    answer: str
    accept: frozenset[str]
    options: tuple[str, ...]
    findings: Mapping[str, Supports]
    action: frozenset[Action]
    evidence: tuple[Evidence, ...]
    invented: bool = False
    signs: Mapping[str, Answer] = field(default_factory=dict)


def _case(path: Path, facts: _Facts) -> Case:
    name = re.fullmatch(r"(\d\d)-([a-z0-9-]+)\.toml", path.name)
    if not name:
        what = "its name is not NN-name.toml."
        raise ContentError(what, "Give it a number and a name.", path=path)
    return Case(
        number=int(name[1]),
        slug=name[2],
        critical=facts.critical,
        answer=facts.answer,
        accept=facts.accept,
        options=facts.options,
        findings=facts.findings,
        right=facts.action,
        evidence=facts.evidence,
        signs=facts.signs,
    )


def _wrong(case: Case, written: Document) -> Iterator[ContentError]:
    """Yield what contradicts itself in the facts of a case."""
    for key, answers in (("answer", {case.answer}), ("accept", case.accept)):
        for strange in answers - set(case.options):
            what = f"{strange} is not among the options."
            yield written.error((key,), what, nearest(strange, case.options))
    if len(case.bearing(Supports.FOR)) < SUPPORTS_IN_A_CASE:
        what = "fewer than two findings are for the answer."
        yield written.error(("findings",), what, 'Say of two findings that they are "for" it.')
    if not case.right:
        yield written.error(("action",), "no action is right.", "Name one, or more.")
    elif case.critical and Action.TREAT in case.right:
        what = "no action can come too late where it is right to treat."
        yield written.error(("action",), what, 'Write critical = false, or take "treat" out.')


def _differing(
    written: Document, key: tuple[str, ...], said: Iterable[str], wanted: Iterable[str]
) -> Iterator[ContentError]:
    """Yield every name that stands in the words alone, or in the facts alone."""
    for name in said:
        if name not in wanted:
            what = f"the facts have no {name!r}."
            yield written.error((*key, name), what, nearest(name, wanted))
    for name in wanted:
        if name not in said:
            yield written.error((*key, name), f"there are no words for {name!r}.", "Add them.")


def _text(case: Case, lang: str, text: CaseText, written: Document, folder: Folder) -> CaseText:
    parts: dict[str, tuple[Mapping[str, str], Iterable[str]]] = {
        "options": (text.options, case.options),
        "findings": (text.findings, case.findings),
        "words": ({str(one): said for one, said in text.words.items()}, list(Wording)),
    }
    for part, (said, wanted) in parts.items():
        for error in _differing(written, (lang, part), said, wanted):
            raise error
    slots, filled = accuracy_slots(lang, folder), dict[str, Any]()
    for name in (*TOLD, *ARGUED):
        try:
            filled[name] = str(getattr(text, name)).format(**slots)
        except (LookupError, ValueError) as error:
            what = f"its slot {error} has no figure in facts/accuracy.toml."
            remedy = nearest(str(error).strip("'"), slots)
            raise written.error((lang, name), what, remedy) from error
    return replace(
        text,
        **filled,
        options={name: text.options[name] for name in case.options},
        findings={name: text.findings[name] for name in case.findings},
    )


def load_case(
    path: Path, languages: tuple[str, ...], folder: Folder = OURS
) -> tuple[Case, Mapping[str, CaseText]]:
    """Read one file. Raises `ContentError` naming the file and what is wrong."""
    written = read(path)
    facts = {key: value for key, value in written.data.items() if key not in languages}
    case = _case(path, structured(written, _Facts, folder, facts))
    for error in _wrong(case, written):
        raise error
    texts = {}
    for lang in languages:
        if lang not in written.data:
            raise written.error((lang,), f"the key {lang!r} is missing.", f"Add [{lang}].")
        text = structured(written, CaseText, folder, written.data[lang], (lang,))
        texts[lang] = _text(case, lang, text, written, folder)
    return case, texts


@cache
def each_case(lang: str) -> tuple[tuple[Case, CaseText] | ContentError, ...]:
    """Return every case with its words, by number, or what is wrong with its file."""
    found: list[tuple[Case, CaseText] | ContentError] = []
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            case, texts = load_case(path, tuple(all_languages()))
        except ContentError as error:
            found.append(error)
        else:
            found.append((case, texts[lang]))
    return tuple(found)


def cases(lang: str) -> tuple[tuple[Case, CaseText], ...]:
    """Return every case that can be used, with its words, by number."""
    return tuple(one for one in each_case(lang) if not isinstance(one, ContentError))
