"""The short conversation in which a coalition is set up: one question a page, and a summary in sentences."""
