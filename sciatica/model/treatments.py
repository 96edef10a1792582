"""The treatments that are shown in three steps each."""

from enum import StrEnum


class Treatment(StrEnum):
    """A treatment that goes in through the skin, in the order in which they are shown."""

    NEEDLING = "needling"
    INJECTION = "injection"
    SURGERY = "surgery"


class Step(StrEnum):
    """A step of a treatment."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
