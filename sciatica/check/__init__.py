"""The judge of content: ``sciatica check`` fails with file, line and remedy, and needs no network.

Faults end it with code 1. Pages without a signature, facts from memory and sources read in part
are listed: they wait for a person.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from sciatica import resources
from sciatica.check import (
    clinic_numbers,
    facts,
    fragments,
    items,
    own,
    pages,
    reading,
    rehearsal,
    runner,
    signs,
    to_verify,
    words,
)
from sciatica.check.project import Project
from sciatica.check.reading import FILE, read_lists
from sciatica.check.report import Fault, Report
from sciatica.content.claims import by_page
from sciatica.content.clinic import load_clinic
from sciatica.content.own import NAME
from sciatica.content.own import own as the_own_of
from sciatica.content.words import words as words_of
from sciatica.publish.bake import LANG
from sciatica.publish.errors import PublishError
from sciatica.publish.process import bake_in_process

__all__ = ["Fault", "Project", "Report", "check", "judge", "judge_files"]


def judge_files(project: Project) -> Report:
    """Judge what is written, without making a page. What does not load is told alone."""
    broken = list(facts.broken_files(project))
    return Report(faults=broken) if broken else _judge_words(project)


def _judge_words(project: Project) -> Report:
    report = Report()
    lists = read_lists(project.facts)
    report.faults += words.numbers_in_words(project, lists)
    report.faults += words.keys_of_one_language(project)
    report.faults += signs.signs_without_words(project)
    report.faults += facts.numbers_in_cases(project)
    report.faults += facts.frightening_cases(project, lists)
    report.faults += items.broken_items(project)
    report.faults += items.calming_sentences(project, lists)
    report.faults += signs.signs_without_hazard(project)
    if project.is_installed:
        what = "the tests that the hazard log names are not in the wheel: none was looked for."
        report.remarks.append(Fault(project.name(project.hazards), 1, what))
    report.remarks += facts.unused_sources(project)
    report.remarks += facts.partly_read(project)
    listed = project.name(project.facts / FILE)
    report.remarks += [
        Fault(listed, 1, f"nothing needs the exception for {one.number} at {one.where} any more.")
        for one in words.unused_exceptions(project, lists)
    ]
    report.to_verify, report.facts_to_verify = facts.from_memory(project)
    text = words_of(LANG)
    for page, counts in by_page(facts.every_claim(project)):
        report.pages_to_verify.append(to_verify.said_counts(text, page, counts))
    return report


def _judge_pages(project: Project, clinic: Path, report: Report) -> None:
    """Make the pages, for this clinic and for a rehearsed one, and judge them."""
    lists = read_lists(project.facts)
    hunted = clinic_numbers.hunted_numbers(
        load_clinic(clinic), load_clinic(resources.default_clinic())
    )
    with (
        rehearsal.rehearsal_clinic(hunted) as elsewhere,
        tempfile.TemporaryDirectory(prefix="sciatica-check-") as cache,
        bake_in_process(Path(cache), clinic, project.notebooks) as bake,
    ):
        plain = runner.look_up(project, clinic)
        full = runner.look_up(project, elsewhere)
        try:
            site = bake.wait()
        except PublishError as failure:
            what = f"the pages cannot be made ({failure})."
            remedy = "Try `sciatica serve`."
            report.faults.append(Fault(project.name(project.notebooks), 1, what, remedy))
            return
    made = runner.made(project, site, plain)
    failed = {**full.failed, **plain.failed}
    for path, (line, error) in failed.items():
        report.faults.append(
            Fault(project.name(path), line, f"the page fails ({error}).", "Mend this call.")
        )
    known = {project.name(path) for path in failed}
    report.faults += [
        Fault(page.file, 1, f"the page fails ({page.error}).", "Mend the notebook.")
        for page in made
        if page.error and page.file not in known
    ]
    used = plain.used | full.used
    report.faults += words.missing_keys(project, used)
    if not failed:  # a page that stopped half-way has not looked up everything
        report.faults += words.unused_keys(project, used, lists)
    report.faults += pages.never_words(project, lists, made)
    for page in made:
        report.faults += reading.too_hard(page, lists)
        report.faults += fragments.too_many_fragments(page, lists)
        report.faults += pages.figures_without_words(page)
        report.faults += pages.loads_from_outside(page)
    report.faults += clinic_numbers.written_numbers(project, hunted)
    for page in full.pages:
        report.faults += clinic_numbers.numbers_left(page, hunted)
        report.faults += reading.too_hard(page, lists)  # with every decision in force
    report.faults += pages.unsigned_decisions(project, clinic)
    report.remarks += pages.signatures_of_nothing(project, clinic)
    report.unsigned += pages.unsigned_pages(made, load_clinic(clinic))
    report.remarks += reading.reading_grades(made, lists)
    report.remarks += fragments.fragments_and_negatives(made, lists)


def judge(project: Project, clinic: Path) -> Report:
    """Judge a whole project; `clinic` is the ``clinic.toml`` that its pages are made with."""
    broken = [*facts.broken_files(project), *facts.broken_clinic(project, clinic)]
    if broken:
        return Report(faults=broken)
    report = _judge_words(project)
    mine = the_own_of(clinic.absolute().parent / NAME)
    report.faults += own.own_faults(project, mine, read_lists(project.facts))
    _judge_pages(project, clinic, report)
    return report


def check(
    say: Callable[[str], None], clinic: Path | None = None, library: Path | None = None
) -> int:
    """Judge this project and say each finding on a line; write what somebody with a library could
    verify into the file `library`. Returns 1 if there are faults, else 0.

    Raises `ContentError` where that file cannot be written.
    """
    project = Project.ours()
    if library and not list(facts.broken_files(project)):
        to_verify.write_library_page(project, words_of(LANG), library, say)
    report = judge(project, clinic or resources.default_clinic())
    for line in report.lines:
        say(line)
    return 1 if report.faults else 0
