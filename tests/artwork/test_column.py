"""The drawn low back is that of an adult: sizes, the roots' ways, sides, asked of the solids."""

import numpy as np
import pytest

from artwork.solids import sacrum
from artwork.solids.column import Column
from artwork.solids.dimensions import DISCS, LEVELS, SACRAL_SLOPE_DEG, VERTEBRAE
from artwork.solids.measures import measure_disc, measure_vertebra
from sciatica.content.facts import measures
from sciatica.model.anatomy import Disc, Side

LUMBAR_ROOTS = ("L3", "L4", "L5")
FORAMINA = (("L3", "L3/4"), ("L4", "L4/5"), ("L5", "L5/S1"))
ROOTS = (*LUMBAR_ROOTS, "S1", "S2")
pytestmark = pytest.mark.solids


@pytest.fixture(scope="module")
def column():
    return Column()


def published(places):
    return [
        pytest.param(what, place, id=f"{what} {place}")
        for what, table in measures().items()
        for place in table
        if place in places and "area" not in what and not what.startswith("nerve")
    ]


@pytest.fixture(scope="module")
def measured(column):
    taken = {level: measure_vertebra(column, level) for level in LEVELS}
    return taken | {disc: measure_disc(column, disc) for disc in DISCS}


@pytest.mark.parametrize(("what", "place"), published({*LEVELS, *DISCS}))
def test_every_published_size_holds(measured, what, place):
    assert measures()[what][place].holds(measured[place][what]), measured[place][what]


def test_what_is_measured_is_what_the_dimension_says(measured):
    for level, size in VERTEBRAE.items():
        for what in ("upper_width", "back_height", "canal_depth", "pedicle_width"):
            assert measured[level][what] == pytest.approx(getattr(size, what), abs=1.5), what


def test_the_canal_is_15_to_20_mm_deep(measured):
    assert all(15 <= measured[level]["canal_depth"] <= 20 for level in LEVELS)


def test_the_lordosis_is_50_to_60_degrees(column):
    first = VERTEBRAE["L1"]
    wedge = np.degrees((first.front_height - first.back_height) / first.depth)
    assert 50 <= SACRAL_SLOPE_DEG - (column.frames["L1"].tilt_deg - wedge / 2) <= 60


def test_l5_and_its_disc_are_wedges_open_to_the_front(column):
    assert VERTEBRAE["L5"].front_height - VERTEBRAE["L5"].back_height > 3
    frame, disc = column.disc_frames["L5/S1"], column.solid("disc L5/S1")
    heights = np.linspace(-12, 12, 481)
    front, back = (
        (disc(frame.world(np.stack([0 * heights, y + 0 * heights, heights], -1))) < 0).sum()
        for y in (-14.0, 13.0)
    )
    assert front > 1.5 * back


def inside(solid, points):
    return solid(np.asarray(points, dtype=float)) < 0


def test_the_transverse_processes_are_longest_at_l3_and_stout_at_l5():
    spans = {level: size.transverse_span for level, size in VERTEBRAE.items()}
    assert max(spans, key=spans.get) == "L3"
    tall = {level: size.transverse_half_height for level, size in VERTEBRAE.items()}
    assert max(tall, key=tall.get) == "L5"


def test_four_pairs_of_sacral_foramina_are_open_from_the_canal_to_the_front(column):
    bone = column.solid("sacrum")
    assert len(sacrum.FORAMINA) == 4
    for hole in sacrum.FORAMINA:
        middle = float(sacrum.BODY_HALF_DEPTH(hole.along) + sacrum.CANAL_DEPTH(hole.along) / 2)
        way = [(6, middle, hole.along - 2.5), (hole.x, middle, hole.along)]
        way += [(hole.x + 2, y, hole.along) for y in np.linspace(middle, -8, 20)]
        points = sacrum.CURVE.world(way)
        assert not inside(bone, points).any()
        assert not inside(bone, points * [-1, 1, 1]).any()


def test_the_sacral_hiatus_is_open_behind_and_the_plate_above_it_is_closed(column):
    bone = column.solid("sacrum")

    def line(along):
        return sacrum.CURVE.world([(0.0, y, along) for y in np.linspace(6, 25, 60)])

    assert not inside(bone, line(94.0)).any()
    assert inside(bone, line(58.0)).any()


# ---- courses of the roots -------------------------------------------------------------------


def crossing(path, frame, x):
    """Where a left root passes a distance from the midline, in a place's own axes."""
    local = frame.local(path[:, :3])
    first = np.argmax(local[:, 0] > x)
    assert local[first, 0] > x
    return local[first], first


@pytest.mark.parametrize("root", LUMBAR_ROOTS)
def test_a_lumbar_root_leaves_under_the_pedicle_of_its_number(column, root):
    size, path = VERTEBRAE[root], column.root_path(root, Side.LEFT)
    here, _ = crossing(path, column.frames[root], size.pedicle_x)
    assert size.pedicle_floor - 9.5 < here[2] < size.pedicle_floor
    assert here[1] > size.back - 3  # behind the body, in the foramen
    nearest = column.solid(root)(path[:, :3]).min()
    assert 0 < nearest < 4  # it hugs the pedicle and does not enter it


@pytest.mark.parametrize("root", LUMBAR_ROOTS)
def test_it_passes_the_pedicle_on_its_inner_side(column, root):
    size, path = VERTEBRAE[root], column.root_path(root, Side.LEFT)
    local = column.frames[root].local(path[:, :3])
    at = np.argmin(np.abs(local[:, 2] - size.pedicle_z))
    assert size.canal_width / 2 - 6 < local[at, 0] < size.canal_width / 2


@pytest.mark.parametrize(
    ("root", "disc"), list(zip(LUMBAR_ROOTS, ("L3/4", "L4/5", "L5/S1"), strict=True))
)
def test_and_goes_out_through_the_foramen_above_the_disc_of_both_numbers(column, root, disc):
    size, path = VERTEBRAE[root], column.root_path(root, Side.LEFT)
    here, _ = crossing(path, column.disc_frames[disc], size.pedicle_x)
    assert 0 < here[2] < 20
    assert (column.foramen(disc)(path[:, :3]) < 0).any()


def test_s1_leaves_through_the_first_sacral_foramen_and_s2_through_the_second(column):
    for root, hole in zip(("S1", "S2"), sacrum.FORAMINA, strict=False):
        local = sacrum.CURVE.local(column.root_path(root, Side.LEFT)[:, :3])
        front = float(sacrum.BODY_HALF_DEPTH(hole.along))
        through = local[np.argmax((local[:, 0] > hole.x - 4) & (local[:, 1] < front))]
        assert through[2] == pytest.approx(hole.along, abs=hole.front_radius)
        assert column.solid("sacrum")(column.root_path(root, Side.LEFT)[:, :3]).min() > 0


@pytest.mark.parametrize("disc", list(Disc))
def test_the_traversing_root_passes_behind_its_disc_in_the_subarticular_zone(column, disc):
    path = column.root_path(disc.traversing, Side.LEFT)
    local = column.disc_frames[disc].local(path[:, :3])
    x, y, _ = local[np.argmin(np.abs(local[:, 2]) + 100 * (local[:, 0] > 20))]
    above = VERTEBRAE[LEVELS[DISCS.index(disc)]]
    assert 6 < x < above.canal_width / 2 + 1
    gap = column.solid(f"disc {disc}")(path[:, :3]).min() - 2.2
    assert y > above.lower_depth / 2 and gap < 2.5


@pytest.mark.parametrize("root", ROOTS)
def test_a_root_enters_no_bone_no_disc_and_no_ligament(column, root):
    path = column.root_path(root, Side.LEFT)
    for name in (*LEVELS, "sacrum", *(f"{kind} {d}" for kind in ("disc", "flavum") for d in DISCS)):
        assert (column.solid(name)(path[:, :3]) - path[:, 3]).min() > -0.1, name


def test_the_ganglia_lie_in_the_foramina(column):
    for root, disc in FORAMINA:
        place = column.landmarks()[f"ganglion {root}"]
        size = VERTEBRAE[root]
        x, _, z = column.frames[root].local(place)
        assert size.canal_width / 2 < x < size.canal_width / 2 + size.pedicle_width
        assert z < size.pedicle_floor
        assert column.solid(f"disc {disc}")(place) > 0


def test_the_sac_ends_at_s2_and_the_cord_between_l1_and_l2(column):
    sac, cord = column.solid("sac"), column.solid("cord")
    depth = float(sacrum.BODY_HALF_DEPTH(36) + sacrum.CANAL_DEPTH(36) / 2)
    assert inside(sac, sacrum.CURVE.world([(0, depth, 36.0)])).all()
    beyond = [(0, y, 46.0) for y in np.linspace(0, 20, 80)]
    assert not inside(sac, sacrum.CURVE.world(beyond)).any()
    heights = column.frames["L2"].world([(0, y, 0) for y in np.linspace(10, 40, 120)])
    assert not inside(cord, heights).any()
    heights = column.frames["L1"].world([(0, y, 4) for y in np.linspace(10, 40, 120)])
    assert inside(cord, heights).any()


# ---- mirror, names --------------------------------------------------------------------------


def test_left_and_right_are_exact_mirrors(column):
    rng = np.random.default_rng(5)
    points = rng.uniform((-60, -40, -120), (60, 80, 190), (4000, 3))
    mirror = points * [-1, 1, 1]
    for name in column.names:
        other = name
        if name.endswith(("left", "right")):
            kind, _, side = name.rpartition(" ")
            other = f"{kind} {Side(side).other}"
        assert np.array_equal(column.solid(name)(points), column.solid(other)(mirror)), name


def test_every_name_is_a_solid_with_something_in_it(column):
    places = np.vstack([*column.landmarks().values()])
    for name in (
        "L3",
        "sacrum",
        "coccyx",
        "disc L4/5",
        "nucleus L4/5",
        "flavum L4/5",
        "sac",
        "cord",
    ):
        assert inside(column.solid(name), places).any(), name


def test_an_unknown_name_is_refused_with_those_that_there_are(column):
    with pytest.raises(KeyError, match="no solid 'L6'; there are: L1, L2"):
        column.solid("L6")
