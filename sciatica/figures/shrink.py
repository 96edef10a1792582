"""A picture's SVG made small by scour, once for all bakes.

scour takes half of a bake, and no picture holds a setting of a clinic. What it made is kept under
the hash of all that it is made from, so that a changed emergency number is on the pages sooner.
"""

import hashlib
import os
import tempfile
import time
from pathlib import Path

from scour import scour

FOLDER = "SCIATICA_SVG_CACHE"
"""The variable of the environment that names the folder. Without it nothing is kept: a notebook
that somebody works on writes no files."""
UNUSED_AFTER_S = 30 * 24 * 3600
_END = "</svg>"


def _options() -> object:
    options = scour.sanitizeOptions(None)
    options.digits = 4
    options.cdigits = 4
    options.strip_comments = True
    options.remove_metadata = True
    options.strip_xml_prolog = True
    options.indent_type = "none"
    options.newlines = False
    options.group_collapse = False  # an empty-looking group may be a layer
    options.enable_viewboxing = True
    return options


def shrunk(raw: str) -> str:
    """Return what scour makes of the SVG `raw`, from the folder of kept ones where it is there."""
    options = _options()
    folder = os.environ.get(FOLDER, "")
    made_from = f"{scour.VER} {sorted(vars(options).items())} {raw}"
    kept = Path(folder) / f"{hashlib.sha256(made_from.encode()).hexdigest()}.svg"
    if folder and (text := _read(kept)):
        return text
    text = str(scour.scourString(raw, options)).rstrip()
    if folder:
        _write(kept, text)
    return text


def _read(kept: Path) -> str:
    """Return what is in the file, or nothing where that is not the whole of it."""
    try:
        text = kept.read_text("utf-8")
        os.utime(kept)  # it is in use
    except (OSError, ValueError):
        return ""
    return text if text.endswith(_END) else ""


def _write(kept: Path, text: str) -> None:
    """Keep a whole file or none: a full disk costs time at the next bake and nothing else."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            new = Path(scratch) / kept.name
            new.write_text(text, "utf-8")
            new.replace(kept)
    except OSError:
        pass


def keep_in(folder: Path) -> None:
    """Keep what this process and its kernels shrink in `folder`, unless the environment names
    another; what nobody has used for a month goes."""
    os.environ.setdefault(FOLDER, str(folder))
    for kept in folder.glob("*.svg"):
        try:
            if time.time() - kept.stat().st_mtime > UNUSED_AFTER_S:
                kept.unlink()
        except OSError:  # another process was first
            pass
