"""``clinic.toml``: the one file a clinic edits, read strictly and answered in plain words."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path

from sciatica import resources

ENVIRONMENT = "SCIATICA_CLINIC"
"""Names the file for a kernel that runs a notebook: `sciatica serve --clinic` sets it."""


class ClinicError(ValueError):
    """A ``clinic.toml`` that cannot be used. The text names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """The clinic's settings. Empty text means: do not show it."""

    name: str
    town: str
    phone: str
    booking_url: str
    emergency_number: str
    hospital: str
    nurse_number: str
    nurse_name: str
    public_url: str
    needling_by: str
    lifting: str
    sport: str
    database: str
    """Where staff training keeps its records, as SQLAlchemy names it. A file of SQLite is named
    from the folder of ``clinic.toml``."""


# table and key in the file -> field of Clinic
PLACES: Mapping[tuple[str, str], str] = {
    ("clinic", "name"): "name",
    ("clinic", "town"): "town",
    ("clinic", "phone"): "phone",
    ("clinic", "booking_url"): "booking_url",
    ("emergency", "number"): "emergency_number",
    ("emergency", "hospital"): "hospital",
    ("nurse_line", "number"): "nurse_number",
    ("nurse_line", "name"): "nurse_name",
    ("site", "public_url"): "public_url",
    ("services", "needling_by"): "needling_by",
    ("local", "lifting"): "lifting",
    ("local", "sport"): "sport",
    ("training", "database"): "database",
}
REQUIRED = {"name", "emergency_number"}
PHONES = {"phone", "emergency_number", "nurse_number"}
ADDRESSES = {"booking_url", "public_url"}
SQLITE = "sqlite:///"


def _line(text: str, table: str, key: str | None = None) -> int:
    """Return the line (from 1) of `key` in `table`, of the table's head, or 1."""
    here, head = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r"\s*\[([^\]]+)\]", line):
            here = match[1].strip()
            head = number if here == table else head
        elif here == table and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return head


def _unknown(kind: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    advice = f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(known)}."
    return f"there is no {kind} {name!r}. {advice}"


def load_clinic(path: Path) -> Clinic:
    """Read `path`. Raises `ClinicError` naming file, line and remedy for anything unusable."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ClinicError(
            f"{path} cannot be read ({error.strerror}). Name another file with --clinic."
        ) from error
    except UnicodeDecodeError as error:
        raise ClinicError(f"{path} is not UTF-8 text. Save it again as UTF-8.") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClinicError(
            f"{path} is not valid TOML: {error}. Texts stand in double quotes, one setting a line."
        ) from error

    def wrong(table: str, key: str | None, why: str) -> ClinicError:
        return ClinicError(f"{path}, line {_line(text, table, key)}: {why}")

    values = dict.fromkeys((field.name for field in fields(Clinic)), "")
    known_tables = list(dict.fromkeys(table for table, _ in PLACES))
    for table, entries in tables.items():
        if table not in known_tables or not isinstance(entries, dict):
            raise wrong(table, None, _unknown("part", table, known_tables))
        for key, value in entries.items():
            field = PLACES.get((table, key))
            if field is None:
                known = [name for part, name in PLACES if part == table]
                raise wrong(table, key, _unknown(f"setting in [{table}]", key, known))
            values[field] = _value(field, value, partial(wrong, table, key))
    for (table, key), field in PLACES.items():
        if field in REQUIRED and not values[field]:
            raise wrong(table, key, f"[{table}] needs {key}, and it must not be empty.")
    if values["database"].startswith(SQLITE):
        file = values["database"].removeprefix(SQLITE)
        values["database"] = f"{SQLITE}{path.absolute().parent / file}"
    return Clinic(**values)


def _value(field: str, value: object, wrong: Callable[[str], ClinicError]) -> str:
    if not isinstance(value, str):
        raise wrong(f"{value!r} must be text in double quotes.")
    value = value.strip()
    if field in PHONES and value and not re.fullmatch(r"\+?[\d][\d \-().]*", value):
        raise wrong(f"{value!r} is not a number to dial. Write digits only.")
    if field in ADDRESSES and value and not re.fullmatch(r"https://[^\s/]+\S*", value):
        raise wrong(f"{value!r} is not a web address. It begins with https://.")
    if field == "database" and value and not re.fullmatch(r"[a-z][a-z0-9_+]*://.+", value):
        raise wrong(f"{value!r} is not a database. Write it as {SQLITE}training.db.")
    return value


@cache
def the_clinic() -> Clinic:
    """Return the clinic of this process: the file named by ``SCIATICA_CLINIC``, or the default."""
    named = os.environ.get(ENVIRONMENT)
    return load_clinic(Path(named) if named else resources.default_clinic())
