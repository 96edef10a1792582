"""The four states of a nerve as they are drawn: what presses, what swells, what only signals."""

import numpy as np

from sciatica.content.words import words
from sciatica.figures.nerve_state import LOUDNESS, SIGNALS, SPOT, nerve_state
from sciatica.model.nerve_state import NerveState
from tests.harness.asking import corners, shapes

TEXT = words("en")
QUIET, PRESSED, INFLAMED, SENSITISED = NerveState
DISC_HEIGHT = 108.0
FAR = 20.0


def figure(state):
    return nerve_state(state, TEXT).figure("whole")


def said(state):
    return nerve_state(state, TEXT).views["whole"].words


def ring(state, part):
    return corners(figure(state), f"fixed--{part}")


def wide(state, height):
    """Left and right edge of the nerve at a height."""
    points = ring(state, "sheath")
    at = points[np.abs(points[:, 1] - height) < 1.01][:, 0]
    return at.min(), at.max()


def thickness(state, height):
    left, right = wide(state, height)
    return right - left


def gap(state):
    """Least room between disc and nerve."""
    nerve = ring(state, "sheath")
    return min(float(np.hypot(*(nerve - spot).T).min()) for spot in ring(state, "disc"))


def marks(state):
    signals = {gid: p for gid, p in shapes(figure(state)).items() if "--signal-" in gid}
    return [patch.get_path().vertices for patch in signals.values()]


def line(state, part):
    lines = {line.get_gid(): line for line in figure(state).axes[0].lines}
    found = lines.get(f"fixed--{part}")
    return found.get_xydata() if found else np.empty((0, 2))


def wall(state, height):
    """Where the wall behind the nerve begins at a height."""
    points = ring(state, "wall")
    front = points[: len(points) // 2]
    return float(np.interp(height, front[:, 1], front[:, 0]))


def test_only_the_pressed_nerve_meets_the_disc_and_it_is_flat_there():
    room = {state: gap(state) for state in NerveState}
    assert room.pop(PRESSED) < 3
    assert min(room.values()) > 12
    assert thickness(PRESSED, DISC_HEIGHT) < 0.7 * thickness(PRESSED, FAR)
    points = ring(PRESSED, "disc")
    for x, y in points[points[:, 0] > 90]:  # it bends the nerve, it does not enter it
        assert x <= wide(PRESSED, y)[0], y


def test_the_pressed_nerve_is_pushed_back_against_the_wall_and_has_no_waist():
    assert wall(PRESSED, DISC_HEIGHT) - wide(PRESSED, DISC_HEIGHT)[1] < 3
    for state in (QUIET, SENSITISED, INFLAMED):
        assert wall(state, DISC_HEIGHT) - wide(state, DISC_HEIGHT)[1] > 8, state
    away = [wide(PRESSED, height)[1] - wide(QUIET, height)[1] for height in (FAR, DISC_HEIGHT)]
    assert away[1] > away[0] + 10  # both edges give way to the same side


def test_the_inflamed_nerve_is_swollen_and_soft_spots_lie_around_it_not_in_it():
    assert thickness(INFLAMED, DISC_HEIGHT) > 1.3 * thickness(QUIET, DISC_HEIGHT)
    spots = line(INFLAMED, "substances")
    assert 15 < len(spots) < 30  # enough to see, too few to frighten
    disc = ring(INFLAMED, "disc")[:, 0].max()
    sides = set()
    for x, y in spots:
        left, right = wide(INFLAMED, y)
        assert x + SPOT < left or x - SPOT > right
        assert disc < x - SPOT
        assert x + SPOT < wall(INFLAMED, y)
        sides.add(bool(x < left))
    assert sides == {True, False}
    for state in NerveState:
        assert (len(line(state, "substances")) > 0) is (state is INFLAMED), state


def test_the_sensitised_nerve_looks_quiet_but_sends_more_for_the_same_touch():
    for part in ("sheath", "disc", "wall", "skin", "touch-head"):
        assert np.array_equal(ring(QUIET, part), ring(SENSITISED, part)), part
    small, large = marks(QUIET), marks(SENSITISED)
    assert (len(small), len(large)) == (SIGNALS[QUIET], SIGNALS[SENSITISED])
    assert len(large) >= 3 * len(small)

    def widest(marks):
        return max(float(np.ptp(mark[:, 0])) for mark in marks)

    assert widest(large) > 2 * widest(small)
    for state, shown in ((QUIET, small), (SENSITISED, large)):
        for mark in shown:  # no signal leaves the nerve
            left, right = wide(state, mark[:, 1].mean())
            assert left - 2 < mark[:, 0].min() < mark[:, 0].max() < right + 2


def test_the_touch_meets_the_skin_of_the_leg_and_the_signal_runs_up_to_the_dial():
    for state in (QUIET, SENSITISED):
        skin, touch = ring(state, "skin")[:, 1], ring(state, "touch-head")[:, 1]
        assert touch.min() >= skin.max() - 1, state
        assert all(mark[:, 1].max() < skin.min() for mark in marks(state)), state
    low, high = (line(state, "dial-hand")[1] for state in (QUIET, SENSITISED))
    assert low[0] < line(QUIET, "dial")[:, 0].mean() < high[0]
    assert LOUDNESS[QUIET] < 0.5 < LOUDNESS[SENSITISED]


def test_no_touch_and_no_signal_where_the_picture_is_about_something_else():
    for state in (PRESSED, INFLAMED):
        assert marks(state) == [], state
        assert "touch" not in said(state).replace("not touch", ""), state


def test_words_say_what_is_drawn():
    assert "two marks" in said(QUIET)
    assert "skin of the leg" in said(QUIET)
    assert "against the bone behind" in said(PRESSED)
    assert "Nothing presses on the nerve" in said(INFLAMED)
    assert "Soft spots" in said(INFLAMED)
    assert "same light touch" in said(SENSITISED)
    assert "eight marks" in said(SENSITISED)
