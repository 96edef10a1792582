"""The QR code that the browser puts together is the one that segno would make."""

import re
from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica.content.take_home import codes
from sciatica.model.take_home import Choices, write_choices
from sciatica.widgets.qr import FILLING, compile_qr
from tests.harness.qr import qr_rows

ADDRESS = "https://pages.example.org/clinic/en/take-home.html#sheet="
CODES = codes()
LENGTH = CODES.longest
TABLE = compile_qr(ADDRESS, LENGTH)


def put_together(code):
    """Do what take_home.js does, and return the modules of the code."""
    modules = bytearray(b64decode(TABLE["base"]))
    for place, letter in enumerate(code.ljust(LENGTH, FILLING)):
        for bit, pattern in zip(TABLE["bits"], TABLE["patterns"][place], strict=True):
            if (ord(letter) ^ ord(FILLING)) >> bit & 1:
                for at, byte in enumerate(b64decode(pattern)):
                    modules[at] ^= byte
    size = TABLE["size"]
    return [modules[at >> 3] >> (7 - (at & 7)) & 1 for at in range(size * size)]


def made_by_segno(code):
    return [dark for row in qr_rows(ADDRESS, code, LENGTH) for dark in row]


@settings(max_examples=40)
@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789.-", max_size=LENGTH))
def test_patterns_laid_over_one_another_are_the_code_of_the_text(text):
    assert put_together(text) == made_by_segno(text)


def test_every_sheet_fits_into_the_code():
    every = write_choices(Choices(CODES.pictures[-1], tuple(CODES.exercises), "w"))
    assert len(every) <= LENGTH
    assert re.fullmatch("[a-z0-9.]+", every)


def test_an_address_that_is_too_long_is_named():
    with pytest.raises(ValueError, match="choose a shorter public_url"):
        compile_qr(f"https://{'a' * 3000}.org/", LENGTH)
