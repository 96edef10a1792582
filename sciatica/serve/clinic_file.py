"""The clinic's settings as they are now: an old emergency number on a new page is a hazard."""

from pathlib import Path

from sciatica import log
from sciatica.content.clinic import Clinic, ClinicError, load_clinic


class ClinicFile:
    """``clinic.toml`` while the server runs. Raises `ClinicError` where it cannot be used at the
    start; later the last good settings hold until the file is mended, as for finished pages, and
    staff pages say so."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last_good = load_clinic(path)
        self.trouble = ""
        """Why the file could not be used when it was read last, or nothing."""

    def read(self) -> Clinic:
        """Return the settings."""
        try:
            self._last_good = load_clinic(self._path)
            self.trouble = ""
        except ClinicError as error:
            if self.trouble != str(error):  # once, not for every visitor
                log.event("clinic_unusable", error=error)
            self.trouble = str(error)
        return self._last_good
