"""The words of a scan report: each with its picture, the same slice in greys, what it means and
what it does not mean, and how many people without pain have it.

Words are opened in a list: nothing is typed, and nothing is inferred from what is open.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from markupsafe import Markup

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import printed
from sciatica.content.report import SERIOUS, ReportWord, report_words
from sciatica.content.words import Words, words
from sciatica.figures.catalogue import catalogue
from sciatica.pages.block import Block, render
from sciatica.pages.citing import read_sources

NAME = "report"


def _pictures(text: Words) -> Iterator[tuple[str, list[Markup]]]:
    """Yield the pictures of each word by its id. The first that shows one draws all its views, and
    lends it."""
    shown = report_words()
    views: dict[str, list[str]] = {}
    for name, view in chain.from_iterable(one.shows.items() for one in shown):
        views.setdefault(name, []).append(view)
    lent: set[str] = set()
    for word in shown:
        drawn = []
        for name, view in word.shows.items():
            picture = catalogue(text)[name]
            if name in lent:
                svg = picture.svg(f"{NAME}-{word.id}", view, borrows=NAME)
            else:
                svg = picture.svg(NAME, view, views[name], lends=True)
            lent.add(name)
            drawn.append(
                render(
                    "report_picture",
                    svg=svg,
                    width=picture.width_px,
                    twin=name.startswith("scan-"),
                    note=text(f"{NAME}.where") if word.place_only else "",
                )
            )
        yield word.id, drawn


def _said(text: Words, word: ReportWord) -> dict[str, Any]:
    key, slots = f"{NAME}.word.{word.id}", printed()
    parts = {part: text(f"{key}.{part}", **slots) for part in ("name", "means")}
    for part in ("not", "common"):
        parts[part] = text(f"{key}.{part}", **slots) if f"{key}.{part}" in text else ""
    return {"id": word.id, **parts, "sources": read_sources(word)}


def report_list(lang: str) -> Block:
    """Show every word of the list, closed; those that cannot wait stand open, first."""
    text = words(lang)
    listed = report_words()
    groups = dict.fromkeys(word.group for word in listed if word.group != SERIOUS)
    pictures = dict(_pictures(text))
    said = {word.id: {**_said(text, word), "pictures": pictures[word.id]} for word in listed}
    return Block(
        render(
            "report_words",
            words=text,
            clinic=the_clinic(),
            serious=[said[word.id] for word in listed if word.group == SERIOUS],
            groups={
                group: [said[word.id] for word in listed if word.group == group] for group in groups
            },
        )
    )
