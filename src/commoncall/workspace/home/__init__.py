"""A coalition's first page for each of its people, and as whom they look at it: the hat they wear, or another's eyes."""
