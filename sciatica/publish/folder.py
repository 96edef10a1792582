"""A folder that is written whole, and never over a file that somebody else put there."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from sciatica.content.whole_file import write_whole
from sciatica.errors import UserError

LEDGER = "sciatica-export.json"
"""The list of what was written, with the hash of each file: so that the next time only those are
replaced, and an old page that is made no more does not stay behind."""


class FolderError(UserError):
    """The folder cannot be written. The text says why and what to do; nothing was changed."""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _ours(folder: Path) -> Mapping[str, list[str]]:
    """Return the hashes of every file that was written here before, by its name."""
    try:
        raw = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return {str(name): list(map(str, hashes)) for name, hashes in raw["files"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise FolderError(
            f"{folder / LEDGER} is not the list that was written here. Choose an empty folder."
        ) from None


def _strangers(folder: Path, files: Mapping[str, bytes], ours: Mapping[str, list[str]]) -> str:
    """Return the first file that stands in the way and is not as it was written here, or ""."""
    for name, data in files.items():
        path = folder / name
        if path.is_dir():
            return name
        if path.exists() and _hash(path.read_bytes()) not in [*ours.get(name, []), _hash(data)]:
            return name
    return ""


def _ledger(files: Mapping[str, list[str]], about: Mapping[str, str]) -> bytes:
    return (json.dumps({**about, "files": files}, indent=1, sort_keys=True) + "\n").encode()


def usable(folder: Path) -> None:
    """Raise `FolderError` where `folder` is a file: known before anything is made."""
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file. Name a folder.")


def fill_folder(
    folder: Path, files: Mapping[str, bytes], about: Mapping[str, str], whole: bool = True
) -> list[str]:
    """Write `files` (by their name below `folder`); return the name of each that was taken away.

    `about` goes into the ledger. With `whole` the folder holds these files alone: what was written
    before and is made no more goes. Raises `FolderError` before anything is changed where a file of
    that name was not written here or was changed since, and where the folder cannot be written.
    """
    usable(folder)
    try:
        ours = _ours(folder)
        if name := _strangers(folder, files, ours):
            raise FolderError(
                f"{folder / name} was not written here, or was changed since. "
                "Move it away, or choose an empty folder. Nothing was written."
            )
        others = {name: _inside(folder, name) for name in sorted(set(ours) - set(files))}
        new = {name: [_hash(data)] for name, data in files.items()}
        # both hashes first: an export that is cut short can be done again
        both = {name: [*ours.get(name, []), *new.get(name, [])] for name in {**ours, **new}}
        write_whole(folder / LEDGER, _ledger(both, about))
        for name, data in files.items():
            write_whole(folder / name, data)
        gone = []
        for name, old in others.items():
            if whole and old.is_file() and _hash(old.read_bytes()) in ours[name]:
                old.unlink()
                gone.append(name)
        kept = {} if whole else {name: ours[name] for name in others}
        write_whole(folder / LEDGER, _ledger({**kept, **new}, about))
    except OSError as error:
        raise FolderError(
            f"{error.filename or folder} cannot be written ({error.strerror or error}). "
            "Choose another folder, or free some space."
        ) from error
    return gone


def _inside(folder: Path, name: str) -> Path:
    """Return the file `name` of the ledger. Raises `FolderError` where it lies elsewhere."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise FolderError(f"{folder / LEDGER} names {name}, outside of this folder. Remove it.")
    return folder / name
