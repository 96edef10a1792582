"""The design tokens: every colour of the style sheets has one name and one value."""

import re

import pytest
from matplotlib.colors import CSS4_COLORS, to_hex

from sciatica import resources
from sciatica.content import accent
from sciatica.figures import palette
from sciatica.pages.block import style, style_element
from sciatica.publish.page import page_style
from sciatica.publish.sheets import TEMPLATE
from sciatica.widgets.board import Board
from sciatica.widgets.carousel import Carousel
from sciatica.widgets.explorer import Explorer
from sciatica.widgets.form import Form
from sciatica.widgets.html import NIGHT, TOKENS
from sciatica.widgets.reader import Reader
from sciatica.widgets.take_home import TakeHome
from sciatica.widgets.timer import HoldTimer
from sciatica.widgets.walkthrough import Walkthrough

DARK_RULE = re.search(r":root\.sx-page {([^}]*)}", TOKENS)[1]


def tokens(text):
    return dict(re.findall(r"--sx-([\w-]+): ([^;]+);", text))


def colours(values):
    return {name: to_hex(value) for name, value in values.items() if value.startswith("#")}


VALUES = tokens(TOKENS.replace(DARK_RULE, ""))
COLOURS = colours(VALUES)
SCHEMES = {"light": COLOURS, "dark": COLOURS | colours(tokens(DARK_RULE))}
SHEETS = {
    path.name: re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in sorted(resources.PACKAGE.rglob("*.css"))
    if path.name != "tokens.css" and path.parent.name != "client"  # that is not ours
}
LITERAL = re.compile(r"#[\da-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(", re.I)
NAMED = re.compile(rf"(?<![\w-])(?:{'|'.join(CSS4_COLORS)})(?![\w-])")
USED = re.compile(r"var\(--sx-([\w-]+)\)")
RULE = re.compile(r"{([^{}]*)}")

TEXT_ON = {
    "text": ("paper", "paper-soft", "paper-head", "paper-chosen", "paper-caution"),
    "text-strong": ("paper", "paper-soft", "paper-chosen"),
    "text-muted": ("paper", "paper-soft", "paper-chosen"),
    "action": ("paper", "paper-soft"),
    "error": ("paper",),
    "emergency": ("paper", "paper-chosen"),
    "on-fill": ("action", "text"),
    "on-emergency": ("emergency-fill",),
}
"""Text and what lies behind it, where the two come from different rules."""
UNSAFE = [(name, "paper-emergency") for name in ("text", "text-strong", "text-muted")]
SEEN = ("line-strong", "action", "accent", "focus", "caution", "emergency", "error", "right")
"""What must be seen to use a page: edges of controls, the focus, what frames an alarm."""


def declared(rule, *properties):
    either = "|".join(properties)
    return set(re.findall(rf"(?<![\w-])(?:{either}): var\(--sx-([\w-]+)\)", rule))


def pairs_of_one_rule():
    return {
        (text, ground)
        for sheet in SHEETS.values()
        for rule in RULE.findall(sheet)
        for text in declared(rule, "color")
        for ground in declared(rule, "background", "background-color")
    }


def contrast(one, other, scheme):
    """Return the contrast of two tokens as WCAG 2 defines it."""
    return accent.contrast(SCHEMES[scheme][one], SCHEMES[scheme][other])


def test_a_colour_is_written_in_the_tokens_and_nowhere_else():
    for name, sheet in SHEETS.items():
        assert LITERAL.findall(sheet) == [], name
        for rule in RULE.findall(sheet):
            assert NAMED.findall(rule) == [], name


def test_every_colour_that_is_used_is_a_token_and_every_token_is_used():
    used = {name for sheet in SHEETS.values() for name in USED.findall(sheet)}
    assert used == set(VALUES)


def test_what_a_page_shares_with_its_pictures_has_one_colour():
    pictures = {
        name.lower().replace("_", "-"): value
        for name, value in vars(palette).items()
        if isinstance(value, str) and value.startswith("#")
    }
    pictures |= {f"root-{root}": colour for root, colour in palette.ROOT_COLOURS.items()}
    pictures["action"] = palette.MOVE
    shared = pictures.keys() & COLOURS.keys()
    assert shared == {"text", "paper", "action", "counted", "root-L4", "root-L5", "root-S1"}
    for name in shared:
        assert COLOURS[name] == pictures[name], name


def test_a_colour_of_a_picture_is_written_in_the_palette_and_nowhere_else():
    for path in sorted((resources.PACKAGE / "figures").glob("*.py")):
        written = re.findall(r"[\"']#[\da-fA-F]{3,8}[\"']", path.read_text(encoding="utf-8"))
        assert bool(written) == (path.name == "palette.py"), path.name


def test_the_printed_sheets_use_the_same_colours():
    sheet = TEMPLATE.read_text(encoding="utf-8")
    block = re.search(r"^#let sx = \(\n.*?\n\)$", sheet, re.DOTALL | re.MULTILINE)[0]
    rest = sheet.replace(block, "")
    here = dict(re.findall(r'  ([\w-]+): (?:rgb\("(?=#))?([#\w]+)', block))
    assert {name: to_hex(value) for name, value in here.items()} == {
        name: COLOURS[name] for name in here
    }
    assert set(re.findall(r"\bsx\.([\w-]+)", rest)) == set(here)
    assert not re.search(r"(?<!sx\.)\b(?:rgb|luma|cmyk|oklab|black|white)\b", rest)


def test_the_icon_of_a_page_has_the_colour_of_its_actions():
    frame = (resources.templates() / "finished.html.j2").read_text(encoding="utf-8")
    assert f"fill='%23{COLOURS['action'][1:]}'" in frame


def test_what_covers_a_page_is_the_colour_of_text():
    *colour, _ = re.findall(r"[\d.]+", VALUES["veil"])
    assert to_hex([int(part) / 255 for part in colour]) == COLOURS["text"]


@pytest.mark.parametrize(
    "widget", [Board, Carousel, Form, Explorer, HoldTimer, Reader, TakeHome, Walkthrough]
)
def test_a_widget_brings_the_tokens_to_hosts_that_have_no_page_of_ours(widget):
    assert widget._css.startswith(TOKENS)
    assert USED.search(widget._css)


def test_a_page_holds_the_tokens_once(real):
    assert page_style().count(TOKENS) == style().count(TOKENS) == style_element().count(TOKENS) == 1
    for page in real.pages:
        light = page.html.replace(NIGHT, "").replace(DARK_RULE, "")
        assert light.count("--sx-text:") == 1, page.route


PAIRS = sorted(
    {(text, ground) for text, grounds in TEXT_ON.items() for ground in grounds}
    | pairs_of_one_rule()
    | set(UNSAFE)
)


@pytest.mark.parametrize(
    ("text", "ground", "scheme"),
    # black is ink, and paper is light
    [
        (*pair, scheme)
        for pair in PAIRS
        for scheme in SCHEMES
        if (pair[0], scheme) != ("black", "dark")
    ],
)
def test_text_has_a_contrast_of_at_least_four_and_a_half_to_one(text, ground, scheme):
    assert contrast(text, ground, scheme) >= 4.5


@pytest.mark.parametrize("line", SEEN)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_must_be_seen_has_a_contrast_of_at_least_three_to_one(line, scheme):
    assert contrast(line, "paper", scheme) >= 3
    assert contrast(line, "paper-soft", scheme) >= 3


def test_a_dark_screen_has_a_value_of_its_own_for_all_but_pictures_paper_and_alarms():
    dark = tokens(DARK_RULE)
    same = {"black", "on-emergency", "counted", "root-L4", "root-L5", "root-S1", "veil"}
    same |= {f"ink-{one}" for one in ("black", "red", "blue", "violet")}  # drawn on a plate
    assert set(VALUES) - set(dark) == same
    assert set(dark) <= set(VALUES)
    assert all(dark[name] != VALUES[name] for name in dark)


def test_what_stands_in_a_picture_can_be_read_on_its_plate_in_both_schemes():
    for scheme in SCHEMES.values():
        assert accent.contrast(palette.TEXT, scheme["plate"]) >= 12


def test_dark_holds_on_screens_and_on_pages_of_ours_alone():
    assert (
        f"@media screen and (prefers-color-scheme: dark) {{\n  :root.sx-page {{{DARK_RULE}"
        in TOKENS
    )
    assert NIGHT.startswith("@media screen and (forced-colors: none) {")
    assert tokens(NIGHT) == tokens(DARK_RULE)
