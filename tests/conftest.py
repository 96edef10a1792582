"""The real site, baked once for every test that reads its pages or serves them."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock

from sciatica import resources
from sciatica.publish import bake


@pytest.fixture(scope="session")
def baked(tmp_path_factory):
    """Return the folder in which servers find the project's own pages made, and these pages.

    The workers of one run share it. A site is known by the contents of what it is made from, and
    the newest few are kept: who changes contents, keeps the pages elsewhere.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    sites = base / "cache" / "sciatica" / "sites"
    sites.mkdir(parents=True, exist_ok=True)

    def work():
        return asyncio.run(bake(sites, resources.default_clinic(), lambda page: None))

    # in a thread, as Playwright has a loop running in this one
    with FileLock(base / "bake.lock"), ThreadPoolExecutor(1) as threads:
        return base / "cache", threads.submit(work).result()


@pytest.fixture(scope="session")
def cache(baked):
    """Return the XDG cache of servers that show the project's own pages."""
    return baked[0]


@pytest.fixture(scope="session")
def real(baked):
    """Return the site as `sciatica serve` would show it with the clinic.toml of the project."""
    return baked[1]


@pytest.fixture(scope="session")
def made_pages(real):
    """Return the text that each page shows, by slug, with single spaces."""
    return {
        page.route.rpartition("/")[2] or "home": " ".join(
            BeautifulSoup(page.html, "html.parser").main.text.split()
        )
        for page in real.pages
    }
