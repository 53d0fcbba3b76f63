"""Applying to join, without an account: a form that is saved as it is filled in, and how far it has come after that."""
