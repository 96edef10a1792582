"""Every red-flag sign has words, an action for its tier, and a place in the hazard log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sciatica.check.lines import toml_line
from sciatica.check.project import Project
from sciatica.check.report import Finding
from sciatica.check.texts import locale_texts, toml

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
    path = project.facts / f"{FACTS}.toml"
    text, data = path.read_text(encoding="utf-8"), toml(path)
    return [
        Sign(
            str(card.get("id", "?")),
            str(line.get("id", "?")),
            str(line.get("tier", "")),
            toml_line(text, ("card", number, "lines", index), data),
        )
        for number, card in enumerate(data.get("card", []))
        for index, line in enumerate(card.get("lines", []))
    ]


def signs_without_words(project: Project) -> Iterator[Finding]:
    """Yield every sign, and every tier, that a language does not put into words."""
    file = project.name(project.facts / f"{FACTS}.toml")
    for lang in project.languages:
        known = {text.key for text in locale_texts(project, lang) if text.body.strip()}
        home = project.name(project.locales / lang / f"{FACTS}.toml")
        for sign in signs(project):
            if f"{FACTS}.card.{sign.id}" not in known:
                what = f"the sign {sign.id} has no words in {lang!r}."
                remedy = f"Add {sign.name} under [card.{sign.card}] in {home}."
                yield Finding(file, sign.line, what, remedy)
            if f"{FACTS}.tier.{sign.tier}.action" not in known:
                what = f"the sign {sign.id} has no action: its tier {sign.tier!r} has none."
                remedy = f"Add action under [tier.{sign.tier}] in {home}."
                yield Finding(file, sign.line, what, remedy)


def signs_without_hazard(project: Project) -> Iterator[Finding]:
    """Yield every sign outside the hazard log, and every named guard that does not exist."""
    if not project.hazards.is_file():
        yield Finding(
            project.name(project.hazards), 1, "there is no hazard log.", "Write it: one [[hazard]]."
        )
        return
    text, log = project.hazards.read_text(encoding="utf-8"), toml(project.hazards)
    hazards = log.get("hazard", [])
    listed = {sign for hazard in hazards for sign in hazard.get("signs", [])}
    file, known = project.name(project.facts / f"{FACTS}.toml"), signs(project)
    for sign in known:
        if sign.id not in listed:
            what = f"the sign {sign.id} stands under no hazard."
            remedy = f"Add it to the signs of a hazard in {project.name(project.hazards)}."
            yield Finding(file, sign.line, what, remedy)
    for number, hazard in enumerate(hazards):
        line = toml_line(text, ("hazard", number), log)
        for name in {*hazard.get("signs", [])} - {sign.id for sign in known}:
            what = f"{hazard.get('id')} guards the sign {name}, which is not in the facts."
            yield Finding(project.name(project.hazards), line, what, "Mend its name.")
        if not hazard.get("tests"):
            what = f"the hazard {hazard.get('id')} names no test."
            yield Finding(
                project.name(project.hazards), line, what, "Name the test that guards it."
            )
        for test in hazard.get("tests", []):
            if not _exists(project, test):
                at = next((i for i, raw in enumerate(text.splitlines(), 1) if test in raw), line)
                what = f"the test {test} does not exist."
                yield Finding(
                    project.name(project.hazards), at, what, "Write it, or mend the name."
                )


def _exists(project: Project, test: str) -> bool:
    file, _, name = test.partition("::")
    path = project.root / file
    name = name.partition("[")[0]
    return path.is_file() and bool(
        re.search(rf"^\s*(?:async )?def {re.escape(name)}\(", path.read_text("utf-8"), re.M)
    )
