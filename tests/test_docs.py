"""What the documents say is there, is there."""

import ast
import re
import tokenize
from functools import cache

import pytest
import yaml

from sciatica import __version__, resources

ROOT = resources.PACKAGE.parent
pytestmark = pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="needs the checkout")
MAP = ROOT / "docs" / "architecture.md"
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "safety").glob("*.md")),
]
EVERY_DOCUMENT = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
CONTENT = resources.PACKAGE / "content"
BASES = (ROOT, resources.PACKAGE, CONTENT, CONTENT / "facts")
FILE = re.compile(r"[\w./*-]+\.(?:py|toml|md|json|js|css|j2|ipynb|yml|conf|service)|(?:[\w.-]+/)+")
"""A path of a file, or of a folder with its last slash."""
MADE_LATER = {"clinic.toml", "signatures.toml", "dist/"}
"""What a clinic writes, or a command."""
STANDS_FOR_ANOTHER = re.compile(r"NN|NAME|SLUG|LANG|DIR")
"""Words in the name of a file that a reader fills in."""
ROOMS = {path.parent.name for path in resources.PACKAGE.glob("*/__init__.py")}

HOUSE_WORDS = """
    advice artwork bake bakery block board canvas card catalogue choice chooser citing close copy
    crowded decision deck detours discreet doctor drawn drill ease entry explorer facts family
    fault fold frame front gate given hunted item judge keeper ledger lesson line live look made
    news note panel paper parcel picture piece place plate pose practice printed reading recorder
    rehearsal remark room scene seat sheet shelf sided signature single slot spot stage strip
    structure tap tier tone topic trouble view walk walkthrough warden words world
"""
"""Words of this house, used or no longer used: each that the code uses is in the glossary."""


def text_of(path):
    return path.read_text(encoding="utf-8")


def prose(path):
    """Return a document without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```", "", text_of(path), flags=re.M | re.S)


def anchors(path):
    """Return the anchors of the headings of a document, as web sites of repositories make them."""
    heads = re.findall(r"^#+ (.+)$", prose(path), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def lost(name, path):
    """Return whether a document names a file that is not there."""
    if name in MADE_LATER or STANDS_FOR_ANOTHER.search(name):
        return False
    return not any(list(base.glob(name)) for base in (path.parent, *BASES))


@EVERY_DOCUMENT
def test_every_link_leads_to_a_file_and_a_heading(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        file, _, anchor = target.partition("#")
        assert "://" not in file, target
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@EVERY_DOCUMENT
def test_every_file_that_is_named_is_there(path):
    named = {one for one in re.findall(r"`([^`\n]+)`", prose(path)) if FILE.fullmatch(one)}
    named = {one for one in named if not one.startswith(("/", "."))}
    if path.name != "CHANGELOG.md":
        assert {one for one in named if lost(one, path)} == set()


@EVERY_DOCUMENT
def test_every_target_of_make_is_there(path):
    known = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
    called = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text_of(path), re.M))
    assert called <= known


def test_the_readme_is_short_and_shows_the_rooms_in_the_order_of_the_contract():
    readme = text_of(ROOT / "README.md")
    assert len(readme.splitlines()) < 160
    shown = re.findall(r"^  (\w+)/ ", readme, re.M)
    assert set(shown) == ROOMS
    layers = re.search(r"^layers = \[(.*?)^\]", text_of(ROOT / "pyproject.toml"), re.M | re.S)[1]
    rank = {
        name: number
        for number, line in enumerate(reversed(layers.splitlines()))
        for name in re.findall(r"sciatica\.(\w+)", line)
    }
    assert [rank[name] for name in shown] == sorted(rank[name] for name in shown)


def test_ci_runs_what_the_readme_says_and_nothing_else():
    commands = [line for line in text_of(ROOT / ".ci" / "run").splitlines() if "make" in line]
    assert commands == ["make test-system", "make test"]
    assert "`make test-system`, then `make test`, and nothing else" in " ".join(
        text_of(ROOT / "README.md").split()
    )


# The map ------------------------------------------------------------------------------------------


@cache
def defined(path):
    """Return the names that a module or a class body defines, each with its own body."""
    return names_in(ast.parse(text_of(path)))


def names_in(node):
    found = {}
    for one in node.body:
        match one:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found[one.name] = one
            case ast.Assign(targets=targets):
                found |= {target.id: one for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = one
            case ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name: one for alias in names}
    return found


def is_defined(name):
    """Return whether ``content.facts.roots`` is a module or a name in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        base = resources.PACKAGE.joinpath(*parts[:length])
        path = base / "__init__.py" if (base / "__init__.py").is_file() else base.with_suffix(".py")
        if path.is_file():
            rest = parts[length:]
            return not rest or rest[0] in defined(path)
    return False


def test_the_map_names_only_what_exists():
    dotted = [
        one
        for one in re.findall(r"`((?:\w+\.)+\w+)(?:\(.*?\))?`", prose(MAP))
        if one.partition(".")[0] in ROOMS and not FILE.fullmatch(one)
    ]
    assert len(dotted) > 50
    assert {name for name in dotted if not is_defined(name)} == set()


def test_the_map_has_a_way_for_each_thing_and_a_recipe_for_each():
    heads = re.findall(r"^### (.+)$", prose(MAP), re.M)
    ways = {"root", "clinic setting", "sign", "case", "picture", "exercise", "page"}
    assert {head[2:].strip() for head in heads if head.startswith(("A ", "An "))} == ways
    recipes = {"root", "sign", "picture", "exercise", "page", "case", "drill", "language"}
    assert {head.split()[-1] for head in heads if head.startswith("Add ")} == recipes


def glossary():
    part = text_of(MAP).partition("## Glossary")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z]+) \| (.+) \| (.+) \| (.+) \|$", part, re.M)
    return [row for row in rows if not row[0].startswith("house")]


@cache
def used_words():
    """Return the words that names in the code are made of."""
    found = set()
    for path in resources.PACKAGE.rglob("*.py"):
        if "_bundle" in path.parts:
            continue
        with tokenize.open(path) as file:
            names = {one.string for one in tokenize.generate_tokens(file.readline) if one.type == 1}
        for name in (*names, path.stem, path.parent.name):
            found |= {part.lower() for part in re.findall(r"[A-Z]?[a-z]+", name)}
    return found


def is_used(word):
    return bool({word, f"{word}s"} & used_words())


def test_the_glossary_holds_every_house_word_that_the_code_uses_and_no_other():
    words = [row[0] for row in glossary()]
    assert words == sorted(set(words))
    assert set(words) == {word for word in HOUSE_WORDS.split() if is_used(word)}


def test_the_glossary_says_of_each_word_where_it_is_what_it_is_and_how_others_call_it():
    for word, where, what, term in glossary():
        assert what.strip() and term.strip(), word
        assert set(re.findall(r"\b\w+\b", where)) & (ROOMS | {"artwork"}), word


# A version, and how to be heard -------------------------------------------------------------------


def test_the_changelog_begins_with_this_version_and_is_short():
    log = text_of(ROOT / "CHANGELOG.md")
    assert re.findall(r"^## \[([^\]]+)\]", log, re.M)[0] == __version__
    first = re.split(r"^## ", log, flags=re.M)[1]
    assert len(first.strip().splitlines()) <= 25


def test_the_first_form_is_for_a_sentence_that_could_harm():
    folder = ROOT / ".github" / "ISSUE_TEMPLATE"
    forms = [yaml.safe_load(text_of(path)) for path in sorted(folder.glob("[0-9]-*.yml"))]
    assert forms[0]["name"] == "This sentence could harm"
    for form in forms:
        assert {"name", "description", "body"} <= form.keys()
        ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(ids) == len(set(ids))
    assert all("://" not in text_of(path) for path in folder.iterdir())
