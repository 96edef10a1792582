"""Facts, words, artwork and the clinic's settings, loaded into types of the model."""

from sciatica.content.accuracy import accuracy_slots, findings, ratio_text
from sciatica.content.artwork import Legs, View, legs
from sciatica.content.cases import CaseText, cases, load_case
from sciatica.content.clinic import Clinic, ClinicError, load_clinic, the_clinic
from sciatica.content.examination import world
from sciatica.content.explain import ExplainFacts, explain_facts
from sciatica.content.facts import (
    cards,
    causes,
    exercises,
    frequencies,
    measures,
    pain_answers,
    printed,
    quantities,
    roots,
    scenarios,
    source,
    sources,
    topics,
)
from sciatica.content.nerve_artwork import NervePicture, NerveView, Strand, nerve
from sciatica.content.posed_artwork import Pose, PosedPicture, posed
from sciatica.content.signing import Signature, checked_on, signature
from sciatica.content.take_home import SheetExercise, SheetNext, SheetPicture, catalogue
from sciatica.content.toml import ContentError
from sciatica.content.words import Words, languages, words

__all__ = [
    "CaseText",
    "Clinic",
    "ClinicError",
    "ContentError",
    "ExplainFacts",
    "Legs",
    "NervePicture",
    "NerveView",
    "Pose",
    "PosedPicture",
    "SheetExercise",
    "SheetNext",
    "SheetPicture",
    "Signature",
    "Strand",
    "View",
    "Words",
    "accuracy_slots",
    "cards",
    "cases",
    "catalogue",
    "causes",
    "checked_on",
    "exercises",
    "explain_facts",
    "findings",
    "frequencies",
    "languages",
    "legs",
    "load_case",
    "load_clinic",
    "measures",
    "nerve",
    "pain_answers",
    "posed",
    "printed",
    "quantities",
    "ratio_text",
    "roots",
    "scenarios",
    "signature",
    "source",
    "sources",
    "the_clinic",
    "topics",
    "words",
    "world",
]
