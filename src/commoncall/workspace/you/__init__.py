"""One's own pages, outside every coalition: language and zone, addresses, what one signs in with, and where one is signed in."""
