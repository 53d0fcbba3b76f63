"""One module for each command, each with ``do(said, settled, server) -> Answer``; those that stand alone have ``do(said) -> Answer``."""
