"""What a notebook calls: one function a page or block. Every call takes the language first."""

from sciatica.pages.home import clinic_block, page_cards
from sciatica.pages.nerve_roots import (
    pain_map,
    root_explorer,
    root_sources,
    root_table,
    roots_for_clinicians,
)
from sciatica.pages.safety import open_page, safety_list

__all__ = [
    "clinic_block",
    "open_page",
    "page_cards",
    "pain_map",
    "root_explorer",
    "root_sources",
    "root_table",
    "roots_for_clinicians",
    "safety_list",
]
