"""Baked artwork is taken strictly: a key that no picture knows, or a missing one, is refused."""

import json

import pytest

from sciatica.content import artwork as legs_artwork
from sciatica.content import nerve_artwork, posed_artwork, saddle_artwork, spine_artwork
from sciatica.content.toml import ContentError

FREE = {
    "names",
    "parts",
    "hidden",
    "tones",
    "spots",
    "sites",
    "backdrop",
    "shapes",
    "joints",
    "tracks",
}
"""Tables of shapes and spots: any name may stand there, and what looks it up fails."""
FREE |= {"names", "axial", "along", "lesions"}
NAMED = {
    "bands",
    "pain",
    "views",
    "pictures",
    "outside",
    "sections",
    "states",
    "areas",
    "key_points",
}
NAMED |= {"bands", "pain", "none", "flexed", "neutral", "extended", "nerve", "far"}
"""Tables whose names are known, and need not all be there."""
OPTIONAL = {"tracks", "start", "hatch"}
"""A figure that stands still has no track and no start; few are hatched."""
FILES = [
    (legs_artwork.FILE, legs_artwork._LegsFile),
    (nerve_artwork.NERVE_FILE, nerve_artwork._File),
    (saddle_artwork.SADDLE_FILE, saddle_artwork._File),
    (posed_artwork.POSED_FILE, posed_artwork._File),
    (spine_artwork.SPINE_FILE, spine_artwork._Spine),
    (spine_artwork.LESIONS_FILE, spine_artwork._Lesions),
    (spine_artwork.NARROWING_FILE, spine_artwork._Narrowing),
]


def places(value, at=()):
    """Return the way to every key, but not to free names."""
    pairs = value.items() if isinstance(value, dict) else [(0, value[0])]
    found = []
    for key, inner in pairs:
        if isinstance(key, str) and not FREE & {*at[-1:]}:
            found.append((*at, key))
        if isinstance(inner, dict) or (isinstance(inner, list) and inner):
            found += places(inner, (*at, key)) if _holds_tables(inner) else []
    return found


def _holds_tables(value):
    return isinstance(value, dict) or isinstance(value[0], dict)


def holder(data, place):
    for step in place[:-1]:
        data = data[step]
    return data


def refused(tmp_path, text, shape):
    path = tmp_path / "made.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        legs_artwork.load_artwork(path, shape)
    assert "made.json" in str(caught.value)
    return str(caught.value)


@pytest.fixture(params=FILES, ids=lambda file: file[0].stem)
def made(request):
    file, shape = request.param
    data = json.loads(file.read_text(encoding="utf-8"))
    for key, value in data.items():
        if isinstance(value, dict):  # the first picture alone
            data[key] = dict(list(value.items())[:1])
    return data, shape


def test_no_misspelt_key_loads_in_silence(made, tmp_path):
    data, shape = made
    for place in places(data):
        table = holder(data, place)
        before = dict(table)
        table[f"{place[-1]}_"] = table.pop(place[-1])
        assert f"{place[-1]}_" in refused(tmp_path, json.dumps(data), shape), place
        table.clear()
        table.update(before)


def test_no_missing_key_loads_in_silence_but_those_of_still_figures(made, tmp_path):
    data, shape = made
    for place in places(data):
        if place[-1] in OPTIONAL or NAMED & {*place[-2:-1]}:
            continue
        table = holder(data, place)
        before = dict(table)
        del table[place[-1]]
        assert f"the key '{place[-1]}' is missing" in refused(tmp_path, json.dumps(data), shape)
        table.update(before)


def test_no_value_of_a_wrong_type_loads_in_silence(made, tmp_path):
    data, shape = made
    for place in places(data):
        table = holder(data, place)
        before = dict(table)
        wrong = 7 if isinstance(table[place[-1]], str) else "x"
        table[place[-1]] = wrong
        assert str(place[-1]) in refused(tmp_path, json.dumps(data), shape), place
        table.update(before)


def test_a_doubled_key_and_what_is_no_json_are_refused_with_what_to_do(tmp_path):
    shape = FILES[0][1]
    assert "a key stands twice" in refused(tmp_path, '{"format": 1, "format": 2}', shape)
    assert "make art" in refused(tmp_path, "{", shape)
