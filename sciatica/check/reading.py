"""Reading grade of what patients read, after Flesch and Kincaid (SMOG for information), and the
open lists of ``facts/reading.toml``: words never said, names left out of the grade, numbers that
claim nothing.

Syllables come from syllapy, a word list with a rule for what it does not hold: it needs no
network. Measured on our own words against the CMU dictionary it errs in 2.6 % of the words,
about as often upwards as downwards.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import syllapy
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from sciatica.check.report import Fault
from sciatica.check.runner import Made
from sciatica.content.facts import Folder, document
from sciatica.content.structure import Structure

BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl",
    "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li",
    "main", "ol", "p", "section", "summary", "ul",
}  # fmt: skip
"""Elements that end a sentence, with or without a full stop."""
NOT_READ = (
    "details.sx-clinicians, .sx-sources, nav, script, style, svg, table, fieldset, button, "
    "label, input, textarea, [hidden].sx-broken"
)
"""What is for clinicians, a reference, a control, or says again what stands beside it."""
SHORTEST = 3
"""Fewer words without a full stop are a label: counted as sentences they would flatter a page."""
SMOG_FROM = 3
HARDEST = 3
_NAME = "name"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")


FILE = "reading.toml"
_BETWEEN = r"[\s\W_]+"  # a line break or markup may stand between two words


@cache
def _pattern(forms: str) -> re.Pattern[str]:
    """Return `forms` for words in any case, with anything but letters between two words."""
    loose = forms.replace(" ?", r"[\s\W_]*").replace(" ", _BETWEEN)
    try:
        return re.compile(rf"(?<!\w)(?:{loose})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{forms!r} is no pattern ({error})") from error


@dataclass(frozen=True, slots=True)
class NeverWord:
    """A word that patients never read or hear, its inflections, and what to write instead."""

    word: str
    forms: str
    instead: str

    def __post_init__(self) -> None:
        _pattern(self.forms)

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the word in all its forms."""
        return _pattern(self.forms)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that cannot be avoided: the grade counts it as a word of one syllable."""

    name: str
    why: str

    def __post_init__(self) -> None:
        _pattern(self.name)


@dataclass(frozen=True, slots=True)
class StaffWords:
    """Where words stand that are for staff alone (a key of the words, ``*`` allowed)."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class HarmlessNumber:
    """A number that claims nothing, and where it may stand (a key or notebook, ``*`` allowed)."""

    number: str
    where: str
    why: str

    def allows(self, number: str, key: str) -> bool:
        """Whether this entry lets `number` stand at `key`."""
        return fnmatchcase(number, self.number) and fnmatchcase(key, self.where)


@dataclass(frozen=True, slots=True)
class Lists:
    """The open lists by which content is judged."""

    grade: float
    fragments: float
    verbs: tuple[str, ...]
    either: tuple[str, ...]
    never: tuple[NeverWord, ...]
    calming: tuple[NeverWord, ...]
    names: tuple[Name, ...]
    numbers: tuple[HarmlessNumber, ...]
    staff: tuple[StaffWords, ...] = ()

    def for_staff(self, key: str) -> bool:
        """Whether the words at `key` stand on workshop pages alone: these may quote a word from
        the never-list, and a live callback that is not run here may look them up."""
        return any(fnmatchcase(key, one.where) for one in self.staff)


def lists(facts: Folder) -> Lists:
    """Return the lists among the facts. Raises `ContentError`."""
    structure = Structure(renamed={Lists: {"names": "name", "numbers": "number"}})
    return structure(document(facts, "reading"), Lists)


def read_lists(facts: Path) -> Lists:
    """Read the lists from the folder of facts as they are now. Raises `ContentError`."""
    return lists(Folder(facts))


@dataclass(frozen=True, slots=True)
class Grade:
    """How hard a text is: school years after Flesch-Kincaid and SMOG, the hardest sentences."""

    kincaid: float
    smog: float
    hardest: tuple[str, ...]


def _units(tag: Tag) -> Iterator[str]:
    """Yield the text of every block of a page by itself."""
    words: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and (child.name in BLOCKS or child.find(list(BLOCKS))):
            yield "".join(words)
            words = []
            yield from _units(child)
        elif isinstance(child, Tag):
            words.append(child.get_text())
        elif type(child) is NavigableString:
            words.append(str(child))
    yield "".join(words)


def sentences(html: str) -> list[str]:
    """Return every sentence that a patient reads in the main part of a page, each once."""
    main = BeautifulSoup(html, "html.parser").main
    if main is None:
        return []
    for tag in main.select(NOT_READ):
        tag.decompose()
    found = []
    for unit in _units(main):
        for sentence in _END.split(" ".join(unit.split())):
            if len(_WORD.findall(sentence)) >= SHORTEST or re.search(r"\w.*[.!?]$", sentence):
                found.append(sentence.strip())
    return list(dict.fromkeys(found))


@cache
def syllables(word: str) -> int:
    """Return the syllables of a word, at least one."""
    count: int = syllapy.count(re.sub(r"['’]\w{1,2}$", "", word))
    return max(count, 1)


def _words(sentence: str, lists: Lists) -> list[str]:
    for name in lists.names:
        sentence = re.sub(rf"\b(?:{name.name})\b", _NAME, sentence, flags=re.IGNORECASE)
    return _WORD.findall(sentence)


def _kincaid(words: Sequence[Sequence[str]]) -> float:
    flat = [syllables(word) for sentence in words for word in sentence]
    return 0.39 * len(flat) / len(words) + 11.8 * sum(flat) / len(flat) - 15.59


def grade(said: Sequence[str], lists: Lists) -> Grade | None:
    """Return how hard the sentences are, or None where nothing is said."""
    split = {sentence: words for sentence in said if (words := _words(sentence, lists))}
    if not split:
        return None
    long = sum(syllables(word) >= SMOG_FROM for words in split.values() for word in words)
    whole = [sentence for sentence in split if len(split[sentence]) >= SHORTEST] or list(split)
    hardest = sorted(whole, key=lambda one: _kincaid([split[one]]), reverse=True)
    return Grade(
        kincaid=_kincaid(list(split.values())),
        smog=1.0430 * math.sqrt(long * 30 / len(split)) + 3.1291,
        hardest=tuple(hardest[:HARDEST]),
    )


def too_hard(page: Made, lists: Lists) -> Iterator[Fault]:
    """Yield a page that stands above the grade of the lists, with its hardest sentences."""
    found = grade(sentences(page.html), lists)
    if found and found.kincaid > lists.grade:
        quoted = "; ".join(f'"{sentence}"' for sentence in found.hardest)
        yield Fault(
            page.file,
            page.line_of(found.hardest[0]),
            f"the page reads at grade {found.kincaid:.1f}, above {lists.grade:g} "
            f"(SMOG {found.smog:.1f}).",
            f"Shorten these first: {quoted}.",
        )


def reading_grades(pages: list[Made], lists: Lists) -> Iterator[Fault]:
    """Remark on the grade of every page."""
    for page in pages:
        if found := grade(sentences(page.html), lists):
            yield Fault(
                page.file,
                page.line_of(found.hardest[0]),
                f"reads at grade {found.kincaid:.1f} (SMOG {found.smog:.1f}).",
                f'Hardest: "{found.hardest[0]}"',
            )
