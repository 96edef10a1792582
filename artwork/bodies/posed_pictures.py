"""Draws every scene and packs it as the file ``figures.json``."""

from collections.abc import Callable, Mapping

import numpy as np
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from artwork.bodies.cast import Cast, Player
from artwork.bodies.export import FORMAT, numbers, rings_of, steps_of
from artwork.bodies.mannequin import Mannequin
from artwork.bodies.outlines import hatch
from artwork.bodies.raster import Camera
from artwork.bodies.scene import Scene
from artwork.bodies.scenes import Scenes
from artwork.bodies.stage import PROPS, REGIONS, Shot, camera_for, trace
from artwork.oven import SHELF, digest, keep, kept, sources

DRAWN_BY = ("export", "outlines", "posed_pictures", "props", "raster", "stage", "surface")
"""The modules between a scene and its picture."""
_TOLERANCE, _SHADE_TOLERANCE, _CREASE_TOLERANCE = 0.11, 0.35, 0.14
_BACKDROP = "mat"
_HATCH_DEG, _HATCH_SPACING = 45, 5
_PERSON = tuple(region for region in REGIONS if region not in PROPS)


def draw_posed(mannequin: Mannequin, source: str, say: Callable[[str], None]) -> dict:
    """The whole file as plain values."""
    scenes = Scenes(Cast(mannequin))
    pictures = {}
    for name, make in scenes.all().items():
        scene = make()
        key = key_of(scene)
        before = kept(key, SHELF / "bodies")
        pictures[name] = before or _picture(scene)
        if not before:
            keep(key, pictures[name], SHELF / "bodies")
        say(f"{name}: {'as before' if before else 'drawn'}")
    return {"format": FORMAT, "body": source, "pictures": pictures}


def key_of(scene: Scene) -> str:
    """Return what tells the picture of this scene from any other: the scene itself (every point,
    face and field of its shots, and how it is seen), and what draws it. A posture that moves a
    finger bakes its own picture anew and no other."""
    drawn_by = frozenset(f"artwork.bodies.{name}" for name in DRAWN_BY)
    return digest(sources(drawn_by), scene)


def _picture(scene: Scene) -> dict:
    camera = camera_for(scene.shots, scene.turned, scene.raised, scene.scale, scene.crop)
    first = scene.shots[0]
    under = [prop for prop in first.props if prop.kind == _BACKDROP]
    nobody = first.player.only("nobody")
    backdrop = trace(Shot(nobody, under), camera, [_BACKDROP]) if under else {}
    found: dict = {
        "width": camera.width,
        "height": camera.height,
        "axes": [round(float(value), 5) for value in camera.axes.ravel()],
        "anchor": numbers(list(camera.anchor)),
        "scale": camera.scale,
        "backdrop": _packed({name: backdrop[name] for name in backdrop if name == _BACKDROP}),
        "frames": [_frame(shot, camera) for shot in scene.shots],
    }
    if scene.tracks:
        players = [shot.player for shot in scene.shots] if not scene.way else scene.way
        found["tracks"] = {joint: _track(joint, players, camera) for joint in scene.tracks}
    if scene.way:
        start = trace(Shot(scene.way[0].only(scene.moved)), camera, _PERSON)
        whole = unary_union([start[name] for name in _PERSON if name in start]).buffer(0.2)
        found["start"] = rings_of(whole, _TOLERANCE, 4)
    return found


def _frame(shot: Shot, camera: Camera) -> dict:
    wanted = [region for region in REGIONS if region != _BACKDROP]
    shapes = trace(shot, camera, wanted)
    frame: dict = {
        "shapes": _packed(shapes),
        "joints": {
            name: [round(1000 * float(value)) for value in place]
            for name, place in shot.player.joints.items()
        },
    }
    if "zone" in shapes:
        ends = hatch(shapes["zone"].buffer(-0.6), _HATCH_DEG, _HATCH_SPACING)
        frame["hatch"] = [steps_of(np.reshape(line, (2, 2))) for line in ends]
    return frame


def _packed(shapes: Mapping[str, BaseGeometry]) -> dict:
    tolerance = {"shade": _SHADE_TOLERANCE, "crease": _CREASE_TOLERANCE}
    packed = {
        name: rings_of(shape, tolerance.get(name, _TOLERANCE), 0.6)
        for name, shape in shapes.items()
    }
    return {name: rings for name, rings in packed.items() if rings}


def _track(joint: str, players: list[Player], camera: Camera) -> list[int]:
    return steps_of(np.concatenate([camera.project(p.joints[joint])[:, :2] for p in players]))
