"""The states in which a nerve root is drawn: a nerve can hurt in more ways than by pressure."""

from enum import StrEnum


class NerveState(StrEnum):
    """One state of a nerve root. They may come together; each is drawn alone."""

    QUIET = "quiet"
    PRESSED = "pressed"
    """A disc flattens it."""
    INFLAMED = "inflamed"
    """Swollen among the chemicals of inflammation, with nothing that presses."""
    SENSITISED = "sensitised"
    """Looks like a quiet nerve, but a small touch makes a large signal."""
