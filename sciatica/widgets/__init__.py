"""The few widgets that run in the browser: HTML first, with or without a kernel behind them."""
