"""What an old browser cannot read takes nothing away: rules that hide are plain, scripts too.

The floor is Safari 13.4, Chrome 80 and Firefox 78. Below it every word is there and no button.
"""

import re

import pytest
import tinycss2

from sciatica import resources

SHEETS = [path for path in sorted(resources.PACKAGE.rglob("*.css")) if "client" not in path.parts]
SCRIPTS = [
    *sorted((resources.PACKAGE / "widgets").glob("*.js")),
    *sorted((resources.PACKAGE / "publish").glob("*.js")),
    resources.PACKAGE / "serve" / "offline.js",
]
HIDES = re.compile(r"(?:display:\s*none|visibility:\s*hidden)")
ONE_BREAKS_ALL = re.compile(r":(?:is|where)\(|:not\([^()]*,|:nth-child\([^)]* of ")
"""Selectors younger than the floor: a browser that does not know one drops its whole rule."""
YOUNG = {
    # what, with the first Chrome, Safari, Firefox that knows it (MDN's compatibility data)
    r"\.at\(-": "Array.at: 92, 15.4, 90",
    r"\?\?=|\|\|=|&&=": "logical assignment: 85, 14, 79",
    r"\.replaceChildren\(": "replaceChildren: 86, 14, 78",
    r"\.replaceAll\(": "replaceAll: 85, 13.1, 77",
    r"\bstructuredClone\(": "structuredClone: 98, 15.4, 94",
    r"\bObject\.hasOwn\(": "Object.hasOwn: 93, 15.4, 92",
    r"\.(?:findLast|toSorted|toReversed)\(": "110, 16, 115",
    r"^\s*static \{": "static blocks: 94, 16.4, 93",
    r"^await |^(?:const|let) .*= await ": "await outside a function: 89, 15, 89",
}
SINCE_WEBGL2 = {"model3d_paint.js", "model3d_scene.js", "model3d_unpack.js"}
"""The model that turns wants WebGL2 (Safari 15); without it stands the flat picture."""


def rules(nodes, media=()):
    """Yield each rule as (media, line, selector, declarations)."""
    for node in nodes:
        if (
            node.type == "at-rule"
            and node.content
            and node.lower_at_keyword in ("media", "supports")
        ):
            within = (*media, tinycss2.serialize(node.prelude).strip())
            yield from rules(tinycss2.parse_rule_list(node.content, True, True), within)
        elif node.type == "qualified-rule":
            selector, inner = map(tinycss2.serialize, (node.prelude, node.content))
            yield media, node.source_line, selector.strip(), inner


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_rule_that_hides_has_no_selector_that_an_old_browser_drops(path):
    """On paper too much is shown at worst. A rule with ``:has()`` stands alone: without it more is
    seen, and nothing else is lost."""
    sheet = tinycss2.parse_stylesheet(path.read_text("utf-8"), True, True)
    for media, line, selector, inner in rules(sheet):
        if HIDES.search(inner) and not any("print" in one for one in media):
            listed = selector.split(",")
            if ":has(" in selector:
                assert ":has(" in listed[0], f"{path.name}:{line} hides with a simple selector too"
            else:
                assert not ONE_BREAKS_ALL.search(selector), f"{path.name}:{line} {selector}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_holds_nothing_younger_than_the_floor(path):
    if path.name in SINCE_WEBGL2:
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for pattern, since in YOUNG.items():
            assert not re.search(pattern, line), f"{path.name}:{number} {since}"


def test_the_script_for_browsers_that_read_no_module_is_in_the_first_grammar_of_all():
    text = (resources.PACKAGE / "publish" / "classic.js").read_text("utf-8")
    assert not re.search(r"=>|\b(?:const|let|class|async|await)\b|`|\?\.|\?\?", text)
