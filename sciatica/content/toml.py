"""Read our own TOML files; a broken one is named."""

import tomllib
from pathlib import Path
from typing import Any


class ContentError(ValueError):
    """A file of facts or words cannot be used: names the file, the entry and the remedy."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of `path`. Raises `ContentError` with file, line and remedy."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(
            f"{path} is not valid TOML: {error}. Texts stand in double quotes, one entry a line."
        ) from error
