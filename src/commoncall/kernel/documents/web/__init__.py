"""Text copied out of a web page, read."""
