"""``python -m artwork.bodies``: bake ``legs.json``, ``nerve.json`` and ``figures.json``."""

import time
from pathlib import Path

from artwork.bodies.export import check_sides, to_document, write
from artwork.bodies.hints import make_hints
from artwork.bodies.limb import LeftLeg
from artwork.bodies.mannequin import SOURCE, load_mannequin
from artwork.bodies.nerve_picture import TRUNK_TOP_M, draw_nerve_views
from artwork.bodies.pose import stand
from artwork.bodies.posed_pictures import draw_posed
from artwork.bodies.skin_areas import paint_areas
from artwork.bodies.views import draw_view, make_views

TARGET = Path(__file__).parents[2] / "sciatica" / "content" / "artwork" / "legs.json"
NERVE_TARGET = TARGET.with_name("nerve.json")
FIGURES_TARGET = TARGET.with_name("figures.json")


def main() -> None:
    """Bake all views, telling what is being done."""
    began = time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:5.1f} s  {what}", flush=True)

    say("reading the mannequin")
    mannequin = load_mannequin()
    body = stand(mannequin)
    limb = LeftLeg(body)
    say("painting the skin areas")
    areas = paint_areas(limb, len(body.skin.points))
    hints = make_hints(limb)
    drawings = {}
    for name, view in make_views(body, limb).items():
        say(f"drawing the {name} view")
        drawings[name] = draw_view(view, body, areas, hints)
    document = to_document(drawings, SOURCE)
    check_sides(document)
    size = write(document, TARGET)
    say(f"{TARGET.name}: {size / 1000:.1f} kB, sides checked")
    say("drawing the sciatic nerve")
    size = write(draw_nerve_views(stand(mannequin, TRUNK_TOP_M), SOURCE), NERVE_TARGET)
    say(f"{NERVE_TARGET.name}: {size / 1000:.1f} kB, sides checked")
    say("posing the dressed figures")
    size = write(draw_posed(mannequin, SOURCE, say), FIGURES_TARGET)
    say(f"{FIGURES_TARGET.name}: {size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
