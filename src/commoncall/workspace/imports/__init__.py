"""Bringing the list that a coordinator has: the file, its columns, what each row would do, its questions, and the way back."""
