"""What a clinic adds to the workshop is judged like ours, and one file of it alone in seconds."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from sciatica.check.facts import faults, frightening_sentence, numbers_argued
from sciatica.check.project import Project
from sciatica.check.reading import Lists, read_lists
from sciatica.check.report import Fault, Report
from sciatica.content.cases import load_case
from sciatica.content.own import CASES, DRILL, NAME, PARTS, Own, Reader
from sciatica.content.toml import ContentError
from sciatica.content.words import words
from sciatica.publish.bake import LANG

_SAID = {CASES: ("words", "say"), DRILL: ("say",)}
"""Where the sentence to say stands."""


def own_faults(project: Project, found: Own, judged_by: Lists) -> Iterator[Fault]:
    """Yield what is wrong with a folder beside the settings of a clinic."""
    for errors in found.left_out.values():
        for error in errors:
            yield from faults(project, partial(_raise, error))
    reader = Reader(found.path)
    for part in PARTS:
        for path in reader.files(part):
            if not list(faults(project, partial(reader.read, part, path))):
                yield from _words_of(project, part, path, judged_by)


def _raise(error: ContentError) -> None:
    raise error


def _words_of(project: Project, part: str, path: Path, judged_by: Lists) -> Iterator[Fault]:
    if part in _SAID:
        yield from frightening_sentence(project, path, _SAID[part], judged_by)
    if part == CASES:
        yield from numbers_argued(project, path)


def _one(project: Project, path: Path, judged_by: Lists) -> Iterator[Fault]:
    """Yield what is wrong with one file, ours or a clinic's."""
    part, reader = path.parent.name, Reader(path.parent.parent)
    if path.is_relative_to(project.cases):
        load: Callable[[], object] = partial(load_case, path, tuple(project.languages))
    elif part in PARTS:
        load = partial(reader.read, part, path)
    else:
        folders = ", ".join(f"{NAME}/{name}" for name in PARTS)
        what, remedy = "its folder tells what it is, and this one does not.", f"Known: {folders}."
        yield Fault(project.name(path), 1, what, remedy)
        return
    found = list(faults(project, load))
    yield from found or _words_of(project, part, path, judged_by)


def check_files(say: Callable[[str], None], paths: Sequence[Path]) -> int:
    """Judge some files alone and say each finding on a line. Returns 1 if there are faults."""
    project, report = Project.ours(), Report()
    judged_by = read_lists(project.facts)
    for path in paths:
        report.faults += _one(project, path.absolute(), judged_by)
    for line in report.lines[:-1]:
        say(line)
    text = words(LANG)
    say(text("own.faults", count=len(report.faults)) if report.faults else text("own.whole"))
    return 1 if report.faults else 0
