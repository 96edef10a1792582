"""Bake every lesson into a site."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sciatica import resources
from sciatica.content.clinic import load_clinic
from sciatica.content.words import languages
from sciatica.publish.errors import PublishError
from sciatica.publish.execute import Run, run_all
from sciatica.publish.inputs import fingerprint
from sciatica.publish.lesson import Lesson, find_lessons
from sciatica.publish.page import finish
from sciatica.publish.site import BakedPage, Site, kept_site, write_site
from sciatica.publish.trouble import KINDS, trouble_page

LANG = "en"
"""The language of pages that stand in for a page: an address alone does not tell another."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One page is done (or failed: `error` says why)."""

    notebook: str
    title: str
    seconds: float
    error: str


def _page(run: Run, lessons: list[Lesson], assets: dict[str, str]) -> BakedPage:
    error, html = run.error, ""
    text: tuple[str, ...] = ()
    if run.notebook is not None:
        try:
            page = finish(run.notebook, run.lesson, lessons)
        except PublishError as problem:
            error = str(problem)
        else:
            html, text = page.html, tuple(page.text)
            assets.update(page.assets)
    return BakedPage(run.lesson.route, run.lesson.title, run.lesson.lang, html, error, text)


async def bake(
    cache: Path,
    clinic: Path,
    report: Callable[[Progress], None],
    notebooks: Path | None = None,
    complain: Callable[[OSError], None] = lambda error: None,
) -> Site:
    """Execute every reading notebook and return the finished site.

    A site that is already in `cache` for exactly these inputs is returned at once. A page that
    fails is named in the site and by `report`; the others are made all the same, and the next
    bake tries it again. A site whose inputs changed while it was made is not kept. A cache that
    cannot be written costs time at the next start and nothing else: `complain` hears why.
    """
    notebooks = notebooks or resources.notebooks()
    key = fingerprint(notebooks, clinic)
    if kept := kept_site(cache, key):
        return kept
    pages: list[BakedPage] = []
    assets: dict[str, str] = {}
    for lang in languages():
        lessons = list(find_lessons(notebooks / lang, lang))
        began = time.monotonic()
        async for run in run_all(lessons):
            page = _page(run, lessons, assets)
            pages.append(page)
            now = time.monotonic()
            report(Progress(run.lesson.path.name, page.title, now - began, page.error))
            began = now
    the_clinic = load_clinic(clinic)
    troubles = {kind: trouble_page(LANG, the_clinic, kind) for kind in KINDS}
    site = Site(key, pages, assets, troubles)
    try:
        if fingerprint(notebooks, clinic) == key:  # else pages of two minds would come back one day
            write_site(cache, site)
    except OSError as error:
        complain(error)
    return site
