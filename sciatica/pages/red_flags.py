"""The step-by-step walk over the safety cards, what clinicians read, and two sheets to print."""

from collections.abc import Iterator

from markupsafe import Markup

from sciatica.content import Clinic, Words, cards, the_clinic, words
from sciatica.model import (
    Advice,
    Card,
    CardLine,
    EvidenceKind,
    Tier,
    answers,
    compile_walk,
)
from sciatica.pages.block import Block, render
from sciatica.pages.sources import source_list
from sciatica.widgets import AdvicePanel, Group, NotePanel, Step, Walkthrough

NAME = "walk"
NUMBERS_SOURCE = "ab811"
"""Where the emergency number and the nurse line of the default clinic come from."""
_TIER = {
    Advice.EMERGENCY: Tier.EMERGENCY_NOW,
    Advice.SAME_DAY: Tier.DOCTOR_SAME_DAY,
    Advice.WITHIN_DAYS: Tier.DOCTOR_WITHIN_DAYS,
}


def _signs(clinic: Clinic, text: Words, card: Card, lines: tuple[CardLine, ...]) -> Markup:
    signs = [(text(f"red_flags.card.{card.id}.{line.id}"), line.call) for line in lines]
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
    tier = _TIER.get(advice)
    of_tier = tuple(line for line in card.lines if line.tier is tier)
    lines = card.lines if old or not of_tier else of_tier
    # one answer stands for a card with several tiers: which sign it was, only the person knows
    lead = text("red_flags.walk.if_one") if len(lines) < len(card.lines) else ""
    return render("note", title=title, lead=lead, signs=_signs(clinic, text, card, lines))


def _advice(clinic: Clinic, text: Words) -> Iterator[AdvicePanel]:
    """Yield every panel of an end in the order of urgency, with every note that can occur."""
    walk = compile_walk(cards())
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
        title = (
            f"red_flags.tier.{advice}.title"
            if advice in _TIER
            else f"red_flags.walk.{advice}_title"
        )
        body = render("advice", clinic=clinic, words=text, advice=advice)
        yield AdvicePanel(str(advice), text(title), body, notes)


def safety_walk(lang: str) -> Walkthrough:
    """Walk over the six cards, tier A first; the end says what to do. Answers leave no trace."""
    text, clinic = words(lang), the_clinic()
    names = ("back", "again", "end", "cleared", "unscripted")
    return Walkthrough.build(
        NAME,
        walk=compile_walk(cards()),
        groups=[Group(list(_steps(clinic, text)))],
        advice=list(_advice(clinic, text)),
        labels={name: text(f"red_flags.walk.{name}") for name in names},
    )


def why_it_matters(lang: str) -> Block:
    """Say why these signs matter, and that asking is for everybody."""
    return Block(render("why_it_matters", words=words(lang)))


def red_flags_for_clinicians(lang: str) -> Block:
    """Fold out each card as single questions, with reasons, a phrase for the chart, and sheets."""
    text = words(lang)
    return Block(render("red_flags_for_clinicians", words=text, cards=cards()))


def cited() -> set[str]:
    """Return the ids of the sources that this page rests on."""
    evidence = (e for card in cards() for line in card.lines for e in line.evidence)
    return {e.detail for e in evidence if e.kind is EvidenceKind.READ} | {NUMBERS_SOURCE}


def safety_sources(lang: str) -> Block:
    """List the sources of the signs, and the cards with signs that nobody has checked yet."""
    text = words(lang)
    evidence = [(card, e) for card in cards() for line in card.lines for e in line.evidence]
    memory = dict.fromkeys(card.id for card, e in evidence if e.kind is EvidenceKind.MEMORY)
    to_verify = [text(f"red_flags.card.{name}.title") for name in memory]
    return source_list(text, cited(), to_verify)


def emergency_sheet(lang: str) -> Block:
    """Show a blank sheet for Emergency, to print and fill by hand."""
    fields = ("patient", "time", "new", "began", "urine", "legs", "medicines", "needle", "call")
    return Block(render("emergency_sheet", words=words(lang), clinic=the_clinic(), fields=fields))


def wallet_card(lang: str) -> Block:
    """Show the patient's card: the cauda equina signs and what to do, to cut out and fold."""
    return Block(render("wallet_card", words=words(lang), clinic=the_clinic()))
