"""The staff workshop: invented patients, a drill, cases, and how to explain it."""

from sciatica.training.cases import cases
from sciatica.training.drill import red_flag_drill
from sciatica.training.examine import examine
from sciatica.training.explain import explain_it
from sciatica.training.guide import session_guide
from sciatica.training.items import items
from sciatica.training.question import AnswerOption, Question, Recorder
from sciatica.training.remember import remember
from sciatica.training.sheets import patients_to_print
from sciatica.training.where import where_is_the_disc

__all__ = [
    "AnswerOption",
    "Question",
    "Recorder",
    "cases",
    "examine",
    "explain_it",
    "items",
    "patients_to_print",
    "red_flag_drill",
    "remember",
    "session_guide",
    "where_is_the_disc",
]
