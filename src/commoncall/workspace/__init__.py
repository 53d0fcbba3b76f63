"""The face for those inside: a person's own pages, and each coalition's workspace."""
