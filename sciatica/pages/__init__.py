"""What a notebook calls: one function a page or block. Every call takes the language first."""

from sciatica.pages.board import board_sources, consult_board
from sciatica.pages.care import (
    booking,
    care_for_clinicians,
    care_sources,
    flare_up_plan,
    options_table,
    pillars,
    positions_of_ease,
    questions,
    recovery,
    today,
)
from sciatica.pages.cause_buttock import buttock_explorer, buttock_table
from sciatica.pages.cause_disc import disc_explorer, disc_table
from sciatica.pages.cause_stenosis import stenosis_explorer, stenosis_table
from sciatica.pages.causes import (
    bulges_by_age,
    buttock_cause,
    buttock_ease,
    cause_cards,
    causes_sources,
    disc_cause,
    disc_ease,
    low_back,
    shrinking,
    squeezed_inflamed_sensitive,
    stenosis_cause,
    stenosis_ease,
)
from sciatica.pages.causes_fold import causes_for_clinicians
from sciatica.pages.exercises import (
    exercise_sources,
    exercise_studies,
    exercise_walk,
    exercises_for_clinicians,
    hold_timer,
)
from sciatica.pages.home import clinic_block, page_cards, who_it_is_for
from sciatica.pages.ledger import all_sources
from sciatica.pages.live import open_live_page
from sciatica.pages.nerve_roots import (
    pain_map,
    root_explorer,
    root_movements,
    root_sources,
    root_table,
    roots_for_clinicians,
)
from sciatica.pages.red_flags import (
    emergency_sheet,
    red_flags_for_clinicians,
    safety_sources,
    safety_walk,
    wallet_card,
    why_it_matters,
)
from sciatica.pages.safety import open_page, safety_list
from sciatica.pages.what_is_sciatica import (
    nerve_picture,
    sciatica_for_clinicians,
    sciatica_sources,
)

__all__ = [
    "all_sources",
    "board_sources",
    "booking",
    "bulges_by_age",
    "buttock_cause",
    "buttock_ease",
    "buttock_explorer",
    "buttock_table",
    "care_for_clinicians",
    "care_sources",
    "cause_cards",
    "causes_for_clinicians",
    "causes_sources",
    "clinic_block",
    "consult_board",
    "disc_cause",
    "disc_ease",
    "disc_explorer",
    "disc_table",
    "emergency_sheet",
    "exercise_sources",
    "exercise_studies",
    "exercise_walk",
    "exercises_for_clinicians",
    "flare_up_plan",
    "hold_timer",
    "low_back",
    "nerve_picture",
    "open_live_page",
    "open_page",
    "options_table",
    "page_cards",
    "pain_map",
    "pillars",
    "positions_of_ease",
    "questions",
    "recovery",
    "red_flags_for_clinicians",
    "root_explorer",
    "root_movements",
    "root_sources",
    "root_table",
    "roots_for_clinicians",
    "safety_list",
    "safety_sources",
    "safety_walk",
    "sciatica_for_clinicians",
    "sciatica_sources",
    "shrinking",
    "squeezed_inflamed_sensitive",
    "stenosis_cause",
    "stenosis_ease",
    "stenosis_explorer",
    "stenosis_table",
    "today",
    "wallet_card",
    "who_it_is_for",
    "why_it_matters",
]
