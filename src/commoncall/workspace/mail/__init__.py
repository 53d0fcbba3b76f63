"""The pages of the outbox: what was written, what became of it, and whether mail leaves at all."""
