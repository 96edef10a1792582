"""The solids are asked when something about them has changed, and in CI always."""

import os

import pytest

from artwork.baked_from import changed
from tests.harness.programs import LEFT_OUT

UNCHANGED = (
    "The solids, and what is asked of them, are those that the pictures were baked from; CI=1 asks "
    "them all the same."
)


def pytest_collection_modifyitems(config, items):
    """Skip the tests marked `solids` as long as nothing has changed, and in a quick run."""
    asked = [item for item in items if item.get_closest_marker("solids")]
    if config.getoption("quick"):
        for item in asked:
            item.add_marker(pytest.mark.skip(reason=f"{LEFT_OUT} solids"))
    elif asked and not os.environ.get("CI") and not {"solids", "asked"} & set(changed()):
        for item in asked:
            item.add_marker(pytest.mark.skip(reason=UNCHANGED))
