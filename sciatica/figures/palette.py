"""Colours of every picture. Root colours are Okabe and Ito's: colour-blind safe, and each root
also has its own lines and its name in the picture, so that colour never stands alone."""

from collections.abc import Mapping

from sciatica.model import RootName

SKIN = "#ece6df"
SKIN_FAR = "#ddd3c8"
"""The arm and leg that lie farther from the viewer."""
SHORTS = "#b4c0cc"
SHIRT, HAIR = "#8fbab6", "#857a73"
MAT, WOOD, CUSHION = "#cbd8d3", "#d8c5a8", "#f3f5f7"
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
NERVE, NERVE_EDGE = "#d98e04", "#6b4300"
FAR, FAR_EDGE = "#edcd8b", "#a98547"
"""What lies beyond the bones."""
COUNTED = "#0b4f6c"
"""A person who is counted, in an icon array."""
BONE, BONE_EDGE = "#fcfaf6", "#9c958b"
DISC, DISC_EDGE = "#b9d3e2", "#5d7f93"
INFLAMED, INFLAMED_INSIDE, INFLAMED_DOT = "#d5583c", "#f0a68e", "#8c2312"
"""An inflamed nerve, and the chemicals around it."""

ROOT_COLOURS: Mapping[RootName, str] = {
    RootName.L2: "#56b4e9",
    RootName.L3: "#009e73",
    RootName.L4: "#e69f00",
    RootName.L5: "#0072b2",
    RootName.S1: "#cc79a7",
    RootName.S2: "#d55e00",
}
