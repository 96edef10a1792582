"""No key of any file loads in silence when it is misspelt, missing, of a wrong type, or doubled.

Each file is taken apart, changed at every key of one kind (``card.lines.call``) at once, written
anew and loaded. Whatever is refused names the file, the line and the key.
"""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from sciatica import resources
from sciatica.check import Project
from sciatica.check.facts import LOADERS
from sciatica.content.cases import FOLDER as CASES
from sciatica.content.cases import load_case
from sciatica.content.clinic import load_clinic
from sciatica.content.facts import OURS, Folder, cards, document
from sciatica.content.hazards import read_hazards
from sciatica.content.structure import Structure
from sciatica.content.toml import ContentError, Document
from sciatica.content.toml_lines import keys_of

NAMED = {"sources": 0, "numbers": 0, "accuracy": 1, "pages": 0, "spine": 0, "measured": 1}
"""Files whose tables bear the name of their entry, and how deep these stand: a name is no key, and
what looks it up fails."""
OPTIONAL = {
    "accuracy": {
        "target.roots": "most targets are of no root, or of any",
        "finding.cause": "not every finding is of a cause on the page",
        "finding.check": "not every finding is one of the examination",
        "finding.present": "most findings are there, few are missing",
        "finding.ratio": "it may be worked out of sensitivity and specificity",
        "finding.or_more": "few sources say so",
        "finding.sensitivity": "it is known of few findings",
        "finding.specificity": "it is known of few findings",
        "finding.of": "few findings share their figures",
    },
    "care": {
        f"{kind}.{key}": "most topics are no statement of the clinic and name no risks"
        for kind in ("advice", "avoid", "pillar", "option", "question")
        for key in ("clinic_statement", "risks_evidence")
    },
    "causes": {f"{kind}.clinic_statement": "few are the clinic's own" for kind in ("cause", "why")},
    "examination": {
        "check.of": "not every test is of a fact about a root",
        "check.disc": "most tests say nothing about a disc as such",
        "check.common": "few tests are often abnormal in back pain",
    },
    "exercises": {
        "exercise.hold": "the physio fills in a time",
        "exercise.bends_back": "most do not",
        "exercise.other_side": "its end is drawn on one side alone",
    },
    "roots": {"root.pain": "of L2, L3 and S2 no run is drawn"},
    "pictures": {
        "picture.of": "some figures take no values",
        "entry.evidence": "its words may rest on memory: they are listed to be verified",
        "entry.alert": "few stand beside the signs",
        "entry.board": "most are on the board",
        "entry.code": "it may have one for each side, or none",
        "entry.codes": "it may look the same on both sides",
        "entry.scene": "most stand alone on the sheet",
        "entry.sheet": "most stand on the sheet themselves",
        "entry.exercise": "most are no exercise",
        "entry.says": "most have words of their own",
        "entry.disc": "most show no disc",
    },
    "report": {
        "word.shows": "a serious word has no picture",
        "word.place_only": "most pictures show the change",
    },
    "measured": {"page.grade": "some pages say nothing in sentences"},
    "pages": {"says": "not every page has statements of its own"},
    "patients": {
        f"template.{key}": "not every patient has it"
        for key in ("accept", "tense", "fixed", "flags", "not_sure", "old")
    },
    "red_flags": {"card.may_decline": "one question alone is intimate"},
    "sources": {"url": "not every source has an address"},
    "revision": {},
    "reading": {"staff": "there may be no words for staff"},
    "hazards": {"hazard.signs": "not every hazard is about a sign"},
    "clinic": dict.fromkeys(
        ("crisis_line", "crisis_line.number", "crisis_line.text"), "the usual line is shown then"
    )
    | dict.fromkeys(
        (
            *("clinic.town", "clinic.phone", "clinic.booking_url", "clinic.logo", "clinic.accent"),
            "clinic.feedback_mail",
            *("emergency.hospital", "emergency.scan_hospital", "emergency.urgent_care"),
            *("nurse_line", "nurse_line.number", "nurse_line.name", "site", "site.public_url"),
            "site.framed_by",
            *("services", "services.needling_by", "training", "training.database"),
            *("local", "local.lifting", "local.sport"),
        ),
        "empty means: left out of the pages",
    )
    | {"decisions": "nothing is decided, and every sign is as urgent as we wrote it"},
}
"""Keys that may be missing, by file, with the reason: leaving them out says something true."""


class Changed(Folder):
    """Our facts, but for one file."""

    def __init__(self, name, text):
        super().__init__(OURS.path)
        object.__setattr__(self, "changed", (name, text))

    def read(self, name):
        if name != self.changed[0]:
            return document(OURS, name)
        written = Document(self.path / f"{name}.toml", self.changed[1], {})
        return Document(written.path, written.text, tomllib.loads(written.text))


def files():
    """Yield the name of every file, what it holds, and what loads a text of it."""
    for name, load in LOADERS.items():
        yield name, document(OURS, name).text, lambda path, name=name, load=load: load(folder(path))
    for path in sorted(CASES.glob("*.toml")):
        yield path.stem, path.read_text("utf-8"), lambda path: load_case(path, ("en",))
    yield "clinic", resources.default_clinic().read_text("utf-8"), load_clinic
    hazards = Project.ours().hazards
    if hazards.is_file():
        yield "hazards", hazards.read_text("utf-8"), read_hazards


def folder(path):
    return Changed(path.stem, path.read_text("utf-8"))


@pytest.fixture(autouse=True, scope="module")
def unchanged_files_are_structured_once():
    """Keep what was made of the files that stand beside the changed one: they stay the same."""
    make, made, kept = Structure.__call__, {}, {id(document(OURS, name)) for name in LOADERS}

    def once(structure, written, shape, data=None, at=()):
        if data is not None or id(written) not in kept:
            return make(structure, written, shape, data, at)
        key = (structure, id(written), shape)
        if key not in made:
            made[key] = make(structure, written, shape)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Structure, "__call__", once)
        yield


FILES = {name: (tomllib.loads(text), load) for name, text, load in files()}


# A file taken apart and written anew --------------------------------------------------------------


ANY = "*"
"""Stands for the name of an entry: one that a text looks up, and no key."""


def kinds(value, at=()):
    """Yield the kind of every key: the names on the way to it, without places in lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*at, key)
            yield from kinds(inner, (*at, key))
    elif isinstance(value, list):
        for inner in value:
            yield from kinds(inner, at)


def every(name):
    """Return every kind of key of a file, but not the names of its entries."""
    found = kinds(FILES[name][0])
    if name in NAMED:
        at = NAMED[name]
        found = ((*kind[:at], *([ANY] if kind[at:] else []), *kind[at + 1 :]) for kind in found)
    return [kind for kind in dict.fromkeys(found) if kind[-1] != ANY]


def holds(value, kind):
    """Return whether a key of `kind` stands in `value`."""
    return any(
        len(one) == len(kind)
        and all(step in (name, ANY) for name, step in zip(one, kind, strict=True))
        for one in kinds(value)
    )


def changed(value, kind, change):
    """Return `value` with `change` applied to every key of `kind`."""
    if isinstance(value, list):
        return [changed(inner, kind, change) for inner in value]
    if not isinstance(value, dict):
        return value
    first, *rest = kind
    if rest:
        return {
            key: changed(inner, rest, change) if first in (key, ANY) else inner
            for key, inner in value.items()
        }
    return dict(
        change(key, inner) if key == first else (key, inner) for key, inner in value.items()
    )


class Twice(dict):
    """A table whose one key is written twice."""

    key = ""


def written(value, *, top=False):
    """Return `value` as TOML; each table of a list, and each key of a table, on a line of its own
    where TOML allows it."""
    if isinstance(value, dict):
        pairs = [(key, inner) for key, inner in value.items() if key is not None]
        again = [(value.key, value[value.key])] if isinstance(value, Twice) else []
        lines = [f"{json.dumps(key)} = {written(inner)}" for key, inner in [*pairs, *again]]
        return "\n".join(lines) + "\n" if top else "{ " + ", ".join(lines) + " }"
    if isinstance(value, list):
        return "[\n" + ",\n".join(map(written, value)) + "\n]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def refusal(name, text, tmp_path):
    """Return the errors that loading a changed file brings; none if it loads in silence."""
    path = tmp_path / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    try:
        FILES[name][1](path)
    except ContentError as error:
        return [error, *error.more]
    return []


def lines_of(text, wanted):
    return {number for number, line in enumerate(text.splitlines(), 1) if wanted in line}


def told(errors):
    """Hold that every error names file, line, key and remedy."""
    for error in errors:
        assert f"{error.path.name}, line {error.line}, {error.key}: {error.what}" in str(error)
        assert error.remedy, error


@pytest.mark.parametrize("name", FILES)
def test_what_is_taken_apart_and_written_anew_loads(name, tmp_path):
    assert refusal(name, written(FILES[name][0], top=True), tmp_path) == []


@pytest.mark.parametrize("name", FILES)
def test_no_misspelt_key_loads_in_silence(name, tmp_path):
    for kind in every(name):
        wrong = f"{kind[-1]}_"
        text = written(
            changed(FILES[name][0], kind, lambda _, value, to=wrong: (to, value)), top=True
        )
        errors = refusal(name, text, tmp_path)
        assert errors, f"{name}: {'.'.join(kind)} misspelt loads in silence"
        told(errors)
        named = [error for error in errors if wrong in error.key]
        # where two tables must agree, as facts and words of a case, either may be named
        assert named or any(wrong in error.remedy for error in errors), (kind, errors)
        assert {error.line for error in named} <= lines_of(text, f'"{wrong}"'), kind


@pytest.mark.parametrize("name", FILES)
def test_no_missing_key_loads_in_silence_but_those_whose_absence_is_true(name, tmp_path):
    for kind in every(name):
        text = written(changed(FILES[name][0], kind, lambda _, value: (None, value)), top=True)
        errors = refusal(name, text, tmp_path)
        told(errors)
        known = ".".join(step for step in kind if step != ANY)
        if known not in OPTIONAL.get(name, {}) and not DYNAMIC & set(kind[:-1]):
            assert errors, f"{name}: {known} may be missing in silence"
            assert any(step in error.key for error in errors for step in kind[-2:]), (kind, errors)


DYNAMIC = {"shows", "tense", "fixed", "flags", "health", "at", "disc"}
"""Tables of patients, causes, checks and sizes that hold as many signs as there are: none must be
there."""
WRONG = {
    bool: (1, "true"),
    int: ("x", True),
    float: ("x", True),
    str: (7, ["x"]),
    list: ("x", {"a": 1}),
    dict: ("x", [1]),
    date: ("x", 7),
}


@pytest.mark.parametrize("name", FILES)
def test_no_value_of_a_wrong_type_loads_in_silence(name, tmp_path):
    for kind in every(name):
        for which in (0, 1):
            text = written(
                changed(
                    FILES[name][0],
                    kind,
                    lambda key, value, which=which: (key, WRONG[type(value)][which]),
                ),
                top=True,
            )
            errors = refusal(name, text, tmp_path)
            assert errors, f"{name}: {'.'.join(kind)} of a wrong type loads in silence"
            told(errors)
            assert any(kind[-1] in error.key for error in errors), (kind, errors)


def doubled(value, kind):
    """Return `value` with the first key of `kind` written twice."""
    first, *rest = kind
    if isinstance(value, list):
        place = next(at for at, inner in enumerate(value) if holds(inner, kind))
        return [*value[:place], doubled(value[place], kind), *value[place + 1 :]]
    if rest:
        holder = next(key for key in value if first in (key, ANY) and holds(value[key], rest))
        return value | {holder: doubled(value[holder], rest)}
    twice = Twice(value)
    twice.key = first
    return twice


@pytest.mark.parametrize("name", FILES)
def test_no_doubled_key_loads_in_silence(name, tmp_path):
    for kind in every(name):
        text = written(doubled(FILES[name][0], kind), top=True)
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            Folder(tmp_path).read(name)
        told([caught.value])
        assert caught.value.key.rpartition(".")[2].strip('"') == kind[-1].rpartition(".")[2]


NUMBERS = (int, float)
"""A list of numbers is an interval or a range: both ends may be the same."""


@pytest.mark.parametrize("name", FILES)
def test_no_doubled_entry_of_a_list_loads_in_silence(name, tmp_path):
    for kind in every(name):
        lists = []

        def again(key, value, lists=lists):
            if isinstance(value, list) and value and not isinstance(value[0], NUMBERS):
                lists.append(value)
                return key, [*value, value[0]]
            return key, value

        text = written(changed(FILES[name][0], kind, again), top=True)
        if lists:
            errors = refusal(name, text, tmp_path)
            assert errors, f"{name}: an entry of {'.'.join(kind)} stands twice in silence"
            told(errors)
            assert "already. Remove one of the two." in str(errors[0])


# The real files -----------------------------------------------------------------------------------


def test_a_misspelt_call_is_refused_where_the_page_would_have_said_to_travel(tmp_path):
    text = document(OURS, "red_flags").text
    before, after = text.split('id = "artery"', 1)
    path = tmp_path / "red_flags.toml"
    path.write_text(before + 'id = "artery"' + after.replace("call = true", "cal = true", 1))
    with pytest.raises(ContentError) as caught:
        cards(folder(path))
    line = before.count("\n") + 1
    assert str(caught.value) == (
        f"facts/red_flags.toml, line {line}, card[suddenly_unwell].lines[artery].cal: "
        "there is no key 'cal'. Did you mean 'call'?"
    )


def test_an_emergency_that_does_not_say_whether_to_call_is_refused(tmp_path):
    path = tmp_path / "red_flags.toml"
    path.write_text(document(OURS, "red_flags").text.replace(", call = true", "", 1))
    with pytest.raises(ContentError, match=r"lines\[both_weak\]\.call: the key 'call' is missing"):
        cards(folder(path))


def paths(value, at=()):
    if at:
        yield at
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in pairs:
            yield from paths(inner, (*at, step))


def test_every_key_of_every_file_of_ours_has_its_line():
    for path in sorted([*resources.PACKAGE.rglob("*.toml"), resources.default_clinic()]):
        text = path.read_text("utf-8")
        found, written_on = Document(path, text, {}), text.splitlines()
        assert set(found.lines) == set(paths(tomllib.loads(text))), path.name
        for key, line in keys_of(text):
            name = key[-1] if isinstance(key[-1], str) else ""
            assert name in written_on[line - 1], (path.name, key)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1 # b = 2\nb = 3", ("b",), 2),
        ('a = """\nb = 1\n"""\nb = 2', ("b",), 4),
        ("a = '''\nb = 1'''\nb = 2", ("b",), 3),
        ('"a.b".c = 1', ("a.b", "c"), 1),
        ("[a]\nx = [\n  1,\n  { y = 2 },\n]", ("a", "x", 1, "y"), 4),
        ("[[a]]\nx = 1\n[[a]]\n[a.b]\nx = 2", ("a", 1, "b", "x"), 5),
        ("a = 2026-12-01 10:00:00\nb = 1", ("b",), 2),
        ('a = "\\"b = 1"\nb = 2', ("b",), 2),
    ],
)
def test_a_key_is_found_on_its_line(text, key, line):
    assert Document(Path("x.toml"), text, tomllib.loads(text)).line(key) == line


def test_what_stands_in_no_file_has_the_line_of_what_is_around_it():
    found = Document(Path("x.toml"), "[a]\nb = [{ c = 1 }]", {})
    assert [found.line(key) for key in (("a", "b", 0, "d"), ("a", "z"), ("z",))] == [2, 1, 1]
