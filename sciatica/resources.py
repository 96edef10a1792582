"""Where the files that travel with the package lie: beside it, or in a wheel inside it."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """Return the folder that holds ``notebooks/``, ``share/``, ``docs/safety/`` and the default
    settings."""
    bundle = PACKAGE / "_bundle"
    return bundle if bundle.is_dir() else PACKAGE.parent


def notebooks() -> Path:
    """Return the folder of the notebooks, one folder a language."""
    return root() / "notebooks"


def templates() -> Path:
    """Return the folder of the template of all pages and of their layout."""
    return PACKAGE / "publish" / "templates"


def safety() -> Path:
    """Return the folder of the hazard log and of what waits for a clinician."""
    return root() / "docs" / "safety"


def default_clinic() -> Path:
    """Return the settings that hold where a clinic has none of its own: the file to copy."""
    return root() / "clinic.example.toml"


def clinic() -> Path:
    """Return the clinic's settings where nobody names a file: ``clinic.toml`` in this folder, else
    beside the project (git leaves it alone), else the default."""
    for folder in (Path.cwd(), root()):
        if (path := folder / "clinic.toml").exists():
            return path
    return default_clinic()
