"""The public pages of the treaties that a coalition pursues."""
