"""What sciatica is: the way of the nerve, and what clinicians add."""

from sciatica.content import NerveView, words
from sciatica.figures import describe_nerve, draw_nerve, to_svg
from sciatica.pages.block import Block, render
from sciatica.pages.sources import source_list

READ = ("schmid2023", "poutoglidou2020", "murphy2009")
"""What the page's statements rest on."""


def nerve_picture(lang: str) -> Block:
    """Show the way of the sciatic nerve from the low back to the foot, from behind and aside."""
    text = words(lang)
    pictures = [
        {
            "id": view,
            "caption": text(f"nerve.view.{view}"),
            "svg": to_svg(
                draw_nerve(view, text), name=f"nerve-{view}", description=describe_nerve(view, text)
            ),
        }
        for view in NerveView
    ]
    return Block(render("pictures", pictures=pictures))


def sciatica_for_clinicians(lang: str) -> Block:
    """Fold out the terms, the roots, what mimics it and the course of the nerve."""
    return Block(render("fold", words=words(lang), under="sciatica.clinicians"))


def cited() -> set[str]:
    """Return the ids of the sources that this page rests on."""
    return set(READ)


def sciatica_sources(lang: str) -> Block:
    """List the sources of this page, and what comes from memory."""
    text = words(lang)
    to_verify = [text(f"sciatica.to_verify.{key}") for key in text.under("sciatica.to_verify")]
    return source_list(text, cited(), to_verify)
