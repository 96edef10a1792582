"""What may differ in the buttock: how full the piriformis is, and how the nerve passes it."""

from enum import StrEnum


class Piriformis(StrEnum):
    """How the piriformis is drawn. A tight muscle is a little shorter and thicker.

    How much is a drawing choice; it says nothing about pain.
    """

    RELAXED = "relaxed"
    TIGHT = "tight"


class Course(StrEnum):
    """How the sciatic nerve passes the piriformis.

    `BELOW` is type A of Beaton and Anson (85.2% of limbs); in `SPLIT`, type B (9.8%), its common
    fibular part runs through the muscle. Most variants cause no pain.

    Source: ``tomaszewski2016``.
    """

    BELOW = "below"
    SPLIT = "split"
