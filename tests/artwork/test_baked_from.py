"""The pictures are those of the sources that lie here."""

import shutil

import pytest

from artwork import baked_from
from artwork.baked_from import FILE, PARTS, ROOT, changed, fingerprint, write_down, written


def test_the_pictures_are_baked_from_the_sources_that_lie_here():
    older = [part for part in changed() if part != "asked"]
    assert not older, f"The pictures are older than artwork/ ({older}). Bake them: make art"


def test_every_part_has_its_line_and_every_pattern_finds_a_file():
    assert list(written()) == list(PARTS)
    for patterns in PARTS.values():
        assert all(list(ROOT.glob(pattern)) for pattern in patterns)


@pytest.fixture
def tree(tmp_path):
    """A copy of all that is looked at."""
    for pattern in ("requirements/art.txt", *(one for many in PARTS.values() for one in many)):
        for path in ROOT.glob(pattern):
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("artwork/solids/sacrum.py", ["solids", "model3d", "way"]),
        ("artwork/model3d/packed.py", ["model3d"]),
        ("artwork/bodies/clothes.py", ["bodies"]),
        ("artwork/bodies/raster.py", ["bodies", "solids"]),
        ("sciatica/content/facts/spine.toml", ["asked"]),
        ("tests/artwork/test_pelvis.py", ["asked"]),
    ],
)
def test_a_changed_source_is_seen_in_what_is_made_from_it_and_nowhere_else(tree, name, parts):
    before = {part: fingerprint(part, tree) for part in PARTS}
    with (tree / name).open("a", encoding="utf-8") as source:
        source.write("\n# changed\n")
    assert [part for part in PARTS if fingerprint(part, tree) != before[part]] == parts


def test_another_version_of_a_library_and_another_file_are_seen(tree):
    before = fingerprint("solids", tree)
    (tree / "artwork" / "solids" / "more.py").touch()
    more = fingerprint("solids", tree)
    pins = tree / "requirements" / "art.txt"
    text = pins.read_text("utf-8")
    assert "\nscikit-image==" in text
    pins.write_text(text.replace("\nscikit-image==", "\nscikit-image==9"), "utf-8")
    assert len({before, more, fingerprint("solids", tree)}) == 3


def test_a_bake_of_one_part_leaves_the_lines_of_the_others(tmp_path):
    file = tmp_path / FILE.name
    file.write_text("bodies: old\nasked: old\n", "ascii")
    write_down("solids", file=file)
    told = written(file)
    assert told == {"bodies": "old", "solids": fingerprint("solids"), "asked": "old"}
    assert baked_from.changed(file=file) == ["bodies", "model3d", "way", "asked"]


def test_without_the_file_everything_counts_as_changed(tmp_path):
    assert changed(file=tmp_path / "nothing") == list(PARTS)
