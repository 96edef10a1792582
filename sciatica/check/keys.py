"""Every text that is looked up exists in every language, and every text is looked up."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sciatica.check.lists import Lists
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.texts import Text, locale_texts


def _words(project: Project) -> dict[str, dict[str, Text]]:
    return {
        lang: {text.key: text for text in locale_texts(project, lang)} for lang in project.languages
    }


def _home(project: Project, lang: str, key: str) -> Path:
    return project.locales / lang / f"{key.split('.')[0]}.toml"


def missing_keys(project: Project, used: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield every key that a page looks up in vain."""
    words = _words(project)
    for lang, key in sorted(set(used)):
        if key not in words.get(lang, {}):
            yield Finding(
                project.name(_home(project, lang, key)),
                1,
                f"a page looks up the text {key}, which is not here.",
                "Add it.",
            )


def keys_of_one_language(project: Project) -> Iterator[Finding]:
    """Yield every key that one language has and another lacks."""
    words = _words(project)
    for lang, here in words.items():
        for other, there in words.items():
            for key in there.keys() - here.keys():
                yield Finding(
                    there[key].file,
                    there[key].lines[0],
                    f"{key} stands in {other!r} and not in {lang!r}.",
                    f"Add it to {project.name(_home(project, lang, key))}, or remove it here.",
                )


def unused_keys(
    project: Project, used: Iterable[tuple[str, str]], lists: Lists
) -> Iterator[Finding]:
    """Yield every text that no page ever looked up."""
    seen = {key for _, key in used}
    for here in _words(project).values():
        for key, text in here.items():
            if key not in seen and not lists.for_staff(key):
                yield Finding(
                    text.file,
                    text.lines[0],
                    f"no page looks up the text {key}.",
                    "Remove it, or show it.",
                )
