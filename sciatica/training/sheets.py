"""Invented patients on paper, one a sheet, for two physiotherapists to judge believable."""

import ipywidgets

from sciatica.content.decisions import the_words
from sciatica.content.facts import cards
from sciatica.content.own import the_world, with_own
from sciatica.content.words import Words
from sciatica.model.patients import Patient, patient
from sciatica.model.triage import Action
from sciatica.training.examine import card_text, in_words, story
from sciatica.training.html import page, passage
from sciatica.training.pictures import touch_map
from sciatica.training.reasoning import name_of

COUNT = 20


def _sheet(one: Patient, text: Words) -> dict[str, object]:
    return {
        "number": one.seed,
        "story": story(one, text),
        "told": [
            (text(f"red_flags.card.{card.id}.title"), card_text(one, card, text))
            for card in cards()
        ],
        "found": in_words(one.findings, text),
        "pictures": touch_map(one.findings.values(), one.side, text),
        "kind": text(f"examine.print.kind.{one.template.kind}"),
        "what": name_of(one.template.hypothesis, text),
        "right": [text(f"training.action.{a}") for a in Action if a in one.right],
    }


def patients_to_print(lang: str, first: int = 1, count: int = COUNT) -> ipywidgets.VBox:
    """Show `count` patients from the number `first`, each on a sheet with lines to judge it by;
    the last sheet tells what each was made as."""
    text = with_own(the_words(lang))
    sheets = [_sheet(patient(first + more, the_world()), text) for more in range(count)]
    return page(passage("patients", words=text, sheets=sheets))
