"""A clinic's own settings for as long as a test needs them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from sciatica.content.clinic import the_clinic


@contextmanager
def settings(written: str) -> Iterator[None]:
    """Let pages be made for a clinic whose ``clinic.toml`` is `written`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clinic.toml"
        file.write_text(written, encoding="utf-8")
        with patch.dict(os.environ, {"SCIATICA_CLINIC": str(file)}):
            the_clinic.cache_clear()
            try:
                yield
            finally:
                the_clinic.cache_clear()
