"""The page behind the link at the foot of every mail."""
