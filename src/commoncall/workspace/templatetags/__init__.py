"""What templates of the workspace may draw."""
