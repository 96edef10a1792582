"""The emergency strip at the top of every page, and the whole list of signs."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sciatica.content import Clinic, Pose, Words, cards, the_clinic, words
from sciatica.model import Tier
from sciatica.pages.block import Block, render, style_element
from sciatica.pages.figures import posed_pictures

LIST_ANCHOR = "list"


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the list in words; `call` tells to dial instead of travelling."""

    text: str
    call: bool


@dataclass(frozen=True, slots=True)
class SignGroup:
    """The signs of one card that share a tier."""

    id: str
    title: str
    signs: tuple[Sign, ...]


def strip_html(clinic: Clinic, text: Words, list_link: str) -> Markup:
    """Return the emergency strip. `list_link` leads to the full list."""
    return render("strip", clinic=clinic, words=text, list_link=list_link)


def open_page(lang: str) -> Block:
    """Open a page: the emergency strip with the clinic's emergency number. First cell of all."""
    link = f"04-red-flags.ipynb#{LIST_ANCHOR}"
    strip = strip_html(the_clinic(), words(lang), link)
    return Block(style_element() + strip, slot="strip")


def _groups(text: Words, tier: Tier) -> list[SignGroup]:
    groups = []
    for card in cards():
        signs = tuple(
            Sign(text(f"red_flags.card.{card.id}.{line.id}"), line.call)
            for line in card.lines
            if line.tier is tier
        )
        if signs:
            groups.append(SignGroup(card.id, text(f"red_flags.card.{card.id}.title"), signs))
    return groups


def safety_list_html(
    clinic: Clinic, text: Words, pictures: Mapping[str, Markup] | None = None
) -> Markup:
    """Return every sign by tier, the most urgent first, each tier with its one action.

    `pictures` stand below the group of signs with that id.
    """
    return render(
        "safety_list",
        clinic=clinic,
        words=text,
        anchor=LIST_ANCHOR,
        pictures=pictures or {},
        tiers=[(tier, _groups(text, tier)) for tier in Tier],
    )


def safety_list(lang: str) -> Block:
    """Show every sign by tier, in plain HTML, with what to do about it."""
    text = words(lang)
    saddle = posed_pictures([Pose.SADDLE], text)
    return Block(safety_list_html(the_clinic(), text, {"saddle": saddle}))
