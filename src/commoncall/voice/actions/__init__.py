"""Writing statements, letters, and who stands under them."""
