"""Every text that is looked up exists in every language, every text is looked up, and no number is
typed into one: printed numbers come from the facts."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sciatica.check.project import Project
from sciatica.check.reading import HarmlessNumber, Lists
from sciatica.check.report import Fault
from sciatica.check.texts import Text, locale_texts, markdown_texts, without_markup

_HARMLESS = re.compile(
    r"\{[^}]*\}"  # a slot, filled from the facts
    r"|\b[CTLS]\d+(?:\s*[/–-]\s*[CTLS]?\d+)?\b"  # a level: L4, S1, L5/S1, L4/5
    r"|^\s*\d+\.(?=\s)"  # the number of a list's item
    r"|\b(?:[Oo]f|[Ii]n) 100\b",  # the fixed denominator of frequencies
    re.MULTILINE,
)
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*")


def _words(project: Project) -> dict[str, dict[str, Text]]:
    return {
        lang: {text.key: text for text in locale_texts(project, lang)} for lang in project.languages
    }


def _home(project: Project, lang: str, key: str) -> Path:
    return project.locales / lang / f"{key.split('.')[0]}.toml"


def missing_keys(project: Project, used: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield every key that a page looks up in vain."""
    words = _words(project)
    for lang, key in sorted(set(used)):
        if key not in words.get(lang, {}):
            yield Fault(
                project.name(_home(project, lang, key)),
                1,
                f"a page looks up the text {key}, which is not here.",
                "Add it.",
            )


def keys_of_one_language(project: Project) -> Iterator[Fault]:
    """Yield every key that one language has and another lacks."""
    words = _words(project)
    for lang, here in words.items():
        for other, there in words.items():
            for key in there.keys() - here.keys():
                yield Fault(
                    there[key].file,
                    there[key].lines[0],
                    f"{key} stands in {other!r} and not in {lang!r}.",
                    f"Add it to {project.name(_home(project, lang, key))}, or remove it here.",
                )


def unused_keys(project: Project, used: Iterable[tuple[str, str]], lists: Lists) -> Iterator[Fault]:
    """Yield every text that no page ever looked up."""
    seen = {key for _, key in used}
    for here in _words(project).values():
        for key, text in here.items():
            if key not in seen and not lists.for_staff(key):
                yield Fault(
                    text.file,
                    text.lines[0],
                    f"no page looks up the text {key}.",
                    "Remove it, or show it.",
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


def numbers_in_words(project: Project, lists: Lists) -> Iterator[Fault]:
    """Yield every number that is written into the words or the lessons themselves."""
    for text in _texts(project):
        for number, line in written_numbers(text):
            if not any(entry.allows(number, text.key) for entry in lists.numbers):
                yield Fault(
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
