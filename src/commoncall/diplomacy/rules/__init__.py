"""What a treaty's own articles make of the acts that its depositary received. Pure: dates and codes in, dates and codes out."""
