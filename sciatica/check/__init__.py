"""The judge of content: ``sciatica check`` fails with file, line and remedy, and needs no network.

Faults end it with code 1. Pages without a signature, facts from memory and sources read in part
are listed: they wait for a person.
"""

from collections.abc import Callable
from pathlib import Path

from sciatica import resources
from sciatica.check import (
    cases,
    clinic_numbers,
    figures,
    keys,
    loads,
    making,
    never,
    numbers,
    outside,
    reading,
    signs,
    sources,
    waiting,
)
from sciatica.check.lists import FILE, read_lists
from sciatica.check.project import Project
from sciatica.check.report import Finding, Report
from sciatica.content import load_clinic

__all__ = ["Finding", "Project", "Report", "check", "judge", "judge_files"]


def judge_files(project: Project) -> Report:
    """Judge what is written, without making a page."""
    report = Report()
    lists = read_lists(project.facts)
    report.faults += sources.claims_without_source(project)
    report.faults += sources.incomplete_sources(project)
    report.faults += numbers.numbers_from_memory(project)
    report.faults += numbers.numbers_in_words(project, lists)
    report.faults += keys.keys_of_one_language(project)
    report.faults += signs.signs_without_words(project)
    report.faults += cases.broken_cases(project)
    report.faults += cases.numbers_in_cases(project)
    report.faults += cases.frightening_cases(project, lists)
    where = project.name(project.hazards)
    if project.is_installed:
        report.remarks.append(
            Finding(where, 1, "the hazard log is not in the wheel: the signs were not held to it.")
        )
    else:
        report.faults += signs.signs_without_hazard(project)
    users = [*project.package.rglob("*.py"), *cases.paths(project)]
    code = "".join(path.read_text("utf-8") for path in users)
    report.remarks += sources.unused_sources(project, code)
    report.remarks += sources.partly_read(project)
    listed = project.name(project.facts / FILE)
    report.remarks += [
        Finding(listed, 1, f"nothing needs the exception for {one.number} at {one.where} any more.")
        for one in numbers.unused_exceptions(project, lists)
    ]
    report.to_verify, report.facts_to_verify = sources.from_memory(project)
    remembered = list(cases.cases_from_memory(project))
    report.to_verify += remembered
    report.facts_to_verify += len(remembered)
    return report


def _judge_pages(project: Project, clinic: Path, report: Report) -> None:
    """Make the pages, for this clinic and for a rehearsed one, and judge them."""
    lists = read_lists(project.facts)
    hunted = clinic_numbers.hunted_numbers(
        load_clinic(clinic), load_clinic(resources.default_clinic())
    )
    with (
        making.rehearsal_clinic(hunted) as rehearsal,
        making.baking(project.notebooks, clinic) as baked,
    ):
        plain = making.look_up(project, clinic)
        full = making.look_up(project, rehearsal)
        try:
            site = baked()
        except making.BakeError as failure:
            what = f"the pages cannot be made ({failure})."
            remedy = "Try `sciatica serve`."
            report.faults.append(Finding(project.name(project.notebooks), 1, what, remedy))
            return
    pages = making.made(project, site, plain)
    failed = {**full.failed, **plain.failed}
    for path, (line, error) in failed.items():
        report.faults.append(
            Finding(project.name(path), line, f"the page fails ({error}).", "Mend this call.")
        )
    known = {project.name(path) for path in failed}
    report.faults += [
        Finding(page.file, 1, f"the page fails ({page.error}).", "Mend the notebook.")
        for page in pages
        if page.error and page.file not in known
    ]
    used = plain.used | full.used
    report.faults += keys.missing_keys(project, used)
    if not failed:  # a page that stopped half-way has not looked up everything
        report.faults += keys.unused_keys(project, used, lists)
    report.faults += never.never_words(project, lists, pages)
    for page in pages:
        report.faults += reading.too_hard(page, lists)
        report.faults += figures.figures_without_words(page)
        report.faults += outside.loads_from_outside(page)
    report.faults += clinic_numbers.written_numbers(project, hunted)
    for page in full.pages:
        report.faults += clinic_numbers.numbers_left(page, hunted)
    report.unsigned += waiting.unsigned_pages(pages)
    report.remarks += reading.reading_grades(pages, lists)


def judge(project: Project, clinic: Path) -> Report:
    """Judge a whole project; `clinic` is the ``clinic.toml`` that its pages are made with."""
    for look in (
        loads.broken_files(project),
        loads.broken_clinic(project, clinic),
        loads.broken_lists(project),
    ):
        if faults := list(look):
            return Report(faults=faults)
    report = judge_files(project)
    if broken := list(loads.broken_content(project)):
        report.faults += broken
        return report
    _judge_pages(project, clinic, report)
    return report


def check(say: Callable[[str], None], clinic: Path | None = None) -> int:
    """Judge this project and say each finding on a line. Returns 1 if there are faults, else 0."""
    report = judge(Project.ours(), clinic or resources.default_clinic())
    for line in report.lines:
        say(line)
    return 1 if report.faults else 0
