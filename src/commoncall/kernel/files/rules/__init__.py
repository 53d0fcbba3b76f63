"""What may be kept: how files are named, what they are by their content, and pictures without what they tell of their maker."""
