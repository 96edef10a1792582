"""The step-by-step walk over the safety cards, what clinicians read, and two sheets to print."""

from collections.abc import Iterator

from markupsafe import Markup

from sciatica.content.clinic import Clinic, the_clinic
from sciatica.content.decisions import the_words
from sciatica.content.facts import cards, printed
from sciatica.content.words import Words, words
from sciatica.model.red_flags import Card, CardLine
from sciatica.model.walk import Advice, Answer, WalkEnding, answers, compile_walk
from sciatica.model.walk_table import WalkTable
from sciatica.pages.block import Block, render
from sciatica.pages.safety import after_walk, walk_labels
from sciatica.widgets.walkthrough import AdvicePanel, Group, NotePanel, Step, Walkthrough

NAME = "walk"


def _signs(clinic: Clinic, text: Words, card: Card, lines: tuple[CardLine, ...]) -> Markup:
    # where the whole card calls, its ending says so
    signs = [
        (text(f"red_flags.card.{card.id}.{line.id}"), line.call and not card.calls)
        for line in lines
    ]
    return render("signs", signs=signs, words=text, clinic=clinic)


def _steps(clinic: Clinic, text: Words) -> Iterator[Step]:
    for number, card in enumerate(cards(), 1):
        yield Step(
            id=card.id,
            title=text(f"red_flags.card.{card.id}.title"),
            body=render("step", words=text, signs=_signs(clinic, text, card, card.lines)),
            progress=text("red_flags.walk.progress", number=number, total=len(cards())),
            answers={str(answer): text(f"red_flags.walk.{answer}") for answer in answers(card)},
        )


def _note(clinic: Clinic, text: Words, card: Card, advice: Advice, old: bool) -> Markup:
    title = text(f"red_flags.card.{card.id}.title")
    if old:
        title = text("red_flags.walk.old_note", title=title)
    of_tier = tuple(line for line in card.lines if line.tier is advice.tier)
    lines = card.lines if old or not of_tier else of_tier
    # one answer stands for a card with several tiers: which sign it was, only the person knows
    lead = text("red_flags.walk.if_one") if len(lines) < len(card.lines) else ""
    # the clinic's own signs are those of the cauda equina
    cauda = advice is Advice.EMERGENCY and card.clinic_statement
    say = text("red_flags.desk.cauda") if cauda else ""
    signs = _signs(clinic, text, card, lines)
    return render("note", title=title, lead=lead, signs=signs, say=say)


def _advice(
    walk: WalkTable[Answer, WalkEnding], clinic: Clinic, text: Words
) -> Iterator[AdvicePanel]:
    """Yield every panel of an end in the order of urgency, with every note that can occur."""
    by_name = {card.id: card for card in cards()}
    occurring = dict.fromkeys(note for end in walk.ends.values() for note in end.notes)
    for advice in Advice:
        notes = tuple(
            NotePanel(note.id, _note(clinic, text, by_name[note.card], advice, note.old))
            for note in sorted(
                (note for note in occurring if note.advice is advice and note.card),
                key=lambda note: list(by_name).index(note.card),
            )
        )
        key = f"red_flags.tier.{advice}.title" if advice.tier else f"red_flags.walk.{advice}_title"
        title = text(key, number=clinic.emergency_number)
        body = render("advice", clinic=clinic, words=text, advice=advice)
        yield AdvicePanel(str(advice), title, body, notes)


def safety_walk(lang: str) -> Walkthrough:
    """Walk over the cards: what to call for, then tier A, then the rest. Answers leave no trace."""
    text, clinic, walk = the_words(lang), the_clinic(), compile_walk(cards())
    return Walkthrough.build(
        NAME,
        walk=walk,
        groups=[Group(list(_steps(clinic, text)))],
        advice=list(_advice(walk, clinic, text)),
        labels=walk_labels(text, "red_flags"),
        after=after_walk(text),
    )


def why_it_matters(lang: str) -> Block:
    """Say why these signs matter, and that asking is for everybody."""
    return Block(render("why_it_matters", words=words(lang)))


def red_flags_for_clinicians(lang: str) -> Block:
    """Fold out each card as single questions, with reasons, a phrase for the chart, and sheets."""
    text = the_words(lang)
    return Block(render("red_flags_for_clinicians", words=text, cards=cards(), numbers=printed()))


def emergency_sheet(lang: str) -> Block:
    """Show a blank sheet for Emergency, to print and fill by hand."""
    fields = ("patient", "time", "new", "began", "urine", "legs", "medicines", "needle", "call")
    return Block(render("emergency_sheet", words=words(lang), clinic=the_clinic(), fields=fields))


def wallet_card(lang: str) -> Block:
    """Show the patient's card: the cauda equina signs and what to do, to cut out and fold."""
    return Block(render("wallet_card", words=words(lang), clinic=the_clinic()))
