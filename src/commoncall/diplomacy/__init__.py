"""States as partners and targets: at first the treaties that they join, and who follows which state."""
