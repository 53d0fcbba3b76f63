"""What a member's standing brings with it on other floors: letters, asks, seats and endorsements, each in the deed's own transaction."""
