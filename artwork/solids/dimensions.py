"""Every dimension of the column, in millimetres and degrees, with its source.

A source is an id of ``sciatica/content/facts/sources.toml``, or "estimated". Rows marked
"estimated after panjabi1992" follow that paper's means as remembered: to be verified. Where
``nzct2021`` was read (L5), its figure or one between the two is used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

LEVELS = ("L1", "L2", "L3", "L4", "L5")
DISCS = ("L1/2", "L2/3", "L3/4", "L4/5", "L5/S1")
"""Each disc lies below the level at the same place."""

_Row = TypeVar("_Row")


def _by_name(
    kind: type[_Row], names: Sequence[str], table: Mapping[str, Sequence[float]]
) -> dict[str, _Row]:
    return {
        name: kind(**{measure: values[i] for measure, values in table.items()})
        for i, name in enumerate(names)
    }


@dataclass(frozen=True, slots=True)
class VertebraSize:
    """One lumbar vertebra."""

    upper_width: float
    """Of the upper endplate, side to side."""
    lower_width: float
    upper_depth: float
    """Of the upper endplate, front to back."""
    lower_depth: float
    back_height: float
    """Of the body at its back wall, rim to rim."""
    front_height: float
    canal_width: float
    """Between the pedicles."""
    canal_depth: float
    """From the back wall of the body to the lamina, in the midline."""
    pedicle_width: float
    pedicle_height: float
    pedicle_turn_deg: float
    """How far the pedicle points to the midline as it runs forward."""
    transverse_span: float
    """From tip to tip of the transverse processes."""
    transverse_rise: float
    """How far their tips lie above their roots."""
    transverse_half_height: float
    spinous_length: float
    """From the lamina to the tip."""
    spinous_half_height: float
    """At its back end, where it is tallest."""
    spinous_fall: float
    """How far its back end lies lower than its root."""
    lamina_half_height: float
    isthmus_half_width: float
    """Of the bone between the upper and the lower joint."""
    back_hollow: float
    """How deep the back wall of the body is hollowed from side to side."""

    @property
    def height(self) -> float:
        """Of the body in its middle."""
        return (self.front_height + self.back_height) / 2

    @property
    def depth(self) -> float:
        """Of the body, mean of both endplates."""
        return (self.upper_depth + self.lower_depth) / 2

    @property
    def back(self) -> float:
        """Where the back wall lies behind the centre of the body, in the midline."""
        return self.depth / 2 - 0.5

    @property
    def wall(self) -> float:
        """Where its hollowed back wall lies in the midline, at the waist."""
        return self.back - 0.4 - 0.8 * self.back_hollow

    @property
    def pedicle_z(self) -> float:
        """How high the axis of the pedicle lies above the centre of the body."""
        return self.back_height / 2 - self.pedicle_height / 2 - 1.0

    @property
    def pedicle_floor(self) -> float:
        """Where the lower edge of the pedicle lies."""
        return self.pedicle_z - self.pedicle_height / 2

    @property
    def pedicle_x(self) -> float:
        """How far from the midline the axis of the pedicle lies at its waist."""
        return (self.canal_width + self.pedicle_width) / 2


VERTEBRAE = _by_name(
    VertebraSize,
    LEVELS,
    {
        "upper_width": (41.2, 42.6, 44.1, 46.6, 47.3),  # estimated after panjabi1992
        "lower_width": (43.3, 45.5, 47.5, 48.5, 48.6),  # estimated after panjabi1992
        "upper_depth": (34.1, 34.6, 35.2, 35.5, 35.2),  # estimated after panjabi1992; L5 nzct2021
        "lower_depth": (35.3, 34.9, 34.8, 34.6, 34.4),  # estimated after panjabi1992; L5 nzct2021
        "back_height": (25.2, 25.6, 25.4, 25.2, 25.0),  # estimated after panjabi1992; L5 nzct2021
        "front_height": (24.6, 25.6, 26.6, 27.6, 29.6),  # estimated; L5 nzct2021
        "canal_width": (23.4, 23.4, 23.8, 25.0, 27.6),  # estimated after panjabi1992; L5 nzct2021
        "canal_depth": (17.4, 17.0, 16.6, 17.0, 17.2),  # between panjabi1992 and nzct2021
        "pedicle_width": (8.6, 8.4, 10.2, 13.2, 16.4),  # estimated after panjabi1992; L5 nzct2021
        "pedicle_height": (15.6, 15.0, 14.4, 14.4, 13.4),  # as above
        "pedicle_turn_deg": (6.0, 8.0, 12.0, 18.0, 28.0),  # estimated
        "transverse_span": (72.0, 80.0, 96.0, 88.0, 93.0),  # estimated
        "transverse_rise": (1.0, 1.5, 2.5, 5.0, 6.0),  # estimated
        "transverse_half_height": (4.6, 4.8, 4.8, 4.6, 7.6),  # estimated
        "spinous_length": (28.0, 31.0, 32.0, 28.0, 21.0),  # estimated
        "spinous_half_height": (9.6, 9.8, 9.4, 8.2, 6.2),  # estimated
        "spinous_fall": (4.0, 3.6, 2.6, 3.4, 7.2),  # estimated
        "lamina_half_height": (10.0, 10.2, 9.6, 8.6, 7.0),  # estimated
        "isthmus_half_width": (4.6, 4.8, 5.2, 5.8, 6.8),  # estimated
        "back_hollow": (1.8, 1.6, 1.2, 0.8, 0.0),  # estimated
    },
)


ENDPLATE_HOLLOW = 1.3
"""How deep an endplate is hollowed. Estimated."""


@dataclass(frozen=True, slots=True)
class DiscSize:
    """One disc, and the pair of facet joints behind it."""

    height: float
    """In the middle of the disc, from one hollow endplate to the other."""
    wedge_deg: float
    """Angle between the endplates, open to the front."""
    facet_turn_deg: float
    """Angle of the joint to the midline plane, seen from above: 0 sagittal, 90 coronal."""
    facet_x: float
    """Centre of the joint, from the midline."""
    facet_behind: float
    """Centre of the joint, behind the back edge of the disc."""
    facet_half_width: float
    facet_half_height: float
    flavum: float
    """Thickness of the yellow ligament."""
    flexed_deg: float
    """How far the two vertebrae turn from standing to sitting bent; the wedge closes."""
    extended_deg: float
    """How far they turn from standing to leaning back; the wedge opens."""

    @property
    def rim_gap(self) -> float:
        """Between the rims of the two bodies, in the middle."""
        return self.height - 1.55 * ENDPLATE_HOLLOW  # their deepest points do not face each other


DISC_SIZES = _by_name(
    DiscSize,
    DISCS,
    {
        "height": (8.4, 9.8, 10.8, 11.8, 10.6),  # estimated
        "wedge_deg": (4.0, 6.0, 8.0, 11.0, 14.0),  # estimated; with the bodies it sums to 55
        "facet_turn_deg": (25.0, 29.0, 36.0, 45.0, 54.0),  # estimated
        "facet_x": (13.0, 13.5, 15.0, 17.5, 22.0),  # estimated
        "facet_behind": (15.5, 15.5, 15.0, 15.0, 14.0),  # estimated
        "facet_half_width": (6.2, 6.4, 6.9, 7.4, 7.8),  # estimated
        "facet_half_height": (8.4, 8.4, 8.4, 8.4, 7.6),  # estimated
        "flavum": (3.2, 3.3, 3.5, 3.8, 3.6),  # estimated
        "flexed_deg": (2.5, 3.0, 3.4, 3.8, 3.4),  # estimated
        "extended_deg": (2.0, 2.0, 2.5, 4.0, 4.0),  # estimated
    },
)

SACRAL_SLOPE_DEG = 40.0
"""Of the S1 endplate to the horizontal. Estimated."""
JOINT_SPACE = 1.3
"""Between the bones of a facet joint, cartilage included. Estimated."""
ROOT_RADIUS: Mapping[str, float] = {"L3": 1.9, "L4": 2.1, "L5": 2.2, "S1": 2.2, "S2": 1.7}
"""Of a root in its sleeve. Estimated: about 3 to 5 across."""
GANGLION_RADIUS: Mapping[str, float] = {"L3": 2.7, "L4": 2.9, "L5": 3.1, "S1": 2.9, "S2": 2.2}
"""Estimated: about 5 to 7 across."""
GANGLION_LENGTH = 11.0
"""Estimated."""
