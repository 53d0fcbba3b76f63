"""Reading statements, letters, and who stands under them."""
