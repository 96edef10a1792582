"""Every source of the product: how much of it was read, and which pages rest on it."""

from collections.abc import Callable, Mapping

from sciatica import resources
from sciatica.content.accuracy import findings
from sciatica.content.cases import cases
from sciatica.content.clinic import the_clinic
from sciatica.content.examination import world
from sciatica.content.exercises import exercise_facts
from sciatica.content.explain import explain_facts
from sciatica.content.facts import cards, causes, page_facts, roots, scenarios, topics
from sciatica.content.facts import sources as source_facts
from sciatica.content.pictures import picture_facts
from sciatica.content.report import report_words
from sciatica.content.tonight import night_cards
from sciatica.content.words import words
from sciatica.model.evidence import Source
from sciatica.model.treatments import Treatment
from sciatica.pages.block import Block, render
from sciatica.pages.citing import evidence_of, read_sources

SHOWN: Mapping[str, Callable[[], object]] = {
    "nerve-roots": roots,
    "causes": lambda: (causes(), [one for one in findings().values() if one.cause]),
    "red-flags": cards,
    "exercises": exercise_facts,
    "how-long": lambda: topics()["recovery"],
    "care": lambda: [topics()[kind] for kind in ("advice", "avoid", "question")],
    "options": lambda: topics()["option"],
    "what-we-do": lambda: topics()["pillar"],
    "report": report_words,
    "tonight": night_cards,
    "year": lambda: [one for one in causes()["why"] if one.id in ("shrink", "limits")],
    "three-treatments": lambda: [
        one for kind in ("pillar", "option") for one in topics()[kind] if one.id in list(Treatment)
    ],
    "board": lambda: picture_facts().on_board(),
}
"""The facts that a page shows, by its slug."""


def cited(lang: str, page: str) -> list[Source]:
    """Return the sources that a page rests on: of the facts that it shows, of the numbers that its
    words print, and of its own statements (``facts/pages.toml``)."""
    text, own = words(lang), page_facts()[page]
    shown = SHOWN[page]() if page in SHOWN else ()
    numbers = (evidence_of(text, key) for key in text.entries if key.startswith(f"{own.words}."))
    return read_sources(shown, own, *(one for some in numbers for one in some))


def sources(lang: str, page: str) -> Block:
    """List the sources of a page (by its slug). How much of each was read stands on the page of all
    sources."""
    return Block(
        render(
            "sources",
            words=words(lang),
            sources=sorted(cited(lang, page), key=lambda one: one.id),
            # paper leads nowhere by itself: it names the page that lists them all
            address=f"{the_clinic().public_url.rstrip('/')}/{lang}/sources",
        )
    )


def workshop_sources(lang: str) -> list[Source]:
    """Return the sources that the staff workshop rests on: its cases, its drill, its sentences, its
    invented patients and what can be tested on them, and how strong signs are."""
    made = world()
    drilled, said = scenarios(), explain_facts()
    examined = (made.templates, made.causes, made.checks, made.healthy)
    return read_sources(findings(), cases(lang), drilled, said, *examined)


def all_sources(lang: str) -> Block:
    """List every source with its reference, how much of it was read, and the pages that use it."""
    text = words(lang)
    pages = []
    for slug in page_facts():
        (notebook,) = (resources.notebooks() / lang).glob(f"[0-9][0-9]-{slug}.ipynb")
        pages.append((cited(lang, slug), notebook.name, text(f"home.card.{slug}.title")))
    workshop = workshop_sources(lang)
    listed = [
        (one, [(name, title) for used, name, title in pages if one in used], one in workshop)
        for one in sorted(source_facts().values(), key=lambda one: one.short.casefold())
    ]
    return Block(render("all_sources", words=text, listed=listed))
