"""The clinic's settings as they are now: an old emergency number on a new page is a hazard."""

from pathlib import Path

from sciatica.content import Clinic, ClinicError, load_clinic
from sciatica.journal import note


class ClinicFile:
    """``clinic.toml`` while the server runs. Raises `ClinicError` where it cannot be used at the
    start; later the last good settings hold until the file is mended, as for finished pages."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last_good = load_clinic(path)

    def read(self) -> Clinic:
        """Return the settings."""
        try:
            self._last_good = load_clinic(self._path)
        except ClinicError as error:
            note("clinic_unusable", error=error)
        return self._last_good
