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

__all__ = ["Chooser", "Explorer", "Option", "Panel", "Picture", "State", "compile_table"]
