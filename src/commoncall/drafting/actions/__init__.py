"""What is done with texts that many write together."""
