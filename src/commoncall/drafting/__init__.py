"""Texts that many write together: versions, amendments, what becomes of each, and the merging of what was accepted."""
