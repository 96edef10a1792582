"""What a notebook calls: one function a page or block. Every call takes the language first."""

from sciatica.pages.about import (
    about_decisions,
    about_hazards,
    about_measures,
    about_privacy,
    about_signatures,
    about_sources,
    about_telling,
    about_version,
    about_words,
)
from sciatica.pages.bibliography import all_sources, sources
from sciatica.pages.board import consult_board
from sciatica.pages.care import (
    booking,
    care_for_clinicians,
    care_more,
    flare_up_plan,
    not_to_do,
    options_table,
    pillars,
    positions_of_ease,
    questions,
    time_in_short,
    today,
)
from sciatica.pages.cause_buttock import buttock_explorer, buttock_table
from sciatica.pages.cause_disc import disc_explorer, disc_table
from sciatica.pages.cause_stenosis import stenosis_explorer, stenosis_table
from sciatica.pages.causes import (
    bulges_by_age,
    cause,
    cause_cards,
    ease,
    low_back,
    shrinking,
    squeezed_inflamed_sensitive,
)
from sciatica.pages.causes_fold import causes_for_clinicians
from sciatica.pages.exercises import (
    exercise_studies,
    exercise_walk,
    exercises_for_clinicians,
    exercises_in_sight,
    hold_timer,
)
from sciatica.pages.front_desk import after_hours, chart_phrases, front_desk, work_tasks
from sciatica.pages.home import clinic_block, page_cards, patient_questions, visit_cards
from sciatica.pages.how_long import fridge_sheet, how_long, how_long_more, roads
from sciatica.pages.live import open_live_page
from sciatica.pages.model import low_back_model, workshop_model
from sciatica.pages.nerve_roots import (
    pain_map,
    root_explorer,
    root_movements,
    root_table,
    roots_for_clinicians,
)
from sciatica.pages.reading import read_to_me
from sciatica.pages.red_flags import (
    emergency_sheet,
    red_flags_for_clinicians,
    safety_walk,
    wallet_card,
    why_it_matters,
)
from sciatica.pages.report import report_list
from sciatica.pages.report_names import report_names
from sciatica.pages.safety import (
    crisis_line,
    keep_at_hand,
    large_print,
    open_page,
    safety_list,
    safety_net,
)
from sciatica.pages.take_home import sheet_link, take_home
from sciatica.pages.three_treatments import three_treatments
from sciatica.pages.tonight import tonight
from sciatica.pages.what_is_sciatica import nerve_picture, sciatica_for_clinicians
from sciatica.pages.where_it_hurts import pain_drawing
from sciatica.pages.year import year_explorer, year_limits, year_rows

__all__ = [
    "about_decisions",
    "about_hazards",
    "about_measures",
    "about_privacy",
    "about_signatures",
    "about_sources",
    "about_telling",
    "about_version",
    "about_words",
    "after_hours",
    "all_sources",
    "booking",
    "bulges_by_age",
    "buttock_explorer",
    "buttock_table",
    "care_for_clinicians",
    "care_more",
    "cause",
    "cause_cards",
    "causes_for_clinicians",
    "chart_phrases",
    "clinic_block",
    "consult_board",
    "crisis_line",
    "disc_explorer",
    "disc_table",
    "ease",
    "emergency_sheet",
    "exercise_studies",
    "exercise_walk",
    "exercises_for_clinicians",
    "exercises_in_sight",
    "flare_up_plan",
    "fridge_sheet",
    "front_desk",
    "hold_timer",
    "how_long",
    "how_long_more",
    "keep_at_hand",
    "large_print",
    "low_back",
    "low_back_model",
    "nerve_picture",
    "not_to_do",
    "open_live_page",
    "open_page",
    "options_table",
    "page_cards",
    "pain_drawing",
    "pain_map",
    "patient_questions",
    "pillars",
    "positions_of_ease",
    "questions",
    "read_to_me",
    "red_flags_for_clinicians",
    "report_list",
    "report_names",
    "roads",
    "root_explorer",
    "root_movements",
    "root_table",
    "roots_for_clinicians",
    "safety_list",
    "safety_net",
    "safety_walk",
    "sciatica_for_clinicians",
    "sheet_link",
    "shrinking",
    "sources",
    "squeezed_inflamed_sensitive",
    "stenosis_explorer",
    "stenosis_table",
    "take_home",
    "three_treatments",
    "time_in_short",
    "today",
    "tonight",
    "visit_cards",
    "wallet_card",
    "why_it_matters",
    "work_tasks",
    "workshop_model",
    "year_explorer",
    "year_limits",
    "year_rows",
]
