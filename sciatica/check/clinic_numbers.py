"""Numbers to dial come from ``clinic.toml`` alone."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from sciatica.check.project import Project
from sciatica.check.report import Fault
from sciatica.check.runner import Made
from sciatica.content.clinic import Clinic

USUAL = {"911", "811"}
"""The numbers that our own words and code are most likely to hold by mistake."""
_TO_READ = ("href", "aria-label", "alt", "title", "content", "placeholder", "summary")
REMEDY = "Take it from clinic.toml, through the clinic of the page."


def hunted_numbers(*clinics: Clinic) -> set[str]:
    """Return the numbers that may stand nowhere but in a ``clinic.toml``."""
    found: set[str] = set(USUAL)
    for clinic in clinics:
        for number in (
            clinic.phone,
            clinic.emergency_number,
            clinic.crisis_number,
            clinic.nurse_number,
        ):
            if number:
                found |= {number, number.link.removeprefix("tel:")}
    return found


def _pattern(numbers: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(number) for number in sorted(numbers, key=len, reverse=True))
    return re.compile(rf"(?<![\w.#+-])(?:{either})(?![\w-]|\.\d)")


def written_numbers(project: Project, numbers: set[str]) -> Iterator[Fault]:
    """Yield every such number in notebooks, words, code, scripts, style sheets, templates."""
    pattern = _pattern(numbers)
    for path in _sources(project):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in pattern.finditer(text):
                what = f"the number {match[0]} is written here."
                yield Fault(project.name(path), line, what, REMEDY)


def _sources(project: Project) -> Iterator[Path]:
    """Yield what may not hold a number to dial. This package must name them to find them."""
    share = project.root / "share"
    for folder, kinds in (
        (project.package, ("*.py", "*.js", "*.css", "*.j2", "*.html")),
        (project.locales, ("*.toml",)),
        (project.notebooks, ("*.ipynb",)),
        (share, ("*.j2", "*.html", "*.js", "*.css")),
    ):
        for kind in kinds:
            for path in sorted(folder.rglob(kind)):
                parts = path.relative_to(folder).parts
                if not {"_bundle", "__pycache__", ".ipynb_checkpoints"} & set(parts) and (
                    folder != project.package or parts[0] != "check"
                ):
                    yield path


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def page_texts(html: str) -> Iterator[str]:
    """Yield everything that a page says or dials: words, links, names, and its tables' texts."""
    page = BeautifulSoup(html, "html.parser")
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            if isinstance(value, str):
                if name in _TO_READ or name.startswith("aria-"):
                    yield value
                elif name.startswith("data-"):
                    yield from _strings(_loads(value))
    for script in page.find_all("script", type="application/json"):
        yield from _strings(_loads(script.get_text()))
    for hidden in page.find_all(["script", "style"]):
        hidden.decompose()
    yield " ".join(page.get_text(" ").split())


def numbers_left(page: Made, numbers: set[str]) -> Iterator[Fault]:
    """Yield every number that a page still shows although another clinic made it."""
    pattern = _pattern(numbers)
    for text in page_texts(page.html):
        for match in pattern.finditer(text.removeprefix("tel:")):
            around = text[max(0, match.start() - 30) : match.end() + 30].strip()
            yield Fault(
                page.file,
                page.line_of(match[0]),
                f'the page shows {match[0]} ("{around}") though another clinic made it.',
                REMEDY,
            )
