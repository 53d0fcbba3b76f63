"""Text compared and searched across scripts and spellings: pure functions, no storage."""
