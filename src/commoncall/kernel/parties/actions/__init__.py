"""What can be done with coalitions, organisations, people and mandates; one module for each noun."""
