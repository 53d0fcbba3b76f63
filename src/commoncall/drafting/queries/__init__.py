"""Reading the texts that many write together."""
