"""How a coalition works, in words: what can be chosen and what follows from it, and what was chosen as sentences."""
