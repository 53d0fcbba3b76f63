"""A coalition's public page: the same bytes for every reader, in the language that the address names."""
