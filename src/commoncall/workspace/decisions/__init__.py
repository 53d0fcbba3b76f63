"""What is decided: what waits for an organisation, one decision as each who may read it sees it, and the register."""
