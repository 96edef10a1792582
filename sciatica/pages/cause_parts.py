"""What the explorers of the three causes have in common."""

from collections.abc import Iterable, Sequence

from sciatica.content.facts import causes, printed
from sciatica.content.words import Words
from sciatica.model.evidence import Source
from sciatica.pages.block import Block, emphasised, render
from sciatica.pages.citing import read_sources
from sciatica.widgets.explorer import Chooser, Option, Panel

CAUSES = ("disc", "stenosis", "buttock")
"""In the order in which they are looked for."""
PARTS = ("see", "means", "not")
"""What you see, what it means, what it does not mean: in every panel, in this order."""


def sources_of(kind: str, name: str) -> list[Source]:
    """Return the sources of one statement of the page."""
    (topic,) = (topic for topic in causes()[kind] if topic.id == name)
    return read_sources(topic.evidence)


def told(text: Words, key: str, kind: str, name: str) -> Panel:
    """Return the panel that says what is seen, what it means and what it does not mean."""
    facts = [
        (text(f"causes.{part}"), emphasised(text(f"{key}.{part}", **printed()))) for part in PARTS
    ]
    body = render("cause_facts", facts=facts, sources=sources_of(kind, name))
    return Panel(f"{kind}-{name}", text(f"{key}.title"), body)


def chooser(text: Words, cause: str, name: str, options: Iterable[str]) -> Chooser:
    """Return a chooser; its legend and its options have their words under ``CAUSE.choose``."""
    keys = {option: f"causes.{cause}.choose.{name}_{option}" for option in options}
    return Chooser(
        name,
        text(f"causes.{cause}.choose.{name}"),
        tuple(Option(str(option), text(key)) for option, key in keys.items()),
    )


def states_table(
    text: Words,
    cause: str,
    first: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[str]]],
) -> Block:
    """Return the twin of an explorer with two choosers: the sentence of every state in a table."""
    return Block(
        render(
            "cause_table",
            words=text,
            caption=text(f"causes.{cause}.table.caption"),
            first=text(f"causes.{cause}.table.{first}"),
            heads=heads,
            rows=rows,
        )
    )
