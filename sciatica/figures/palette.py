"""Every colour of every picture, by what it means.

Root colours are Okabe and Ito's: colour-blind safe, and each root also has its own lines and its
name in the picture, so that colour never stands alone. What a picture shares with the page around
it (text, paper, roots, people who are counted) has the same value in the design tokens of the style
sheets, ``widgets/tokens.css``."""

from collections.abc import Mapping

from sciatica.content.saddle_artwork import Band
from sciatica.model.anatomy import RootName

SKIN = "#ece6df"
SKIN_FAR = "#ddd3c8"
"""The arm and leg that lie farther from the viewer."""
EXAMINER = "#b98a68"
"""The hand of whoever examines: somebody else's."""
SHORTS = "#b4c0cc"
SHIRT, HAIR = "#8fbab6", "#857a73"
MAT, WOOD, CUSHION = "#cbd8d3", "#d8c5a8", "#f3f5f7"
MAT_DEEP = "#a7bab3"
"""The front of a mat, and the shade on it."""
TOOL, RUBBER = "#8a93a0", "#4a5560"
MOVE = "#0b4f6c"
"""Arrows and angles."""
MARKED = "#e69f00"
"""An area that is pointed out; lines mark it on a grey printer."""
SHADE = "#d9d0c6"
LIGHT = "#f5f1ec"
INK = "#6b6f76"
TEXT = "#1f2933"
PAPER = "#ffffff"
NERVE, NERVE_EDGE = "#f3cd4e", "#5f4a00"
"""The sciatic nerve, in every picture of it; not the orange of L4."""
FAR, FAR_EDGE = "#edcd8b", "#a98547"
"""What lies beyond the bones."""
COUNTED = "#0b4f6c"
"""A person who is counted, in an icon array."""
BONE, BONE_EDGE = "#fcfaf6", "#9c958b"
DISC, DISC_EDGE = "#b9d3e2", "#5d7f93"
"""In the drawings of one nerve; the solids and their slices have `TISSUES`."""
GLOW = "#d5583c"
"""Where a root is touched, in the model and for clinicians alone."""
INFLAMED, INFLAMED_INSIDE, INFLAMED_SPOT = "#e2926f", "#f8d9c6", "#eba98b"
"""An inflamed nerve, and the repair substances around it: warm, not alarming."""

NO_EDGE = "none"
TISSUES: Mapping[str, tuple[str, str]] = {
    "bone": ("#f3ead8", "#8d816d"),
    "disc": ("#b5cdd6", "#5c7f8e"),
    "nucleus": ("#dcebef", NO_EDGE),
    "core": ("#dcebef", NO_EDGE),
    "lesion": ("#5f93a8", "#12303c"),
    "flavum": ("#e0bd62", "#8f7026"),
    "fat": ("#fbf4de", NO_EDGE),
    "sac": ("#f7eab3", "#9a8232"),
    "cord": ("#e6c96c", "#9a8232"),
    "cartilage": ("#d5e6ec", NO_EDGE),
    "muscle": ("#e3b9ae", "#b98579"),
    "piriformis": ("#cf8a7c", "#7d3f33"),
    "ligament": ("#e9e0cc", "#a3977f"),
    "sciatic": (NERVE, NERVE_EDGE),
    "trunk": (FAR, FAR_EDGE),
}
"""The solids of the low back and the buttock, and slices through them: fill and edge."""
SCAN: Mapping[str, tuple[str, str]] = {
    "bone": ("#6f6f6f", "#141414"),
    "disc": ("#2f2f2f", "#1a1a1a"),
    "nucleus": ("#8a8a8a", NO_EDGE),
    "core": ("#707070", NO_EDGE),
    "lesion": ("#3a3a3a", "#1a1a1a"),
    "flavum": ("#1c1c1c", NO_EDGE),
    "fat": ("#cfcfcf", NO_EDGE),
    "sac": ("#f4f4f4", "#333333"),
    "root": ("#5a5a5a", NO_EDGE),
    "cartilage": ("#a8a8a8", NO_EDGE),
    "muscle": ("#454545", "#3a3a3a"),
}
"""The same tissues in greys, as an MRI of the common kind shows them: water is white, fat is light,
the hard rim of bone is black. Drawn, not a scan."""
SCAN_GROUND, SCAN_TEXT = "#8d8d8d", "#ffffff"
"""What lies around the parts, and letters on it."""
RELIEF_SHADE, RELIEF_DEEP, RELIEF_LIGHT = "#8a7a5e", "#6d5f49", "#ffffff"
"""Laid over a solid, thinly: shade, deep shade and light."""

SADDLE: Mapping[Band, str] = {Band.S2: "#f3b58f", Band.S3: "#d9662b", Band.S4_5: "#7a2f00"}
"""The bands of the saddle, darker the farther in: they stay apart on a grey printer."""
ROOT_COLOURS: Mapping[RootName, str] = {
    RootName.L2: "#56b4e9",
    RootName.L3: "#009e73",
    RootName.L4: "#e69f00",
    RootName.L5: "#0072b2",
    RootName.S1: "#cc79a7",
    RootName.S2: "#d55e00",
}
