"""QR codes that follow a choice without a QR library in the browser.

A QR code of a fixed size and mask is linear: the code of two texts of one length differs exactly by
the patterns of the bits in which the texts differ, error correction and all. So Python, with segno,
makes the code of an address with nothing chosen, and one pattern for each bit that a choice can
change. The browser lays the patterns of the changed bits over one another and knows nothing of QR.
"""

from base64 import b64encode
from typing import Any

import segno

FILLING = "-"
"""Stands where nothing is chosen: it fills the text up to its fixed length."""
ERROR, MASK = "m", 2
"""Error correction for paper that was folded; any fixed mask keeps the code linear."""
BITS = (0, 1, 2, 3, 4, 6)
"""The bits in which lower-case letters, digits, ``.`` and ``-`` differ from one another."""

Rows = list[int]


def _rows(text: str, version: int | None) -> tuple[int, Rows]:
    """Return the version of the code of `text` and its rows, each a number (left bit first)."""
    made = segno.make_qr(
        text, version=version, error=ERROR, mask=MASK, mode="byte", boost_error=False,
    )  # fmt: skip
    rows = [int("".join(str(int(dark)) for dark in row), 2) for row in made.matrix]
    return int(made.version), rows


def _packed(rows: Rows, size: int) -> str:
    number = 0
    for row in rows:
        number = number << size | row
    count = (size * size + 7) // 8
    return b64encode((number << (count * 8 - size * size)).to_bytes(count, "big")).decode()


def compile_qr(address: str, length: int) -> dict[str, Any]:
    """Return what the browser needs for the code of `address` and any choice up to `length`
    letters: the number of modules a side, the code with nothing chosen, and for every letter's
    place one pattern for each of its bits. Raises `ValueError` for an address that is too long."""
    try:
        version, base = _rows(address + FILLING * length, None)
    except segno.DataOverflowError:
        raise ValueError(
            f"{address} is too long for a QR code: choose a shorter public_url"
        ) from None
    size = len(base)
    patterns = []
    for place in range(length):
        here = []
        for bit in BITS:
            letters = [FILLING] * length
            letters[place] = chr(ord(FILLING) ^ 1 << bit)
            changed = _rows(address + "".join(letters), version)[1]
            here.append(_packed([a ^ b for a, b in zip(base, changed, strict=True)], size))
        patterns.append(here)
    return {
        "address": address,
        "size": size,
        "length": length,
        "bits": list(BITS),
        "base": _packed(base, size),
        "patterns": patterns,
    }
