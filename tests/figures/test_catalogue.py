"""The contract that every picture of the catalogue keeps.

Each picture is drawn once, and asked about all its views.
"""

import gzip
import hashlib
import re
from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sciatica.content.pictures import picture_facts
from sciatica.content.words import words
from sciatica.figures import svg
from sciatica.figures.catalogue import FIGURES, catalogue
from sciatica.model.anatomy import Side
from tests.harness.fitting import names_fit

TEXT = words("en")
PICTURES = catalogue(TEXT)
EVERY_PICTURE = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())
DPI = 72
MIRRORED_WITHIN = 0.012
"""Share of the pixels that may differ between a picture and the mirror image of its twin: the hatch
of a foot's skin areas differs at its edges."""
HEAVIEST = 20_000
"""Bytes of one view of a picture, packed as the server sends them."""

NAME_NO_SIDE = {"ease_calves_on_chair", "ease_knees_raised", "saddle"}
"""Positions in which no side is told from the other."""


def views(picture):
    """Return the views that say something: the moments of a movement are for a player alone."""
    return [name for name in picture.views if not name.startswith("moment-")]


def drawn_layers(picture):
    return {layer for _, layer in svg.layered(picture.figure(views(picture)[0]))}


@cache
def look(name, view, with_text=True):
    """Return the pixels of a view of a picture."""
    figure = PICTURES[name].figure(view)
    texts = [text for axes in figure.axes for text in axes.texts if text.get_visible()]
    for text in texts:
        text.set_visible(with_text)
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    for text in texts:
        text.set_visible(True)
    return np.asarray(canvas.buffer_rgba()).astype(int)


@EVERY_PICTURE
def test_every_layer_that_a_view_shows_is_drawn_and_every_drawn_one_is_shown(picture):
    drawn = drawn_layers(picture)
    assert picture.switched <= drawn
    always = {layer for layer in drawn if layer not in picture.switched}
    assert always <= {"fixed"}


@EVERY_PICTURE
def test_views_that_say_different_things_look_different_and_the_other_way_round(picture):
    alike, unsaid = set(), set()
    shown = [
        name for name in views(picture) if picture.views[name].layers or len(views(picture)) == 1
    ]
    for number, name in enumerate(shown):
        for earlier in shown[:number]:
            same_words = picture.views[name].words == picture.views[earlier].words
            same_look = np.array_equal(look(picture.id, name), look(picture.id, earlier))
            if same_look and not same_words:
                alike.add(f"{picture.id} {name}")
            if same_words and not same_look:
                unsaid.add(f"{picture.id} {name}")
    assert not alike
    assert not unsaid


def test_no_two_states_of_the_whole_catalogue_that_are_told_apart_are_the_same_picture():
    told = {}
    for picture in PICTURES.values():
        if picture.id.startswith("bare-"):
            continue  # the maps of the legs again, on a body to paint on
        for name in views(picture):
            if not picture.views[name].layers and len(views(picture)) > 1:
                continue  # an area of skin that is not seen from there
            # what is drawn, without what is said of it and without its own id
            drawn = re.sub(r'aria-label="[^"]*"', "", picture.svg("x", name))
            key = hashlib.sha256(drawn.replace(picture.id, "").encode()).hexdigest()
            told.setdefault(key, {})[picture.views[name].words] = f"{picture.id} {name}"
    assert len(told) > 200
    assert not [sorted(words.values()) for words in told.values() if len(words) > 1]


def twins():
    """Yield pictures and views of the left with those of the right that must be their mirror."""
    for picture in PICTURES.values():
        if picture.id.endswith("-left"):
            for view in views(picture):
                yield (picture.id, view), (f"{picture.id.removesuffix('left')}right", view)
        elif picture.id.startswith("slice-"):
            for view in picture.views:
                if view.endswith(".left"):
                    yield (picture.id, view), (picture.id, f"{view.removesuffix('left')}right")


def differing(one, other):
    return (np.abs(one - other).max(axis=2) > 60).mean()


def test_the_right_is_the_mirror_image_of_the_left_and_never_the_same():
    pairs = list(twins())
    assert len(pairs) > 60
    for left, right in pairs:
        mirrored = look(*left, with_text=False)[:, ::-1]
        assert differing(mirrored, look(*right, with_text=False)) < MIRRORED_WITHIN, left
        assert not np.array_equal(look(*left), look(*right)), left


def test_the_words_of_left_and_right_differ_where_they_name_a_side():
    alike = {
        name.removesuffix("-left")
        for (name, view), (other, other_view) in twins()
        if PICTURES[name].views[view].words == PICTURES[other].views[other_view].words
    }
    assert alike == NAME_NO_SIDE


@EVERY_PICTURE
def test_its_names_fit_and_stand_apart_in_every_view(picture):
    for view in views(picture):
        names_fit(picture.figure(view))


@EVERY_PICTURE
def test_it_is_described_in_words_and_light_enough_for_an_old_phone(picture):
    for name, view in picture.views.items():
        assert len(view.words.split()) >= 4, name
    name = views(picture)[0]
    text = picture.svg("x", name)
    assert f'aria-label="{picture.views[name].words}"' in text
    assert 'role="img"' in text
    assert len(gzip.compress(text.encode())) < HEAVIEST


@pytest.mark.parametrize("figure", FIGURES)
def test_two_runs_give_the_same_bytes(figure):
    name = next(one.id for one in picture_facts().picture if one.figure == figure)
    picture = PICTURES[name.format(side=Side.LEFT)]
    one, other = (svg.tree(picture.draw(), picture.id) for _ in range(2))
    assert svg.ElementTree.tostring(one) == svg.ElementTree.tostring(other)


def test_every_figure_is_in_the_catalogue():
    assert {one.figure for one in picture_facts().picture} == FIGURES.keys()


def test_what_no_view_needs_is_left_out_and_what_a_script_may_show_is_hidden():
    picture = PICTURES["legs-front"]
    alone = picture.svg("p", "L5.left")
    assert "data-layer" not in alone
    assert "display" not in alone
    both = picture.svg("p", "L5.left", ("L5.left", "L5.right"))
    assert 'data-layer="L5-right" display="none"' in both
    assert 'data-layer="L5-left"' in both
    assert "L4-left" not in both
    assert len(alone) < len(both) < len(picture.svg("p", "L5.left", picture.views))


def test_a_picture_shows_itself_in_a_notebook():
    picture = PICTURES["slice-L4-5"]
    view = "protrusion.subarticular.left"
    bundle = picture.at(view)._repr_mimebundle_()
    assert bundle["text/plain"] == picture.views[view].words
    assert bundle["image/svg+xml"].startswith("<svg ")
    assert picture.at(view).figure(view) is picture.figure(view)
