"""What templates of every face may draw."""
