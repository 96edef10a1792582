"""Makes the pages once in the process from which the kernels of live pages are forked, so that each
of them has facts, words, templates and drawing at hand."""

from ipywidgets import Widget

from sciatica.content.clinic import the_clinic
from sciatica.training.cases import cases
from sciatica.training.drill import red_flag_drill
from sciatica.training.examine import examine
from sciatica.training.explain import explain_it
from sciatica.training.guide import session_guide
from sciatica.training.items import items
from sciatica.training.sheets import patients_to_print

LANG = "en"
FIRST_SEED = 1


def _nobody(item_id: str, correct: bool) -> None:
    """Keep no answer: where there is a recorder, none asks the clinic's settings for its records.
    A connection to a database must not be shared with children."""


def warm() -> None:
    """Make every page that asks no records, and let go of its widgets. What they are made of stays
    in the caches of content and figures. The clinic's settings do not stay: each kernel reads its
    own, or it would show an old emergency number."""
    for make in (examine, red_flag_drill, cases, explain_it):
        make(LANG, FIRST_SEED, _nobody)
    session_guide(LANG)
    patients_to_print(LANG)
    items(LANG)
    Widget.close_all()
    the_clinic.cache_clear()
