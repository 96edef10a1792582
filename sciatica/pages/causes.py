"""The page on the three causes: what they are, why a scan and the pain can disagree."""

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import eases, printed
from sciatica.content.words import words
from sciatica.figures.icon_array import BULGES, icon_array, icon_words
from sciatica.figures.nerve_state import nerve_state
from sciatica.figures.picture import WHOLE
from sciatica.figures.spine import spine_midline
from sciatica.model.anatomy import Side
from sciatica.model.lesions import Form
from sciatica.model.nerve_state import NerveState
from sciatica.pages.block import Block, render
from sciatica.pages.cause_parts import CAUSES, sources_of
from sciatica.pages.citing import read_sources
from sciatica.pages.pictures import figure, posed_row, row

SHOWN_SIDE = Side.RIGHT
"""The side that lies or bends in the positions."""
REVIEWS = ("chiu", "resorb")
SHRINKING = (Form.SEQUESTRATION, Form.EXTRUSION, Form.PROTRUSION, Form.BULGE)


def cause_cards(lang: str) -> Block:
    """Show the three causes as equal cards, each a way to its part of the page."""
    return Block(render("cause_cards", words=words(lang), causes=CAUSES))


def low_back(lang: str) -> Block:
    """Show the low back cut along its middle: where discs, sac and sacrum lie."""
    return Block(row([figure(spine_midline(words(lang)), WHOLE, "causes")], "sx-low-back"))


def squeezed_inflamed_sensitive(lang: str) -> Block:
    """Show that pressure is one part of three, and why a clear scan can go with pain."""
    text = words(lang)
    states = [figure(nerve_state(state, text), WHOLE, "causes") for state in NerveState]
    return Block(render("causes_why", words=text, figures=states))


def bulges_by_age(lang: str) -> Block:
    """Count the people without pain who have a bulge, at two ages."""
    text = words(lang)
    groups = [
        {**icon_words(number, text), "svg": icon_array(number, text).svg("causes", WHOLE)}
        for number in BULGES
    ]
    found = sources_of("why", "bulge")
    return Block(render("causes_bulges", words=text, groups=groups, sources=found))


def shrinking(lang: str) -> Block:
    """Say how often what has pushed out gets smaller, by its form, and where the studies end."""
    text, slots = words(lang), printed()
    rows = [
        [text(f"causes.why.smaller.{form}.{part}", **slots) for part in ("name", *REVIEWS)]
        for form in SHRINKING
    ]
    heads = [
        (text(f"causes.why.shrink_{name}", **slots), one)
        for name, one in zip(REVIEWS, sources_of("why", "shrink"), strict=True)
    ]
    limits = sources_of("why", "limits")
    return Block(render("causes_shrink", words=text, rows=rows, heads=heads, limits=limits))


def cause(lang: str, name: str) -> Block:
    """Open the part on one cause: a disc, narrower spaces (``stenosis``) or the ``buttock``."""
    return Block(
        render(
            "cause_head",
            words=words(lang),
            clinic=the_clinic(),
            cause=name,
            sources=sources_of("cause", name),
        )
    )


def ease(lang: str, cause: str) -> Block:
    """Show positions that may ease somebody with one cause."""
    text, positions = words(lang), eases()[cause]
    pictures = posed_row(positions.poses, SHOWN_SIDE, text, f"{cause}-ease")
    return Block(
        render(
            "cause_ease",
            words=text,
            cause=cause,
            pictures=pictures,
            sources=read_sources(positions),
        )
    )
