"""``clinic.toml``, every field in plain words."""

import re
from collections.abc import Iterator

from sciatica import resources
from sciatica.content import decisions
from sciatica.content.clinic import PLACES, ClinicError, load_clinic
from sciatica.content.signing import today
from sciatica.content.words import Words
from sciatica.doctor.result import FAULT, NOTE, OK, Place, Result
from sciatica.training.recorder import UnrecordedError, open_records

_PASSWORD = re.compile(r"(://[^/@:]*:)[^/@]*@")


def settings(place: Place, text: Words) -> Iterator[Result]:
    """What each field says, or what is left out of the pages because it is empty."""
    try:
        clinic = load_clinic(place.clinic)
    except ClinicError as error:
        yield Result("clinic", FAULT, str(error))
        return
    if place.clinic == resources.default_clinic():
        yield Result("clinic", NOTE, text("doctor.clinic.default", file=place.clinic))
    else:
        yield Result("clinic", OK, text("doctor.clinic.file", file=place.clinic))
    for (table, key), field in PLACES.items():
        value = getattr(clinic, field)
        name = f"clinic {table}.{key}"
        if value is True:
            yield Result(name, OK, text("doctor.clinic.yes"))
        elif value:
            yield Result(name, OK, text("doctor.clinic.is", value=_PASSWORD.sub(r"\1***@", value)))
        else:
            yield Result(name, NOTE, text(f"doctor.clinic.empty.{field}"))
    unsigned = decisions.unsigned(clinic, today())
    for one in clinic.decisions:
        name = f"clinic decisions.{one}"
        if one in unsigned:
            remedy = text("sign.decision.remedy", decision=one)
            yield Result(name, FAULT, text("sign.decision.fault", decision=one), remedy)
        else:
            yield Result(name, NOTE, text("doctor.clinic.decided"))


def training(place: Place, text: Words) -> Iterator[Result]:
    """Whether staff training can keep its records, if the clinic wants it to."""
    try:
        database = load_clinic(place.clinic).database
    except ClinicError:
        return  # the check of the settings says why
    if not database:
        yield Result("training", OK, text("doctor.training.off"))
        return
    try:
        open_records(database).close()
    except UnrecordedError as error:
        says = text("doctor.training.unusable", why=error)
        yield Result("training", FAULT, says, text("doctor.training.remedy"))
    else:
        yield Result("training", OK, text("doctor.training.ok"))
