"""What came of decisions and how they are taken, in words: for the public, and for those inside."""
