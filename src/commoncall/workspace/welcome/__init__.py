"""A newcomer's first week, and who helps it settle in."""
