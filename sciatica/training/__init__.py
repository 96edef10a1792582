"""The staff workshop: invented patients, a drill, cases, and how to explain it."""

from sciatica.training.cases import cases
from sciatica.training.drill import red_flag_drill
from sciatica.training.items import items
from sciatica.training.question import Option, Question, Recorder, no_record

__all__ = ["Option", "Question", "Recorder", "cases", "items", "no_record", "red_flag_drill"]
