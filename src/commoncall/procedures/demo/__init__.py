"""A fictional coalition to look around in, and a second small one. No organisation and no person in it is real."""
