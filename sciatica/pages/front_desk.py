"""For the front desk: callers and what is done, a message for the night, a phrase for the chart, a
blank sheet of tasks at work."""

from sciatica.content.clinic import Clinic, the_clinic
from sciatica.content.front_desk import callers
from sciatica.content.words import Words, words
from sciatica.model.walk import Advice
from sciatica.pages.block import Block, render

SPOKEN_PER_MINUTE = 120
"""Words a minute of a message that is to be understood at once: slower than people talk."""
BETWEEN = " · "
"""What parts two sayings of one caller in the words."""
BLANK_ROWS = 2
"""Rows of the sheet of tasks that somebody fills in whole."""


def front_desk(lang: str) -> Block:
    """Show what callers say by what the desk does about it, the most urgent first, each with the
    words to say; and what is asked before a visit is booked."""
    text = words(lang)
    groups: dict[Advice, list[list[str]]] = {}
    for one in callers():
        said = text(f"front_desk.caller.{one.id}").split(BETWEEN)
        groups.setdefault(one.advice, []).append(said)
    rules = [text(f"front_desk.rule.{name}") for name in text.under("front_desk.rule")]
    signs = text("red_flags.wallet.signs").split(BETWEEN)
    return Block(
        render(
            "front_desk",
            words=text,
            clinic=the_clinic(),
            groups=groups,
            rules=rules,
            signs=signs,
        )
    )


def _message(text: Words, clinic: Clinic) -> list[str]:
    """Return what the answering machine says, sentence group by sentence group."""
    slots = {
        "clinic": clinic.name,
        "number": clinic.emergency_number,
        "name": clinic.nurse_name,
        "nurse": clinic.nurse_number,
    }
    names = text.under("front_desk.message")
    return [
        text(f"front_desk.message.{name}", **slots)
        for name in names
        if name != "nurse" or clinic.nurse_number
    ]


def after_hours(lang: str) -> Block:
    """Show the message to record for when nobody is there, with how long it takes to say."""
    text = words(lang)
    said = _message(text, the_clinic())
    seconds = round(len(" ".join(said).split()) / SPOKEN_PER_MINUTE * 60 / 5) * 5
    return Block(render("after_hours", words=text, said=said, seconds=seconds))


def chart_phrases(lang: str) -> Block:
    """Show what the desk writes into the chart after a call, and after it gave a sheet."""
    return Block(render("chart_phrases", words=words(lang)))


def work_tasks(lang: str) -> Block:
    """Show a blank sheet of tasks at work, to print and fill by hand: it asks for no verdict."""
    text = words(lang)
    rows = [text(f"front_desk.work.row.{name}") for name in text.under("front_desk.work.row")]
    rows += [text("front_desk.work.free")] * BLANK_ROWS
    fields = ("patient", "job", "asks", "date")
    return Block(render("work_tasks", words=text, clinic=the_clinic(), fields=fields, rows=rows))
