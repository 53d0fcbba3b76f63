"""How organisations stand: procedures about them, notices, and how a membership ends."""
