"""Live pages in engines that Playwright does not drive."""

from tests.harness.seen import seen

PATH = "en/staff/red-flag-drill"
ANSWERS = seen("'main .jupyter-button, main button, main input'")
BROKEN = "document.querySelectorAll('.jupyter-widgets-error-widget').length"
COVERED = "document.querySelector('#asleep[open] #asleep-old:not([hidden])')"


def test_a_staff_page_shows_its_controls_and_none_is_broken(engine, server):
    engine.resize(820)
    engine.open(server.url + PATH)
    engine.wait_for(f"{ANSWERS}.length >= 5")
    assert engine.ask(BROKEN) == 0
    assert engine.ask(f"Boolean({COVERED})") is False
