"""What a notebook calls: one function a page or block. Every call takes the language first."""

from sciatica.pages.home import clinic_block, page_cards, who_it_is_for
from sciatica.pages.nerve_roots import (
    pain_map,
    root_explorer,
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
    "clinic_block",
    "emergency_sheet",
    "nerve_picture",
    "open_page",
    "page_cards",
    "pain_map",
    "red_flags_for_clinicians",
    "root_explorer",
    "root_sources",
    "root_table",
    "roots_for_clinicians",
    "safety_list",
    "safety_sources",
    "safety_walk",
    "sciatica_for_clinicians",
    "sciatica_sources",
    "wallet_card",
    "who_it_is_for",
    "why_it_matters",
]
