"""The QR code that segno makes, to hold ours against."""

import segno

from sciatica.widgets.qr import ERROR, FILLING, MASK


def qr_rows(address: str, choice: str, length: int) -> list[list[int]]:
    """Return the code of `address` with `choice` behind it, filled up to `length` letters: rows of
    0 and 1."""
    text = address + choice.ljust(length, FILLING)
    made = segno.make_qr(text, error=ERROR, mask=MASK, mode="byte", boost_error=False)
    return [[int(dark) for dark in row] for row in made.matrix]
