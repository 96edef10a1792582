"""What the page on quality and privacy prints: how hard our pages read, what they weigh, and what a
browser finds on them.

``make measure`` makes the pages with the settings as delivered, opens each in the system's browser,
and writes ``sciatica/content/facts/measured.toml``. A test holds the file to the finished pages
(`stale`): what can be counted is counted again, within a tolerance; what needs a browser is taken
as true as long as the browser would see the same page, whatever its words (`seen`). Why so:
``docs/decisions/0023-measured-numbers.md``.
"""

import asyncio
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.servers import ROOT, launch, sciatica
from sciatica import resources
from sciatica.check import Project
from sciatica.check.reading import Lists, grade, read_lists, sentences
from sciatica.content.facts import FACTS
from sciatica.content.measured import SHORT_WORDS, Measured, PageMeasures, measured
from sciatica.publish.bake import Progress, bake
from sciatica.publish.site import BakedPage, Site
from sciatica.serve.page_store import HTML, SCRIPT, CachedResponse
from tests.harness.looking import DESK, KEPT, PHONE, examined

FILE = FACTS / "measured.toml"
WITHIN_GRADE = 0.3
WITHIN_SHORT = 3
WITHIN_SIZE = 0.05
"""How far a page may have moved from what is written before its number is no longer true: a comma
moves none of them, a new part of a page does."""
_INSIDE_SVG = re.compile(r"(<svg\b[^>]*>).*?(</svg>)", re.DOTALL)
HEAD = """\
# What was found on the finished pages. `make measure` writes this file: do not edit it. The page
# on quality and privacy prints it. A test says when it no longer fits the pages; no server asks.
# seen: fingerprint of what a browser sees of a page besides its words.
"""


def page_id(page: BakedPage) -> str:
    """Return the page's name, such as ``en/care``."""
    return page.route or f"{page.lang}/home"


# What is counted on a finished page ---------------------------------------------------------------


def _scripts(page: BakedPage, assets: Mapping[str, str]) -> list[str]:
    return [text for name, text in assets.items() if name in page.html]


def _kind(tag: Tag) -> str:
    """Return what sort of element this is: its name, classes and roles, the names of what else it
    has, and what it stands in; not what it says."""

    def named(one: Tag) -> str:
        return ".".join([one.name, *sorted(one.get("class") or [])])

    others = sorted(name for name in tag.attrs if name != "class")
    within = named(tag.parent) if tag.parent else ""
    return f"{within} {named(tag)} {others} {tag.get('role')} {tag.get('type')}"


def seen(page: BakedPage, assets: Mapping[str, str]) -> str:
    """Return a fingerprint of what a browser sees of a page besides its words: the sorts of its
    elements, its style sheets, its scripts. One sentence more of the same sort changes nothing."""
    soup = BeautifulSoup(_INSIDE_SVG.sub(r"\1\2", page.html), "html.parser")
    parts = {_kind(tag) for tag in soup.find_all(True)}
    parts |= {style.get_text() for style in soup.find_all("style")}
    parts |= set(_scripts(page, assets))
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:12]


def counted(page: BakedPage, assets: Mapping[str, str], lists: Lists) -> PageMeasures:
    """Return everything about a page that needs no browser. Kilobytes are those that a server of
    ours sends: page and scripts, compressed."""
    said = sentences(page.html)
    found = grade(said, lists)
    short = sum(len(one.split()) <= SHORT_WORDS for one in said)
    scripts = _scripts(page, assets)
    sent = [
        CachedResponse.wrap(page.html, HTML),
        *(CachedResponse.wrap(one, SCRIPT) for one in scripts),
    ]
    return PageMeasures(
        short_in_100=round(100 * short / len(said)) if said else 0,
        kilobytes=max(1, round(sum(len(one.packed) for one in sent) / 1000)),
        requests=len(sent),
        seen=seen(page, assets),
        grade=round(found.kincaid, 1) if found else None,
    )


def count(site: Site) -> dict[str, PageMeasures]:
    """Return what can be counted on every page, by its name."""
    lists = read_lists(Project.ours().facts)
    return {page_id(page): counted(page, site.assets, lists) for page in site.pages}


def _moved(written: PageMeasures, now: PageMeasures) -> Iterator[str]:
    grades = (written.grade or 0, now.grade or 0)
    if abs(grades[0] - grades[1]) > WITHIN_GRADE:
        yield f"grade {grades[0]} is now {grades[1]}"
    if abs(written.short_in_100 - now.short_in_100) > WITHIN_SHORT:
        yield f"{written.short_in_100} of 100 short sentences are now {now.short_in_100}"
    if abs(written.kilobytes - now.kilobytes) > max(1, WITHIN_SIZE * written.kilobytes):
        yield f"{written.kilobytes} kB are now {now.kilobytes}"
    if written.requests != now.requests:
        yield f"{written.requests} requests are now {now.requests}"
    if written.seen != now.seen:
        yield "a browser sees another page"


def stale(written: Measured, site: Site) -> list[str]:
    """Return what is no longer true of what is written, page by page."""
    now = count(site)
    told = [f"{name}: not measured" for name in now.keys() - written.page.keys()]
    told += [f"{name}: there is no such page" for name in written.page.keys() - now.keys()]
    for name in sorted(now.keys() & written.page.keys()):
        told += [f"{name}: {what}" for what in _moved(written.page[name], now[name])]
    return told


# What a browser finds -----------------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """What a browser found on all pages together."""

    axe: str = ""
    rules: int = 0
    faults: int = 0
    elsewhere: int = 0
    kept: int = 0


def _watched(browser: Browser, found: Found, size: dict[str, int]) -> BrowserContext:
    """Return an empty profile that counts what its pages ask of other machines."""
    context = browser.new_context(viewport=size)

    def asked(address: str) -> None:
        place = urlsplit(address)
        found.elsewhere += place.scheme not in ("data", "blob") and place.hostname != "127.0.0.1"

    context.on("request", lambda request: asked(request.url))
    return context


def look(browser: Browser, address: str, routes: list[str]) -> Found:
    """Open every page on a phone and on a desk."""
    found = Found()
    for size in (PHONE, DESK):
        context = _watched(browser, found, size)
        page = context.new_page()
        for route in routes:
            page.goto(f"{address}{route}", wait_until="networkidle")
            told = examined(page)
            found.axe = told["testEngine"]["version"]
            groups = ("violations", "passes", "incomplete", "inapplicable")
            found.rules = len({rule["id"] for group in groups for rule in told[group]})
            found.faults += len(told["violations"])
            found.kept += sum(page.evaluate(KEPT).values())
        found.kept += len(context.cookies())
        context.close()
    return found


# The file -----------------------------------------------------------------------------------------


def _lines(found: Measured) -> Iterator[str]:
    yield HEAD
    for name in ("measured_on", "browser", "axe", "axe_rules", "axe_found", "elsewhere", "kept"):
        value = getattr(found, name)
        yield f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
    for name, page in sorted(found.page.items()):
        yield f'\n[page."{name}"]'
        if page.grade is not None:
            yield f"grade = {page.grade}"
        yield f"short_in_100 = {page.short_in_100}"
        yield f"kilobytes = {page.kilobytes}"
        yield f"requests = {page.requests}"
        yield f'seen = "{page.seen}"'


def write(found: Measured, path: Path = FILE) -> None:
    """Write the file."""
    path.write_text("\n".join(_lines(found)) + "\n", encoding="utf-8")


def measure(cache: Path) -> Measured:
    """Make the pages, count, and look at them in a browser. `cache` is an empty folder."""
    clinic = resources.default_clinic()
    sites = cache / "sciatica" / "sites"
    sites.mkdir(parents=True)

    def told(page: Progress) -> None:
        print(f"  {page.title}  ({page.error or 'made'})", flush=True)

    site = asyncio.run(bake(sites, clinic, told))
    if site.failed:
        raise SystemExit("A page could not be made: nothing was measured.")
    pages = count(site)
    print(f"{len(pages)} pages, each on a phone and on a desk ...", flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        sciatica(Path(folder), f"--clinic={clinic}", cache=cache) as (address, _),
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        found = look(browser, address, [page.route for page in site.pages])
        version = browser.version.partition(".")[0]
        browser.close()
    return Measured(
        measured_on=date.today(),
        browser=f"Chromium {version}",
        axe=found.axe,
        axe_rules=found.rules,
        axe_found=found.faults,
        elsewhere=found.elsewhere,
        kept=found.kept,
        page=pages,
    )


def printed(found: Measured) -> Mapping[str, PageMeasures]:
    """Return what the page on quality prints of each page."""
    return {page: replace(one, seen="") for page, one in found.page.items()}


def main() -> None:
    before = measured()
    for _ in range(2):  # the page that prints a changed number has itself changed by it
        with tempfile.TemporaryDirectory() as cache:
            now = measure(Path(cache))
        write(now)
        print(f"Wrote {FILE.relative_to(ROOT)}.")
        if printed(now) == printed(before):
            break
        before = now


if __name__ == "__main__":
    main()
