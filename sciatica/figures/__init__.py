"""Pictures as functions of model values, and the same values in words."""

from sciatica.figures.icon_array import describe_icon_array, draw_icon_array
from sciatica.figures.legs import (
    Shown,
    body_layer,
    describe_legs,
    draw_legs,
    root_layer,
    visible_sites,
)
from sciatica.figures.nerve import describe_nerve, draw_nerve
from sciatica.figures.nerve_state import describe_nerve_state, draw_nerve_state
from sciatica.figures.pain_shift import describe_pain_shift, draw_pain_shift
from sciatica.figures.posed import (
    MOVEMENTS,
    describe_pose,
    describe_slr,
    draw_movement,
    draw_pose,
    draw_slr,
)
from sciatica.figures.svg import to_svg

__all__ = [
    "MOVEMENTS",
    "Shown",
    "body_layer",
    "describe_icon_array",
    "describe_legs",
    "describe_nerve",
    "describe_nerve_state",
    "describe_pain_shift",
    "describe_pose",
    "describe_slr",
    "draw_icon_array",
    "draw_legs",
    "draw_movement",
    "draw_nerve",
    "draw_nerve_state",
    "draw_pain_shift",
    "draw_pose",
    "draw_slr",
    "root_layer",
    "to_svg",
    "visible_sites",
]
