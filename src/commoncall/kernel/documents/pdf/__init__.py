"""PDF, typeset with fonts of our own."""
