"""How the coalition speaks: statements in its name, and letters that organisations sign, each for itself."""
