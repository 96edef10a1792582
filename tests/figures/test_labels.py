"""Names beside a picture stand apart, inside the picture's height, and their lines do not cross."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from sciatica.figures.labels import Label, Margin, Margins, crossing, place

BOX = Margins(0, 0, 120, 100, units_per_point=0.33)
SPOTS = st.lists(
    st.tuples(st.integers(1, 119), st.integers(1, 99), st.sampled_from(Margin)),
    max_size=8,
    unique_by=lambda spot: spot[:2],
)


def names(spots):
    return [
        Label(f"n{number}", "a few words" if number % 2 else "word", (x, y), margin)
        for number, (x, y, margin) in enumerate(spots)
    ]


@given(SPOTS)
def test_names_of_a_margin_never_overlap(spots):
    for margin in Margin:
        column = sorted(
            (at[1], (text.count("\n") + 1) * BOX.line)
            for name, text, at in place(names(spots), BOX)
            if name.margin is margin
        )
        for (y0, h0), (y1, h1) in pairwise(column):
            assert y1 - y0 >= (h0 + h1) / 2 - 1e-6


@given(SPOTS)
def test_every_name_stands_in_its_margin_and_inside_the_height(spots):
    placed = place(names(spots), BOX)
    assert len(placed) == len(spots)
    for name, text, (x, y) in placed:
        half = (text.count("\n") + 1) * BOX.line / 2
        assert (x < 0) if name.margin is Margin.LEFT else (x > 120)
        assert half - 1e-6 <= y <= 100 - half + 1e-6


@given(SPOTS)
def test_leader_lines_of_one_margin_do_not_cross(spots):
    placed = place(names(spots), BOX)
    for margin in Margin:
        leaders = [(at, name.spot) for name, _, at in placed if name.margin is margin]
        assert not any(crossing(one, other) for one, other in combinations(leaders, 2))


def test_crossing_lines_are_seen_as_crossing():
    assert crossing(((0, 0), (2, 2)), ((0, 2), (2, 0)))
    assert not crossing(((0, 0), (2, 0)), ((0, 1), (2, 1)))
