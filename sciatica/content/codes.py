"""Codes by which a link to a sheet names what is on it: short, each for one thing, for ever."""

import re
from collections.abc import Iterable

from sciatica.content.toml import Document
from sciatica.content.toml_lines import Key


def check_codes(
    document: Document, codes: Iterable[tuple[Key, str]], retired: Iterable[str], longest: int
) -> None:
    """Raise `ContentError` for a code (with the place where it stands) that no link can carry, that
    two things share, or that was once that of something else."""
    taken = dict.fromkeys(retired, "is retired")
    for key, code in codes:
        if not re.fullmatch(rf"(?!0$)[a-z0-9]{{1,{longest}}}", code):
            remedy = f"Write 1 to {longest} lower-case letters or digits, and not 0."
            raise document.error(key, f"{code!r} is no code.", remedy)
        if code in taken:
            what = f"the code {code!r} {taken[code]}."
            raise document.error(key, what, "A code is for ever, and for one thing. Take another.")
        taken[code] = f"is that of line {document.line(key)}"
