"""The page on the three causes: what they are, why a scan and the pain can disagree."""

from sciatica.content import Pose, causes, findings, printed, the_clinic, words
from sciatica.figures import describe_icon_array, draw_icon_array, to_svg
from sciatica.figures.icon_array import BULGES, icon_words
from sciatica.figures.nerve_state import describe_nerve_state, draw_nerve_state
from sciatica.figures.spine import describe_midline, draw_midline
from sciatica.model import EvidenceKind, Form, NerveState
from sciatica.pages.block import Block, render
from sciatica.pages.cause_parts import CAUSES, sources_of
from sciatica.pages.causes_fold import POOLED_SIGNS
from sciatica.pages.figures import posed_pictures
from sciatica.pages.sources import source_list

EASE = {
    "disc": (Pose.EASE_CALVES_ON_CHAIR, Pose.EASE_SIDE_PILLOW),
    "stenosis": (Pose.EASE_KNEES_RAISED, Pose.EASE_CALVES_ON_CHAIR),
    "buttock": (Pose.EASE_SIDE_PILLOW,),
}
"""Positions by cause; none arches the back of somebody with narrower spaces."""
REVIEWS = ("chiu", "resorb")
SHRINKING = (Form.SEQUESTRATION, Form.EXTRUSION, Form.PROTRUSION, Form.BULGE)


PICTURES_AFTER = {"nzct2021", "zhong2014disc", "panjabi1992"}
"""Sources of the sizes in the pictures, see ``artwork/solids/dimensions.py``."""


def cause_cards(lang: str) -> Block:
    """Show the three causes as equal cards, each a way to its part of the page."""
    return Block(render("cause_cards", words=words(lang), causes=CAUSES))


def low_back(lang: str) -> Block:
    """Show the low back cut along its middle: where discs, sac and sacrum lie."""
    text = words(lang)
    svg = to_svg(draw_midline(text), name="low-back", description=describe_midline(text))
    return Block(render("low_back", caption=text("causes.low_back"), svg=svg))


def squeezed_inflamed_sensitive(lang: str) -> Block:
    """Show that pressure is one part of three, and why a clear scan can go with pain."""
    text = words(lang)
    pictures = [
        {
            "id": state,
            "caption": text(f"nerve_state.name.{state}"),
            "svg": to_svg(
                draw_nerve_state(state, text),
                name=f"nerve-{state}",
                description=describe_nerve_state(state, text),
            ),
        }
        for state in NerveState
    ]
    return Block(render("causes_why", words=text, pictures=pictures))


def bulges_by_age(lang: str) -> Block:
    """Count the people without pain who have a bulge, at two ages."""
    text = words(lang)
    groups = [
        {
            **icon_words(number, text),
            "svg": to_svg(
                draw_icon_array(number), name=number, description=describe_icon_array(number, text)
            ),
        }
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


def _head(lang: str, cause: str) -> Block:
    return Block(
        render(
            "cause_head",
            words=words(lang),
            clinic=the_clinic(),
            cause=cause,
            sources=sources_of("cause", cause),
        )
    )


def disc_cause(lang: str) -> Block:
    """Open the part on discs."""
    return _head(lang, "disc")


def stenosis_cause(lang: str) -> Block:
    """Open the part on narrower spaces."""
    return _head(lang, "stenosis")


def buttock_cause(lang: str) -> Block:
    """Open the part on the buttock."""
    return _head(lang, "buttock")


def _ease(lang: str, cause: str) -> Block:
    text = words(lang)
    pictures = posed_pictures(EASE[cause], text, prefix=f"{cause}-ease")
    return Block(
        render(
            "cause_ease",
            words=text,
            cause=cause,
            pictures=pictures,
            sources=sources_of("ease", cause),
        )
    )


def disc_ease(lang: str) -> Block:
    """Show positions that may ease a root that a disc irritates."""
    return _ease(lang, "disc")


def stenosis_ease(lang: str) -> Block:
    """Show positions that may ease narrower spaces."""
    return _ease(lang, "stenosis")


def buttock_ease(lang: str) -> Block:
    """Show positions that may ease the nerve in the buttock."""
    return _ease(lang, "buttock")


def cited() -> set[str]:
    """Return the ids of the sources that this page rests on."""
    evidence = (e for some in causes().values() for topic in some for e in topic.evidence)
    read = {e.detail for e in evidence if e.kind is EvidenceKind.READ}
    found = {one.evidence.detail for one in findings().values() if one.cause}
    return read | found | PICTURES_AFTER | {POOLED_SIGNS}


def causes_sources(lang: str) -> Block:
    """List the sources of this page, and what comes from memory."""
    text = words(lang)
    to_verify = [text(f"causes.to_verify.{key}") for key in text.under("causes.to_verify")]
    return source_list(text, cited(), to_verify)
