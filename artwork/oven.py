"""Bakes only what has changed: what was baked is kept under a digest of all that goes into it.

What goes into a picture are values (a scene with every point of it, a row of a table) and the
sources that draw it: modules, and all of this project that they import.
"""

import ast
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from artwork.baked_from import LIBRARIES, ROOT

SHELF = ROOT / "build" / "art"
"""What was baked before; whoever deletes it loses minutes, nothing else."""


OWN = ("artwork.", "sciatica.model.")
"""Of this project, the modules that draw are these."""


def kept(key: str, shelf: Path) -> dict | None:
    """Return what is kept under a digest, if anything."""
    file = shelf / f"{key}.json"
    return json.loads(file.read_text("ascii")) if file.is_file() else None


def keep(key: str, picture: dict, shelf: Path) -> None:
    """Keep what was baked."""
    shelf.mkdir(parents=True, exist_ok=True)
    (shelf / f"{key}.json").write_text(json.dumps(picture, allow_nan=False), "ascii")


def digest(sources: bytes, *values: object) -> str:
    """Return what tells a picture made by these sources of these values from any other."""
    found = hashlib.sha256(sources)
    for value in values:
        for part in _parts(value):
            found.update(part)
    return found.hexdigest()


@cache
def sources(modules: frozenset[str], root: Path = ROOT) -> bytes:
    """Return the texts of modules, told by their dotted names, and the versions of libraries."""
    pins = (root / "requirements" / "art.txt").read_text("utf-8")
    texts = [_file(module, root).read_text("utf-8") for module in sorted(modules)]
    return "\0".join([*LIBRARIES.findall(pins), *texts]).encode()


def imported(module: str, root: Path = ROOT) -> frozenset[str]:
    """Return a module and every module of this project that it imports, near or far."""
    found, todo = set(), [module]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += _imports(name, root)
    return frozenset(found)


@cache
def _imports(module: str, root: Path) -> tuple[str, ...]:
    names: list[str] = []
    for node in ast.walk(ast.parse(_file(module, root).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(name for name in names if name.startswith(OWN) and _file(name, root).is_file())


def _file(module: str, root: Path) -> Path:
    return root.joinpath(*module.split(".")).with_suffix(".py")


def _parts(value: Any) -> Iterator[bytes]:
    """All that a value is made of, in order."""
    if isinstance(value, np.ndarray):
        yield f"{value.dtype} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif is_dataclass(value):
        for field in fields(value):
            yield field.name.encode()
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, dict):
        for name, part in value.items():
            yield str(name).encode()
            yield from _parts(part)
    elif isinstance(value, list | tuple):
        yield f"{len(value)} of".encode()
        for part in value:
            yield from _parts(part)
    else:
        yield repr(value).encode()
