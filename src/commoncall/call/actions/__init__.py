"""What is done with the texts: writing and adopting them, standing behind them."""
