"""The organisations of a coalition: the directory, each one's record, what is added to it, and what is taken along."""
