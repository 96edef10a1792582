"""Where it hurts: a bare body to paint on, and the Emergency signs beside it.

Nothing is inferred from what somebody paints. Python compiles what of each picture is skin of the
saddle and what is a leg; a stroke that touches the saddle, both legs or is of the kind "weak" makes
the signs larger, and nothing makes them smaller again but a new patient.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from sciatica.content.artwork import Point
from sciatica.figures.bare_body import MAPS, Regions
from sciatica.figures.picture import Picture
from sciatica.model.anatomy import Side
from sciatica.widgets.board import Lender
from sciatica.widgets.html import HERE, TOKENS, HtmlFirst, data_element, module, render
from sciatica.widgets.idle import IDLE_S, SHARED_IDLE_S
from sciatica.widgets.views import State, compile_state

KINDS = ("pain", "tingling", "numb", "weak")
"""What can be painted; "weak" always makes the signs larger."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the body to paint on: pictures side by side, with their regions by picture."""

    id: str
    label: str
    pictures: Sequence[Picture]
    regions: Mapping[str, Regions]


def _path(ring: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z"


class PainDrawing(HtmlFirst):
    """Paint where it hurts."""

    _esm = module("views", "idle", "perfect_freehand", "lens", "ink", "pain_drawing")
    _css: ClassVar[str] = TOKENS + "".join(
        (HERE / f"{name}.css").read_text(encoding="utf-8") for name in ("board", "pain_drawing")
    )

    @classmethod
    def build(
        cls,
        name: str,
        *,
        places: Sequence[Place],
        home: str,
        labels: Mapping[str, str],
        sides: Mapping[Side, str],
        signs: Markup,
    ) -> "PainDrawing":
        """Build the widget. `name` is unique on its page; `home` leads to the board; `labels` holds
        the words of the controls; `signs` stand beside the drawing."""
        pictures = [picture for place in places for picture in place.pictures]
        states = {
            kind: State(labels["lead"], {picture.id: kind for picture in pictures}) for kind in MAPS
        }
        regions = {
            picture: {
                "saddle": [_path(ring) for ring in of.saddle],
                **{str(side): _path(ring) for side, ring in of.legs.items()},
            }
            for place in places
            for picture, of in place.regions.items()
        }
        table = {
            "maps": MAPS,
            "states": {kind: compile_state(pictures, state) for kind, state in states.items()},
            "regions": regions,
            "sides": {str(side): said for side, said in sides.items()},
        }
        lent = {
            picture.id: Lender(place.id, MAPS) for place in places for picture in place.pictures
        }
        html = render(
            "pain_drawing",
            name=name,
            kinds=KINDS,
            maps=MAPS,
            places=places,
            first=states[MAPS[0]],
            among=MAPS,
            lent=lent,
            home=home,
            labels=labels,
            signs=signs,
            table=data_element(table),
            idle_s=IDLE_S,
            shared_idle_s=SHARED_IDLE_S,
        )
        return cls(html=html)
