"""The first page: where to go, and whose pages these are."""

from sciatica import resources
from sciatica.content import the_clinic, words
from sciatica.pages.block import Block, render


def page_cards(lang: str) -> Block:
    """Show a card for every page that exists, with how long it takes."""
    text = words(lang)
    cards = []
    for slug in text.under("home.card"):
        for notebook in sorted((resources.notebooks() / lang).glob(f"[0-9][0-9]-{slug}.ipynb")):
            cards.append({"slug": slug, "href": notebook.name})
    return Block(render("cards", cards=cards, words=text))


def who_it_is_for(lang: str) -> Block:
    """Say who the pages are for."""
    return Block(render("who", words=words(lang)))


def clinic_block(lang: str) -> Block:
    """Show the clinic's name, town, phone and booking link, as far as ``clinic.toml`` has them."""
    return Block(render("clinic", clinic=the_clinic(), words=words(lang)))
