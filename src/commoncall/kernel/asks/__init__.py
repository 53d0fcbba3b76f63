"""What is asked of whom, until when; each concept registers the kinds of ask it makes and how they are answered."""
