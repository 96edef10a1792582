"""Whatever a page would load from another machine is found; a link to be clicked is not."""

import pytest

from sciatica.check.pages import loads_from_outside, outside_addresses
from tests.harness.judged import page, said


@pytest.mark.parametrize(
    "source",
    [
        '<img src="https://x.example/a.png">',
        "<img alt='a' src = '//x.example/a.png'>",
        '<link rel="stylesheet" href="https://x.example/a.png">',
        "<style>@import 'https://x.example/a.png';</style>",
        "p { background: url( https://x.example/a.png ) }",
        'import { a } from "https://x.example/a.png";',
        'await import("https://x.example/a.png")',
        'fetch("https://x.example/a.png")',
        'new WebSocket("wss://x.example/a.png")',
    ],
)
def test_what_a_browser_would_load_from_elsewhere_is_found(source):
    (address,) = outside_addresses(source)
    assert address.endswith("//x.example/a.png")


@pytest.mark.parametrize(
    "source",
    [
        '<a href="https://x.example/book">Book</a>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<script src="../assets/a.js"></script>',
        '<link rel="icon" href="data:,">',
        "<p>from https://x.example</p>",
        "p { background: url(data:image/png;base64,AAAA) }",
    ],
)
def test_links_names_and_files_of_our_own_are_not(source):
    assert list(outside_addresses(source)) == []


def test_the_judge_names_page_and_address():
    ((file, _, text),) = said(loads_from_outside(page('<img src="https://x.example/a.png">')))
    assert file == "notebooks/en/99-made.ipynb"
    assert "https://x.example/a.png" in text
