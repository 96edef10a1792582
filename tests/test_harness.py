"""What tests share stands in one place."""

import ast
from pathlib import Path

HERE = Path(__file__).parent
FILES = sorted([*HERE.rglob("*.py"), *(HERE.parent / "benchmarks").glob("*.py")])


def imported(path):
    """Return the modules of the tests that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, path
            found |= {f"{node.module}.{one.name}" for one in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return {name for name in found if name.split(".")[0] == "tests"} - {"tests"}


def test_no_helper_comes_out_of_a_test_module_or_a_conftest():
    elsewhere = {
        (path.relative_to(HERE.parent).as_posix(), name)
        for path in FILES
        for name in imported(path)
        if not f"{name}.".startswith("tests.harness.")
    }
    assert elsewhere == set()


def test_no_test_stands_in_the_harness():
    for path in (HERE / "harness").glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        assert not [node for node in nodes if str(getattr(node, "name", "")).startswith("test_")], (
            path
        )
