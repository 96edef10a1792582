"""A telephone number as it is printed on a door, and the link that dials it."""

import re
import unicodedata

from sciatica.content.structure import RefusedError

_BLANK = "[ \u00a0\u2009\u202f]"
_BETWEEN = "[ \u00a0\u2009\u202f.·\u2010\u2011\u2012\u2013\u2212-]"
"""What stands between digits: blanks, stops and dashes, also those that a word processor sets."""
_FORM = re.compile(
    rf"(\+?\d(?:{_BETWEEN}*\d)*)"
    rf"(?:{_BETWEEN}*(?:,?{_BLANK}*(?:ext(?:ension)?|x|poste)\.?|#|,+){_BLANK}*(\d{{1,7}}))?",
    re.IGNORECASE | re.ASCII,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
SHORTEST, LONGEST = 2, 15
"""Digits of a number: France answers to 15, and no number of the world has more than 15 (E.164)."""
REMEDY = "Write digits only, as on a door: (403) 555-0100, 403-555-0100 ext. 2, +1 403 555 0100."


class Phone(str):
    """A number as the clinic typed it. `link` dials it; an empty one dials nothing."""

    __slots__ = ()

    @property
    def extension(self) -> str:
        """The digits to dial when the call is answered."""
        return _parts(self)[1]

    @property
    def link(self) -> str:
        """The address of a link: ``tel:4035550100,2`` waits, then dials the extension 2.

        The ``;ext=2`` of RFC 3966 would be cleaner, and phones dial its letters.
        """
        number, extension = _parts(self)
        return f"tel:{number},{extension}" if extension else f"tel:{number}"

    @property
    def message_link(self) -> str:
        """The address of a link that writes a message to this number."""
        return f"sms:{_parts(self)[0]}"


def _parts(text: str) -> tuple[str, str]:
    """Return the digits to dial (with the plus of a country), and those of the extension."""
    if text.lstrip("(").startswith("+"):
        text = text.replace("(0)", " ")  # dialled within the country alone
    found = _FORM.fullmatch(_BRACKETS.sub(r"\1", text).strip())
    if not found:
        raise RefusedError(f"{text!r} is not a number to dial.", REMEDY)
    return re.sub(r"[^+\d]", "", found[1]), found[2] or ""


def phone(text: str) -> Phone:
    """Return a number to dial. Raises `RefusedError` for anything that would dial wrong."""
    if not text:
        return Phone()
    for letter in text:
        if letter.isnumeric() and not letter.isascii():
            plain = "".join(str(unicodedata.digit(one, one)) for one in text)
            what = "which not every telephone shows or dials."
            raise RefusedError(what, f"Write {plain}.", letter=letter)
    number, _ = _parts(text)
    if not SHORTEST <= len(number.lstrip("+")) <= LONGEST:
        raise RefusedError(f"{text!r} has too few or too many digits.", REMEDY)
    return Phone(text)


def short_phone(text: str) -> Phone:
    """Return a number to dial that nobody has to wait behind: one without an extension."""
    number = phone(text)
    if number and number.extension:
        raise RefusedError(f"{text!r} has an extension.", "Write the number alone.")
    return number
