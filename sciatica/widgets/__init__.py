"""The few widgets that run in the browser: HTML first, with or without a kernel behind them."""

from sciatica.widgets.board import Board, BoardPicture, Drawn, SideView
from sciatica.widgets.choice import Choice, Kind
from sciatica.widgets.explorer import (
    JOIN,
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
    "JOIN",
    "AdvicePanel",
    "Board",
    "BoardPicture",
    "Choice",
    "Chooser",
    "Drawn",
    "Explorer",
    "Family",
    "Group",
    "HoldTimer",
    "Kind",
    "NotePanel",
    "Option",
    "Panel",
    "Picture",
    "PictureChoice",
    "Piece",
    "Scene",
    "Sheet",
    "SideView",
    "State",
    "Step",
    "Walkthrough",
    "compile_table",
    "timer_html",
]
