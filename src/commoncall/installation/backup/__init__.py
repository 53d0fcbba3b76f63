"""Backups: everything an installation keeps in one file, taken while it runs, and proved by restoring it."""
