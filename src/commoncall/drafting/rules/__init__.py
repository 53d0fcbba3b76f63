"""What holds for texts and amendments, without a database: paragraphs, changes, collisions, merging, comparing."""
