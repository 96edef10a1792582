"""Pictures as functions of model values, and the same values in words."""

from sciatica.figures.icon_array import describe_icon_array, draw_icon_array
from sciatica.figures.legs import Shown, body_layer, describe_legs, draw_legs, root_layer
from sciatica.figures.nerve import describe_nerve, draw_nerve
from sciatica.figures.svg import to_svg

__all__ = [
    "Shown",
    "body_layer",
    "describe_icon_array",
    "describe_legs",
    "describe_nerve",
    "draw_icon_array",
    "draw_legs",
    "draw_nerve",
    "root_layer",
    "to_svg",
]
