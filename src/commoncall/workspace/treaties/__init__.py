"""Treaties and states in the workspace: which are pursued, who joined, who follows which state."""
