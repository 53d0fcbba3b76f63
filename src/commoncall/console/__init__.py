"""The face for the self-hoster: the command line."""
