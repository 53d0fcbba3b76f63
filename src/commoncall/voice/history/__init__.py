"""The kinds of entry that the voice makes: of statements, of letters, and of who signs."""
