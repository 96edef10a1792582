"""The world of invented patients, from ``facts/examination.toml`` and ``facts/patients.toml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sciatica.content.facts import OURS, Folder, cards, document, frequencies, load
from sciatica.content.toml import Document, nearest
from sciatica.content.toml_lines import Key
from sciatica.model.examination import Cause, Check
from sciatica.model.patients import Healthy, PatientFacts, Template


@dataclass(frozen=True, slots=True)
class _Examination:
    check: tuple[Check, ...]
    cause: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class _People:
    health: Mapping[str, Healthy]
    template: tuple[Template, ...]


@cache
def world(folder: Folder = OURS) -> PatientFacts:
    """Return everything that invented patients are made of. Raises `ContentError`."""
    examination = load(folder, "examination", _Examination)
    people = load(folder, "patients", _People)
    shares = frequencies(folder)
    made = PatientFacts(
        checks={one.id: one for one in examination.check},
        causes={one.name: one for one in examination.cause},
        cards=cards(folder),
        templates=people.template,
        healthy=people.health,
        on_map_s1=shares["pain_on_map_s1"].percent / 100,
        on_map_lumbar=shares["pain_on_map_lumbar"].percent / 100,
    )
    _refuse_unknown_causes(made, document(folder, "examination"))
    _refuse_unknown_templates(made, document(folder, "patients"))
    _refuse_unknown_answers(made, document(folder, "examination"))
    return made


def _refuse(facts: Document, key: Key, names: Iterable[str], known: Iterable[str], of: str) -> None:
    """Raise where a name that stands under `key`, as a key or in a list, is not `known`."""
    for place, name in enumerate(names):
        if name not in known:
            step = name if isinstance(facts.value(key), Mapping) else place
            raise facts.error((*key, step), f"there is no {of} {name!r}.", nearest(name, known))


def _refuse_unknown_causes(made: PatientFacts, facts: Document) -> None:
    for number, cause in enumerate(facts.data["cause"]):
        for part in ("shows", "spares", "tells", "always"):
            _refuse(facts, ("cause", number, part), cause[part], made.checks, "check")


def _refuse_unknown_templates(made: PatientFacts, facts: Document) -> None:
    _refuse(facts, ("health",), facts.data["health"], made.checks, "check")
    for number, template in enumerate(made.templates):
        refuse_unknown_template(made, facts, ("template", number), template)


def refuse_unknown_template(
    made: PatientFacts, facts: Document, at: Key, template: Template
) -> None:
    """Raise where a template that stands `at` a place of the `facts` names what is not `made`."""
    lines = [f"{card.id}.{line.id}" for card in made.cards for line in card.lines]
    written = facts.value(at)
    if template.root is None and template.cause not in made.causes:
        what = f"{template.cause} shows by a root, and none is named."
        raise facts.error((*at, "root"), what, 'Add root = "...".')
    for part in ("shows", "tense", "fixed", "tells_most"):
        names, key = written.get(part, ()), (*at, part)
        _refuse(facts, key, names, made.checks, "check")
        if template.root is None and part in ("shows", "tense") and names:
            known = made.causes[template.cause].shows
            _refuse(facts, key, names, known, f"sign of {template.cause}")
    for part in ("flags", "not_sure", "old"):
        _refuse(facts, (*at, part), written.get(part, ()), lines, "line of a card")


def _refuse_unknown_answers(made: PatientFacts, facts: Document) -> None:
    for number, check in enumerate(made.checks.values()):
        given = {value for one in made.causes.values() for value in one.shows.get(check.id, ())}
        given |= {one.fixed[check.id] for one in made.templates if check.id in one.fixed}
        _refuse(facts, ("check", number, "disc"), check.disc, given, "answer")
