"""Where the files that travel with the package lie: beside it, or in a wheel inside it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """Return the folder that holds ``notebooks/``, ``share/`` and the default ``clinic.toml``."""
    bundle = PACKAGE / "_bundle"
    return bundle if bundle.is_dir() else PACKAGE.parent


def notebooks() -> Path:
    """Return the folder of the notebooks, one folder a language."""
    return root() / "notebooks"


def templates() -> Path:
    """Return the folder of our Voila template, which also holds the finished page's template."""
    return root() / "share" / "jupyter" / "voila" / "templates" / "sciatica"


def default_clinic() -> Path:
    """Return the ``clinic.toml`` that holds where nobody names another."""
    return root() / "clinic.toml"
