"""The items to take along: as a deck for Anki, and as a table."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import genanki
from markupsafe import Markup

from sciatica import __version__
from sciatica.content.signing import checked_on
from sciatica.content.words import Words, words
from sciatica.training.html import render
from sciatica.training.items import rests_on
from sciatica.training.question import Question

# Anki knows a deck and a kind of note by a number, made up once; with the same numbers a newer
# deck takes the older one's place and keeps what Anki learned about it.
_MODEL = 1_764_014_201
_DECK = {"en": 1_764_014_301}
CC_BY = "4.0"
"""The licence of the words, see LICENSE."""


def _model(text: Words) -> genanki.Model:
    return genanki.Model(
        _MODEL,
        text("records.deck.name"),
        fields=[{"name": "front"}, {"name": "back"}],
        templates=[
            {
                "name": text("records.deck.card"),
                "qfmt": "{{front}}",
                "afmt": '{{FrontSide}}<hr id="answer">{{back}}',
            }
        ],
        css="ul { text-align: start; }",
    )


def _written_at() -> float:
    """Return the time of all cards: the day of the facts. The same items make the same deck, and
    Anki takes what is newer in the place of what it has."""
    return datetime.combine(checked_on(), time(12), tzinfo=UTC).timestamp()


def write_deck(items: Sequence[Question], lang: str, path: Path) -> None:
    """Write an Anki deck with a note for each item; a note keeps its identity by the item's id."""
    text = words(lang)
    licence = text("records.deck.licence", version=__version__, cc=CC_BY)
    model, deck = _model(text), genanki.Deck(_DECK[lang], text("records.deck.name"))
    for item in items:
        right = [option.text for option in item.options if option.id in item.correct]
        fields: list[Markup] = [
            render("deck_front", item=item),
            render(
                "deck_back",
                words=text,
                item=item,
                right=right,
                rests=rests_on(item.evidence, text),
                licence=licence,
            ),
        ]
        guid = genanki.guid_for(lang, item.id)
        tags = [item.id.partition(".")[0], f"tier-{item.action.tier or 'none'}"]
        note = genanki.Note(model, [str(one) for one in fields], guid=guid, tags=tags)
        deck.add_note(note)
    genanki.Package(deck).write_to_file(str(path), timestamp=_written_at())


def table(rows: Sequence[Sequence[object]]) -> str:
    """Return `rows`, the first of them the names of the columns, as CSV."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def item_rows(items: Sequence[Question], lang: str) -> list[list[str]]:
    """Return a row for each item: its id, story, question, options, what is right, and why."""
    text = words(lang)
    names = ("item", "story", "question", "options", "right", "why")
    return [
        [text(f"records.column.{name}") for name in names],
        *(
            [
                item.id,
                item.story,
                item.prompt,
                " | ".join(option.text for option in item.options),
                " | ".join(one.text for one in item.options if one.id in item.correct),
                item.why,
            ]
            for item in items
        ),
    ]
