"""People: who they are, for whom they act and until when, who stands in for them, and where they read mail."""
