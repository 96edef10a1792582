"""A page read aloud."""

from sciatica.content.words import words
from sciatica.widgets.reader import SPEEDS, Reader


def read_to_me(lang: str) -> Reader:
    """Offer to read the page aloud with the device's own voice."""
    text = words(lang)
    names = ("label", "start", "pause", "go_on", "stop", "speed", "done", "no_voice", *SPEEDS)
    return Reader.build(labels={name: text(f"common.read.{name}") for name in names}, lang=lang)
