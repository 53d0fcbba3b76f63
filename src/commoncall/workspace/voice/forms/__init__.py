"""The forms of statements and letters."""
