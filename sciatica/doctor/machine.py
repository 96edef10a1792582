"""Python, packages, the cache, and whether a kernel starts."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from jupyter_client.manager import KernelManager
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from sciatica import resources
from sciatica.content.words import Words
from sciatica.doctor.result import FAULT, NOTE, OK, Place, Result
from sciatica.kernels import OwnKernels
from sciatica.publish.site import kept_folder

PACKAGE = "sciatica"
ROOM_BYTES = 20_000_000
"""What three baked sites need, with room to spare."""
KERNEL_WITHIN_S = 60
_PIN = re.compile(r"^[\w.-]+==[^\\\n]+", re.MULTILINE)


def python(place: Place, text: Words) -> Iterator[Result]:
    """Whether this Python is new enough."""
    found = ".".join(map(str, sys.version_info[:3]))
    needed = str(metadata(PACKAGE)["Requires-Python"])
    if found in SpecifierSet(needed):
        yield Result("python", OK, text("doctor.python.ok", found=found))
    else:
        says = text("doctor.python.old", found=found, needed=needed)
        yield Result("python", FAULT, says, text("doctor.python.remedy"))


def _wrong_packages() -> Iterator[str]:
    """Yield each package that is missing or outside the range that we ask for."""
    for line in requires(PACKAGE) or []:
        need = Requirement(line)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(need.name)
        except PackageNotFoundError:
            yield f"{need.name}{need.specifier} (-)"
            continue
        if not need.specifier.contains(found, prereleases=True):
            yield f"{need.name}{need.specifier} ({found})"


def pins(file: Path) -> dict[str, SpecifierSet]:
    """Return what a file of requirements pins on this machine: the version of each package."""
    found = (Requirement(line.strip()) for line in _PIN.findall(file.read_text(encoding="utf-8")))
    return {one.name: one.specifier for one in found if one.marker is None or one.marker.evaluate()}


def _unpinned_packages(file: Path) -> Iterator[str]:
    """Yield each package that is not installed in the version that the tests ran with."""
    for name, pinned in pins(file).items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "-"
        if found not in pinned:
            yield f"{name}{pinned} ({found})"


def packages(place: Place, text: Words) -> Iterator[Result]:
    """Whether what we import is there, in versions that work, and in those that were tested."""
    if wrong := list(_wrong_packages()):
        says = text("doctor.packages.wrong", names=", ".join(wrong))
        yield Result("packages", FAULT, says, text("doctor.packages.remedy"))
        return
    file = resources.root() / "requirements" / "serve.txt"
    if not file.is_file():
        yield Result("packages", OK, text("doctor.packages.no_pins"))
    elif other := list(_unpinned_packages(file)):
        names = ", ".join(other[:5]) + (" ..." if len(other) > 5 else "")
        says = text("doctor.packages.unpinned", count=len(other), names=names)
        yield Result("packages", NOTE, says, text("doctor.packages.remedy"))
    else:
        yield Result("packages", OK, text("doctor.packages.ok", count=len(pins(file))))


def cache(place: Place, text: Words) -> Iterator[Result]:
    """Whether finished pages can be kept on disk."""
    folder = kept_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 100_000)
    except OSError as error:
        says = text("doctor.cache.closed", folder=folder, why=error.strerror)
        yield Result("cache", FAULT, says, text("doctor.cache.remedy"))
        return
    free = shutil.disk_usage(folder).free
    if free < ROOM_BYTES:
        says = text("doctor.cache.full", folder=folder, megabytes=free // 1_000_000)
        yield Result("cache", FAULT, says, text("doctor.cache.remedy"))
    else:
        yield Result("cache", OK, text("doctor.cache.ok", folder=folder))


def kernel(place: Place, text: Words) -> Iterator[Result]:
    """Whether a kernel of this Python starts, and finds this package."""
    began = time.monotonic()
    manager = KernelManager(kernel_name="python3", kernel_spec_manager=OwnKernels())
    try:
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=KERNEL_WITHIN_S)
        reply = client.execute_interactive(
            "import sciatica.pages", timeout=KERNEL_WITHIN_S, output_hook=lambda _: None
        )["content"]
        client.stop_channels()
    except Exception as error:  # a missing ipykernel, a closed folder, a firewall on loopback ...
        why = " ".join(f"{type(error).__name__}: {error}".split())
        says = text("doctor.kernel.silent", why=why)
        yield Result("kernel", FAULT, says, text("doctor.kernel.remedy"))
        return
    finally:
        manager.shutdown_kernel(now=True)
    if reply["status"] == "ok":
        seconds = f"{time.monotonic() - began:.1f}"
        yield Result("kernel", OK, text("doctor.kernel.ok", seconds=seconds))
    else:
        why = f"{reply.get('ename')}: {reply.get('evalue')}"
        says = text("doctor.kernel.stranger", why=why)
        yield Result("kernel", FAULT, says, text("doctor.kernel.remedy"))
