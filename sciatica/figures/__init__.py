"""Pictures as functions of model values, and the same values in words."""

from sciatica.figures.legs import Shown, body_layer, describe_legs, draw_legs, root_layer
from sciatica.figures.svg import to_svg

__all__ = ["Shown", "body_layer", "describe_legs", "draw_legs", "root_layer", "to_svg"]
