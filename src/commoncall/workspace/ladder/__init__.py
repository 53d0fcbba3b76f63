"""How the coalition decides: the ladder of decisions, its rungs and their rules, and the days on which it works."""
