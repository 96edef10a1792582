"""What age may change in the column."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sciatica.model.lesions import Severity


@dataclass(frozen=True, slots=True)
class DiscChange:
    """How far a disc and its two facet joints differ from those of a young adult, in mm."""

    height_mm: float = 0.0
    """Height that the disc has lost."""
    bulge_mm: float = 0.0
    """How far its edge has come out, all around."""
    facet_growth_mm: float = 0.0
    """How far the joints have grown, on both sides."""
    flavum_mm: float = 0.0
    """Thickness that the yellow ligament has gained."""
    spur_mm: float = 0.0
    """How far a bony spur has grown from the joint into the recess of the root."""
    slip_mm: float = 0.0
    """How far the vertebra above has slid forward."""


UNCHANGED = DiscChange()

STENOSIS: Mapping[Severity, DiscChange] = MappingProxyType(
    {
        Severity.NONE: UNCHANGED,
        Severity.MILD: DiscChange(
            height_mm=1.5, bulge_mm=1.0, facet_growth_mm=0.8, flavum_mm=0.8, spur_mm=0.6
        ),
        Severity.MODERATE: DiscChange(
            height_mm=2.5, bulge_mm=1.9, facet_growth_mm=1.4, flavum_mm=1.4, spur_mm=1.4
        ),
        Severity.SEVERE: DiscChange(
            height_mm=3.5, bulge_mm=3.6, facet_growth_mm=1.6, flavum_mm=2.25, spur_mm=2.0
        ),
    }
)
"""Narrowing of the canal in four steps, for one disc (drawn at L4/5). Estimated: the steps are
chosen so that the sac's area falls through the published range, see `facts/spine.toml`."""
