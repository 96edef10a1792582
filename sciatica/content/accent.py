"""The one colour of a clinic: it may tint buttons and links, and may neither hide nor alarm."""

import re
from colorsys import rgb_to_hls

from sciatica.content.structure import RefusedError

PAPERS = ("#ffffff", "#f7f9fb")
"""What an action stands on, and what is written on it: the tokens `paper` and `paper-soft`."""
EMERGENCY = "#7a0019"
"""The token `emergency`. A colour near it would make every button look like the call for help."""
LEAST = 4.5
"""The contrast of text as WCAG 2 (AA) wants it."""
NEAR_DEGREES = 25
PALE = 0.3
"""Below this saturation a colour is a grey, not a red."""


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def accent(text: str) -> str:
    """Return a colour as ``#0b4f6c``, or nothing. Raises `RefusedError`."""
    if not text:
        return ""
    if not re.fullmatch("#(?:[0-9a-fA-F]{3}){1,2}", text):
        raise RefusedError(f"{text!r} is not a colour.", "Write it as #0b4f6c.")
    digits = text[1:].lower()
    colour = "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    lowest = min(contrast(colour, paper) for paper in PAPERS)
    if lowest < LEAST:
        shown = int(lowest * 10) / 10  # never rounded up to what would do
        what = f"{text} on white has a contrast of {shown}; {LEAST} is needed."
        raise RefusedError(what, "Take a darker one.")
    hue, _, saturation = rgb_to_hls(*_channels(colour))
    apart = abs(hue - rgb_to_hls(*_channels(EMERGENCY))[0]) * 360
    if saturation >= PALE and min(apart, 360 - apart) < NEAR_DEGREES:
        what = f"{text} is a red, and red is the colour of Emergency on these pages."
        raise RefusedError(what, "Take another colour of the clinic, or leave it empty.")
    return colour
