"""The face of time: what the worker does by itself, again and again or at its hour."""
