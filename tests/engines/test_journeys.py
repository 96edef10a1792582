"""Ways that people go, in engines that Playwright does not drive."""

from tests.harness.seen import STARTED, seen


def test_a_sign_in_the_walk_leads_to_emergency(engine, server):
    engine.open(f"{server.url}en/red-flags")
    engine.wait_for(STARTED)
    engine.press('[data-answer="none"]')  # the card of 911
    engine.press('[data-answer="not_sure"]')
    engine.wait_for(seen("'[data-advice=A]'") + ".length")
    assert "Emergency" in engine.ask(seen("'[data-advice=A]'") + "[0].textContent")
    assert engine.ask(seen("'.sx-answers button'") + ".length") == 0


def test_a_choice_of_a_root_changes_picture_and_words(engine, server):
    engine.open(f"{server.url}en/nerve-roots")
    engine.wait_for(STARTED)
    engine.press('.sx-explorer input[value="S1"]')
    engine.wait_for(
        seen("'.sx-explorer h2, .sx-explorer h3, .sx-explorer strong'")
        + ".some(one => one.textContent.includes('S1'))"
    )
    assert engine.complaints == []


def test_a_page_whose_scripts_cannot_be_read_shows_no_button(engine, server):
    """As in a browser below the floor: the host is not read at all."""
    engine.open(f"{server.url}en/red-flags")
    engine.wait_for(STARTED)
    live = "document.querySelectorAll('[data-live]')"
    engine.ask(f"({live}.forEach(one => one.removeAttribute('data-live')), 1)")
    assert engine.ask(seen("'[data-finished] .sx-answers button'") + ".length") == 0
