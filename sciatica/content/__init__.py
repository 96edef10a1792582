"""Facts, words, artwork and the clinic's settings, loaded into types of the model."""

from sciatica.content.artwork import Legs, View, legs
from sciatica.content.clinic import Clinic, ClinicError, load_clinic, the_clinic
from sciatica.content.facts import (
    cards,
    exercises,
    frequencies,
    pain_answers,
    printed,
    quantities,
    roots,
    source,
    sources,
    topics,
)
from sciatica.content.nerve_artwork import NervePicture, NerveView, Strand, nerve
from sciatica.content.posed_artwork import Pose, PosedPicture, posed
from sciatica.content.signing import Signature, checked_on, signature
from sciatica.content.take_home import (
    SheetExercise,
    SheetNext,
    SheetPicture,
    catalogue,
)
from sciatica.content.toml import ContentError
from sciatica.content.words import Words, languages, words

__all__ = [
    "Clinic",
    "ClinicError",
    "ContentError",
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
    "cards",
    "catalogue",
    "checked_on",
    "exercises",
    "frequencies",
    "languages",
    "legs",
    "load_clinic",
    "nerve",
    "pain_answers",
    "posed",
    "printed",
    "quantities",
    "roots",
    "signature",
    "source",
    "sources",
    "the_clinic",
    "topics",
    "words",
]
