"""The template of all pages, requests to other machines, and the judge of content."""

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError

from sciatica import resources
from sciatica.check import Project, judge
from sciatica.check.pages import outside_addresses
from sciatica.content.clinic import ClinicError, load_clinic
from sciatica.content.words import Words
from sciatica.doctor.result import FAULT, NOTE, OK, Place, Result
from sciatica.serve import security

FILES = ("finished.html.j2", "finished.css")
SHOWN = 3


def template(place: Place, text: Words) -> Iterator[Result]:
    """Whether every file of our template is there and can be read as one."""
    folder = resources.templates()
    for name in FILES:
        path = folder / name
        try:
            source = path.read_text(encoding="utf-8")
            if path.suffix == ".j2":
                Environment().parse(source)
        except OSError as error:
            says = text("doctor.template.missing", file=path, why=error.strerror)
            yield Result("template", FAULT, says, text("doctor.template.remedy"))
            return
        except TemplateSyntaxError as error:
            says = text("doctor.template.broken", file=path, line=error.lineno, why=error.message)
            yield Result("template", FAULT, says, text("doctor.template.remedy"))
            return
    yield Result("template", OK, text("doctor.template.ok", folder=folder))


def _lets_out(policy: str) -> bool:
    """Whether a content security policy names a host, or any scheme that leads to one."""
    own = {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
    parts = [part.split() for part in policy.split(";")]
    return parts[0][0] != "default-src" or any(set(words) - own for _, *words in parts)


def outside(place: Place, text: Words) -> Iterator[Result]:
    """Whether any page or script would ask another machine for anything."""
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(resources.templates().rglob("*"))
        if path.suffix in {".j2", ".css", ".js"}
    }
    for path in sorted(resources.PACKAGE.rglob("*")):
        if path.suffix in {".js", ".css"}:
            sources[path.name] = path.read_text(encoding="utf-8")
    found = [
        f"{name}: {address}"
        for name, source in sources.items()
        for address in outside_addresses(source)
    ]
    # what third-party scripts would load, the browser refuses: no policy names another machine
    policies = {"finished pages": security.READING, "live pages": security.LIVE}
    found += [f"policy of {name}" for name, policy in policies.items() if _lets_out(policy)]
    if found:
        says = text("doctor.outside.found", names=", ".join(found[:SHOWN]))
        yield Result("outside", FAULT, says, text("doctor.outside.remedy"))
    else:
        yield Result("outside", OK, text("doctor.outside.ok", count=len(sources)))


def content(place: Place, text: Words) -> Iterator[Result]:
    """What `sciatica check` says, in one line."""
    try:
        load_clinic(place.clinic)
    except ClinicError:
        yield Result("content", NOTE, text("doctor.content.no_clinic"))
        return
    report = judge(Project.ours(), place.clinic)
    if report.faults:
        says = text("doctor.content.faults", first=str(report.faults[0]))
        yield Result("content", FAULT, says, text("doctor.content.remedy"))
    else:
        state = NOTE if report.unsigned else OK
        yield Result("content", state, text("doctor.content.ok", summary=report.summary))
