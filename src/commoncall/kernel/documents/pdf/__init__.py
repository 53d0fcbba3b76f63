"""PDF, typeset with our own fonts."""
