"""What was chosen for a sheet to take home, as the short code that a link carries.

A code reads ``VERSION.PICTURE.EXERCISES.NEXT.CHECK``, such as ``1.l5r.pn.w.8c``:

* VERSION is that of this form of writing, not of the sheet.
* PICTURE is one code of ``facts/pictures.toml``, up to four letters and digits.
* EXERCISES are codes of one letter each, one after the other, in the order of the sheet.
* NEXT is a code of one letter.
* Where nothing is chosen stands ``0``.
* CHECK is two letters made from all before it. It finds any one wrong letter, two neighbours that
  changed places, and every link that was cut short: a wrong letter could be the wrong leg.

Version 2 says how much of each exercise, too: ``2.PICTURE.EXERCISES.NEXT.DAY.DOSES.CHECK``. DAY is
the day on which the doses were written, in three letters; DOSES are six letters for each exercise,
in their order. A dose is one number made of all its fields, each within its bounds: no letters can
name a dose that the fields could not.

``-`` may follow, as filling: a QR code is always made for the same length. Nothing else can be
said: no name, no free text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from unicodedata import category
from urllib.parse import unquote

VERSION, WITH_DOSES = "1", "2"
NAME = "sheet"
"""What a link names before the code: ``#sheet=1.l5r.pn.w.8c``."""
JOIN, NOTHING, FILLING = ".", "0", "-"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PRIME = 1021
"""The largest prime below 36 squared: two digits hold every remainder."""
MOST_DOSED = 4
"""How many exercises a link can carry doses for: more are too many to keep up."""
FIRST_DAY = date(2026, 1, 1)
"""The day that is written as nought."""
_DAY_LETTERS, _DOSE_LETTERS = 3, 6
_PARTS = {VERSION: 4, WITH_DOSES: 6}
"""How many parts stand before the check letters, by version."""
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


BOUNDS: Mapping[str, tuple[int, int]] = {
    "leg": (1, 3),
    "many": (1, 60),
    "hold": (1, 600),
    "rest": (0, 600),
    "day": (1, 12),
}
"""The fields of a dose, each with its smallest and its largest number: which leg (`LEGS`), how many
in a row, how many seconds each, how many seconds of rest between, how often a day."""
LEGS = ("left", "right", "both")

Dose = Mapping[str, int]
"""How much of one exercise: some of the fields of `BOUNDS`. What is missing stays open."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What stands on a sheet, by code: one picture, some exercises, one next step ("": none).

    `doses` are those that the link carries, by exercise, and `written_on` is their day; without
    doses it is None.
    """

    picture: str = ""
    exercises: tuple[str, ...] = ()
    next_step: str = ""
    doses: Mapping[str, Dose] = field(default_factory=dict)
    written_on: date | None = None


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
        """How long a code without doses can become."""
        return self._length(self.exercises)

    @property
    def longest_dosed(self) -> int:
        """How long a code with doses can become."""
        exercises = self.exercises[:MOST_DOSED]
        day, dose = 1 + _DAY_LETTERS, _DOSE_LETTERS
        return self._length(exercises) + day + 1 + dose * len(exercises)

    def _length(self, exercises: Sequence[str]) -> int:
        one = [max(codes, key=len, default="") for codes in (self.pictures, self.next_steps)]
        return len(write_choices(Choices(one[0], tuple(exercises), one[1])))


def check_letters(text: str) -> str:
    """Return the two letters that prove `text`."""
    rest = 0
    for letter in text:
        rest = (rest * 31 + ord(letter)) % _PRIME
    return _DIGITS[rest // 36] + _DIGITS[rest % 36]


def _letters(number: int, length: int) -> str:
    """Return `number` in so many letters."""
    text = ""
    for _ in range(length):
        number, rest = divmod(number, len(_DIGITS))
        text = _DIGITS[rest] + text
    return text


def _dose_letters(dose: Dose) -> str:
    number = 0
    for name, (least, most) in BOUNDS.items():
        # nought: the field is open
        number = number * (most - least + 2) + (dose[name] - least + 1 if name in dose else 0)
    return _letters(number, _DOSE_LETTERS)


def _dose(letters: str) -> Dose:
    """Return the dose that six letters name. Raises `LinkError` where there is none."""
    number, dose = int(letters, 36), {}
    for name, (least, most) in reversed(list(BOUNDS.items())):
        number, rest = divmod(number, most - least + 2)
        if rest:
            dose[name] = least + rest - 1
    if number:
        raise LinkError(LinkFault.MANGLED)
    return {name: dose[name] for name in BOUNDS if name in dose}


def write_choices(choices: Choices) -> str:
    """Return the code of `choices`.

    Raises `ValueError` for doses that no link can carry: out of bounds, of too many exercises, of
    one that is not on the sheet, or without their day.
    """
    parts = (choices.picture, "".join(choices.exercises), choices.next_step)
    text = JOIN.join((VERSION, *(part or NOTHING for part in parts)))
    if any(choices.doses.values()):
        text = JOIN.join((WITH_DOSES + text.removeprefix(VERSION), *_doses_of(choices)))
    return JOIN.join((text, check_letters(text)))


def _doses_of(choices: Choices) -> tuple[str, str]:
    """Return the day and the doses as letters."""
    days = (choices.written_on - FIRST_DAY).days if choices.written_on else -1
    wrong = [
        (code, name)
        for code, dose in choices.doses.items()
        for name, number in dose.items()
        if code not in choices.exercises or not BOUNDS[name][0] <= number <= BOUNDS[name][1]
    ]
    if wrong or not 0 <= days < 36**_DAY_LETTERS or len(choices.exercises) > MOST_DOSED:
        raise ValueError(f"no link can carry {dict(choices.doses)} of {choices.written_on}")
    doses = (_dose_letters(choices.doses.get(code, {})) for code in choices.exercises)
    return _letters(days, _DAY_LETTERS), "".join(doses)


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
    if parts[0] not in _PARTS:
        raise LinkError(LinkFault.VERSION)
    if len(parts) != _PARTS[parts[0]] or "" in parts:
        raise LinkError(LinkFault.MANGLED)
    picture, exercises, next_step = ("" if part == NOTHING else part for part in parts[1:4])
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
    if parts[0] == VERSION:
        return Choices(picture, in_order, next_step)
    written_on, doses = _read_doses(exercises, *parts[4:])
    in_order_too = {code: doses[code] for code in in_order if doses[code]}
    return Choices(picture, in_order, next_step, in_order_too, written_on)


def _read_doses(exercises: str, day: str, letters: str) -> tuple[date, dict[str, Dose]]:
    """Return when the doses were written, and the dose of every exercise."""
    whole = re.fullmatch("[0-9a-z]+", day + letters, re.ASCII)
    sizes = (len(day), len(letters), len(exercises) <= MOST_DOSED)
    if not whole or sizes != (_DAY_LETTERS, _DOSE_LETTERS * len(exercises), True):
        raise LinkError(LinkFault.MANGLED)
    doses = {
        code: _dose(letters[number * _DOSE_LETTERS :][:_DOSE_LETTERS])
        for number, code in enumerate(exercises)
    }
    if not any(doses.values()):  # a link that says nothing of doses is written as version 1
        raise LinkError(LinkFault.MANGLED)
    return FIRST_DAY + timedelta(days=int(day, 36)), doses
