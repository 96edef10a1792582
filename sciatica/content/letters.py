"""From the bytes of a file to its letters: what an editor saved is read as it was meant, and what
nobody can see on a screen is named instead of obeyed."""

import codecs
import unicodedata

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
JOINERS = "\u200c\u200d"
"""Unseen, but words of some languages need them."""
_CONTROLS = {"\0": "NUL", "\x1a": "CONTROL-Z", "\x1b": "ESCAPE", "\x7f": "DELETE"}
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
SAVE_AGAIN = 'Save it again as UTF-8 (in Notepad: Save as, Encoding "UTF-8").'


class MisreadError(ValueError):
    """A file that holds no text, or a letter that nobody sees. `line` counts from 1."""

    def __init__(self, what: str, remedy: str, line: int) -> None:
        super().__init__(what)
        self.what, self.remedy, self.line = what, remedy, line


def named(letter: str) -> str:
    """Return the name of a letter that a message cannot just show."""
    number = f"U+{ord(letter):04X}"
    name = _CONTROLS.get(letter) or unicodedata.name(letter, "")
    return f"{name} ({number})" if name else number


def decoded(data: bytes) -> str:
    """Return the text of a file, its mark at the start taken away and every line ended by a line
    feed. Raises `MisreadError` for bytes that are no text."""
    encoding = "utf-8"
    for mark, name in MARKS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    else:
        for name, half in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
            if half.count(0) * 2 > len(half):  # of a letter of ASCII one half is empty
                encoding = name
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(data, encoding, error.start) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_text(data: bytes, encoding: str, start: int) -> MisreadError:
    before = data[:start].decode(encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    where = f"column {len(before[-1]) + 1}"
    if encoding != "utf-8":
        what = f"{where} holds half a letter of {encoding[:6].upper()}: the file is cut off."
    else:
        meant = data[start : start + 1].decode("cp1252", errors="replace")
        perhaps = f" (perhaps {meant})" if meant.isprintable() and meant != "\ufffd" else ""
        what = f"{where} holds the byte {data[start]:02X}{perhaps}, which is not UTF-8 text."
    return MisreadError(what, SAVE_AGAIN, len(before))


def refuse_unseen(text: str) -> None:
    """Raise `MisreadError` for the first letter that no screen shows."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.isprintable():
            continue
        for column, letter in enumerate(line, 1):
            if letter not in JOINERS and letter != "\t" and unicodedata.category(letter) in _UNSEEN:
                what = f"column {column} holds {named(letter)}, which no screen shows."
                remedy = "Delete it, or type the line again."
                raise MisreadError(what, remedy, number)
