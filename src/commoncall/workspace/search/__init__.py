"""The search: everything that its reader may see, by words in any script."""
