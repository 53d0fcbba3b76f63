"""Spreadsheets of unknown origin read as plain tables, and tables written so that nothing in them runs."""
