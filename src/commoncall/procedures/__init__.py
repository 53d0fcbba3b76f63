"""Flows that join several concepts, one module for each; and the one table of what follows from what."""
