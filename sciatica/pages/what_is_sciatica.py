"""What sciatica is: the way of the nerve, and what clinicians add."""

from sciatica.content.nerve_artwork import NerveView
from sciatica.content.words import words
from sciatica.figures.nerve import nerve_way
from sciatica.figures.picture import WHOLE
from sciatica.model.anatomy import Side
from sciatica.pages.block import Block, render
from sciatica.pages.pictures import figure, row

SHOWN_SIDE = Side.LEFT
"""The side whose nerve is drawn."""


def nerve_picture(lang: str) -> Block:
    """Show the way of the sciatic nerve from the low back to the foot, from behind and aside."""
    text = words(lang)
    views = (nerve_way(view, SHOWN_SIDE, text) for view in NerveView)
    return Block(row(figure(picture, WHOLE, "nerve") for picture in views))


def sciatica_for_clinicians(lang: str) -> Block:
    """Fold out the terms, the roots, what mimics it and the course of the nerve."""
    return Block(render("fold", words=words(lang), under="sciatica.clinicians"))
