"""The page for the night: one idea and one sentence a card, the Emergency signs first of all."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from sciatica.content.clinic import Clinic, the_clinic
from sciatica.content.facts import cards
from sciatica.content.tonight import FIRST, NightCard, night_cards
from sciatica.content.words import Words, words
from sciatica.figures.catalogue import catalogue
from sciatica.model.red_flags import Tier
from sciatica.pages.block import render
from sciatica.widgets.carousel import Carousel, Slide

NAME = "tonight"


def signs(text: Words, clinic: Clinic) -> Iterator[str]:
    """Yield a line for each card of the safety list that holds an Emergency sign: a card more needs
    its line here too."""
    for card in cards():
        if any(line.tier is Tier.EMERGENCY_NOW for line in card.lines):
            yield text(f"tonight.sign.{card.id}", number=clinic.emergency_number)


def _slots(clinic: Clinic, text: Words) -> Mapping[str, str]:
    """Return whom one can ask by phone at any hour."""
    asked = text("tonight.doctor")
    if clinic.nurse_number:
        asked = text("tonight.nurse", name=clinic.nurse_name, number=str(clinic.nurse_number))
    return {"nurse": asked}


def _picture(card: NightCard, text: Words) -> Markup:
    made = catalogue(text)
    return Markup().join(made[name].svg(NAME, view) for name, view in card.shows.items())


def night_slides(text: Words, clinic: Clinic) -> Iterator[Slide]:
    """Yield the cards in their order."""
    shown, slots = night_cards(), _slots(clinic, text)
    for number, card in enumerate(shown, 1):
        key = f"tonight.card.{card.id}.text"
        said = text(key, **{slot: slots[slot] for slot in text.slots(key)})
        body = render(
            "tonight_card",
            words=text,
            clinic=clinic,
            said=said,
            signs=list(signs(text, clinic)) if card.id == FIRST else [],
        )
        yield Slide(
            id=card.id,
            title=text(f"tonight.card.{card.id}.title"),
            picture=_picture(card, text),
            body=body,
            progress=text("tonight.progress", number=number, total=len(shown)),
        )


def tonight(lang: str) -> Carousel:
    """Show the cards of the night, one at a time. They ask nothing and keep nothing."""
    text = words(lang)
    labels = {
        "label": text("home.short.tonight"),
        "back": text("tonight.back"),
        "next": text("tonight.next"),
    }
    return Carousel.build(NAME, slides=list(night_slides(text, the_clinic())), labels=labels)
