"""The forms by which texts are begun, written, amended, treated and merged."""
