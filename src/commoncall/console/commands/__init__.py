"""One module for each command, each with ``do(said, settled, server) -> Answer``."""
