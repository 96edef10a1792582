"""All pages and sheets as files to carry along: a stick, a disk, or any host that serves files."""

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from sciatica import __version__
from sciatica.content.clinic import ENVIRONMENT, load_clinic, the_clinic
from sciatica.content.decisions import not_in_force
from sciatica.content.words import words
from sciatica.figures.shrink import keep_in
from sciatica.publish.bake import LANG, Progress, bake
from sciatica.publish.errors import PublishError
from sciatica.publish.folder import fill_folder, usable
from sciatica.publish.fonts import refuse_unprintable
from sciatica.publish.front import FrontLink, Print, Sheets, front_page
from sciatica.publish.sheets import (
    Copy,
    Paper,
    SheetsMissingError,
    copies,
    take_home_copy,
    typeset,
)
from sciatica.publish.single import file_of, single_page
from sciatica.publish.site import Site, cache_folder, pictures_folder

LIMIT_BYTES = 1_600_000
"""An old phone opens a larger page too slowly: such a page is not written."""

Say = Callable[[str], None]


def baked(clinic: Path, say: Say) -> Site:
    """Return the finished site for `clinic`, from the cache or made now.

    Raises `PublishError` where a page fails: half a set of pages would look like a whole one.
    """
    clinic = clinic.absolute()  # a kernel runs in the folder of its notebook
    settings = load_clinic(clinic)
    os.environ[ENVIRONMENT] = str(clinic)  # the kernel that runs the notebooks inherits it
    keep_in(pictures_folder())
    the_clinic.cache_clear()

    def report(progress: Progress) -> None:
        if not progress.error:
            say(f"  made    {progress.title}  ({progress.seconds:.1f} s)")

    site = asyncio.run(bake(cache_folder(), clinic, report))
    for told in not_in_force(settings, words(LANG)):
        say(told)
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


def _sheet_files(
    papers: Sequence[Paper], made: Iterable[Copy], folder: str, *, large: bool = False
) -> tuple[dict[str, bytes], dict[str, list[Print]]]:
    """Return each sheet on each paper as a file below `folder`, and as a line of a list."""
    files: dict[str, bytes] = {}
    listed: dict[str, list[Print]] = {}
    for copy in made:
        for paper in papers:
            name = f"{folder}{copy.kind.name}{'-large' if large else ''}-{paper}.pdf"
            files[name] = data = typeset(copy, paper, large=large)
            listed.setdefault(copy.title, []).append(Print(paper, name, size(len(data))))
    return files, listed


def _page_entries(site: Site) -> Mapping[str, Sequence[FrontLink]]:
    entries: dict[str, list[FrontLink]] = {}
    for page in site.pages:
        entries.setdefault(page.lang, []).append(FrontLink(page.title, file_of(page)))
    return entries


def _write(
    folder: Path,
    files: Mapping[str, bytes],
    fingerprint: str,
    today: date,
    say: Say,
    *,
    whole: bool,
) -> None:
    about = {"made_on": today.isoformat(), "version": __version__, "site": fingerprint}
    gone = fill_folder(folder, files, about, whole)
    for name in sorted(files):
        say(f"  wrote   {name}  ({size(len(files[name]))})")
    for name in gone:
        say(f"  removed {name}: it is made no more")
    say(f"{len(files)} files, {size(sum(map(len, files.values())))}, in {folder}")


def export(folder: Path, clinic: Path, say: Say, today: date) -> int:
    """Write the pages and the PDF sheets into `folder`, one folder a language, and say each file
    with its size.

    Without typst the sheets are left out, and that is said. Raises `PublishError` and
    `FolderError`; nothing is written then. Returns the exit code.
    """
    usable(folder)
    refuse_unprintable(load_clinic(clinic), clinic)
    site = baked(clinic, say)
    files = dict(page_files(site))
    pages = _page_entries(site)
    sheets: dict[str, Sheets] = {}
    left_out = ""
    for lang in pages:
        try:
            made, sheets[lang] = _sheet_files(list(Paper), copies(site, lang), f"{lang}/sheets/")
        except SheetsMissingError as missing:
            left_out = f"Without the PDF sheets: {missing}"
            break
        files |= made
    files["index.html"] = front_page(load_clinic(clinic), today, pages, sheets).encode()
    _write(folder, files, site.fingerprint, today, say, whole=True)
    if left_out:
        say(left_out)
    say(f"Begin with {folder / 'index.html'}")
    return 0


def sheets(
    folder: Path,
    clinic: Path,
    say: Say,
    today: date,
    papers: Sequence[Paper],
    link: str,
    *,
    large: bool = False,
) -> int:
    """Write the PDF sheets into `folder`; with a `link` the one sheet to take home that it names,
    and `large` in large print.

    Raises `SheetsMissingError`, `PublishError` and `FolderError`; nothing is written then.
    Returns the exit code.
    """
    usable(folder)
    refuse_unprintable(load_clinic(clinic), clinic)
    site = baked(clinic, say)
    files: dict[str, bytes] = {}
    for lang in _page_entries(site):
        made = [take_home_copy(site, lang, link)] if link else copies(site, lang)
        files |= _sheet_files(papers, made, f"{lang}/", large=large)[0]
    _write(folder, files, site.fingerprint, today, say, whole=False)
    return 0
