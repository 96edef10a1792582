"""What was chosen for a sheet to take home, as the short code that a link carries.

A code reads ``VERSION.PICTURE.EXERCISES.NEXT.CHECK``, such as ``1.l5r.pn.w.8c``:

* VERSION is that of this form of writing, not of the sheet.
* PICTURE is one code of ``facts/pictures.toml``, up to four letters and digits.
* EXERCISES are codes of one letter each, one after the other, in the order of the sheet.
* NEXT is a code of one letter.
* Where nothing is chosen stands ``0``.
* CHECK is two letters made from all before it. It finds any one wrong letter, two neighbours that
  changed places, and every link that was cut short: a wrong letter could be the wrong leg.

``-`` may follow, as filling: a QR code is always made for the same length. Nothing else can be
said: no name, no number, no free text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from unicodedata import category
from urllib.parse import unquote

VERSION = "1"
NAME = "sheet"
"""What a link names before the code: ``#sheet=1.l5r.pn.w.8c``."""
JOIN, NOTHING, FILLING = ".", "0", "-"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PRIME = 1021
"""The largest prime below 36 squared: two digits hold every remainder."""
_WRAPPED = 3
"""How often a link may have been encoded: by each program that handed it on."""


class LinkFault(StrEnum):
    """Why a link cannot be opened."""

    MANGLED = "mangled"
    VERSION = "version"
    RETIRED = "retired"


class LinkError(ValueError):
    """A link that cannot be opened; `fault` says why."""

    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Choices:
    """What stands on a sheet, by code: one picture, some exercises, one next step ("": none)."""

    picture: str = ""
    exercises: tuple[str, ...] = ()
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Codes:
    """Every code that a sheet knows, in the sheet's order; `retired`, by the names of the other
    fields: those that it no longer shows."""

    pictures: Sequence[str]
    exercises: Sequence[str]
    next_steps: Sequence[str]
    retired: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """How long a code can become."""
        one = [max(codes, key=len, default="") for codes in (self.pictures, self.next_steps)]
        return len(write_choices(Choices(one[0], tuple(self.exercises), one[1])))


def check_letters(text: str) -> str:
    """Return the two letters that prove `text`."""
    rest = 0
    for letter in text:
        rest = (rest * 31 + ord(letter)) % _PRIME
    return _DIGITS[rest // 36] + _DIGITS[rest % 36]


def write_choices(choices: Choices) -> str:
    """Return the code of `choices`."""
    parts = (choices.picture, "".join(choices.exercises), choices.next_step)
    text = JOIN.join((VERSION, *(part or NOTHING for part in parts)))
    return JOIN.join((text, check_letters(text)))


def unwrapped(link: str) -> str:
    """Return `link` without what programs add that hand it on: codes such as ``%3D``, also where
    they were encoded once more, letters that nobody sees, and the ends of lines."""
    for _ in range(_WRAPPED):
        link = unquote(link)
    return "".join(one for one in link if one not in "\t\r\n" and category(one) != "Cf")


def code_in(link: str) -> str:
    """Return the code in `link`, which may be a code alone; "" where there is none.

    The link is read as it was meant: mail and chat programs encode it, take ``?`` for ``#`` or
    capital letters for small ones, and put brackets, stops or a query of their own behind it. More
    is never guessed: `read_choices` says whether the code is whole. ``views.js`` reads in the same
    way.
    """
    text = unwrapped(link).strip()
    if not re.search("[?#&=]", text):
        text = f"{NAME}={text}"
    for part in reversed(re.split("[?#&]", text)):
        name, said = re.findall(r"^([\w-]*)=?([\w.-]*)", part, re.ASCII)[0]
        if name.lower() == NAME:
            return str(said).rstrip("._-").lower()
    return ""


def read_choices(text: str, codes: Codes) -> Choices:
    """Return the choices that a code names.

    Raises `LinkError`: a code that is wrong in any place opens nothing, as half a sheet may be
    worse than none.
    """
    text = text.rstrip(FILLING)
    told, _, check = text.rpartition(JOIN)
    parts = told.split(JOIN)
    if check_letters(told) != check:
        raise LinkError(LinkFault.MANGLED)
    if parts[0] != VERSION:
        raise LinkError(LinkFault.VERSION)
    if len(parts) != 4 or "" in parts:
        raise LinkError(LinkFault.MANGLED)
    picture, exercises, next_step = ("" if part == NOTHING else part for part in parts[1:])
    for name, known, named in (
        ("pictures", codes.pictures, [picture] if picture else []),
        ("exercises", codes.exercises, list(exercises)),
        ("next_steps", codes.next_steps, [next_step] if next_step else []),
    ):
        if set(named) & set(codes.retired.get(name, ())):
            raise LinkError(LinkFault.RETIRED)
        if len(set(named)) < len(named) or not set(named) <= set(known):
            raise LinkError(LinkFault.MANGLED)
    # an older sheet may have had another order
    in_order = tuple(one for one in codes.exercises if one in exercises)
    return Choices(picture, in_order, next_step)
