"""The PDF sheets: tagged, in order, in the page's own words, and as large as their paper allows."""

import builtins
import io
import json
from datetime import date

import pdfplumber
import pytest
from bs4 import BeautifulSoup
from pdfplumber.structure import PDFStructTree

from sciatica import resources
from sciatica.__main__ import main
from sciatica.model import Choices, write_choices
from sciatica.publish import FolderError, PublishError, SheetsMissingError, export, sheets
from sciatica.publish.paper import Pictures, texts, tree_of
from sciatica.publish.sheets import KINDS, Paper, copies, take_home_copy, typeset
from sciatica.publish.single import single_page

WHOLE = write_choices(Choices("l5l", ("p", "n", "d"), "x"))
LEAVES = {"P", "LBody", "TD", "TH", "H1", "H2", "H3", "H4", "H5", "H6", "Figure"}
"""Elements of a PDF that hold one text each."""


@pytest.fixture(scope="module")
def made(real):
    """Every sheet with its PDF on both papers, and the sheet to take home."""
    every = [*copies(real, "en"), take_home_copy(real, "en", WHOLE)]
    return {
        (copy.kind.name, paper): (copy, typeset(copy, paper)) for copy in every for paper in Paper
    }


class Read:
    """A PDF as a screen reader meets it: its tags in their order, each with its text."""

    def __init__(self, pdf):
        self.file = pdfplumber.open(io.BytesIO(pdf))
        self.catalog = self.file.doc.catalog
        self.elements = []
        for page in self.file.pages:
            said = {}
            for char in page.chars:
                if char.get("mcid") is not None:
                    said[char["mcid"]] = said.get(char["mcid"], "") + char["text"]
            for element in PDFStructTree(self.file, page):
                self._walk(element, said)

    def _walk(self, element, said):
        text = None
        if element.type in LEAVES:
            text = element.alt_text or "".join(
                said.get(mcid, "") for part in self._parts(element) for mcid in part.mcids
            )
            text = " ".join(text.replace("\x00", "").split())
        self.elements.append((element.type, text))
        if element.type != "Figure":
            for child in element.children:
                self._walk(child, said)

    def _parts(self, element):
        """Yield the inline parts of a text in their order."""
        yield element
        for child in element.children:
            if child.type in ("Span", "Link", "Em", "Strong"):
                yield from self._parts(child)

    @property
    def texts(self):
        return [text for _, text in self.elements if text]
