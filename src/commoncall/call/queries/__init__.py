"""Reading the texts, and who stands behind them."""
