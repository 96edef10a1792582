"""What stands inside a page is whole, and its ids are its own."""

import re

from bs4 import BeautifulSoup
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sciatica.figures import svg


def text_of(figure, prefix="x", **changes):
    asked = {"left_out": (), "hidden": (), "switched": (), **changes}
    tree = svg.tree(figure, "salt")
    return svg.text(tree, prefix=prefix, description="three dots in a triangle", **asked)


def strewn():
    figure = Figure(figsize=(2, 2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.scatter([0, 1, 2], [0, 1, 0]).set_gid("spots--dots")
    return figure


def squares():
    """Four squares of two layers; the third is of another colour."""
    figure = Figure(figsize=(2, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    look = [("a", "red"), ("a", "red"), ("a", "blue"), ("b", "red")]
    for number, (layer, colour) in enumerate(look):
        axes.add_patch(Rectangle((number, 0), 1, 1, fc=colour, gid=f"{layer}--p{number}"))
    axes.set(xlim=(0, 4))
    return figure


def test_a_picture_that_borrows_draws_nothing_itself_and_refers_to_what_the_other_lends():
    lender = text_of(squares(), "lender", lends=True, hidden={"a"}, switched={"a", "b"})
    borrower = text_of(squares(), "other", borrows="lender", left_out={"b"}, switched={"a"})
    assert "<path" in lender
    assert "<path" not in borrower
    used = re.findall(r'href="#([^"]+)"', borrower)
    assert used
    assert set(used) <= set(re.findall(r'id="([^"]+)"', lender))
    pieces = {one["id"]: one for one in BeautifulSoup(lender, "html.parser").select("g[id]")}
    assert any("#00f" in str(pieces[name]) for name in used)  # of layer a
    assert not any(pieces[name].get("display") for name in used)  # only what is around is hidden
    assert 'data-layer="b"' not in borrower


def test_a_sign_that_is_set_many_times_is_in_the_picture():
    text = text_of(strewn())
    used = re.findall(r'href="#([^"]+)"', text)
    assert len(used) == 3
    assert set(used) <= set(re.findall(r'id="([^"]+)"', text))


def test_every_id_begins_with_the_prefix_and_is_used():
    for prefix in ("strewn", "m"):
        text = text_of(strewn(), prefix)
        ids = re.findall(r'id="([^"]+)"', text)
        assert ids
        assert all(one.startswith(f"{prefix}-") for one in ids)
        assert set(ids) == set(re.findall(r'(?:href="|url\()#([\w-]+)', text))


def test_neighbours_of_one_layer_stand_in_one_group_and_keep_what_they_look_like():
    page = BeautifulSoup(text_of(squares(), switched={"a", "b"}), "html.parser")
    assert len(page.select('[data-layer="b"]')) == 1
    assert 1 <= len(page.select('[data-layer="a"]')) <= 2
    assert str(page).count("#f00") == 3
    assert str(page).count("#00f") == 1


def test_a_layer_is_left_out_hidden_or_named_as_asked():
    assert "data-layer" not in text_of(squares())
    assert "#00f" not in text_of(squares(), left_out={"a"})
    page = BeautifulSoup(text_of(squares(), hidden={"a"}, switched={"a", "b"}), "html.parser")
    assert {one.get("display") for one in page.select('[data-layer="a"]')} == {"none"}
    assert {one.get("display") for one in page.select('[data-layer="b"]')} == {None}


def test_what_a_figure_shows_at_the_moment_does_not_matter_to_its_tree():
    figure = squares()
    whole = text_of(figure)
    for artist, _ in svg.layered(figure):
        artist.set_visible(False)
    assert text_of(figure) == whole
