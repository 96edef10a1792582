"""What was baked is baked again when anything that is seen of it has changed, and only then."""

from dataclasses import replace

import numpy as np
import pytest

from artwork.bodies.cast import Player
from artwork.bodies.posed_pictures import key_of
from artwork.bodies.props import mat
from artwork.bodies.scene import Scene
from artwork.bodies.stage import Shot
from artwork.bodies.surface import Surface
from artwork.oven import digest, imported, keep, kept, sources
from artwork.solids.units import Unit, lesion_units, narrowing_units, spine_units


@pytest.fixture
def scene():
    points = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    skin = Surface(points, np.array([[0, 1, 2], [0, 2, 3]]))
    player = Player(skin, {"nose": points[2]}, {"shirt": np.zeros(4)}, {}, {})
    return Scene([Shot(player, mat((0, 0, 0), (1, 0, 1)))], tracks=["nose"])


def moved(scene):
    (shot,) = scene.shots
    return replace(scene, shots=[replace(shot, player=shot.player.moved(np.array([0, 1e-4, 0])))])


def undressed(scene):
    (shot,) = scene.shots
    player = replace(shot.player, worn={"shirt": np.full(4, -1.0)})
    return replace(scene, shots=[replace(shot, player=player)])


def test_what_is_kept_is_found_under_its_digest_alone(tmp_path):
    assert kept("one", tmp_path) is None
    keep("one", {"width": 1}, tmp_path)
    assert kept("one", tmp_path) == {"width": 1}
    assert kept("other", tmp_path) is None


@pytest.mark.parametrize(
    "change",
    [
        moved,
        undressed,
        lambda scene: replace(scene, raised=20.0),
        lambda scene: replace(scene, tracks=[]),
        lambda scene: replace(scene, shots=[replace(scene.shots[0], props=[])]),
        lambda scene: replace(scene, shots=[*scene.shots, *scene.shots]),
    ],
    ids=["moved", "undressed", "camera", "tracks", "props", "moments"],
)
def test_a_posture_that_changes_is_baked_anew(scene, change):
    assert key_of(change(scene)) != key_of(scene)
    assert key_of(replace(scene)) == key_of(scene)


# ---- sources ----------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path):
    """A project in which `one` imports `two`, and `three` stands alone."""
    folder = tmp_path / "artwork"
    folder.mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "art.txt").write_text("numpy==1\n", "utf-8")
    for name, text in {"one": "from artwork.two import x\n", "two": "x = 1\n", "three": ""}.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return tmp_path


def test_a_module_is_made_of_itself_and_all_that_it_imports(project):
    assert imported("artwork.one", project) == {"artwork.one", "artwork.two"}


@pytest.mark.parametrize(("name", "seen"), [("one", True), ("two", True), ("three", False)])
def test_a_change_is_seen_in_what_imports_it_and_nowhere_else(project, name, seen):
    modules = imported("artwork.one", project)
    before = digest(sources(modules, project), 1)
    sources.cache_clear()
    with (project / "artwork" / f"{name}.py").open("a", encoding="utf-8") as source:
        source.write("\n# changed\n")
    assert (digest(sources(modules, project), 1) != before) is seen


def test_a_value_that_changes_gives_another_digest():
    assert len({digest(b"", 1), digest(b"", 2), digest(b"", 1, 1), digest(b"other", 1)}) == 4


# ---- what is baked of solids ------------------------------------------------------------------


def test_every_unit_has_a_key_of_its_own():
    units = [*spine_units(), *lesion_units(), *narrowing_units()]
    assert len({unit.key for unit in units}) == len({unit.name for unit in units}) == len(units)


def test_a_spine_does_not_depend_on_a_lesion_nor_a_slice_on_a_muscle():
    spine, lesions, states = list(spine_units()), list(lesion_units()), list(narrowing_units())
    assert all("artwork.solids.lesion_shapes" not in unit.modules for unit in [*spine, *lesions])
    assert all("artwork.solids.lesion" in unit.modules for unit in lesions)
    assert all("artwork.solids.lesion" not in unit.modules for unit in [*spine, *states])
    slices = [unit for unit in spine if unit.name.startswith("section L")]
    assert all("artwork.solids.buttock" not in unit.modules for unit in slices)


def test_a_unit_of_other_numbers_has_another_key():
    modules = frozenset({"artwork.solids.changes"})
    assert Unit("one", dict, modules, (1.0,)).key != Unit("one", dict, modules, (1.1,)).key
