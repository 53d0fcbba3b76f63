"""Attachments: stored once by content, typed by content, limited in size, and read under the label of what they belong to."""
