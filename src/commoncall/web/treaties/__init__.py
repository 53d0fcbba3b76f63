"""The public pages of a treaty: how every state stands to it, on any date, in sentences, on a map and in tables."""
