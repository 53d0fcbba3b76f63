"""OpenDocument texts (ODT), written."""
