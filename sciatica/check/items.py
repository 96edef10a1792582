"""The workshop's items are built here as the workshop builds them: what its pages would leave out
is a fault, with the line of the entry and what may have been meant."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sciatica.check.project import Project
from sciatica.check.reading import Lists
from sciatica.check.report import Fault
from sciatica.check.texts import locale_texts
from sciatica.content.examination import world
from sciatica.content.explain import explain_facts
from sciatica.content.facts import Folder, document, scenarios
from sciatica.content.toml import nearest
from sciatica.content.toml_lines import Key
from sciatica.content.words import Words
from sciatica.model.examination import BACK_ONLY, GRADES, CheckKind, normal_value
from sciatica.model.patients import PatientFacts
from sciatica.training.items import scenario_questions, teach_back_questions, wording_questions

SCENARIO = ("title", "story", "why", "say", "soft", "jargon", "fear")
WORDING = ("bad", "better", "promise", "jargon", "why")
TEACH_BACK = ("ask", "good", "closed", "test", "leaflet", "why")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The texts that an entry of the facts needs: `names` under `prefix`."""

    facts: str
    at: Key
    prefix: str
    names: Sequence[str]


def _each(prefix: str, names: Collection[str], facts: str, at: Key) -> Iterator[_Wanted]:
    """Yield what a table of words needs that has one text for each of `names`."""
    yield from (_Wanted(facts, (*at, place), prefix, [name]) for place, name in enumerate(names))


def _values(made: PatientFacts) -> dict[str, set[str]]:
    """Return everything that each check can give."""
    given = {check.id: {normal_value(check)} for check in made.checks.values()}
    for check in made.checks.values():
        given[check.id] |= set(GRADES.get(check.kind, ()))
        given[check.id] |= {BACK_ONLY} if check.kind is CheckKind.NERVE else set()
    for cause in made.causes.values():
        for name, values in cause.shows.items():
            given[name] |= set(values)
    for template in made.templates:
        for name, value in template.fixed.items():
            given[name].add(value)
        if template.root:
            given["ask_pain"].add(str(template.root))
    for name, one in made.healthy.items():
        given[name].add(one.value)
    return given


def _wanted(facts: Folder) -> Iterator[_Wanted]:
    for number, scenario in enumerate(scenarios(facts)):
        prefix = f"drill.scenario.{scenario.id}"
        yield _Wanted("drill", ("scenario", number), prefix, SCENARIO)
    said = explain_facts(facts)
    for number, name in enumerate(said.wordings):
        yield _Wanted("explain", ("wording", number), f"explain.wordings.{name}", WORDING)
    yield _Wanted("explain", ("teach_back",), f"explain.{said.teach_back}", TEACH_BACK)
    for table in ("checklist", "why"):
        at = ("checklist", "items")
        yield from _each(f"explain.{table}", said.checklist, "explain", at)
    made = world(facts)
    yield from _each("examine.check", made.checks, "examination", ("check",))
    yield from _each("examine.cause", made.causes, "examination", ("cause",))
    for number, one in enumerate(made.templates):
        for line in sorted(one.tells(made.checks)):
            card, _, name = line.partition(".")
            yield _Wanted("patients", ("template", number), f"examine.says.{one.id}.{card}", [name])


def _remedy(name: str, said: Collection[str], wanted: Collection[str], home: str) -> str:
    """Return how to mend a missing text: the one that was meant, or where to add it."""
    strange = [one for one in said if one not in wanted]
    near = nearest(name, strange) if strange else ""
    return f"{near if near.startswith('Did') else ''} Add it to {home}.".strip()


def items_without_words(project: Project) -> Iterator[Fault]:
    """Yield every text that an item needs and a language does not have."""
    facts = Folder(project.facts)
    for lang in project.languages:
        text = _words(project, lang)
        for one in _wanted(facts):
            said = text.under(one.prefix)
            known = one.names if len(one.names) > 1 else said
            written = document(facts, one.facts)
            file, line = project.name(written.path), written.line(one.at)
            home = project.name(project.locales / lang / f"{one.prefix.partition('.')[0]}.toml")
            for name in one.names:
                if not text.entries.get(f"{one.prefix}.{name}", "").strip():
                    what = f"there are no words {one.prefix}.{name} in {lang!r}."
                    yield Fault(file, line, what, _remedy(name, said, known, home))
        yield from _values_without_words(project, facts, text)


def _values_without_words(project: Project, facts: Folder, text: Words) -> Iterator[Fault]:
    made, written = world(facts), document(facts, "examination")
    for number, (name, values) in enumerate(_values(made).items()):
        general = f"examine.value.{made.checks[name].kind}"
        own = f"examine.value.{name}"
        for value in sorted(values):
            if f"{own}.{value}" not in text and f"{general}.{value}" not in text:
                what = f"its value {value!r} has no words in {text.lang!r}."
                remedy = nearest(value, [*text.under(own), *text.under(general)])
                yield Fault(
                    project.name(written.path), written.line(("check", number)), what, remedy
                )


def _words(project: Project, lang: str) -> Words:
    return Words(lang, {text.key: text.body for text in locale_texts(project, lang)})


def words_of_no_item(project: Project) -> Iterator[Fault]:
    """Yield the words of every scenario and bad sentence that the facts do not have."""
    facts = Folder(project.facts)
    said = explain_facts(facts)
    for prefix, known in (
        ("drill.scenario", [one.id for one in scenarios(facts)]),
        ("explain.wordings", said.wordings),
    ):
        for lang in project.languages:
            strange: set[str] = set()
            for text in locale_texts(project, lang):
                name = text.key.removeprefix(f"{prefix}.").partition(".")[0]
                is_here = text.key.startswith(f"{prefix}.")
                if is_here and name not in known and name not in strange:
                    strange.add(name)
                    what = f"the facts have no {prefix}.{name}."
                    yield Fault(text.file, text.lines[0], what, nearest(name, known))


def _makers(facts: Folder, text: Words) -> Iterator[tuple[str, Key, Callable[[], object]]]:
    """Yield what makes each item, with the file and the key of its facts."""
    for number, scenario in enumerate(scenarios(facts)):
        yield "drill", ("scenario", number), partial(scenario_questions, scenario, text)
    said = explain_facts(facts)
    for number, name in enumerate(said.wordings):
        yield "explain", ("wording", number), partial(wording_questions, name, text)
    yield "explain", ("teach_back",), partial(teach_back_questions, said.teach_back, text)


def items_that_cannot_be_built(project: Project) -> Iterator[Fault]:
    """Yield every item that has all its words and still cannot be asked."""
    facts = Folder(project.facts)
    for lang in project.languages:
        for file, at, make in _makers(facts, _words(project, lang)):
            try:
                make()
            except (KeyError, ValueError) as error:
                written = document(facts, file)
                reason = error.args[0] if isinstance(error, KeyError) else error
                what = f"this item cannot be asked ({reason})."
                yield Fault(project.name(written.path), written.line(at), what, "Mend its words.")


def broken_items(project: Project) -> list[Fault]:
    """Return why items cannot be asked."""
    missing = [*items_without_words(project), *words_of_no_item(project)]
    return missing or list(items_that_cannot_be_built(project))


def calming_sentences(project: Project, judged_by: Lists) -> Iterator[Fault]:
    """Yield what calms too much in a sentence that is to be said: nobody is told to be safe."""
    for lang in project.languages:
        for text in locale_texts(project, lang):
            if text.key.startswith("drill.scenario.") and text.key.endswith(".say"):
                for word in judged_by.calming:
                    if match := word.pattern.search(text.body):
                        what = f'the words "{match[0]}" stand in the sentence to say.'
                        remedy = f'Write "{word.instead}" instead.'
                        yield Fault(text.file, text.lines[0], what, remedy)
