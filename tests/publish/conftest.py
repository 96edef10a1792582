"""Notebooks made on the spot."""

from functools import partial

import pytest

from tests.harness.notebooks import write_notebook


@pytest.fixture
def shelf(tmp_path):
    """Return a function that writes notebooks/en/NAME into a folder of lessons."""
    return partial(write_notebook, tmp_path / "notebooks")
