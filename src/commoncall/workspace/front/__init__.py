"""The first page of the installation: for visitors what this is, for a person the day in all their coalitions."""
