"""Everything that can change a page, as files to watch and as one fingerprint."""

import hashlib
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

from sciatica import resources

_PASSED_OVER = {"__pycache__", ".ipynb_checkpoints", "_bundle"}


def files(notebooks: Path, clinic: Path) -> Iterator[Path]:
    """Yield every file that a page is made from: code, facts, words, artwork, lessons, clinic."""
    for folder in (resources.PACKAGE, notebooks, resources.templates()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _PASSED_OVER & set(path.relative_to(folder).parts):
                yield path
    yield clinic


def snapshot(notebooks: Path, clinic: Path) -> Mapping[Path, tuple[int, int]]:
    """Return time and size of every input: cheap to compare once a second."""
    seen = {}
    for path in files(notebooks, clinic):
        try:
            stat = path.stat()
        except OSError:
            continue
        seen[path] = (stat.st_mtime_ns, stat.st_size)
    return seen


def fingerprint(notebooks: Path, clinic: Path) -> str:
    """Return one hash over the contents of all inputs and the versions of all dependencies.

    A page from the cache with an old emergency number would be a hazard: when in doubt, a
    thing belongs into this hash.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for path in files(notebooks, clinic):
        digest.update(f"\n{path.name}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions()):
        digest.update(name.encode())
    return digest.hexdigest()[:16]
