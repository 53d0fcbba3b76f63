"""Maps of the world and charts of time, drawn on the server from facts that its callers give. Knows nothing of requests."""
