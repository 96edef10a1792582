"""The short code of a sheet: it says what was chosen, and a wrong letter opens nothing."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.model.take_home import (
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
CHOICES = st.builds(
    Choices,
    st.sampled_from(["", *CODES.pictures]),
    st.sets(st.sampled_from(CODES.exercises)).map(
        lambda some: tuple(one for one in CODES.exercises if one in some)
    ),
    st.sampled_from(["", *CODES.next_steps]),
)
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


def test_a_longer_code_than_any_is_never_written():
    assert max(len(write_choices(Choices(p, tuple("pqn"), "w"))) for p in CODES.pictures) == (
        CODES.longest
    )


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2.l5r.p.w", LinkFault.VERSION),
        ("2.something.else.altogether.new", LinkFault.VERSION),
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
