"""Applications: what waits for whom, one application as each who may know of it sees it, and how the coalition admits."""
