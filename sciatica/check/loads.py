"""Nothing else is judged before every file loads."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sciatica.check.lines import error_line
from sciatica.check.lists import FILE, read_lists
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.texts import cells, notebook_paths
from sciatica.content import (
    ClinicError,
    ContentError,
    cards,
    exercises,
    explain_facts,
    findings,
    frequencies,
    load_clinic,
    pain_answers,
    roots,
    scenarios,
    sources,
    world,
)


def _tomls(project: Project) -> Iterator[Path]:
    yield from sorted(project.facts.glob("*.toml"))
    yield from sorted(project.locales.rglob("*.toml"))
    yield from sorted((project.package / "content" / "cases").glob("*.toml"))
    if project.hazards.is_file():
        yield project.hazards


def broken_files(project: Project) -> Iterator[Finding]:
    """Yield every TOML file and every notebook that cannot be read."""
    for path in _tomls(project):
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            yield Finding(
                project.name(path),
                error_line(str(error)),
                f"this is not valid TOML ({error}).",
                "Texts stand in double quotes, one entry a line.",
            )
        except UnicodeDecodeError:
            yield Finding(project.name(path), 1, "this is not UTF-8 text.", "Save it as UTF-8.")
    for path in notebook_paths(project, staff=True):
        try:
            cells(path)
        except (ValueError, json.JSONDecodeError) as error:
            reason = str(error).splitlines()[0]
            line = error_line(reason)
            yield Finding(
                project.name(path), line, f"this is not a notebook ({reason}).", "Save it anew."
            )


def broken_clinic(project: Project, clinic: Path) -> Iterator[Finding]:
    """Yield the reason why the clinic's settings cannot be used."""
    try:
        load_clinic(clinic)
    except ClinicError as error:
        reason = str(error).removeprefix(str(clinic)).lstrip(",: ")
        yield Finding(project.name(clinic), error_line(str(error)), reason)


def broken_lists(project: Project) -> Iterator[Finding]:
    """Yield the reason why the judge's own lists cannot be used."""
    try:
        read_lists(project.facts)
    except (OSError, KeyError, TypeError, ValueError, re.error) as error:
        yield Finding(
            project.name(project.facts / FILE),
            1,
            f"the lists cannot be used ({type(error).__name__}: {error}).",
            "Each entry needs all fields of its neighbours.",
        )


def broken_content(project: Project) -> Iterator[Finding]:
    """Yield what the loaders refuse (they name the entry; other judges name its line)."""
    for load, file in (
        (sources, "sources.toml"),
        (roots, "roots.toml"),
        (frequencies, "numbers.toml"),
        (cards, "red_flags.toml"),
        (exercises, "exercises.toml"),
        (pain_answers, "exercises.toml"),
        (scenarios, "drill.toml"),
        (findings, "accuracy.toml"),
        (world, "patients.toml"),
        (explain_facts, "explain.toml"),
    ):
        try:
            load()
        except (ContentError, KeyError, TypeError, ValueError) as error:
            path = project.facts / file
            yield Finding(
                project.name(path),
                1,
                f"this does not load ({type(error).__name__}: {error}).",
                "Mend the entry that is named.",
            )
