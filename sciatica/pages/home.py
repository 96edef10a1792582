"""The first page: where to go, and whose pages these are."""

from sciatica import resources
from sciatica.content.clinic import the_clinic
from sciatica.content.words import words
from sciatica.figures.catalogue import catalogue
from sciatica.pages.block import Block, render

QUESTIONS = {
    "danger": ("04-red-flags.ipynb#list", "sketch-again", "whole"),
    "tonight": ("01-tonight.ipynb", "ease_calves_on_chair-right", "end"),
    "long": ("06-how-long.ipynb", "walkers-improved_12_weeks", "whole"),
    "exercise": ("05-exercises.ipynb", "heel_slides-right", "end"),
    "daily": ("06-care.ipynb#today", "ease_side_pillow-right", "end"),
    "scan": ("06-care.ipynb#question-scan", "spine-midline", "whole"),
}
"""What patients ask first: the place that answers, a picture for the button, and its view."""


def patient_questions(lang: str) -> Block:
    """Show what patients ask, in their words: a picture and one line of answer a button."""
    text, made = words(lang), catalogue(words(lang))
    asked = [
        {"id": name, "href": href, "svg": made[picture].svg("ask", view, again=True)}
        for name, (href, picture, view) in QUESTIONS.items()
    ]
    return Block(render("patient_questions", asked=asked, words=text))


IN_A_VISIT = ("board", "take-home")
"""Pages that a clinician opens; all others are for patients at home."""


def page_cards(lang: str) -> Block:
    """Show a card for every page that patients open at home, with how long it takes."""
    return _cards(lang, in_a_visit=False)


def visit_cards(lang: str) -> Block:
    """Show a card for every page that a clinician opens in a visit."""
    return _cards(lang, in_a_visit=True)


def _cards(lang: str, *, in_a_visit: bool) -> Block:
    text = words(lang)
    cards = []
    for slug in text.under("home.card"):
        if (slug in IN_A_VISIT) != in_a_visit:
            continue
        for notebook in sorted((resources.notebooks() / lang).glob(f"[0-9][0-9]-{slug}.ipynb")):
            cards.append({"slug": slug, "href": notebook.name})
    return Block(render("cards", cards=cards, words=text))


def clinic_block(lang: str) -> Block:
    """Show the clinic's name, town, phone and booking link, as far as ``clinic.toml`` has them,
    and the crisis line."""
    return Block(render("clinic", clinic=the_clinic(), words=words(lang)))
