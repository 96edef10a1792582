"""A printed number comes from the facts, and never from memory."""

import re
from collections.abc import Iterator

from sciatica.check.lists import HarmlessNumber, Lists
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.sources import claims
from sciatica.check.texts import Text, locale_texts, markdown_texts, without_markup

NUMBERS = "numbers.toml"
_HARMLESS = re.compile(
    r"\{[^}]*\}"  # a slot, filled from the facts
    r"|\b[CTLS]\d+(?:\s*[/–-]\s*[CTLS]?\d+)?\b"  # a level: L4, S1, L5/S1, L4/5
    r"|^\s*\d+\.(?=\s)"  # the number of a list's item
    r"|\b(?:[Oo]f|[Ii]n) 100\b",  # the fixed denominator of frequencies
    re.MULTILINE,
)
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*")


def numbers_from_memory(project: Project) -> Iterator[Finding]:
    """Yield every number among the facts that nobody has read in a source."""
    for claim in claims(project):
        if claim.path.name == NUMBERS and any(e.startswith("memory:") for e in claim.evidence):
            yield Finding(
                project.name(claim.path),
                claim.line,
                f"the number {claim.label} comes from memory.",
                "Read a source and name it with read:SOURCE, or take the number out.",
            )


def written_numbers(text: Text) -> Iterator[tuple[str, int]]:
    """Yield every number that is typed into a text, with its line: no slots, no levels."""
    body, offsets = without_markup(text.body)
    body = _HARMLESS.sub(lambda match: " " * len(match[0]), body)
    for match in _NUMBER.finditer(body):
        yield match[0], text.line_at(offsets[match.start()])


def _texts(project: Project) -> Iterator[Text]:
    for lang in project.languages:
        yield from locale_texts(project, lang)
    yield from markdown_texts(project, staff=True)


def numbers_in_words(project: Project, lists: Lists) -> Iterator[Finding]:
    """Yield every number that is written into the words or the lessons themselves."""
    for text in _texts(project):
        for number, line in written_numbers(text):
            if not any(entry.allows(number, text.key) for entry in lists.numbers):
                yield Finding(
                    text.file,
                    line,
                    f'the number "{number}" is written into the words ({text.key}).',
                    "Put it into facts/numbers.toml with its source and print it through a "
                    "{slot}; if it claims nothing, list it in facts/reading.toml with the reason.",
                )


def unused_exceptions(project: Project, lists: Lists) -> list[HarmlessNumber]:
    """Return the listed numbers that stand nowhere any more."""
    seen = [(number, text.key) for text in _texts(project) for number, _ in written_numbers(text)]
    return [entry for entry in lists.numbers if not any(entry.allows(*one) for one in seen)]
