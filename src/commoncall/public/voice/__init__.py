"""Statements and letters in public, and signing a letter from outside: a form, a link in a mail, and a page of one's own."""
