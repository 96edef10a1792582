"""The page on care: what to do today, how long it takes, the pillars, the options, questions."""

from collections.abc import Iterable, Iterator

from sciatica.content import Pose, Words, frequencies, printed, source, the_clinic, topics, words
from sciatica.figures import describe_icon_array, draw_icon_array, to_svg
from sciatica.figures.icon_array import IMPROVED, icon_words
from sciatica.model import EvidenceKind, Source, Topic
from sciatica.pages.block import Block, render
from sciatica.pages.figures import posed_pictures
from sciatica.pages.sources import read_sources, source_list

NAME = "care"
EASE = (Pose.EASE_CALVES_ON_CHAIR, Pose.EASE_SIDE_PILLOW, Pose.EASE_KNEES_RAISED)
PILLAR_PARTS = {
    "do": ("what", "hope"),
    "show": ("studies", "sure", "risks"),
    "together": ("asks", "else", "decide"),
}
"""What we do, what studies show, how we decide together: the order of every claim."""
OPTION_PARTS = ("what", "good", "hard", "like", "studies")
RECOVERY = ("rds_scot", "vroomen1999", "konstantinou2018", "suri2012")
"""What the section on time rests on."""


def _slots(text: Words) -> dict[str, object]:
    """Return what a text of this page may name: every number, and the clinic's own words."""
    clinic = the_clinic()
    listed = text("care.pillar.needling.listed", names=clinic.needling_by)
    ask = text("care.pillar.needling.ask")
    lifting, sport = (text(f"care.pillar.stability.{name}") for name in ("lifting", "sport"))
    return {
        **printed(),
        "needling_by": listed if clinic.needling_by else ask,
        "lifting": clinic.lifting or lifting,
        "sport": clinic.sport or sport,
    }


def _topics(
    text: Words, kind: str, parts: Iterable[str]
) -> Iterator[tuple[Topic, dict[str, str], dict[str, list[Source]]]]:
    """Yield each topic of `kind` with its texts by part, and the sources of a part."""
    slots = _slots(text)
    for topic in topics()[kind]:
        texts = {part: text(f"care.{kind}.{topic.id}.{part}", **slots) for part in parts}
        known, risks = read_sources(topic.evidence), read_sources(topic.risks)
        yield topic, texts, {"studies": known, "answer": known, "risks": risks, "hard": risks}


def today(lang: str) -> Block:
    """Show what to do today as an ordered list."""
    text = words(lang)
    advice = [text(f"care.advice.{topic.id}") for topic in topics()["advice"]]
    return Block(render("care_today", title=text("care.advice.title"), advice=advice))


def positions_of_ease(lang: str) -> Block:
    """Show the positions that the first advice names."""
    return Block(posed_pictures(EASE, words(lang)))


def recovery(lang: str) -> Block:
    """Say how long it takes: the clinic's sentence, then two studies side by side."""
    text = words(lang)
    slots = printed()
    studies = []
    for name, number in zip(("dutch", "uk"), IMPROVED, strict=True):
        svg = to_svg(
            draw_icon_array(number), name=number, description=describe_icon_array(number, text)
        )
        studies.append(
            {
                **icon_words(number, text),
                "svg": svg,
                "text": text(f"care.recovery.{name}", **slots),
                "source": source(frequencies()[number].evidence.detail),
            }
        )

    def say(key: str) -> str:
        return text(f"care.recovery.{key}", **slots)

    return Block(render("care_recovery", say=say, studies=studies, source=source))


def pillars(lang: str) -> Block:
    """Show the clinic's three pillars: what we do, what studies show, how we decide together."""
    text = words(lang)
    parts = [part for group in PILLAR_PARTS.values() for part in group]
    shown = list(_topics(text, "pillar", ("name", *parts)))
    return Block(
        render(
            "care_pillars",
            words=text,
            pillars=shown,
            groups=PILLAR_PARTS,
            all_physio=text("care.pillar.all_physio", **printed()),
            source=source("dove2022"),
        )
    )


def option_texts(text: Words) -> dict[str, dict[str, str]]:
    """Return the words of each option by its id and by part."""
    return {topic.id: texts for topic, texts, _ in _topics(text, "option", ("name", *OPTION_PARTS))}


def options_table(lang: str) -> Block:
    """Show six options under the same headings, nothing ranked, to print on one page."""
    text = words(lang)
    shown = list(_topics(text, "option", ("name", *OPTION_PARTS)))
    return Block(render("care_options", words=text, options=shown, parts=OPTION_PARTS))


def questions(lang: str) -> Block:
    """Show the questions people ask, folded on the screen and open on paper."""
    shown = _topics(words(lang), "question", ("ask", "answer"))
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
    return Block(render("fold", words=words(lang), under="care.clinicians"))


def cited() -> set[str]:
    """Return the ids of the sources that this page rests on."""
    every = (topic for some in topics().values() for topic in some)
    evidence = (e for topic in every for e in (*topic.evidence, *topic.risks))
    return {e.detail for e in evidence if e.kind is EvidenceKind.READ} | set(RECOVERY)


def care_sources(lang: str) -> Block:
    """List the sources of this page, and what comes from memory."""
    text = words(lang)
    to_verify = [text(f"care.to_verify.{key}") for key in text.under("care.to_verify")]
    return source_list(text, cited(), to_verify)
