"""What is done with decisions, and with the ladder."""
