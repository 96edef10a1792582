"""``clinic.toml``: the one file a clinic edits, read strictly and answered in plain words."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, make_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NewType

from sciatica import resources
from sciatica.content.accent import accent
from sciatica.content.facts import decisions
from sciatica.content.logo import Logo, read_logo
from sciatica.content.phone import Phone, phone, short_phone
from sciatica.content.signing import Signature, read_signatures, signatures_file
from sciatica.content.structure import Hook, RefusedError, Structure
from sciatica.content.toml import ContentError, Document, read

ENVIRONMENT = "SCIATICA_CLINIC"
"""Names the file for a kernel that runs a notebook: `sciatica serve --clinic` sets it."""


class ClinicError(ContentError):
    """A ``clinic.toml`` that cannot be used. The text names file, line, setting and remedy."""

    @property
    def shown_path(self) -> str:
        """The whole path: a clinic may keep its settings anywhere."""
        return str(self.path)


ShortPhone = NewType("ShortPhone", Phone)
Address = NewType("Address", str)
Base = NewType("Base", str)
Origins = NewType("Origins", str)
Accent = NewType("Accent", str)
Mail = NewType("Mail", str)
Database = NewType("Database", str)


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic's settings. Empty text means: do not show it."""

    name: str
    town: str
    phone: Phone
    booking_url: str
    logo: Logo
    accent: str
    feedback_mail: str
    """Where a reader writes that a sentence is unclear or wrong."""
    emergency_number: Phone
    hospital: str
    scan_hospital: str
    """The nearest that can scan at any hour."""
    urgent_care: str
    crisis_number: Phone
    crisis_text: bool
    """Whether the crisis line answers text messages too."""
    nurse_number: Phone
    nurse_name: str
    public_url: str
    framed_by: str
    """The sites that may show reading pages within their own, with a blank between: origins."""
    needling_by: str
    lifting: str
    sport: str
    database: str
    """Where staff training keeps its records, as SQLAlchemy names it. A file of SQLite is named
    from the folder of ``clinic.toml``."""
    decisions: tuple[str, ...]
    """What makes a sign less urgent here, as far as somebody's signature carries it: see
    `content.decisions.in_force`."""
    signatures: tuple[Signature, ...]
    """Those beside ``clinic.toml``, in force or not."""


# table and key in the file -> field of Clinic
PLACES: Mapping[tuple[str, str], str] = {
    ("clinic", "name"): "name",
    ("clinic", "town"): "town",
    ("clinic", "phone"): "phone",
    ("clinic", "booking_url"): "booking_url",
    ("clinic", "logo"): "logo",
    ("clinic", "accent"): "accent",
    ("clinic", "feedback_mail"): "feedback_mail",
    ("emergency", "number"): "emergency_number",
    ("emergency", "hospital"): "hospital",
    ("emergency", "scan_hospital"): "scan_hospital",
    ("emergency", "urgent_care"): "urgent_care",
    ("crisis_line", "number"): "crisis_number",
    ("crisis_line", "text"): "crisis_text",
    ("nurse_line", "number"): "nurse_number",
    ("nurse_line", "name"): "nurse_name",
    ("site", "public_url"): "public_url",
    ("site", "framed_by"): "framed_by",
    ("services", "needling_by"): "needling_by",
    ("local", "lifting"): "lifting",
    ("local", "sport"): "sport",
    ("training", "database"): "database",
}
DECISIONS = "decisions"
"""The table of `facts/decisions.toml`: each is a switch, off where nothing is said."""
REQUIRED = {
    "name": "Write it: it must not be empty.",
    "emergency_number": "Write it: it must not be empty.",
    "crisis_number": "It must not be empty. Without this entry the usual line is shown.",
}
"""What a clinic cannot leave empty, with the remedy."""
KINDS: Mapping[str, Any] = {
    **dict.fromkeys(("phone", "nurse_number"), Phone),
    **dict.fromkeys(("emergency_number", "crisis_number"), ShortPhone),
    "crisis_text": bool,
    "booking_url": Address,
    "public_url": Base,
    "framed_by": Origins,
    "accent": Accent,
    "feedback_mail": Mail,
    "database": Database,
}
MISSING = "Copy clinic.example.toml there, or name another file with --clinic."
SQLITE = "sqlite:///"
USUAL = ("crisis_number", "crisis_text")
"""What the default settings say where a clinic says nothing."""


LONGEST = 200
"""Letters of a text: more would push the signs off a card."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"{value!r} must be text in double quotes.", "Put quotes around it.")
    return value.strip()


def _short_text(value: Any) -> str:
    text = _text(value)
    if len(text) > LONGEST or "\n" in text:
        raise RefusedError("this is too long.", f"Write one line of at most {LONGEST} letters.")
    return text


def _like(pattern: str, what: str, remedy: str) -> Hook:
    """Return what takes a text of a form, or an empty one."""

    def hook(value: Any) -> str:
        text = _text(value)
        if text and not re.fullmatch(pattern, text):
            raise RefusedError(f"{text!r} is not {what}.", remedy)
        return text

    return hook


_ORIGIN = r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?"

HOOKS: Mapping[Any, Hook] = {
    str: _short_text,
    Phone: lambda value: phone(_text(value)),
    ShortPhone: lambda value: short_phone(_text(value)),
    Accent: lambda value: accent(_text(value)),
    Address: _like(r"https://[^\s/?#]+\S*", "a web address", "It begins with https://."),
    Base: _like(
        r"https://[^\s/?#]+[^\s?#]*",
        "the address of a place",
        "It begins with https:// and holds no ? and no #.",
    ),
    Origins: _like(
        rf"{_ORIGIN}( {_ORIGIN})*",
        "a list of sites",
        'Write each as "https://clinic.example", without a path, a blank between two.',
    ),
    Mail: _like(
        r"[\w.+-]+@[\w-]+(\.[\w-]+)+", "a mail address", 'Write it as "pages@clinic.example".'
    ),
    Database: _like(r"[a-z][a-z0-9_+]*://.+", "a database", f"Write it as {SQLITE}training.db."),
}


@cache
def _form() -> tuple[Structure, type[Any]]:
    """Return what makes the file, and its form: the tables of `PLACES`, each setting optional, and
    a switch for each decision."""
    tables: dict[str, list[tuple[str, Any, Any]]] = {}
    for (table, key), name in PLACES.items():
        default = None if name in USUAL else ""
        tables.setdefault(table, []).append((key, KINDS.get(name, str), field(default=default)))
    tables[DECISIONS] = [(one.id, bool, field(default=False)) for one in decisions()]
    parts = {table: make_dataclass(table, settings) for table, settings in tables.items()}
    entries = [(table, part, field(default_factory=part)) for table, part in parts.items()]
    return Structure(HOOKS), make_dataclass("ClinicFile", entries)


def _load(written: Document, path: Path) -> Clinic:
    structure, form = _form()
    made = structure(written, form)
    values = {name: getattr(getattr(made, table), key) for (table, key), name in PLACES.items()}
    if values["crisis_number"] is None and path != resources.default_clinic():
        usual = load_clinic(resources.default_clinic())
        for name in USUAL:
            values[name] = getattr(usual, name) if values[name] is None else values[name]
    values["crisis_text"] = bool(values["crisis_text"])
    for (table, key), name in PLACES.items():
        if name in REQUIRED and not values[name]:
            raise written.error((table, key), f"[{table}] needs {key}.", REQUIRED[name])
    try:
        values["logo"] = read_logo(values["logo"], path.parent) if values["logo"] else Logo("")
    except RefusedError as fault:
        raise written.error(("clinic", "logo"), fault.what, fault.remedy) from fault
    if values["database"].startswith(SQLITE):
        file = values["database"].removeprefix(SQLITE)
        values["database"] = f"{SQLITE}{path.absolute().parent / file}"
    switched = getattr(made, DECISIONS)
    values[DECISIONS] = tuple(one.id for one in decisions() if getattr(switched, one.id))
    return Clinic(**values, signatures=read_signatures(path))


def load_clinic(path: Path) -> Clinic:
    """Read `path`. Raises `ClinicError` naming file, line and remedy for anything unusable."""
    try:
        return _load(read(path, missing=MISSING), path)
    except ContentError as error:
        raise ClinicError(
            error.what, error.remedy, path=error.path or path, line=error.line, key=error.key
        ) from error


def companions(path: Path) -> Iterator[Path]:
    """Yield the other files that the settings in `path` are made of, whether or not they can be
    used: the usual settings, the signatures, and the logo."""
    yield resources.default_clinic()
    if signatures := signatures_file(path):
        yield signatures
    try:
        named = read(path).data["clinic"]["logo"]
    except (ContentError, LookupError, TypeError):
        return
    if isinstance(named, str) and named:
        yield path.parent / named


def clinic_file() -> Path:
    """Return the settings of this process: the file that ``SCIATICA_CLINIC`` names, or the one
    here."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named else resources.clinic()


@cache
def the_clinic() -> Clinic:
    """Return the clinic of this process."""
    return load_clinic(clinic_file())
