"""T-shirt, shorts and hair: fields on the skin, in metres from the seam, positive inside."""

from collections.abc import Mapping

import numpy as np

from artwork.bodies.mannequin import Mannequin
from artwork.bodies.surface import Surface

SHIRT_HEM_M, SHORTS_WAIST_M, SHORTS_HEM_SHARE, SLEEVE_SHARE = 0.075, 0.14, 0.56, 0.62
SADDLE_REACH_M = 0.072
_NECK_BASE, _NECK_UP = np.array([0.0, 0.592, 0.0]), np.array([0.0, 0.92, 0.39])
_CROWN_TO_NAPE_M = 0.165
_NOWHERE = -1.0
LIFT = {
    "close_shorts": (0.004, 60),  # of the body that bears the skin areas
    "shorts": (0.006, 40),
    "shirt": (0.011, 90),
    "hair": (0.009, 8),
}
"""How far each garment stands off the skin (metres), and how much it is smoothed (rounds)."""
_AROUND_M = 0.12
"""Skin so far from a garment does not shape it, however often it is smoothed."""


def garments(body: Mannequin, points: np.ndarray, arm: np.ndarray, head: np.ndarray) -> dict:
    """The field of each garment for the body at rest; `arm` and `head` are shares of the skin."""
    hip, knee = body.bones["upperleg01.L"].head, body.bones["lowerleg01.L"].head
    shorts = inside_shorts(points, hip, knee, SHORTS_HEM_SHARE, SHORTS_WAIST_M)
    return {
        "shorts": np.where(arm > 0.3, _NOWHERE, shorts),
        "shirt": _shirt(points, body, arm, head),
        "hair": np.where(head > 0.6, _hair(points, body), _NOWHERE),
    }


def inside_shorts(
    points: np.ndarray, hip: np.ndarray, knee: np.ndarray, hem_share: float, waist_m: float
) -> np.ndarray:
    """Distance inside plain shorts whose hem lies at a share of the way from (left) hip to knee."""
    thigh = knee - hip
    length = np.linalg.norm(thigh)
    mirrored = np.column_stack([np.abs(points[:, 0]), points[:, 1:]])
    above_hem = hem_share * length - (mirrored - hip) @ thigh / length
    return np.minimum(waist_m - points[:, 1], above_hem)


def _shirt(points: np.ndarray, body: Mannequin, arm: np.ndarray, head: np.ndarray) -> np.ndarray:
    shoulder, elbow = body.bones["upperarm01.L"].head, body.bones["lowerarm01.L"].head
    way = elbow - shoulder
    length = np.linalg.norm(way)
    mirrored = np.column_stack([np.abs(points[:, 0]), points[:, 1:]])
    sleeve = SLEEVE_SHARE * length - (mirrored - shoulder) @ way / length
    field = np.minimum(points[:, 1] - SHIRT_HEM_M, (_NECK_BASE - points) @ _NECK_UP)
    field = np.where(arm > 0.5, sleeve, field)
    return np.where(head > 0.6, np.minimum(field, (_NECK_BASE - points) @ _NECK_UP), field)


def _hair(points: np.ndarray, body: Mannequin) -> np.ndarray:
    _, y, z = (points - [0, points[:, 1].max(), body.bones["head"].head[2]]).T
    brow = 0.085 - (-0.62 * y + 0.9 * z)
    nape = np.minimum(y + _CROWN_TO_NAPE_M, np.maximum(y + 0.10, -0.012 - z))
    return np.minimum(brow, nape)


def dress(skin: Surface, worn: Mapping[str, np.ndarray], template: Surface) -> Surface:
    """Cloth is not a film: smooth the skin under each garment and lift it a little.

    `template` has the same faces; it keeps who neighbours whom from one posture to the next.
    """
    for name, field in worn.items():
        lift_m, rounds = LIFT[name]
        near = field > -_AROUND_M
        points, normals = skin.points[near], skin.normals[near]
        share = np.clip(field[near] / 0.012, 0, 1)[:, None]
        soft = _part(template, near).smooth(np.hstack([points, normals]), rounds)
        cloth = soft[:, :3] + soft[:, 3:] * lift_m
        outward = ((cloth - points) * normals).sum(axis=1, keepdims=True)
        cloth = cloth + normals * np.maximum(0.6 * lift_m - outward, 0)
        worn_over = skin.points.copy()
        worn_over[near] += share * (cloth - points)
        skin = Surface(worn_over, skin.faces)
    return skin


def _part(surface: Surface, wanted: np.ndarray) -> Surface:
    """These points alone, in their order, with the faces that lie wholly among them."""
    new_index = np.full(len(surface.points), -1)
    new_index[wanted] = np.arange(wanted.sum())
    faces = new_index[surface.faces]
    return Surface(surface.points[wanted], faces[(faces >= 0).all(axis=1)])


def on_saddle(points: np.ndarray) -> np.ndarray:
    """The skin that would touch a bicycle saddle, in metres from its edge, positive inside."""
    between = np.abs(points[:, 0]) < 0.02
    low = points[between & (points[:, 1] > -0.2), 1].min()  # between the legs
    rear, front = np.array([0.0, low + 0.035, -0.075]), np.array([0.0, low + 0.015, 0.055])
    way = front - rear
    share = np.clip((points - rear) @ way / (way @ way), 0, 1)[:, None]
    return SADDLE_REACH_M - np.linalg.norm(points - (rear + share * way), axis=1)
