"""Reading the decisions, the ladder and the register."""
