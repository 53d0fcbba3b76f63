"""Reading the index: what answers to words, and how far the index has come."""
