"""Every dimension of the solids says where it comes from."""

import ast
import inspect
import re
from importlib import import_module

import pytest

from artwork.solids import dimensions
from artwork.solids.sources import BESIDE, DRAWING, ESTIMATED, SOURCES
from sciatica.content.facts import sources

MODULES = sorted({name.partition(".")[0] for name in SOURCES})
NO_DIMENSION = {"ROOTS", "LEVELS", "DISCS", "UNCHANGED", "ACROSS", "UP", "MOVED_BY_LESION"}
"""Names, axes and what is no number."""
ROW = re.compile(r"^ +\"(\w+)\": \(.*\),  # (.*)$", re.M)


def dimensions_of(module):
    """The public constants that a module itself sets; what it imports has its source there."""
    body = ast.parse(inspect.getsource(module)).body
    targets = [one.target for one in body if isinstance(one, ast.AnnAssign)]
    targets += [target for one in body if isinstance(one, ast.Assign) for target in one.targets]
    names = {name.id for target in targets for name in ast.walk(target) if hasattr(name, "id")}
    return {name for name in names if name.isupper() and name[0] != "_"} - NO_DIMENSION


@pytest.mark.parametrize("name", MODULES)
def test_every_dimension_has_a_source_and_no_source_is_without_its_dimension(name):
    told = {one.partition(".")[2] for one in SOURCES if one.startswith(f"{name}.")}
    assert dimensions_of(import_module(f"artwork.solids.{name}")) == told


def test_a_source_is_one_that_we_keep_or_says_that_there_is_none():
    kept = {str(one) for one in sources()}
    assert {*SOURCES.values()} <= {ESTIMATED, DRAWING, BESIDE} | kept


def test_each_row_of_the_tables_of_bones_and_discs_tells_its_source():
    rows = dict(ROW.findall(inspect.getsource(dimensions)))
    for size in (dimensions.VertebraSize, dimensions.DiscSize):
        assert {*size.__dataclass_fields__} <= {*rows}
    kept = {ESTIMATED, *(str(one) for one in sources())}
    for name, told in rows.items():
        assert told == "as above" or kept & {*re.findall(r"\w+", told)}, name
