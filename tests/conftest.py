"""The real site, baked once for every test that reads its pages."""

import asyncio

import pytest
from bs4 import BeautifulSoup

from sciatica import resources
from sciatica.publish import bake


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """Return the site as `sciatica serve` would show it with the clinic.toml of the project."""
    cache = tmp_path_factory.mktemp("cache")
    return asyncio.run(bake(cache, resources.default_clinic(), lambda page: None))


@pytest.fixture(scope="session")
def made_pages(real):
    """Return the text that each page shows, by slug, with single spaces."""
    return {
        page.route.rpartition("/")[2] or "home": " ".join(
            BeautifulSoup(page.html, "html.parser").main.text.split()
        )
        for page in real.pages
    }
