"""What is done with texts that are drafted: writing and opening them, amending them, treating what was said, merging and locking."""
