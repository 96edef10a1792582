"""A baked site as text: through a pipe to the server, and on disk, one folder a fingerprint."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

MANIFEST = "site.json"
KEPT = 3


@dataclass(frozen=True, slots=True)
class BakedPage:
    """One page by its route: its HTML, or the reason why it failed. `text` is what a signature is
    given for."""

    route: str
    title: str
    lang: str
    html: str
    error: str
    text: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Every page and every script of one bake, and the pages that stand in for a page, by kind."""

    fingerprint: str
    pages: Sequence[BakedPage]
    assets: Mapping[str, str]
    troubles: Mapping[str, str]

    @property
    def failed(self) -> list[BakedPage]:
        """The pages that could not be made."""
        return [page for page in self.pages if page.error]


def kept_folder() -> Path:
    """Return the folder in the user's cache where baked sites are kept."""
    return user_cache_path("sciatica", appauthor=False) / "sites"


def pictures_folder() -> Path:
    """Return the folder in the user's cache where shrunk pictures are kept."""
    return kept_folder().with_name("pictures")


def cache_folder() -> Path:
    """Return a folder to keep baked sites in: `kept_folder`, or a temporary one if that cannot be
    written."""
    folder = kept_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="sciatica-"))


def to_text(site: Site) -> str:
    """Return the site as one line of JSON."""
    return json.dumps(asdict(site), ensure_ascii=False)


def site_from(raw: Any) -> Site | None:
    """Return the site that decoded JSON holds, or None where it holds none (or half a one)."""
    try:
        pages = [BakedPage(**{**page, "text": tuple(page["text"])}) for page in raw["pages"]]
        return Site(raw["fingerprint"], pages, raw["assets"], raw["troubles"])
    except (KeyError, TypeError):
        return None


def kept_site(folder: Path, fingerprint: str) -> Site | None:
    """Return the site baked under `fingerprint`, or None where there is none, half a one, or one
    that lacks a page."""
    try:
        text = (folder / fingerprint / MANIFEST).read_text(encoding="utf-8")
        site = site_from(json.loads(text))
    except (OSError, ValueError):
        return None
    return None if site is None or site.failed else site


def write_site(folder: Path, site: Site) -> None:
    """Keep `site` under its fingerprint, whole or not at all; drop all but the newest few.

    Raises `OSError` where it cannot be kept, a full disk above all.
    """
    scratch = Path(tempfile.mkdtemp(prefix="new-", dir=folder))
    try:
        (scratch / MANIFEST).write_text(to_text(site), encoding="utf-8")
    except OSError:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    target = folder / site.fingerprint
    shutil.rmtree(target, ignore_errors=True)
    try:
        scratch.rename(target)
    except OSError:  # another process kept the same site first: the bytes are the same
        shutil.rmtree(scratch, ignore_errors=True)
    others = sorted(
        (path for path in folder.iterdir() if path.is_dir() and path != target),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
