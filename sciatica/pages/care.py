"""What helps: what to do today and questions; and the pages on pillars, options and a plan."""

from collections.abc import Iterable, Iterator

from sciatica.content.clinic import the_clinic
from sciatica.content.facts import eases, printed, topics
from sciatica.content.words import Words, words
from sciatica.model.anatomy import Side
from sciatica.model.evidence import Source, Topic
from sciatica.pages.block import Block, render
from sciatica.pages.citing import read_sources, sources_of_numbers
from sciatica.pages.pictures import posed_row

NAME = "care"
MORE = {
    "options": "06-options.ipynb",
    "what-we-do": "06-what-we-do.ipynb",
    "plan": "06-flare-up-plan.ipynb",
}
"""What stands on pages of its own, by the anchor under which it once stood here."""
SHOWN_SIDE = Side.RIGHT
"""The side that lies or bends in the positions."""
PILLAR_PARTS = {
    "do": ("what", "hope"),
    "show": ("studies", "sure", "risks"),
    "together": ("asks", "else", "decide"),
}
"""What we do, what studies show, how we decide together: the order of every claim."""
WORDS = {"pillar": "what_we_do", "option": "options"}
"""The file of words of a kind of topics that has a page of its own."""
OPTION_PARTS = ("what", "good", "hard", "like", "studies")


def _slots(text: Words) -> dict[str, object]:
    """Return what a text of this page may name: every number, and the clinic's own words."""
    clinic = the_clinic()
    listed = text("what_we_do.pillar.needling.listed", names=clinic.needling_by)
    ask = text("what_we_do.pillar.needling.ask")
    lifting, sport = (text(f"what_we_do.pillar.stability.{name}") for name in ("lifting", "sport"))
    return {
        **printed(),
        "needling_by": listed if clinic.needling_by else ask,
        "lifting": clinic.lifting or lifting,
        "sport": clinic.sport or sport,
        "number": clinic.emergency_number,
    }


def told(
    text: Words, kind: str, parts: Iterable[str]
) -> Iterator[tuple[Topic, dict[str, str], dict[str, list[Source]]]]:
    """Yield each topic of `kind` with its texts by part, and the sources of a part."""
    slots = _slots(text)
    for topic in topics()[kind]:
        key = f"{WORDS.get(kind, NAME)}.{kind}.{topic.id}"
        texts = {part: text(f"{key}.{part}", **slots) for part in parts}
        known, risks = read_sources(topic.evidence), read_sources(topic.risks)
        yield topic, texts, {"studies": known, "answer": known, "risks": risks, "hard": risks}


def today(lang: str) -> Block:
    """Show what to do today as an ordered list."""
    text = words(lang)
    advice = [text(f"care.advice.{topic.id}", **printed()) for topic in topics()["advice"]]
    return Block(render("care_today", title=text("care.advice.title"), advice=advice))


def not_to_do(lang: str) -> Block:
    """Show what not to do, each with its reason."""
    text = words(lang)
    lines = [text(f"care.avoid.{topic.id}") for topic in topics()["avoid"]]
    return Block(render("care_avoid", title=text("care.avoid.title"), lines=lines))


def positions_of_ease(lang: str) -> Block:
    """Show the positions that the first advice names."""
    poses = dict.fromkeys(pose for one in eases().values() for pose in one.poses)
    return Block(posed_row(poses, SHOWN_SIDE, words(lang), NAME))


def time_in_short(lang: str) -> Block:
    """Say in two sentences how long it takes, and link the page that shows it."""
    return Block(render("care_time", words=words(lang)))


def care_more(lang: str) -> Block:
    """Link the pages that answer one question each; old links to parts of this page end here."""
    return Block(render("care_more", words=words(lang), pages=MORE))


def pillars(lang: str) -> Block:
    """Show the clinic's three pillars: what we do, what studies show, how we decide together."""
    text = words(lang)
    parts = [part for group in PILLAR_PARTS.values() for part in group]
    shown = list(told(text, "pillar", ("name", *parts)))
    return Block(
        render(
            "care_pillars",
            words=text,
            pillars=shown,
            groups=PILLAR_PARTS,
            all_physio=text("what_we_do.pillar.all_physio", **printed()),
            sources=sources_of_numbers(text, "what_we_do.pillar.all_physio"),
        )
    )


def option_texts(text: Words) -> dict[str, dict[str, str]]:
    """Return the words of each option by its id and by part."""
    return {topic.id: texts for topic, texts, _ in told(text, "option", ("name", *OPTION_PARTS))}


def options_table(lang: str) -> Block:
    """Show six options under the same headings, nothing ranked, to print on one page."""
    text = words(lang)
    shown = list(told(text, "option", ("name", *OPTION_PARTS)))
    return Block(render("care_options", words=text, options=shown, parts=OPTION_PARTS))


def questions(lang: str) -> Block:
    """Show the questions people ask, folded on the screen and open on paper."""
    shown = told(words(lang), "question", ("ask", "answer"))
    return Block(render("care_questions", questions=list(shown)))


def flare_up_plan(lang: str) -> Block:
    """Show a plan for a flare-up, blank, to print and fill by hand."""
    fields = ("first", "ease", "moves", "less", "keep", "call")
    return Block(
        render("care_plan", words=words(lang), fields=fields, clinic=the_clinic()),
    )


def booking(lang: str) -> Block:
    """Offer an assessment: a block of its own, never inside treatment or emergency."""
    text, clinic = words(lang), the_clinic()
    town = text("care.booking.town", town=clinic.town) if clinic.town else ""
    return Block(
        render(
            "booking",
            words=text,
            clinic=clinic,
            text=text("care.booking.text", clinic=clinic.name),
            town=town,
        )
    )


def care_for_clinicians(lang: str) -> Block:
    """Fold out the strength of evidence, consent, course, imaging and the advertising rule."""
    return Block(render("fold", words=words(lang), under="options.clinicians", numbers=printed()))
