"""The packed model is what was packed, is small, and lies on the solids."""

import gzip
from itertools import product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from playwright.sync_api import sync_playwright
from scipy.spatial import ConvexHull

from artwork.model3d import packed, parts
from artwork.model3d.cords import Cord
from artwork.model3d.mesh import Mesh
from artwork.solids.column import Column
from sciatica.content.spine_artwork import Cut, area_mm2, lesion_key, outside, section
from sciatica.content.spine_artwork import Outside as View
from sciatica.model.anatomy import Disc, Side, Zone, roots_at_risk
from sciatica.model.lesions import Form, Lesion, Posture, Severity, Size
from sciatica.widgets.html import module
from sciatica.widgets.model3d import MESH, Model3d, later
from tests.harness.browser import launch
from tests.harness.model3d import Decoded, asked, unpacked

pytestmark = pytest.mark.browser

LIMIT_BYTES = 200_000
"""Of the model with its code, as they go over the wire."""


@pytest.fixture(scope="module")
def page():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module")
def told(page):
    return unpacked(page, MESH.read_bytes())


@pytest.fixture(scope="module")
def meshes(told):
    return {name: Decoded(one) for name, one in told["parts"].items()}


def as_mesh(name, one):
    """Return a decoded part as the bake had it."""
    follows = tuple(one.told["on"])
    return Mesh(name, one.points, one.faces, one.normals, False, follows, one.weight)


# ---- bytes ----------------------------------------------------------------------------------


def ball(count=150):
    """Return points on a ball and the triangles between them, seen from outside."""
    k = np.arange(count) + 0.5
    up, turn = 1 - 2 * k / count, k * 2.399963
    flat = np.sqrt(1 - up**2)
    points = np.stack([flat * np.cos(turn), flat * np.sin(turn), up], -1)
    faces = ConvexHull(points).simplices.copy()
    a, b, c = np.moveaxis(points[faces], 1, 0)
    inward = (np.cross(b - a, c - a) * a).sum(-1) < 0
    faces[inward] = faces[inward][:, [0, 2, 1]]
    return points, faces


def triangles(points, faces):
    """Return the corners of each triangle, in an order that no packing changes."""
    corners = np.rint(points[faces] / packed.GRID_MM).astype(int)
    first = [min(range(3), key=lambda i: tuple(one[i])) for one in corners]
    return sorted(
        tuple(map(tuple, np.roll(one, -i, 0))) for one, i in zip(corners, first, strict=True)
    )


def test_what_was_packed_is_unpacked_by_the_browser(page):
    points, faces = ball()
    share = np.linspace(0, 1, len(points))
    mesh = Mesh("ball", 20 * points, faces, points, False, ("L4", "L5"), share)
    mesh.grow = {"flexed": 2 * share - 1}
    cord = Cord("root L5", 3 * points[:9].cumsum(0), 1 + np.outer(share[:9], np.ones(12)))
    writer = packed.Writer()
    entry = packed.put_mesh(writer, mesh, share[::-1])
    tube = packed.put_cord(writer, cord, np.ones((9, 12)))
    moved = Cord("root L5", cord.centres + np.array([0, 1, 0]), cord.radii)
    span = packed.put_moved(writer, moved, cord)
    table = {"parts": [entry], "cords": [tube], "moved": {"flexed": {"root L5": span}}}
    data = packed.to_bytes({**table, "places": {}, "lesions": [], "marks": {}}, writer)
    found = unpacked(page, data)
    one = Decoded(found["parts"]["ball"])
    assert triangles(one.points, one.faces) == triangles(mesh.points, faces)
    nearest = np.array([np.abs(mesh.points - p).sum(1).argmin() for p in one.points])
    assert sorted(nearest) == list(range(len(points)))
    for got, wanted, step in (
        (one.points, mesh.points[nearest], packed.GRID_MM),
        (one.normals, points[nearest], 0.03),
        (one.weight, share[nearest], 1 / 127),
        (one.grow("flexed"), mesh.grow["flexed"][nearest], packed.GROW_MM),
        (np.array(one.told["shade"]) / 255, share[::-1][nearest], 1 / 127),
    ):
        assert np.abs(got - wanted).max() <= step
    root = found["cords"]["root L5"]
    assert np.abs(np.reshape(root["centres"], (-1, 3)) - cord.centres).max() <= packed.GRID_MM
    radii = np.reshape(root["radii"], (9, 12)) * packed.RADIUS_MM
    assert np.abs(radii - cord.radii).max() <= packed.RADIUS_MM
    steps = np.reshape(found["moved"]["flexed"]["root L5"]["centres"], (-1, 3))
    assert np.abs(steps - [0, 1, 0]).max() <= packed.GRID_MM


def test_the_model_and_its_code_are_small():
    mesh = gzip.compress(later("model3d").encode(), 9)
    code = gzip.compress(str(Model3d._esm).encode(), 9)
    assert len(mesh) + len(code) < LIMIT_BYTES, (len(mesh), len(code))


def test_only_the_model_is_asked_for_later():
    with pytest.raises(KeyError):
        later("jokes")


def test_the_scripts_make_no_code_and_ask_nobody():
    text = module("model3d_unpack", "model3d_scene", "model3d_paint", "model3d")
    for word in (
        "eval(",
        "new Function",
        "WebAssembly",
        "fetch(",
        "XMLHttpRequest",
        "localStorage",
    ):
        assert word not in text


# ---- what it says ---------------------------------------------------------------------------


def test_what_is_lit_and_what_glows_is_what_a_lesion_reaches(page, told):
    lesions = list(product(parts.lesions(), Side))
    states = [
        {"level": str(one.disc), "form": str(one.form), "zone": str(one.zone or Zone.CENTRAL),
         "side": str(side), "root": "reached"}
        for one, side in lesions
    ]  # fmt: skip
    for (lesion, side), said in zip(lesions, asked(page, MESH.read_bytes(), states), strict=True):
        assert said["lit"] == said["reached"]
        glowing = {name.removeprefix("root ") for name in said["touched"]}
        assert glowing == set(said["reached"]), (lesion, side)
        assert "lesion" in said["visible"]
        if lesion.zone not in (None, Zone.CENTRAL):
            root = roots_at_risk(lesion.disc, lesion.zone).roots[0]
            assert said["reached"] == [f"{root} {side}"], lesion


def test_every_lesion_of_the_flat_pictures_is_in_the_model(told):
    wanted = {lesion_key(one.disc, one.zone, one.form, one.size) for one in parts.lesions()}
    assert set(told["lesions"]) == wanted
    assert len(wanted) == 3 * (1 + 3 * len(Zone))


def test_nothing_is_lit_and_nothing_glows_without_a_lesion(page):
    states = [{"form": form, "root": "reached"} for form in ("none", "mild", "severe")]
    states.append({"form": "extrusion", "without": True})
    for said in asked(page, MESH.read_bytes(), states):
        assert said["lit"] == said["touched"] == []
        assert "lesion" not in said["visible"]


# ---- where it lies --------------------------------------------------------------------------


def away(solid, one):
    """Return how far the middles of a mesh's triangles lie off a solid."""
    return np.abs(solid(one.points[one.faces].mean(1)))


@pytest.mark.solids
@pytest.mark.parametrize(
    ("name", "most_mm"),
    [("L4", 0.3), ("L5", 0.3), ("sacrum", 0.4), ("disc L4/5", 0.3), ("disc L5/S1", 0.3)],
)
def test_a_mesh_lies_on_its_solid(meshes, name, most_mm):
    off = away(parts.column().solid(name), meshes[name])
    assert np.percentile(off, 97) < 0.2
    assert off.max() < most_mm + 0.4


@pytest.mark.solids
@pytest.mark.parametrize("posture", [Posture.FLEXED, Posture.EXTENDED])
@pytest.mark.parametrize("name", ["disc L4/5", "flavum L4/5"])
def test_what_bends_lies_on_the_bent_solid(meshes, name, posture):
    bent = parts.column(posture)
    points, normals = parts.carried(as_mesh(name, meshes[name]), parts.column(), bent)
    ways = parts.ways_of(name, normals, bent)
    there = points + meshes[name].grow(str(posture))[:, None] * ways
    off = np.abs(bent.solid(name)(there))
    assert np.percentile(off, 95) < 0.25


@pytest.mark.solids
def test_a_lesion_lies_on_its_solid(told):
    lesion = Lesion(Disc.L4_L5, Zone.SUBARTICULAR, Form.EXTRUSION, Size.LARGE)
    key = lesion_key(lesion.disc, lesion.zone, lesion.form, lesion.size)
    off = away(Column(lesion=lesion).solid("lesion"), Decoded(told["lesions"][key]["mesh"]))
    assert np.percentile(off, 90) < 0.18  # its sharp edges lie inside the disc


def section_area(one, plane_y, plane_z, tilt):
    """Return the area that a closed mesh leaves on the plane of a disc."""
    back = np.array([0, np.cos(tilt), np.sin(tilt)])
    up = np.array([0, -np.sin(tilt), np.cos(tilt)])
    heights = (one.points - [0, plane_y, plane_z]) @ up
    total = 0.0
    for face in one.faces:
        ends = []
        for i, j in ((0, 1), (1, 2), (2, 0)):
            a, b = face[i], face[j]
            if (heights[a] < 0) != (heights[b] < 0):
                share = heights[a] / (heights[a] - heights[b])
                p = one.points[a] + share * (one.points[b] - one.points[a])
                ends.append((heights[a] < 0, p[0], p @ back))
        if len(ends) == 2:
            (_, x0, y0), (_, x1, y1) = sorted(ends, key=lambda end: end[0])
            total += (x0 * y1 - x1 * y0) / 2
    return abs(total)


@pytest.mark.parametrize("disc", list(Disc))
def test_a_cut_disc_is_as_large_as_in_the_flat_slice(told, meshes, disc):
    y, z, tilt = told["places"]["none"]["neutral"][f"disc {disc}"]
    tilt = np.radians(tilt)
    above = (y - np.sin(tilt), z + np.cos(tilt))  # the flat slice lies 1 mm above the middle
    flat = area_mm2(section(Cut.through(disc)).parts[f"disc {disc}"])
    assert section_area(meshes[f"disc {disc}"], *above, tilt) == pytest.approx(flat, rel=0.03)


def silhouette(outlines, width, height):
    """Return where a picture of so many mm is covered, two pixels a mm. Outlines are rings."""
    figure = Figure((width, height), dpi=2)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    axes.add_collection(PolyCollection(outlines, fc="k", ec="none", antialiased=False))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., 0] < 128


@pytest.mark.parametrize(
    ("view", "across", "flip", "target", "names"),
    [
        (View.BEHIND, 0, -1, (0, -12), ("L3", "L4", "L5", "sacrum")),
        (View.SIDE, 1, 1, (14, 20), ("L3", "L4", "L5", "sacrum")),
    ],
)
def test_a_preset_has_the_outline_of_its_flat_picture(meshes, view, across, flip, target, names):
    flat = outside(view)
    width, height = round(flat.width), round(flat.height)
    wanted = silhouette([one[0] for name in names for one in flat.parts[name]], width, height)
    turned = []
    for one in (meshes[name] for name in names):
        x = flip * (one.points[:, across] - target[0]) + width / 2
        y = height / 2 - (one.points[:, 2] - target[1])
        turned += list(np.stack([x, y], -1)[one.faces])
    seen = silhouette(turned, width, height)
    # all that the flat picture shows of these bones is there; other bones hide some of the model's
    assert (seen & wanted).sum() / wanted.sum() > 0.985


def test_grades_of_narrowing_stand_in_order(told):
    count = told["cords"]["sac"]["rays"]
    still = np.reshape(told["cords"]["sac"]["radii"], (-1, count))
    rooms = []
    for grade in (Severity.MILD, Severity.MODERATE, Severity.SEVERE):
        rows = told["moved"][str(grade)]["sac"]
        radii = still.astype(float)
        span = slice(rows["first"], rows["first"] + rows["count"])
        radii[span] += np.reshape(rows["radii"], (-1, count))
        rooms.append((radii**2).mean(1) / (still**2).mean(1))
    mild, moderate, severe = (room[rooms[-1].argmin()] for room in rooms)
    assert 1 > mild > moderate > severe
