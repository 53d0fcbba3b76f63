"""Keeping the index: writing what rows say into it, following the history, and making it anew."""
