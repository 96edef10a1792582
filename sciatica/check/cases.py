"""A written case loads, speaks every language, and claims no number that the facts do not hold."""

from collections.abc import Iterator
from pathlib import Path

from sciatica.check.lines import toml_line
from sciatica.check.lists import Lists
from sciatica.check.numbers import written_numbers
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.texts import Text, toml
from sciatica.content import ContentError, load_case
from sciatica.content.cases import ARGUED


def paths(project: Project) -> Iterator[Path]:
    """Yield the file of every case."""
    yield from sorted((project.package / "content" / "cases").glob("*.toml"))


def broken_cases(project: Project) -> Iterator[Finding]:
    """Yield every case that does not load, and numbers that two cases share."""
    numbers: dict[int, str] = {}
    for path in paths(project):
        try:
            case, _ = load_case(path, tuple(project.languages))
        except ContentError as error:
            what = f"this case cannot be used ({error})."
            yield Finding(project.name(path), 1, what, "See content/cases/README.md.")
            continue
        if case.number in numbers:
            what = f"its number stands on {numbers[case.number]} too."
            yield Finding(project.name(path), 1, what, "Give it a number of its own.")
        numbers[case.number] = path.name


def numbers_in_cases(project: Project) -> Iterator[Finding]:
    """Yield every number that is typed where a case argues. The story of an invented person may
    hold any."""
    for path in paths(project):
        written, raw = path.read_text(encoding="utf-8"), toml(path)
        for lang in project.languages:
            for name in ARGUED:
                body = str(raw.get(lang, {}).get(name, ""))
                line = toml_line(written, (lang, name))
                text = Text(project.name(path), f"{lang}.{name}", body, (line,))
                for number, at in written_numbers(text):
                    yield Finding(
                        text.file,
                        at,
                        f'the number "{number}" is written into {text.key}.',
                        "Print it through a {slot} of facts/accuracy.toml.",
                    )


def frightening_cases(project: Project, lists: Lists) -> Iterator[Finding]:
    """Yield every word of the never-list in the sentence that is to be said to the patient."""
    for path in paths(project):
        written, raw = path.read_text(encoding="utf-8"), toml(path)
        for lang in project.languages:
            said = str(raw.get(lang, {}).get("words", {}).get("say", ""))
            for word in lists.never:
                if match := word.pattern.search(said):
                    yield Finding(
                        project.name(path),
                        toml_line(written, (lang, "words", "say")),
                        f'the word "{match[0]}" stands in the sentence to say.',
                        f'Write "{word.instead}" instead.',
                    )


def cases_from_memory(project: Project) -> Iterator[Finding]:
    """Yield every case that rests on somebody's memory, in whole or in part."""
    for path in paths(project):
        evidence = [str(one) for one in toml(path).get("evidence", ())]
        memory = [one for one in evidence if one.startswith("memory:")]
        if memory:
            part = "all" if memory == evidence else "part"
            line = toml_line(path.read_text(encoding="utf-8"), ("evidence",))
            yield Finding(project.name(path), line, f"to be verified, case {path.stem}: {part}.")
