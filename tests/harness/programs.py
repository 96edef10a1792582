"""What some tests need and others do without: programs that a machine may lack, and time."""

import os
from typing import NoReturn

import pytest

LACKING = "Not on this machine:"
LEFT_OUT = "--quick leaves out"
_quick = False


def be_quick(quick: bool) -> None:
    """Say whether this run leaves out what takes long."""
    global _quick
    _quick = quick


def takes_long(what: str) -> None:
    """Skip the test that asks for this, or whose fixture does, in a run with ``--quick``."""
    if _quick:
        pytest.skip(f"{LEFT_OUT} {what}")


def need(reason: str) -> NoReturn:
    """Where a program is missing: fail in CI, skip loudly elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(f"{LACKING} {reason}")
