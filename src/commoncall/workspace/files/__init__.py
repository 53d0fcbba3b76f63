"""Files as they are handed out: always to be saved, never to be run in the browser."""
