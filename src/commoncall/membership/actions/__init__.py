"""What can be done with the membership; one module for each noun."""
