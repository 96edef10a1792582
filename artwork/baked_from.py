"""What the pictures were baked from, in one line a part beside what was baked.

``make art`` writes the file. Who changes a source sees in a test that the pictures are older than
it, and the tests that ask the solids run; as long as nothing has changed, they need not.

``python -m artwork.baked_from asked`` writes anew what the tests of the solids read besides, once
these tests have passed: a published size, a name of the model, the tests themselves.
"""

import hashlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "sciatica" / "content" / "artwork" / "baked-from.txt"
PARTS: Mapping[str, tuple[str, ...]] = {
    "bodies": ("artwork/bodies/*.py", "requirements/anny.txt"),
    "solids": (
        "artwork/solids/*.py",
        *(f"artwork/bodies/{name}.py" for name in ("export", "outlines", "raster", "surface")),
    ),
    "model3d": ("artwork/model3d/*.py", "artwork/solids/*.py"),
    "way": (
        *(f"artwork/bodies/{name}.py" for name in ("nerve", "nerve_picture", "skeleton")),
        "artwork/solids/*.py",
    ),
    "asked": (
        *(f"sciatica/model/{name}.py" for name in ("anatomy", "buttock", "lesions")),
        "sciatica/content/facts/spine.toml",
        *(
            f"tests/artwork/test_{name}.py"
            for name in ("column", "courses", "lesions", "pelvis", "posture_and_stenosis")
        ),
    ),
}
"""The sources of each part. All bakes depend on the pinned libraries besides."""
LIBRARIES = re.compile(r"^(?:numpy|scipy|scikit-image|shapely)==[^\\\n]*", re.M)
THINS = re.compile(r"^fast-simplification==[^\\\n]*", re.M)
"""The library that the model alone needs."""


def fingerprint(part: str, root: Path = ROOT) -> str:
    """Return what tells these sources from any others."""
    pins = (root / "requirements" / "art.txt").read_text("utf-8")
    libraries = LIBRARIES.findall(pins) + (THINS.findall(pins) if part == "model3d" else [])
    found = hashlib.sha256("\n".join(libraries).encode())
    for pattern in PARTS[part]:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            found.update(f"\0{name}\0{path.read_text('utf-8')}".encode())
    return found.hexdigest()


def written(file: Path = FILE) -> dict[str, str]:
    """Return the fingerprints that were written down, by part."""
    if not file.is_file():
        return {}
    return dict(line.split(": ") for line in file.read_text("ascii").splitlines())


def changed(root: Path = ROOT, file: Path = FILE) -> list[str]:
    """Return the parts whose sources are not those that were written down."""
    told = written(file)
    return [part for part in PARTS if told.get(part) != fingerprint(part, root)]


def write_down(*parts: str, file: Path = FILE) -> None:
    """Write down the sources of these parts as they are now."""
    told = written(file) | {part: fingerprint(part) for part in parts}
    file.write_text("".join(f"{part}: {told[part]}\n" for part in PARTS if part in told), "ascii")


if __name__ == "__main__":
    if sys.argv[1:] != ["asked"]:
        raise SystemExit("Usage: python -m artwork.baked_from asked")
    write_down("asked")
