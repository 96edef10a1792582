"""Who signed what. A signature binds one clinic, one text and one date.

It stands in ``signatures.toml`` beside the clinic's own ``clinic.toml``, where `sciatica sign`
writes it, and holds the text that was signed. It is in force for a year, as long as the text and
the clinic's name stay what they were. None comes with the product.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NewType

from sciatica import resources
from sciatica.content.facts import OURS, Folder, load
from sciatica.content.structure import RefusedError, Structure
from sciatica.content.toml import ContentError, Document, read
from sciatica.content.whole_file import write_whole

FILE = "signatures.toml"
LONGEST = 120
"""Letters of a name, a role or a licence: they stand in a footer."""
HEAD = """\
# Who signed which text, for this clinic alone. `sciatica sign` writes this file; keep it with
# clinic.toml. A signature ends after a year, and when the text or the clinic's name changes.
"""

Line = NewType("Line", str)
Text = NewType("Text", tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Signature:
    """A clinician's name under one version of one text, a page (``en/red-flags``). `licence` is
    what they said; nobody has checked it. `text` is what they read."""

    of: str
    clinic: str
    name: Line
    role: Line
    licence: Line
    signed_on: date
    version: str
    text: Text

    @property
    def lapses_on(self) -> date:
        """The first day on which it is no longer in force."""
        try:
            return self.signed_on.replace(year=self.signed_on.year + 1)
        except ValueError:  # signed on the 29th of February
            return date(self.signed_on.year + 1, 3, 1)

    def in_force(self, day: date) -> bool:
        """Whether `day` lies in its year."""
        return self.signed_on <= day < self.lapses_on


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands under a text today: the signature in force, or the last one that is not."""

    signature: Signature | None = None
    lapsed: Signature | None = None


UNSIGNED = Standing()


def today() -> date:
    """Return the day by the clock of this machine."""
    return date.today()


def version_of(text: Iterable[str]) -> str:
    """Return the version of a text: what a signature names."""
    return hashlib.sha256("\n".join(text).encode()).hexdigest()[:12]


def last_of(of: str, signatures: Iterable[Signature]) -> Signature | None:
    """Return the signature that was given last of a page."""
    given = [one for one in signatures if one.of == of]
    return max(given, key=lambda one: one.signed_on, default=None)


def standing(
    of: str, version: str, clinic: str, signatures: Sequence[Signature], day: date
) -> Standing:
    """Return what stands under a `version` of a page on a `day`, in a `clinic`."""
    fitting = [one for one in signatures if (one.clinic, one.version) == (clinic, version)]
    found = last_of(of, (one for one in fitting if one.in_force(day)))
    return Standing(found) if found else Standing(lapsed=last_of(of, signatures))


# The file -----------------------------------------------------------------------------------------


def signatures_file(clinic: Path) -> Path | None:
    """Return where the signatures of a clinic stand; none stand beside the usual settings."""
    return None if _is_default(clinic) else clinic.parent / FILE


def _is_default(clinic: Path) -> bool:
    return clinic.resolve() == resources.default_clinic().resolve()


def line(value: Any) -> Line:
    """Return what was typed as one line. Raises `RefusedError`."""
    if not isinstance(value, str):
        raise RefusedError(f"{value!r} must be text in double quotes.", "Put quotes around it.")
    said = value.strip()
    if not said:
        raise RefusedError("this is empty.", "Write it.")
    if len(said) > LONGEST or not said.isprintable():
        what = "this is too long, or holds a letter that nobody can see."
        raise RefusedError(what, f"Write one line of at most {LONGEST} letters.")
    return Line(said)


def _text(value: Any) -> Text:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise RefusedError("this is not the text as it was signed.", "Sign again: sciatica sign.")
    return Text(tuple(value))


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()  # a link that leads nowhere is told, not passed over


@dataclass(frozen=True, slots=True)
class _File:
    signature: list[Signature]


_structure = Structure({Line: line, Text: _text})


def _written(document: Document) -> tuple[Signature, ...]:
    if not document.data:
        return ()
    made = _structure(document, _File).signature
    for place, one in enumerate(made):
        if version_of(one.text) != one.version:
            what = "the text is not the one that was signed: somebody changed it, or the version."
            remedy = "Take this signature out, or put back what `sciatica sign` wrote."
            raise document.error(("signature", place, "version"), what, remedy)
    return tuple(made)


def read_signatures(clinic: Path) -> tuple[Signature, ...]:
    """Return every signature beside the settings in `clinic`, lapsed ones too, in their order.

    Raises `ContentError` with file, line and remedy.
    """
    path = signatures_file(clinic)
    return _written(read(path)) if path and _is_there(path) else ()


def in_force(clinic: Path, day: date) -> tuple[str, ...]:
    """Return the versions whose year holds `day`: pages are made anew on the day this changes. A
    file that cannot be read is told by whoever needs it."""
    try:
        given = read_signatures(clinic)
    except ContentError:
        return ()
    return tuple(f"{one.of} {one.version}" for one in given if one.in_force(day))


def _quoted(text: str) -> str:
    """Return a text as TOML; letters that nobody can see are written by their number."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08X}" for one in quoted)


def _entry(given: Signature) -> Iterator[str]:
    yield "\n[[signature]]\n"
    for key in ("of", "clinic", "name", "role", "licence"):
        yield f"{key} = {_quoted(getattr(given, key))}\n"
    yield f"signed_on = {given.signed_on.isoformat()}\n"
    yield f'version = "{given.version}"\n'
    yield "text = [\n"
    yield from (f"  {_quoted(one)},\n" for one in given.text)
    yield "]\n"


def signed_file(clinic: Path) -> Path:
    """Return where a signature of a clinic goes. Raises `ContentError` where its settings are the
    usual ones: none may come with the product."""
    path = signatures_file(clinic)
    if path is None:
        what = "these settings belong to no clinic: a signature binds one."
        raise ContentError(what, "Copy this file to clinic.toml first.", path=clinic)
    return path


def add_signature(clinic: Path, given: Signature) -> Path:
    """Write one more signature beside the settings in `clinic`, and return the file; what stands
    in it stays, letter by letter.

    Raises `ContentError` where there is no place for it, or the file cannot be used or written.
    """
    path = signed_file(clinic)
    before = HEAD
    if _is_there(path):  # a broken file is mended by a person, not written over
        document = read(path)
        _written(document)
        before = document.text.rstrip("\n") + "\n"
    try:
        write_whole(path.resolve(), (before + "".join(_entry(given))).encode())
    except OSError as error:
        what = f"cannot be written ({error.strerror or error}). Nothing was signed."
        raise ContentError(what, "Free some space, or mend its rights.", path=path) from error
    return path


# When the facts were held against their sources ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Revision:
    checked_on: date


@cache
def revision(folder: Folder = OURS) -> _Revision:
    """Return the day on which the facts were last held against their sources."""
    return load(folder, "revision", _Revision)


def checked_on() -> date:
    """Return the day on which the facts were last held against their sources."""
    return revision().checked_on
