"""``python -m artwork.bodies``: bake ``legs``, ``saddle``, ``nerve`` and ``figures.json``.

``--nerve`` bakes the way of the nerve alone: it changes with the solids too.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from artwork.baked_from import write_down
from artwork.bodies.export import check_sides, to_document, write
from artwork.bodies.hints import make_hints
from artwork.bodies.limb import LeftLeg
from artwork.bodies.mannequin import Mannequin, load_mannequin, source
from artwork.bodies.nerve_picture import TRUNK_TOP_M, draw_nerve_views
from artwork.bodies.pain_runs import check_runs, draw_runs, paint_runs
from artwork.bodies.pose import stand
from artwork.bodies.posed_pictures import draw_posed
from artwork.bodies.saddle import draw_saddle
from artwork.bodies.skin_areas import paint_areas
from artwork.bodies.views import draw_view, make_views, sketched

TARGET = Path(__file__).parents[2] / "sciatica" / "content" / "artwork" / "legs.json"
SADDLE_TARGET = TARGET.with_name("saddle.json")
NERVE_TARGET = TARGET.with_name("nerve.json")
FIGURES_TARGET = TARGET.with_name("figures.json")


def main() -> None:
    """Bake all views, telling what is being done."""
    parser = ArgumentParser("python -m artwork.bodies")
    parser.add_argument("--nerve", action="store_true", help="the way of the nerve alone")
    nerve_alone, began = parser.parse_args().nerve, time.perf_counter()

    def say(what: str) -> None:
        print(f"{time.perf_counter() - began:5.1f} s  {what}", flush=True)

    say("reading the mannequin")
    mannequin = load_mannequin()
    say("drawing the sciatic nerve")
    size = write(draw_nerve_views(stand(mannequin, TRUNK_TOP_M), source()), NERVE_TARGET)
    say(f"{NERVE_TARGET.name}: {size / 1000:.1f} kB, sides checked")
    write_down("way")
    if not nerve_alone:
        bake_bodies(mannequin, say)


def bake_bodies(mannequin: Mannequin, say: Callable[[str], None]) -> None:
    """Bake the legs, the saddle and the dressed figures."""
    body = stand(mannequin)
    limb = LeftLeg(body)
    say("painting the skin areas")
    areas = paint_areas(limb, len(body.skin.points))
    runs = paint_runs(body, limb)
    hints = make_hints(limb)
    views = make_views(body, limb)
    drawings, pain = {}, {}
    for name, view in views.items():
        say(f"drawing the {name} view")
        sketch, index = sketched(view, body)
        drawings[name] = draw_view(sketch, index, areas, hints)
        pain[name] = draw_runs(sketch, runs, index)
    document = to_document(drawings, source())
    for name, drawn in document["views"].items():
        drawn["pain"] = pain[name]
    check_sides(document)
    check_runs(document["views"], {name: view.camera for name, view in views.items()})
    size = write(document, TARGET)
    say(f"{TARGET.name}: {size / 1000:.1f} kB, sides checked")
    say("drawing the saddle")
    size = write(draw_saddle(mannequin, source()), SADDLE_TARGET)
    say(f"{SADDLE_TARGET.name}: {size / 1000:.1f} kB, bands checked")
    say("posing the dressed figures")
    size = write(draw_posed(mannequin, source(), say), FIGURES_TARGET)
    say(f"{FIGURES_TARGET.name}: {size / 1000:.1f} kB")
    write_down("bodies")


if __name__ == "__main__":
    main()
