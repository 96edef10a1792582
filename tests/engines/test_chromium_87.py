"""Every page in a browser of 2020: its buttons start, and each does what it says."""

import pytest

from tests.harness.browser import PATHS
from tests.harness.chromium_87 import Old

STARTED = "!document.querySelector('[data-finished]:not([data-started])')"
SEEN = "[...document.querySelectorAll({})].filter(one => one.offsetParent)"
NEEDS_SCRIPT = "'.sx-unscripted, .sx-board-unscripted, .sx-walk-unscripted, .sx-timer-unscripted'"


@pytest.fixture(scope="module")
def old():
    return Old()


@pytest.mark.parametrize("path", PATHS)
def test_every_button_of_a_page_starts_and_no_note_says_that_it_cannot(old, server, path):
    old.open(server.url + path)
    old.wait_for(STARTED)
    assert old.ask("navigator.userAgent.match(/Chrome.(\\d+)/)[1]") == "87"
    assert old.page.complaints == []
    assert old.ask(SEEN.format(NEEDS_SCRIPT) + ".map(one => one.textContent)") == []
    assert old.ask(SEEN.format("'.sx-broken'") + ".length") == 0
    assert old.ask("document.documentElement.scrollWidth") <= 390


def test_a_sign_in_the_walk_leads_to_emergency(old, server):
    old.open(f"{server.url}en/red-flags")
    old.wait_for(STARTED)
    old.press('[data-answer="none"]')  # the card of 911
    old.press('[data-answer="not_sure"]')
    old.wait_for(SEEN.format("'[data-advice=A]'") + ".length")
    assert "Emergency" in old.ask(SEEN.format("'[data-advice=A]'") + "[0].textContent")
    assert old.ask(SEEN.format("'.sx-answers button'") + ".length") == 0


def test_a_choice_of_a_root_changes_picture_and_words(old, server):
    old.open(f"{server.url}en/nerve-roots")
    old.wait_for(STARTED)
    old.press('.sx-explorer input[value="S1"]')
    old.wait_for(
        SEEN.format("'.sx-explorer h2, .sx-explorer h3, .sx-explorer strong'")
        + ".some(one => one.textContent.includes('S1'))"
    )
    assert old.page.complaints == []


def test_a_page_whose_scripts_cannot_be_read_shows_no_button_and_says_so(old, server):
    """As in a browser below the floor: the host is not read at all."""
    old.open(f"{server.url}en/red-flags")
    old.wait_for(STARTED)
    live = "document.querySelectorAll('[data-live]')"
    old.ask(f"({live}.forEach(one => one.removeAttribute('data-live')), 1)")
    assert old.ask(SEEN.format("'[data-finished] .sx-answers button'") + ".length") == 0
