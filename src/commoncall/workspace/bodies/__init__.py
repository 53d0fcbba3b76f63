"""The bodies of the coalition: who leads, who works for it, and who sits where."""
