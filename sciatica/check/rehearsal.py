"""The clinics that pages are made for: ours, and a rehearsed one; and the bake of the first."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sciatica.content import decisions, facts
from sciatica.content.clinic import ENVIRONMENT, the_clinic
from sciatica.content.signing import Line, Signature, Text, add_signature, today, version_of

REHEARSAL = """\
[clinic]
name = "Rehearsal"
town = "Elsewhere"
phone = "555-0101"
booking_url = "https://example.org/book"
logo = "logo.svg"
accent = "#0b3c52"
feedback_mail = "pages@example.org"

[emergency]
number = "{emergency}"
hospital = "General"
scan_hospital = "University"
urgent_care = "Main Street"

[crisis_line]
number = "555-0188"
text = true

[nurse_line]
number = "555-0199"
name = "Nurse"

[site]
public_url = "https://example.org/sciatica/"
framed_by = "https://example.org"

[services]
needling_by = "Nobody"

[local]
lifting = "a lift"
sport = "a sport"

[training]
database = "sqlite:///rehearsal.db"

[decisions]
{decisions}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


@contextmanager
def clinic_file(path: Path) -> Iterator[None]:
    """Let this process, and the kernels that it starts, use the clinic of `path`."""
    before = os.environ.get(ENVIRONMENT)
    os.environ[ENVIRONMENT] = str(path)
    the_clinic.cache_clear()
    try:
        yield
    finally:
        the_clinic.cache_clear()
        if before is None:
            del os.environ[ENVIRONMENT]
        else:
            os.environ[ENVIRONMENT] = before


def _sign(clinic: Path, decision: str) -> None:
    """Put a name that is nobody's under a decision: its sentences are judged like all others."""
    text = decisions.text_of(decision)
    given = Signature(
        of=decisions.signature_name(decision),
        clinic="Rehearsal",
        name=Line("Rehearsal"),
        role=Line("physiotherapist"),
        licence=Line("none"),
        signed_on=today(),
        version=version_of(text),
        text=Text(text),
    )
    add_signature(clinic, given)


@contextmanager
def rehearsal_clinic(hunted: set[str]) -> Iterator[Path]:
    """Give a clinic with every setting filled, every decision in force, and none of the `hunted`
    numbers."""
    emergency = next(number for number in ("112", "000", "999") if number not in hunted)
    with tempfile.TemporaryDirectory(prefix="sciatica-check-") as folder:
        (Path(folder) / "logo.svg").write_text(LOGO, encoding="utf-8")
        path = Path(folder) / "clinic.toml"
        switches = "\n".join(f"{one.id} = true" for one in facts.decisions())
        filled = REHEARSAL.format(emergency=emergency, decisions=switches)
        path.write_text(filled, encoding="utf-8")
        for one in facts.decisions():
            _sign(path, one.id)
        yield path
