"""All pages as files to carry along: a stick, a disk, or any host that serves files."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from sciatica import __version__
from sciatica.content import Clinic, load_clinic, the_clinic
from sciatica.content.clinic import ENVIRONMENT
from sciatica.publish.bake import Progress, bake
from sciatica.publish.folder import fill_folder, usable
from sciatica.publish.front import Entry, front_page
from sciatica.publish.page import PublishError
from sciatica.publish.single import file_of, single_page
from sciatica.publish.site import Site, cache_folder

LIMIT_BYTES = 1_500_000
"""An old phone opens a larger page too slowly: such a page is not written."""

Say = Callable[[str], None]


def baked(clinic: Path, say: Say) -> Site:
    """Return the finished site for `clinic`, from the cache or made now.

    Raises `PublishError` where a page fails: half a set of pages would look like a whole one.
    """
    load_clinic(clinic)
    os.environ[ENVIRONMENT] = str(clinic)  # the kernel that runs the notebooks inherits it
    the_clinic.cache_clear()

    def report(progress: Progress) -> None:
        if not progress.error:
            say(f"  made    {progress.title}  ({progress.seconds:.1f} s)")

    site = asyncio.run(bake(cache_folder(), clinic, report))
    for page in site.failed:
        raise PublishError(f"the page {page.title!r} fails: {page.error}. Nothing was written.")
    return site


def size(count: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def page_files(site: Site) -> Mapping[str, bytes]:
    """Return every page of `site` as a file that needs nothing beside it.

    Raises `PublishError` for a page that cannot stand alone or is too large.
    """
    files = {page.route: file_of(page) for page in site.pages}
    made = {}
    for page in site.pages:
        data = single_page(page, site.assets, files).encode()
        if len(data) > LIMIT_BYTES:
            raise PublishError(
                f"{files[page.route]} would have {size(len(data))}, more than "
                f"{size(LIMIT_BYTES)}. Make its pictures simpler."
            )
        made[files[page.route]] = data
    return made


def _entries(site: Site) -> Mapping[str, Sequence[Entry]]:
    entries: dict[str, list[Entry]] = {}
    for page in site.pages:
        entries.setdefault(page.lang, []).append(Entry(page.title, file_of(page)))
    return entries


def export(folder: Path, clinic: Path, say: Say, today: date) -> int:
    """Write the pages into `folder`, one folder a language, and say each file with its size.

    Raises `PublishError` and `FolderError`; nothing is written then. Returns the exit code.
    """
    usable(folder)
    site = baked(clinic, say)
    settings: Clinic = load_clinic(clinic)
    files = dict(page_files(site))
    front = front_page(settings, today, _entries(site), {})
    files["index.html"] = front.encode()
    about = {"made_on": today.isoformat(), "version": __version__, "site": site.fingerprint}
    gone = list(fill_folder(folder, files, about))
    for name in sorted(files):
        say(f"  wrote   {name}  ({size(len(files[name]))})")
    for name in gone:
        say(f"  removed {name}: it is made no more")
    total = size(sum(map(len, files.values())))
    say(f"{len(files)} files, {total}, in {folder}. Begin with {folder / 'index.html'}")
    return 0
