"""The kinds of entry that decisions make: the ladder and its rules, and what is decided."""
