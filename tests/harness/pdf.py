"""A PDF as a screen reader meets it: its tags in their order, each with its text."""

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfplumber.structure import PDFStructElement, PDFStructTree

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
HOLD_TEXT = {"P", "LBody", "TD", "TH", *HEADINGS}
"""Elements that hold one text each: what stands in them is part of that text."""


class Read:
    """A tagged PDF, read."""

    def __init__(self, pdf: bytes) -> None:
        self.file = pdfplumber.open(io.BytesIO(pdf))
        self.catalog: dict[str, Any] = self.file.doc.catalog
        self._said: dict[tuple[int, int], str] = {}
        for page in self.file.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (page.page_number, char["mcid"])
                    self._said[key] = self._said.get(key, "") + char["text"]
        self.elements = list(self._walk(PDFStructTree(self.file)))

    def _walk(self, parents: Any) -> Iterator[tuple[str, str]]:
        for element in parents:
            if element.type == "Figure":
                yield "Figure", element.alt_text or ""
            elif element.type in HOLD_TEXT:
                yield element.type, self._text(element)
            else:
                yield element.type, ""
                yield from self._walk(element.children)

    def _text(self, element: PDFStructElement) -> str:
        parts = sorted((page or 0, mcid) for page, mcid in element.all_mcids())
        return " ".join("".join(self._said.get(part, "") for part in parts).split())

    @property
    def texts(self) -> list[str]:
        """Every text and every description of a picture, in reading order."""
        return [text for _, text in self.elements if text]


def letters(text: str) -> str:
    """Return a text as it can be compared with a printed one: no spaces, no ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u00ad", "").split())


def sides(pdf: bytes) -> list[str]:
    """Return the letters on each side of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return [letters(page.extract_text()) for page in file.pages]
