"""The short code of a sheet: it says what was chosen, and a wrong letter opens nothing."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model.take_home import (
    BOUNDS,
    FIRST_DAY,
    MOST_DOSED,
    Choices,
    Codes,
    LinkError,
    LinkFault,
    check_letters,
    code_in,
    read_choices,
    write_choices,
)
from tests.harness.links import CODE, MEANT

CODES = Codes(["n", "l5r", "l5l"], list("pqn"), ["w", "x"], {"exercises": ("z",)})
DOSE = st.fixed_dictionaries(
    {}, optional={name: st.integers(*bounds) for name, bounds in BOUNDS.items()}
)


def with_doses(plain, doses, day):
    written = {code: dose for code, dose in zip(plain.exercises, doses, strict=False) if dose}
    if not written:
        return plain
    return Choices(
        plain.picture, plain.exercises, plain.next_step, written, FIRST_DAY + timedelta(days=day)
    )


PLAIN = st.builds(
    Choices,
    st.sampled_from(["", *CODES.pictures]),
    st.sets(st.sampled_from(CODES.exercises)).map(
        lambda some: tuple(one for one in CODES.exercises if one in some)
    ),
    st.sampled_from(["", *CODES.next_steps]),
)
CHOICES = st.builds(with_doses, PLAIN, st.lists(DOSE, max_size=3), st.integers(0, 36**3 - 1))
LETTERS = string.ascii_lowercase + string.digits + "."


def fault(text):
    with pytest.raises(LinkError) as caught:
        read_choices(text, CODES)
    return caught.value.fault


def proved(told):
    return f"{told}.{check_letters(told)}"


@given(CHOICES, st.integers(0, 9))
def test_what_was_written_is_read_with_any_filling_behind_it(choices, filling):
    assert read_choices(write_choices(choices) + "-" * filling, CODES) == choices


@given(CHOICES, st.data())
def test_one_wrong_letter_opens_nothing(choices, data):
    code = write_choices(choices)
    place = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.sampled_from(LETTERS).filter(lambda one: one != code[place]))
    assert fault(code[:place] + letter + code[place + 1 :]) is LinkFault.MANGLED


@given(CHOICES, st.data())
def test_two_neighbours_that_changed_places_open_nothing(choices, data):
    code = write_choices(choices)
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if swapped != code:
        assert fault(swapped) is LinkFault.MANGLED


@given(CHOICES, st.integers(0, 40))
def test_a_link_that_was_cut_short_never_opens_another_sheet(choices, length):
    code = write_choices(choices)
    if length < len(code):
        assert fault(code[:length]) is LinkFault.MANGLED


def test_a_link_from_a_sheet_with_another_order_opens_in_the_order_of_now():
    assert read_choices(proved("1.l5r.np.w"), CODES) == Choices("l5r", ("p", "n"), "w")


def test_doses_follow_their_exercises_into_the_order_of_now():
    written = Choices("l5r", ("n", "p"), "w", {"n": {"day": 3}, "p": {"many": 10}}, FIRST_DAY)
    read = read_choices(write_choices(written), CODES)
    assert read.exercises == ("p", "n")
    assert read.doses == {"p": {"many": 10}, "n": {"day": 3}}


def test_a_link_without_a_number_is_that_of_version_1():
    plain = Choices("l5r", ("p",), "w", {"p": {}}, FIRST_DAY)
    assert write_choices(plain) == write_choices(Choices("l5r", ("p",), "w"))


@pytest.mark.parametrize(
    ("exercises", "doses", "day"),
    [
        *[("p", {"p": {name: bounds[0] - 1}}, FIRST_DAY) for name, bounds in BOUNDS.items()],
        *[("p", {"p": {name: bounds[1] + 1}}, FIRST_DAY) for name, bounds in BOUNDS.items()],
        ("p", {"n": {"day": 1}}, FIRST_DAY),
        ("p", {"p": {"day": 1}}, None),
        ("p", {"p": {"day": 1}}, date(2025, 12, 31)),
        ("p", {"p": {"day": 1}}, date(2200, 1, 1)),
        ("pqnab", {"p": {"day": 1}}, FIRST_DAY),
    ],
)
def test_a_dose_that_no_link_can_carry_is_refused(exercises, doses, day):
    assert len("pqnab") == MOST_DOSED + 1
    with pytest.raises(ValueError, match="no link can carry"):
        write_choices(Choices("", tuple(exercises), "", doses, day))


def test_a_longer_code_with_doses_than_any_is_never_written():
    whole = {code: {name: most for name, (_, most) in BOUNDS.items()} for code in "pqn"}
    for picture in CODES.pictures:
        code = write_choices(Choices(picture, tuple("pqn"), "w", whole, date(2153, 8, 1)))
        assert len(code) <= CODES.longest_dosed


def test_a_longer_code_than_any_is_never_written():
    assert max(len(write_choices(Choices(p, tuple("pqn"), "w"))) for p in CODES.pictures) == (
        CODES.longest
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("3.l5r.p.w", LinkFault.VERSION),
        ("3.something.else.altogether.new", LinkFault.VERSION),
        ("2.l5r.p.w", LinkFault.MANGLED),
        ("2.something.else.altogether.new", LinkFault.MANGLED),
        ("1.l5r.p.w.01x.00nv3m", LinkFault.MANGLED),  # version 1 has no doses
        ("2.l5r.p.w.01x.00nv3", LinkFault.MANGLED),
        ("2.l5r.p.w.01x.00nv3mm", LinkFault.MANGLED),
        ("2.l5r.p.w.01x.00nv3m00nv3m", LinkFault.MANGLED),
        ("2.l5r.pn.w.01x.00nv3m", LinkFault.MANGLED),
        ("2.l5r.p.w.1x.00nv3m", LinkFault.MANGLED),
        ("2.l5r.p.w.01x.zzzzzz", LinkFault.MANGLED),  # more than any field can say
        ("2.l5r.p.w.01x.-0nv3m", LinkFault.MANGLED),
        ("2.l5r.p.w.01x.00_v3m", LinkFault.MANGLED),
        ("2.l5r.p.w.01x.000000", LinkFault.MANGLED),  # nothing is said: that is version 1
        ("2.l5r.0.w.01x.0", LinkFault.MANGLED),
        ("2.l5r.z.w.01x.00nv3m", LinkFault.RETIRED),
        ("1.l5r.pz.w", LinkFault.RETIRED),
        ("1.l9r.p.w", LinkFault.MANGLED),
        ("1.l5r.pp.w", LinkFault.MANGLED),
        ("1.l5r..w", LinkFault.MANGLED),
        ("1.l5r.p", LinkFault.MANGLED),
        ("1.l5r.p.wx", LinkFault.MANGLED),
    ],
)
def test_a_whole_link_that_says_what_is_not_there_says_why(told, why):
    assert fault(proved(told)) is why


def test_a_link_is_read_as_it_was_meant_whoever_handed_it_on():
    for end, code in MEANT.items():
        for link in (end, f"https://example.org/clinic/en/take-home{end}", f" <../take-home{end}>"):
            assert code_in(link) == code, link


def test_a_code_alone_is_a_link_too():
    for link in (CODE, f" {CODE}\n", f"{CODE}>", CODE.upper(), f"sheet={CODE}"):
        assert code_in(link) == CODE, link
    for link in ("", "https://example.org/en/take-home?utm_source=mail", "#roots=L5"):
        assert code_in(link) == "", link
