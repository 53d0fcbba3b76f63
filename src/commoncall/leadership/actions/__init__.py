"""What is done with the bodies: setting them up, giving seats in them, and saying who sits there."""
