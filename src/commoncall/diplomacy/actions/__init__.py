"""What is done about treaties and states."""
