"""``clinic.toml``, every field in plain words."""

from collections.abc import Iterator

from sciatica.content import ClinicError, Words, load_clinic
from sciatica.content.clinic import PLACES
from sciatica.doctor.result import FAULT, NOTE, OK, Place, Result


def settings(place: Place, text: Words) -> Iterator[Result]:
    """What each field says, or what is left out of the pages because it is empty."""
    try:
        clinic = load_clinic(place.clinic)
    except ClinicError as error:
        yield Result("clinic", FAULT, str(error))
        return
    yield Result("clinic", OK, text("doctor.clinic.file", file=place.clinic))
    for (table, key), field in PLACES.items():
        value = getattr(clinic, field)
        name = f"clinic {table}.{key}"
        if value:
            yield Result(name, OK, text("doctor.clinic.is", value=value))
        else:
            yield Result(name, NOTE, text(f"doctor.clinic.empty.{field}"))
