"""A clinic whose clinician has decided."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sciatica.content.clinic import Clinic, load_clinic
from sciatica.content.decisions import signature_name, text_of
from sciatica.content.signing import Line, Signature, Text, add_signature, today, version_of

NAME = "A clinic"


def switch(folder: Path, *decisions: str) -> Path:
    """Write the settings of a clinic that has switched some decisions on; return the file."""
    path = folder / "clinic.toml"
    lines = ["[clinic]", f'name = "{NAME}"', "[emergency]", 'number = "112"', "[decisions]"]
    path.write_text("\n".join([*lines, *(f"{one} = true" for one in decisions)]) + "\n", "utf-8")
    return path


def sign(path: Path, decision: str, **changed: Any) -> Signature:
    """Put somebody's name under a decision, beside these settings."""
    text = Text(tuple(text_of(decision)))
    given = Signature(
        of=signature_name(decision),
        clinic=NAME,
        name=Line("Ada Example"),
        role=Line("physiotherapist"),
        licence=Line("AB 1234"),
        signed_on=today(),
        version=version_of(text),
        text=text,
    )
    given = replace(given, **changed)
    add_signature(path, given)
    return given


def decided_clinic(folder: Path, *decisions: str) -> Clinic:
    """Return a clinic in which some decisions are in force."""
    path = switch(folder, *decisions)
    for one in decisions:
        sign(path, one)
    return load_clinic(path)
