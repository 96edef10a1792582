"""Written cases, one file each: facts first, then a table of words a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sciatica.content.accuracy import accuracy_slots
from sciatica.content.facts import evidence_of
from sciatica.content.toml import ContentError, read_toml
from sciatica.model import Action, Bearing, Case, Wording

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


def _case(path: Path, raw: Mapping[str, Any]) -> Case:
    name = re.fullmatch(r"(\d\d)-([a-z0-9-]+)\.toml", path.name)
    if not name:
        raise ValueError("its name is not NN-name.toml")
    options = tuple(raw["options"])
    case = Case(
        number=int(name[1]),
        slug=name[2],
        critical=bool(raw["critical"]),
        answer=raw["answer"],
        accept=frozenset(raw["accept"]),
        options=options,
        findings={key: Bearing(value) for key, value in raw["findings"].items()},
        right=frozenset(Action(one) for one in raw["action"]),
        evidence=tuple(evidence_of(one) for one in raw["evidence"]),
    )
    strange = ({case.answer} | case.accept) - set(options)
    if strange:
        raise ValueError(f"{', '.join(sorted(strange))} is not among the options")
    if len(case.bearing(Bearing.FOR)) < SUPPORTS_IN_A_CASE:
        raise ValueError("fewer than two findings are for the answer")
    if not case.right:
        raise ValueError("no action is right")
    if not case.evidence:
        raise ValueError("it has no evidence")
    return case


def _text(case: Case, lang: str, raw: Mapping[str, Any]) -> CaseText:
    slots = accuracy_slots(lang)
    filled = {name: str(raw[name]).format(**slots) for name in (*TOLD, *ARGUED)}
    parts: dict[str, set[str]] = {
        "options": set(case.options),
        "findings": set(case.findings),
        "words": set(Wording),
    }
    for part, wanted in parts.items():
        if odd := wanted ^ set(raw[part]):
            raise ValueError(f"[{lang}.{part}] and the facts differ in {', '.join(sorted(odd))}")
    return CaseText(
        **filled,
        options={name: raw["options"][name] for name in case.options},
        findings={name: raw["findings"][name] for name in case.findings},
        words={one: raw["words"][one] for one in Wording},
    )


def load_case(path: Path, languages: tuple[str, ...]) -> tuple[Case, Mapping[str, CaseText]]:
    """Read one file. Raises `ContentError` naming the file and what is wrong."""
    raw = read_toml(path)
    try:
        case = _case(path, raw)
        return case, {lang: _text(case, lang, raw[lang]) for lang in languages}
    except (KeyError, TypeError, ValueError, IndexError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ContentError(f"{path.name}: {reason}") from error


@cache
def cases(lang: str) -> tuple[tuple[Case, CaseText], ...]:
    """Return every case with its words, by number."""
    loaded = []
    for path in sorted(FOLDER.glob("*.toml")):
        case, texts = load_case(path, (lang,))
        loaded.append((case, texts[lang]))
    return tuple(loaded)
