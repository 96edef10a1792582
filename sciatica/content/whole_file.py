"""A file is written whole or not at all: nobody reads half of it, and a full disk loses nothing."""

import os
import tempfile
from pathlib import Path

READABLE = 0o644


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path` at once; its folder is made. Raises `OSError`, and leaves
    what was there as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        Path(scratch).chmod(READABLE)
        Path(scratch).replace(path)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
        raise
