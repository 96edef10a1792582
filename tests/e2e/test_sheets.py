"""What is made to be printed fits the paper it is printed on."""

import re

import pytest

from tests.e2e.conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("path", ["en/emergency-sheet", "en/red-flag-card"])
def test_a_sheet_to_print_takes_one_page(visitor: Visitor, path: str, paper: str) -> None:
    pdf = visitor.open(path).pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
