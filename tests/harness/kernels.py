"""The kernels of a server, as it records them itself: a forked one bears its parent's name."""

import tempfile
from pathlib import Path

import psutil


def _records(kernel: str = "*") -> list[Path]:
    """Return the records of our servers: process ids, each beside its connection file."""
    return list(Path(tempfile.gettempdir()).glob(f"sciatica-*/kernel-{kernel}.pid"))


def _told(record: Path) -> int:
    try:
        return int(record.read_text("ascii") or 0)
    except OSError:  # its kernel has just ended
        return 0


def kernel_process(kernel: str) -> psutil.Process:
    """Return the process of a kernel by its id."""
    (record,) = _records(kernel)
    return psutil.Process(_told(record))


def kernels_of(server: psutil.Process) -> list[psutil.Process]:
    """Return the kernels of live pages of one of our servers that run."""
    recorded = {_told(record) for record in _records()}
    return [one for one in server.children(recursive=True) if one.pid in recorded]
