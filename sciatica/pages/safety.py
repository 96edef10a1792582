"""The emergency strip at the top of every page, and the whole list of signs."""

from dataclasses import dataclass

from markupsafe import Markup

from sciatica.content.clinic import Clinic, the_clinic
from sciatica.content.decisions import decided
from sciatica.content.facts import cards, printed
from sciatica.content.saddle_artwork import SaddleView
from sciatica.content.words import Words, words
from sciatica.figures.picture import WHOLE
from sciatica.figures.saddle import saddle
from sciatica.model.walk import Advice
from sciatica.pages.block import Block, render, style_element

LIST_ANCHOR = "list"


@dataclass(frozen=True, slots=True)
class SignLine:
    """One line of the list in words; `call`: beside it stands to dial instead of travelling."""

    text: str
    call: bool


@dataclass(frozen=True, slots=True)
class SignGroup:
    """The signs of one card about which the same is to be done."""

    id: str
    title: str
    signs: tuple[SignLine, ...]


def strip_html(clinic: Clinic, text: Words, list_link: str) -> Markup:
    """Return the emergency strip. `list_link` leads to the full list."""
    return render("strip", clinic=clinic, words=text, list_link=list_link)


def open_page(lang: str) -> Block:
    """Open a page: the emergency strip with the clinic's emergency number. First cell of all."""
    link = f"04-red-flags.ipynb#{LIST_ANCHOR}"
    strip = strip_html(the_clinic(), words(lang), link)
    return Block(style_element() + strip, slot="strip")


def walk_labels(text: Words, page: str) -> dict[str, str]:
    """Return the words around a walk: those of `page`, and those that every walk says alike."""
    own = {name: text(f"{page}.walk.{name}") for name in ("back", "end", "cleared", "unscripted")}
    alike = ("again", "closed", "warning", "here", "kept", "staff")
    alike_words = {name: text(f"common.walk.{name}") for name in alike}
    return own | alike_words | {"read": text("common.read.card")}


def net_html(text: Words, heading: str, anchor: str = "") -> Markup:
    """Return when to see somebody, below a heading of this level (such as ``h2``)."""
    keys = [key for key in text.under("red_flags.net") if key != "title"]
    lines = [text(f"red_flags.net.{key}", **printed()) for key in keys]
    return render("net", words=text, lines=lines, heading=heading, anchor=anchor)


def safety_net(lang: str) -> Block:
    """Say when to see somebody: not better, worse, back again, sent home, on strong medicine."""
    return Block(net_html(words(lang), "h2", "net"))


def keep_at_hand(lang: str) -> Block:
    """Link what to keep: the signs, the card for the wallet, the sheet for Emergency."""
    return Block(render("keep", words=words(lang), heading="h2"))


def large_print(lang: str) -> Block:
    """Offer to print the page in letters of 18 points: a box that needs no script."""
    return Block(render("large_print", words=words(lang)))


def after_walk(text: Words) -> Markup:
    """Return what stands below every ending of a walk: when to see somebody, and what to keep."""
    return net_html(text, "h4") + render("keep", words=text, heading="h4")


def crisis_line(lang: str) -> Block:
    """Say where to call for help against thoughts of ending one's life: a block of its own."""
    return Block(render("crisis", clinic=the_clinic(), words=words(lang)))


def call_signs(text: Words) -> list[str]:
    """Return the signs of the cards on which every line says to call."""
    return [
        text(f"red_flags.card.{card.id}.{line.id}")
        for card in cards()
        if card.calls
        for line in card.lines
    ]


def sign_groups(text: Words, advice: Advice) -> list[SignGroup]:
    """Return the signs about which the same is to be done, card by card."""
    groups = []
    for card in cards():
        signs = tuple(
            # where the whole group calls, its heading says so
            SignLine(text(f"red_flags.card.{card.id}.{line.id}"), line.call and not card.calls)
            for line in card.lines
            if Advice.of(line.tier, call=card.calls) is advice
        )
        if signs:
            groups.append(SignGroup(card.id, text(f"red_flags.card.{card.id}.title"), signs))
    return groups


def safety_list_html(clinic: Clinic, text: Words, pictures: str = "") -> Markup:
    """Return every sign by what to do about it, the most urgent first, each group with its action.

    `pictures` of the saddle stand below the whole list, a link to them beside its sign.
    """
    text = decided(text, clinic)
    return render(
        "safety_list",
        clinic=clinic,
        words=text,
        anchor=LIST_ANCHOR,
        pictures=pictures,
        groups=[(advice, sign_groups(text, advice)) for advice in Advice if advice.tier],
    )


def safety_list(lang: str) -> Block:
    """Show every sign by urgency, in plain HTML, with what to do about it."""
    text = words(lang)
    return Block(safety_list_html(the_clinic(), text, saddle_pictures(text, LIST_ANCHOR)))


def saddle_pictures(text: Words, prefix: str) -> Markup:
    """Return the skin between the legs from three sides, the same words under each. `prefix`
    begins the ids."""
    pictures = [saddle(view, text) for view in SaddleView]
    return render(
        "saddle",
        words=text,
        anchor=f"{prefix}-saddle",
        figures=[(one.svg(prefix, WHOLE), one.caption, one.width_px) for one in pictures],
    )
