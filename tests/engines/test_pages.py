"""Every page in engines that Playwright does not drive: nothing breaks, whatever is pressed, at any
width, and on paper."""

import json

import pytest
from bs4 import BeautifulSoup

from tests.harness.browser import PATHS
from tests.harness.pdf import letters, sides
from tests.harness.seen import NEEDS_SCRIPT, STARTED, seen

WIDTHS = (390, 820, 1280)
CONTROLS = json.dumps("main button, main input, main select, main summary")
PRESS_ALL = f"""
(function () {{
  window.print = function () {{}};
  Element.prototype.requestFullscreen = function () {{}};
  var all = {seen(CONTROLS)};
  for (var one of all) if (one.offsetParent && !one.disabled) one.click();
  return all.length;
}})()
"""
FOLDED = json.dumps("main details:not(.sx-clinicians)")


@pytest.mark.parametrize("path", PATHS)
def test_every_button_starts_none_says_that_it_cannot_and_nothing_hangs_out(engine, server, path):
    engine.resize(WIDTHS[0])
    engine.open(server.url + path)
    engine.wait_for(STARTED)
    for width in WIDTHS:
        engine.resize(width)
        engine.wait_for(f"innerWidth === {width}")
        assert engine.ask("document.documentElement.scrollWidth") <= width, width
    assert engine.complaints == []
    assert engine.ask(seen(NEEDS_SCRIPT) + ".map(one => one.textContent)") == []
    assert engine.ask(seen("'.sx-broken'") + ".length") == 0


@pytest.mark.parametrize("path", PATHS)
def test_every_control_in_sight_can_be_pressed_and_no_script_complains(engine, server, path):
    engine.open(server.url + path)
    engine.wait_for(STARTED)
    engine.ask(PRESS_ALL)
    engine.pause()
    engine.ask("1")
    assert engine.complaints == []


@pytest.mark.parametrize("path", PATHS)
def test_what_is_folded_stands_on_paper(engine, server, path):
    engine.open(server.url + path)
    engine.wait_for(STARTED)
    printed = "".join(sides(engine.pdf()))
    page = BeautifulSoup(engine.ask("document.querySelector('main').outerHTML"), "html.parser")
    for fold in page.select("details.sx-question"):
        for part in fold.find_all(["p", "li"]):
            said = letters(part.get_text())[:40]
            assert said in printed, said
