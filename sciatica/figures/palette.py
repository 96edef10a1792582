"""Colours of every picture. Root colours are Okabe and Ito's: colour-blind safe, and each root
also has its own lines and its name in the picture, so that colour never stands alone."""

from collections.abc import Mapping

from sciatica.model import RootName

SKIN = "#ece6df"
SHORTS = "#cfd6dd"
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

ROOT_COLOURS: Mapping[RootName, str] = {
    RootName.L4: "#e69f00",
    RootName.L5: "#0072b2",
    RootName.S1: "#cc79a7",
}
