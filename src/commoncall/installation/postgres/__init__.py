"""Our own small supervisor over PostgreSQL's programs: found, never fetched; sockets only; never as root."""
