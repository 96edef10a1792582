"""What stands inside a page is whole, and its ids are its own."""

import re

from matplotlib.figure import Figure

from sciatica.figures import to_svg


def strewn():
    figure = Figure(figsize=(2, 2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.scatter([0, 1, 2], [0, 1, 0]).set_gid("spots--dots")
    return figure


def test_a_sign_that_is_set_many_times_is_in_the_picture():
    svg = to_svg(strewn(), name="strewn", description="three dots in a triangle")
    used = re.findall(r'href="#([^"]+)"', svg)
    assert len(used) == 3
    assert set(used) <= set(re.findall(r'id="([^"]+)"', svg))


def test_every_id_begins_with_the_name_of_the_picture():
    for name in ("strewn", "m"):
        svg = to_svg(strewn(), name=name, description="three dots in a triangle")
        ids = re.findall(r'id="([^"]+)"', svg)
        assert ids
        assert all(one.startswith(f"{name}-") for one in ids)
