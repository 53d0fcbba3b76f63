"""The texts that organisations stand behind: read, drafted, adopted, endorsed, and followed up."""
