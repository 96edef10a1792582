"""The few widgets that run in the browser: HTML first, with or without a kernel behind them."""

from sciatica.widgets.explorer import (
    Chooser,
    Explorer,
    Option,
    Panel,
    Picture,
    State,
    compile_table,
)
from sciatica.widgets.sheet import Family, PictureChoice, Piece, Scene, Sheet
from sciatica.widgets.timer import HoldTimer, timer_html
from sciatica.widgets.walkthrough import AdvicePanel, Group, NotePanel, Step, Walkthrough

__all__ = [
    "AdvicePanel",
    "Chooser",
    "Explorer",
    "Family",
    "Group",
    "HoldTimer",
    "NotePanel",
    "Option",
    "Panel",
    "Picture",
    "PictureChoice",
    "Piece",
    "Scene",
    "Sheet",
    "State",
    "Step",
    "Walkthrough",
    "compile_table",
    "timer_html",
]
