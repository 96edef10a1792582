"""The fonts of printed sheets: those that come with matplotlib, the same everywhere. Those of this
machine are only for letters that they lack, such as Chinese in a clinic's name."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import findSystemFonts
from matplotlib.ft2font import FT2Font

from sciatica.content.clinic import PLACES, Clinic
from sciatica.content.letters import named
from sciatica.publish.errors import PublishError

OWN = sorted((Path(matplotlib.get_data_path()) / "fonts" / "ttf").glob("DejaVuSans*.ttf"))
"""Not the whole folder: one font there draws a box for each letter that no other font has."""
PLAIN = "DejaVuSans.ttf"


@cache
def _letters(font: Path) -> frozenset[str]:
    try:
        return frozenset(map(chr, FT2Font(font).get_charmap()))
    except (OSError, RuntimeError):  # a file that is no font after all
        return frozenset()


def lacking(text: Iterable[str]) -> set[str]:
    """Return the letters that our own fonts do not have."""
    (plain,) = (font for font in OWN if font.name == PLAIN)
    return {letter for letter in set().union(*text) if letter.isprintable()} - _letters(plain)


def _of_this_machine(letters: set[str]) -> tuple[list[Path], set[str]]:
    """Return fonts that have these letters, as few as will do, and the letters that none has."""
    found: list[Path] = []
    fonts = sorted(
        map(Path, findSystemFonts()), key=lambda path: ("Regular" not in path.name, path)
    )
    while letters and fonts:
        best = max(fonts, key=lambda path: len(letters & _letters(path)))
        if not letters & _letters(best):
            break
        found.append(best)
        letters = letters - _letters(best)
    return found, letters


def fonts_for(text: Iterable[str]) -> list[Path]:
    """Return the font files in which `text` is set."""
    return [*OWN, *_of_this_machine(lacking(text))[0]]


def refuse_unprintable(clinic: Clinic, path: Path) -> None:
    """Raise `PublishError` for the first letter of the settings in `path` that no font here has: on
    paper it would be a box."""
    for (table, key), letter in _unprintable(clinic):
        raise PublishError(
            f"{path}: [{table}] {key} holds {letter!r}, {named(letter)}: no font on this machine "
            "has it, so the sheets cannot show it. Install a font for that script (such as Noto), "
            "or write it in other letters."
        )


def _unprintable(clinic: Clinic) -> Iterator[tuple[tuple[str, str], str]]:
    for place, name in PLACES.items():
        text = getattr(clinic, name)
        if isinstance(text, str):
            for letter in sorted(_of_this_machine(lacking(text))[1]):
                yield place, letter
