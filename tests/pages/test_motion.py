"""The style sheet plays the moments of a movement as they are drawn."""

import re
from itertools import groupby

from sciatica.content.posed_artwork import posed
from sciatica.figures.posed import MOVEMENTS
from sciatica.pages.block import style

BEATS = 16


def visible_at(number, percent):
    """Whether the style sheet shows a moment at a share of the whole play; steps hold till the
    next one, and what the element itself says (hidden) stands before the first."""
    (rule,) = re.findall(rf"@keyframes sx-moment-{number} {{ (.*) }}\n", style())
    seen = False
    for at, what in re.findall(r"([\d.]+)% { visibility: (\w+); }", rule):
        if float(at) <= percent:
            seen = what == "visible"
    return seen


def test_the_style_sheet_plays_every_moment_once_there_and_back():
    (count,) = {len(posed()[pose].frames) for pose in MOVEMENTS}
    for number in range(count):
        rule = f'[data-layer="moment-{number}"] {{ animation-name: sx-moment-{number}; }}'
        assert rule in style(), number
    assert f"moment-{count}" not in style()
    played = []
    for beat in range(BEATS):
        shown = [number for number in range(count) if visible_at(number, 100 * beat / BEATS)]
        assert len(shown) == 1, beat
        played += shown
    order = [number for number, _ in groupby(played)]
    assert order == [*range(count), *range(count - 2, 0, -1)]
