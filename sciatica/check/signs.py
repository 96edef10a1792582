"""Every red-flag sign has words, an action for its tier, and a place in the hazard log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sciatica.check.project import Project
from sciatica.check.report import Fault
from sciatica.check.texts import locale_texts
from sciatica.content.facts import Folder, cards, document
from sciatica.content.hazards import read_hazards

FACTS = "red_flags"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the safety list: its card and name, its tier, and its line in the facts."""

    card: str
    name: str
    tier: str
    line: int

    @property
    def id(self) -> str:
        """Return the name that the hazard log uses."""
        return f"{self.card}.{self.name}"


def signs(project: Project) -> list[Sign]:
    """Return every sign of the facts."""
    facts = Folder(project.facts)
    written = document(facts, FACTS)
    return [
        Sign(card.id, line.id, line.tier, written.line(("card", number, "lines", index)))
        for number, card in enumerate(cards(facts))
        for index, line in enumerate(card.lines)
    ]


def signs_without_words(project: Project) -> Iterator[Fault]:
    """Yield every sign, and every tier, that a language does not put into words."""
    file = project.name(project.facts / f"{FACTS}.toml")
    for lang in project.languages:
        known = {text.key for text in locale_texts(project, lang) if text.body.strip()}
        home = project.name(project.locales / lang / f"{FACTS}.toml")
        for sign in signs(project):
            if f"{FACTS}.card.{sign.id}" not in known:
                what = f"the sign {sign.id} has no words in {lang!r}."
                remedy = f"Add {sign.name} under [card.{sign.card}] in {home}."
                yield Fault(file, sign.line, what, remedy)
            if f"{FACTS}.tier.{sign.tier}.action" not in known:
                what = f"the sign {sign.id} has no action: its tier {sign.tier!r} has none."
                remedy = f"Add action under [tier.{sign.tier}] in {home}."
                yield Fault(file, sign.line, what, remedy)


def signs_without_hazard(project: Project) -> Iterator[Fault]:
    """Yield every sign outside the hazard log, and every named guard that does not exist."""
    if not project.hazards.is_file():
        yield Fault(
            project.name(project.hazards), 1, "there is no hazard log.", "Write it: one [[hazard]]."
        )
        return
    written, hazards = read_hazards(project.hazards)
    log = project.name(project.hazards)
    listed = {sign for hazard in hazards for sign in hazard.signs}
    file, known = project.name(project.facts / f"{FACTS}.toml"), signs(project)
    for sign in known:
        if sign.id not in listed:
            what = f"the sign {sign.id} stands under no hazard."
            yield Fault(file, sign.line, what, f"Add it to the signs of a hazard in {log}.")
    for number, hazard in enumerate(hazards):
        line = written.line(("hazard", number))
        for name in set(hazard.signs) - {sign.id for sign in known}:
            what = f"{hazard.id} guards the sign {name}, which is not in the facts."
            yield Fault(log, line, what, "Mend its name.")
        if not hazard.tests:
            what = f"the hazard {hazard.id} names no test."
            yield Fault(log, line, what, "Name the test that guards it.")
        for place, test in enumerate(hazard.tests):
            if not project.is_installed and not _exists(project, test):
                at = written.line(("hazard", number, "tests", place))
                what = f"the test {test} does not exist."
                yield Fault(log, at, what, "Write it, or mend the name.")


def _exists(project: Project, test: str) -> bool:
    file, _, name = test.partition("::")
    path = project.root / file
    name = name.partition("[")[0]
    return path.is_file() and bool(
        re.search(rf"^\s*(?:async )?def {re.escape(name)}\(", path.read_text("utf-8"), re.M)
    )
