"""A clinician signs one version of a page; a changed page loses its signature by itself."""

import asyncio
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from sciatica.content import signing
from sciatica.publish.execute import run_all
from sciatica.publish.lesson import find_lessons
from sciatica.publish.page import finish
from tests.publish.conftest import OPEN


async def executed(lessons):
    return [run.notebook async for run in run_all(lessons)]


@pytest.fixture
def lesson(shelf):
    """Return the one lesson of a small site, executed."""
    notebooks = shelf("04-red-flags.ipynb", ("py", OPEN), "# Signs", '<a id="list"></a>')
    lessons = list(find_lessons(notebooks / "en", "en"))
    (notebook,) = asyncio.run(executed(lessons))
    return notebook, lessons


def footer(notebook, lessons):
    return BeautifulSoup(finish(notebook, lessons[0], lessons).html, "html.parser").footer.text


def sign(monkeypatch, version):
    entry = {
        "name": "Ada Example",
        "role": "physiotherapist",
        "date": date(2026, 12, 1),
        "version": version,
    }
    ledger = {"checked_on": date(2026, 11, 22), "page": {"red-flags": entry}}
    monkeypatch.setattr(signing, "_ledger", lambda: ledger)


def test_a_signed_version_names_who_signed_it_and_when(monkeypatch, lesson):
    version = re.search(r"Version (\w+)\.", footer(*lesson))[1]
    sign(monkeypatch, version)
    said = footer(*lesson)
    assert "Signed by Ada Example, physiotherapist, on 2026-12-01" in said
    assert "No clinician has signed" not in said


def test_a_changed_page_loses_its_signature_by_itself(monkeypatch, lesson):
    notebook, lessons = lesson
    sign(monkeypatch, re.search(r"Version (\w+)\.", footer(notebook, lessons))[1])
    notebook.cells[1].source += "\n\nA new sentence."
    said = footer(notebook, lessons)
    assert "No clinician has signed this page yet" in said
    assert "Ada Example" not in said
