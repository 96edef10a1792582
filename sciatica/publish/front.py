"""The first file of an exported folder: where to begin, whose pages these are, and from when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sciatica.content.clinic import Clinic
from sciatica.content.words import words
from sciatica.pages.block import render
from sciatica.pages.safety import LIST_ANCHOR, strip_html
from sciatica.publish.page import ABOUT, in_frame, page_style


@dataclass(frozen=True, slots=True)
class FrontLink:
    """A page to open."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Print:
    """A sheet on one paper: a file, and how large it is."""

    paper: str
    href: str
    size: str


Sheets = Mapping[str, Sequence[Print]]
"""Sheets by their title."""


def front_page(
    clinic: Clinic,
    made_on: date,
    pages: Mapping[str, Sequence[FrontLink]],
    sheets: Mapping[str, Sheets],
) -> str:
    """Return the front page: `pages` and `sheets` by language, the first language frames it."""
    lang = next(iter(pages))
    text = words(lang)
    content = Markup("\n").join(
        render(
            "front",
            words=words(one),
            lang=one,
            clinic=clinic,
            made_on=made_on,
            pages=entries,
            sheets=sheets.get(one, {}),
            first=one == lang,
        )
        for one, entries in pages.items()
    )
    return in_frame(
        clinic,
        lang=lang,
        words=text,
        title=text("common.site.name"),
        style=page_style(),
        strip=strip_html(clinic, text, f"{lang}/red-flags.html#{LIST_ANCHOR}"),
        content=content,
        navigation=[],
        scripts=[],
        host="",
        full_screen=False,
        about=next((one.href for one in pages[lang] if one.href == f"{lang}/{ABOUT}.html"), ""),
    )
