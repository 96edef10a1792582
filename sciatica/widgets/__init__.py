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
from sciatica.widgets.walkthrough import AdvicePanel, NotePanel, Step, Walkthrough

__all__ = [
    "AdvicePanel",
    "Chooser",
    "Explorer",
    "NotePanel",
    "Option",
    "Panel",
    "Picture",
    "State",
    "Step",
    "Walkthrough",
    "compile_table",
]
