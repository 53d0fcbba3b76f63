"""Copies of public pages, kept for some seconds before Django, so that a page on which many look at once is made once."""
