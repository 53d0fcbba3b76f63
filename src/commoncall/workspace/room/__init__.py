"""The coalition's own room: how it works and how to change that, who coordinates, its public page, its history."""
